import { describe, expect, it } from "vitest";
import type { Look } from "#domain/telemetry";
import { apply, createState, newHeader, tick, view } from "#engine/index";
import { LOOK_HOST, LookEnv } from "#engine/look-host";
import { command, PROGRAM } from "./fixture";

type Explore = Extract<Look, { panel: "explore" }>;
const LOOK: Explore = {
  panel: "explore",
  query: 'sum by (region) (rate(http_requests_total{node="shop"}[1m]))',
  window: 300,
  step: 15,
};
const at = (second: number) => {
  const header = newHeader(PROGRAM, { id: "run", seed: 7, clock: "live", author: "player", role: "lead" });
  const state = createState(PROGRAM, header);
  while (state.now < second) tick(state);
  return state;
};
const shows = (state: ReturnType<typeof at>, look: Look, token: string) =>
  LOOK_HOST.shows?.(new LookEnv(state, look), [token]);

describe("a query as a look", () => {
  it("E7 facts may ask what it showed; the screen does not get the names", () => {
    const state = at(120);
    expect(apply(state, command(120, 1, { kind: "look", args: LOOK })).refusal).toBeNull();
    expect(shows(state, LOOK, "metric:requests:shop:by-region")).toBe(true);
    expect(shows(state, LOOK, "metric:requests:shop:by-pod")).toBe(false);
    expect(shows(state, { ...LOOK, query: "rate(" }, "metric:requests:shop")).toBe(false);
    const shown = view(state, "lead").look(LOOK);
    expect(shown.panel === "explore" && shown.explore.series.length).toBeGreaterThan(0);
    expect(shown.panel === "explore" && shown.explore.shows).toEqual([]);
  });

  it("E7 a query with unknown fields, or too long, is no command", () => {
    const state = at(100);
    const long = { ...LOOK, query: "x".repeat(2001) };
    expect(apply(state, command(100, 1, { kind: "look", args: long })).refusal).not.toBeNull();
    expect(apply(state, command(100, 2, { kind: "look", args: { ...LOOK, step: 0 } })).refusal).not.toBeNull();
  });
});
