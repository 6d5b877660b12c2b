import { describe, expect, it } from "vitest";
import { decodeWorld, encodeWorld, tick, worldHistory } from "#world/index";
import { flow, worldOf } from "./yaml";

const SYSTEM = `
id: fading
nodes: { api: { servers: 20, operations: { get: { work: 10ms } } } }
classes: { users: { entry: api.get, rate: 100 } }
faults: { fading: { where: { node: api }, share: "t < 30.0 ? 0.1 : min(0.5, 0.1 + (t - 30.0) / 100.0)", from: 0, effect: { error: 500, after: 5ms } } }
`;

describe("W1: shares that depend on the time", () => {
  it("follow it, ten seconds at a time", () => {
    const w = worldOf(SYSTEM, 100);
    const share = (from: number) =>
      flow(w, "api.get", "fault", from, from + 8) / flow(w, "api.get", "arrivals", from, from + 8);
    expect(share(1)).toBeCloseTo(0.1, 2);
    expect(share(51)).toBeCloseTo(0.3, 2);
    expect(share(91)).toBeCloseTo(0.5, 2);
  });

  it("go on bit for bit after a snapshot taken between two of these moments (W15)", () => {
    const w = worldOf(SYSTEM, 47);
    const copy = decodeWorld(w.system, w.seed, encodeWorld(w), worldHistory(w));
    for (let i = 0; i < 20; i++) {
      tick(w);
      tick(copy);
    }
    expect(encodeWorld(copy)).toEqual(encodeWorld(w));
  });
});
