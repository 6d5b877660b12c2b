import type { Program, Scene } from "#domain/drill";
import { PROGRAM, text, trigger, withScene } from "../engine/fixture";

const { base } = PROGRAM;

/**
 * The engine's sample with things happening at known seconds: page at 5, Ana speaks at 30, Bo asks at 60; after that
 * quiet until the limit.
 */
const scene: Partial<Scene> = {
  page: { ...base.page, trigger: trigger(5) },
  remarks: base.remarks.slice(0, 1).map((remark) => ({
    ...remark,
    trigger: trigger(30),
    text: text("Customers are calling."),
    effects: [],
  })),
  requests: base.requests.slice(0, 1).map((request) => ({ ...request, trigger: trigger(60), deadline: 400 })),
  machines: [],
  conditions: [],
  brokenPromise: [],
  lookSeconds: { logs: 10 },
  limit: 900,
  score: { ...base.score, horizon: 600, cadence: [] },
};

export const SAMPLE: Program = withScene({
  ...scene,
  system: { ...base.system, faults: [], plans: [], alerts: [] },
});
