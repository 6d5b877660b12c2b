import { describe, expect, it } from "vitest";
import { createWorld, tick, type World } from "#world/index";
import { call, node, operation, placement, system, trafficClass } from "./systems";

/** Answers per second of an operation, mean of the seconds from `from`. */
function rate(w: World, operationId: string, from: number): number {
  const op = w.system.operations.findIndex((o) => o.id === operationId);
  let sum = 0;
  for (const lane of w.lanes)
    if (lane.operation === op) for (let t = from; t < w.second; t++) sum += w.recorder.lane("ok", lane.id, t);
  return sum / (w.second - from);
}

describe("W6 calls that share a pool", () => {
  /** Two operations of one pod on twenty connections: one holds them for 200 ms, the other for 10 ms. */
  function shared(poolName: string | undefined) {
    const pool = { pool: 20, timeout: 600, ...(poolName === undefined ? {} : { poolName }) };
    const sys = system({
      nodes: [node("app", [placement("eu", 1)], { cores: 64 }), node("db", [placement("eu", 1)], { kind: "database" })],
      operations: [
        operation("app.slow", 0.0001, { calls: [call("app.write", "db.write", pool)] }),
        operation("app.fast", 0.0001, { calls: [call("app.read", "db.read", pool)] }),
        operation("db.write", 0, { idle: 0.2 }),
        operation("db.read", 0, { idle: 0.01 }),
      ],
      classes: [trafficClass("writers", "app.slow", { eu: 150 }), trafficClass("readers", "app.fast", { eu: 150 })],
    });
    const w = createWorld(sys, 1);
    for (let t = 0; t < 300; t++) tick(w);
    return w;
  }

  it("wait for each other's connections, though their own work is quick", () => {
    const w = shared("db");
    const busy = rate(w, "db.write", 200) * 0.2 + rate(w, "db.read", 200) * 0.01;
    expect(busy).toBeGreaterThan(19);
    expect(busy).toBeLessThan(20.5);
    expect(rate(w, "db.read", 200)).toBeLessThan(120);
  });

  it("do not, when each call has connections of its own", () => {
    const w = shared(undefined);
    expect(rate(w, "db.write", 200)).toBeCloseTo(100, -1);
    expect(rate(w, "db.read", 200)).toBeGreaterThan(145);
  });
});
