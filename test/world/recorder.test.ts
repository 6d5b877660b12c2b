import { describe, expect, it } from "vitest";
import { createWorld } from "#world/index";
import { hang, shop } from "./shop";
import { run } from "./steps";
import { call, node, operation, placement, system, trafficClass } from "./systems";

describe("W27 recorder", () => {
  it("a copy up to a second says the same before it, nothing after it, and shares what is full", () => {
    const w = run(createWorld(shop({ faults: [hang] }), 2), 500);
    const copy = w.tape.truncatedCopy(333);
    expect(copy.until).toBe(333);
    for (let t = -60; t < 500; t++) {
      for (const l of [0, 3, 9]) expect(copy.lane("ok", l, t)).toBe(t < 333 ? w.recorder.lane("ok", l, t) : 0);
      expect(copy.fault(0, 4, t)).toBe(t < 333 ? w.recorder.fault(0, 4, t) : 0);
    }
    expect(copy.lanes.chunks[2]).toBe(w.tape.lanes.chunks[2]);
  });

  it("a range says what its seconds say one by one, and leaves what is zero alone", () => {
    const w = run(createWorld(shop({ faults: [hang] }), 2), 300);
    const { recorder } = w;
    const copy = w.tape.truncatedCopy(250);
    for (const [from, until] of [
      [-80, -50],
      [-60, 300],
      [0, 64],
      [61, 67],
      [240, 260],
      [290, 320],
    ] as const) {
      for (const [tape, end] of [
        [w.tape, 300],
        [copy, 250],
      ] as const) {
        const read = (fill: (out: Float64Array) => boolean, one: (t: number) => number): void => {
          const out = new Float64Array(until - from);
          const any = fill(out);
          const single = Array.from(out, (_, i) => (from + i < end ? one(from + i) : 0));
          expect(Array.from(out)).toEqual(single);
          expect(any).toBe(single.some((x) => x !== 0));
        };
        for (let lane = 0; lane < w.lanes.length; lane++) {
          for (const column of ["ok", "okMean", "upstream", "fault"] as const)
            read(
              (out) => tape.laneRange(column, lane, from, until, out),
              (t) => recorder.lane(column, lane, t),
            );
          read(
            (out) => tape.faultRange(0, lane, from, until, out),
            (t) => recorder.fault(0, lane, t),
          );
        }
        for (const column of ["pods", "cpu"] as const)
          read(
            (out) => tape.cellRange(column, 0, from, until, out),
            (t) => recorder.cell(column, 0, t),
          );
      }
    }
  });

  it("constant columns are a number, absent ones nothing", () => {
    const w = run(createWorld(shop(), 2), 580);
    const lanes = w.lanes.length;
    // Arrivals, ok and its two moments by lane; busy and CPU by cell; completions and calls.
    const columns = 4 * lanes + 2 * w.cells.length + 2 + 21;
    expect(w.recorder.bytes).toBeLessThan(columns * 640 * 4 * 1.6);
  });
});

describe("W2 routing", () => {
  it("calls stay in the region, or go where the callee stands; reads use replicas, writes do not", () => {
    const sys = system({
      regions: ["a", "b"].map((id) => ({ id, label: id, zones: [] })),
      nodes: [
        node("app", [placement("a", 2), placement("b", 2)]),
        node("db", [placement("b", 1), placement("b", 3, "v1", { role: "replica" })], { kind: "database" }),
      ],
      operations: [
        operation("app.do", 0.001, { calls: [call("app.read", "db.read"), call("app.write", "db.write")] }),
        operation("db.read", 0.001, { route: "SELECT x" }),
        operation("db.write", 0.001, { route: "INSERT x" }),
      ],
      classes: [trafficClass("all", "app.do", { a: 100, b: 20 })],
    });
    const w = run(createWorld(sys, 1), 60);
    const flow = (op: string, role: string): number => {
      const l = w.lanes.find((x) => sys.operations[x.operation]?.id === op && w.cells[x.cell]?.role === role);
      return l === undefined ? 0 : w.recorder.lane("arrivals", l.id, 59);
    };
    expect(w.recorder.lane("arrivals", 0, 59)).toBeCloseTo(100, 3);
    expect(flow("db.read", "primary")).toBeCloseTo(30, 3);
    expect(flow("db.read", "replica")).toBeCloseTo(90, 3);
    expect(flow("db.write", "primary")).toBeCloseTo(120, 3);
    expect(flow("db.write", "replica")).toBe(0);
    expect(w.edgeFlow(1, 0, 59).calls).toBeCloseTo(100, 3);
  });
});
