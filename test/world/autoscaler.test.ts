import { describe, expect, it } from "vitest";
import { desiredPods } from "../../src/world/mechanics/autoscaler";
import physics from "../fixtures/physics.json" with { type: "json" };
import { worldOf } from "./yaml";

describe("W42 the autoscaler", () => {
  it.each(physics.hpa_formula)("H1 $cur pods, metric $metric, target $target: $desired", ({
    cur,
    metric,
    target,
    desired,
  }) => {
    expect(desiredPods(cur, metric, target, 0.1)).toBe(desired);
  });

  it("H2 fifty times the load: 4, 8, 16 … 200 pods, one look after the other; capacity follows after the start-up", () => {
    const [reference] = physics.hpa as readonly {
      readonly steps: number[][];
      readonly t_capacity: number;
      readonly final: number;
    }[];
    const w = worldOf(
      `
id: spike
history: 60s
resolution: 1s
nodes:
  web:
    pods: 4
    cores: 1
    workers: unlimited
    startup: 30s
    autoscaler: { metric: requests, target: 100, min: 4, max: 200, metric-delay: 0s }
    operations: { get: { work: 6ms } }
classes: { users: { entry: web.get, rate: 400, steps: { 0: 50 }, client: { timeout: 60s } } }
`,
      200,
    );
    const pods = (t: number) => w.recorder.cell("pods", 0, t);
    for (const [second, , to] of reference?.steps ?? []) {
      const t = second as number;
      const at = Array.from({ length: 200 }, (_, i) => i).find((i) => pods(i) >= (to as number)) ?? 999;
      expect(Math.abs(at - t), `to ${to}`).toBeLessThanOrEqual(16);
    }
    expect(pods(199)).toBe(reference?.final);
    const ready = Array.from({ length: 200 }, (_, i) => i).find((i) => w.recorder.cell("ready", 0, i) >= 100) ?? 999;
    expect(Math.abs(ready - (reference?.t_capacity ?? 0))).toBeLessThanOrEqual(20);
  });

  it("goes down only when five minutes agree", () => {
    const w = worldOf(
      `
id: calm
history: 60s
resolution: 1s
nodes:
  web: { pods: 8, cores: 1, workers: unlimited, startup: 10s, autoscaler: { metric: requests, target: 100, min: 2, max: 20, metric-delay: 0s }, operations: { get: { work: 2ms } } }
classes: { users: { entry: web.get, rate: 800, steps: { 10s: 0.25 }, client: { timeout: 60s } } }
`,
      600,
    );
    expect(w.recorder.cell("pods", 0, 240)).toBe(8);
    expect(w.recorder.cell("pods", 0, 400)).toBe(2);
  });
});
