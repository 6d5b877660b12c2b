import { describe, expect, it } from "vitest";
import { createWorld, decodeWorld, encodeWorld, request, tick, type World, worldHistory } from "#world/index";
import { gradient2, refusedByChance } from "../../src/world/mechanics/limits";
import physics from "../fixtures/physics.json" with { type: "json" };
import { flow, worldOf } from "./yaml";

const gate = (limit: string, rate: number, pods = 1, more = ""): string => `id: gate
history: 1s
nodes: { api: { servers: 1000, pods: ${pods}, balancing: random, limits: { quota: { ${limit} } }, operations: { get: { work: 1ms } } } }
classes: { users: { entry: api.get, rate: ${rate}, steps: { -1: 0, 0: 1 } ${more} } }`;

/** Requests let through in the first minute. */
const admitted = (limit: string, rate: number, pods = 1): number => {
  const w = worldOf(gate(limit, rate, pods), 60);
  return 60 * flow(w, "api.get", "ok", 0, 60);
};
const row = (name: string): number => physics.token_bucket.find((r) => r.name === name)?.des_mean ?? 0;

describe("W39 T1 T2 token buckets", () => {
  it.each([
    ["shared r=100 b=200", "rate: 100, burst: 200", 200, 1],
    ["per-pod 4 x (r=100,b=200)", "rate: 100, burst: 200, scope: pod", 200, 4],
    ["per-pod 4 x (r=100,b=200), 1000/s", "rate: 100, burst: 200, scope: pod", 1000, 4],
    ["per-pod 4 x (r=25,b=50)", "rate: 25, burst: 50, scope: pod", 200, 4],
    ["per-pod 4 x (r=25,b=50) at offered 100/s", "rate: 25, burst: 50, scope: pod", 100, 4],
    ["shared r=100 b=10 at offered 100/s", "rate: 100, burst: 10", 100, 1],
    ["per-pod 4 x (25,b=2.5) at 100/s", "rate: 25, burst: 2.5, scope: pod", 100, 4],
    ["per-pod 12 x (r=100,b=200) after scale-out", "rate: 100, burst: 200, scope: pod", 2000, 12],
  ] as const)("%s", (name, limit, rate, pods) => {
    expect(Math.abs(admitted(limit, rate, pods) / row(name) - 1)).toBeLessThan(
      name.includes("2.5") || name.includes("b=10") ? 0.02 : 0.01,
    );
  });

  it("chance costs nothing far below the rate, and nothing beside the excess far above", () => {
    expect(refusedByChance(50, 100, 20)).toBeLessThan(1e-6);
    expect(refusedByChance(200, 100, 20)).toBeCloseTo(100, 3);
    expect(refusedByChance(100, 100, 20)).toBeCloseTo(100 / (2 * (20 - 1 / 6)), 6);
  });

  it("by client: a thousand keys of 60 a minute each, beside a shared one", () => {
    const per = worldOf(gate("rate: 60, per: 1m, burst: 60, key: client", 1500, 1, ", clients: 1000"), 400);
    expect(Math.abs(flow(per, "api.get", "ok", 300, 400) / 1000 - 1)).toBeLessThan(0.02);
    const one = worldOf(gate("rate: 60, per: 1m, burst: 60", 1500, 1, ", clients: 1000"), 400);
    expect(flow(one, "api.get", "ok", 300, 400)).toBeCloseTo(1, 1);
  });

  it("only the classes it names, each with a bucket of its own", () => {
    const w = worldOf(
      `id: two
nodes: { api: { servers: 1000, limits: { quota: { rate: 10, key: class, classes: [bots] } }, operations: { get: { work: 1ms }, put: { work: 1ms } } } }
classes: { bots: { entry: api.get, rate: 50 }, people: { entry: api.put, rate: 50 } }`,
      60,
    );
    expect(flow(w, "api.get", "ok", 30, 60)).toBeCloseTo(10, 0);
    expect(flow(w, "api.put", "ok", 30, 60)).toBeCloseTo(50, 3);
  });

  it("shows what it refuses, conserves requests, and goes on bit for bit from a snapshot", () => {
    const w = worldOf(gate("rate: 100, burst: 200", 250), 30);
    expect(w.recorder.cell("throttled", 0, 29)).toBeCloseTo(150, 0);
    const arrivals = flow(w, "api.get", "arrivals", 20, 30);
    const refused = flow(w, "api.get", "rejected", 20, 30) + flow(w, "api.get", "fault", 20, 30);
    expect(arrivals).toBeCloseTo(flow(w, "api.get", "ok", 20, 30) + refused, 3);
    const copy = decodeWorld(w.system, w.seed, encodeWorld(w), worldHistory(w));
    for (let i = 0; i < 50; i++) {
      tick(w);
      tick(copy);
    }
    expect(encodeWorld(copy)).toEqual(encodeWorld(w));
  });
});

describe("W40 CB2 CB4 outliers and adaptive limits", () => {
  it("a pod that fails everything leaves balancing for 30 s, then longer; no more than a tenth", () => {
    const w = worldOf(
      `id: sick
nodes: { api: { pods: 10, workers: unlimited, outlier: envoy, operations: { get: { work: 1ms } } } }
classes: { users: { entry: api.get, rate: 1000 } }
faults: { one: { where: { node: api, pods: 1 }, from: 5, effect: { error: 500 } }, two: { where: { node: api, pods: 1 }, from: 5, effect: { error: 500 } } }`,
      300,
    );
    const failing = (t: number): number => flow(w, "api.get", "fault", t, t + 1);
    expect(failing(8)).toBeCloseTo(200, 0);
    expect(failing(15)).toBeGreaterThan(95);
    expect(failing(15)).toBeLessThan(115);
    let out = 0;
    for (let t = 15; t < 300; t++) if (failing(t) < 150) out++;
    expect(out / 285).toBeGreaterThan(0.6);
    expect(w.system.nodes[0]?.outlier).toEqual({ consecutive: 5, interval: 10, ejection: 30, longest: 300, most: 0.1 });
  });

  it("Gradient2 has its defaults, cuts its limit when latency rises and grows it back", () => {
    const spec = worldOf(
      "id: g\nnodes: { a: { concurrency: gradient2, operations: { b: {} } } }\nclasses: { u: { entry: a.b } }",
      0,
    ).system.nodes[0]?.adaptiveLimit;
    expect(spec).toEqual({ initial: 20, max: 200, smoothing: 0.2, longWindow: 600, tolerance: 1.5, queue: 4 });
    if (spec === undefined) return;
    const state = { limit: 100, long: 0.1 };
    gradient2(state, spec, 0.4, 100);
    // 0.8·100 + 0.2·(100 × 0.5 + 4): the gradient is never below a half.
    expect(state.limit).toBeCloseTo(90.8, 6);
    const calm = { limit: 100, long: 0.1 };
    gradient2(calm, spec, 0.1, 100);
    expect(calm.limit).toBeCloseTo(100.8, 6);
    const unused = { limit: 100, long: 0.1 };
    gradient2(unused, spec, 0.4, 10);
    expect(unused.limit).toBe(100);
  });

  it("an adaptive limit refuses in overload instead of queueing", () => {
    const over = (more: string): World =>
      worldOf(
        `id: over\nnodes: { api: { cores: 10, workers: unlimited, ${more} operations: { get: { work: 100ms } } } }
classes: { users: { entry: api.get, rate: 150, client: { timeout: 1000s } } }`,
        300,
      );
    const time = (w: World): number => w.recorder.lane("okMean", 0, 299);
    expect(time(over("concurrency: gradient2,"))).toBeLessThan(3);
    expect(time(over(""))).toBeGreaterThan(10);
  });
});

function acted(w: World, act: Parameters<typeof request>[1], seconds: number): World {
  const r = request(w, act, "me");
  expect(r.ok ? null : r.error).toBeNull();
  for (let i = 0; i < seconds; i++) tick(w);
  return w;
}
const last = (w: World, column: "ok" | "arrivals" | "rejected"): number =>
  flow(w, "api.get", column, w.second - 5, w.second);

describe("W17 limits and clients by hand", () => {
  it("a limit is turned off, given another rate, and shared", () => {
    const w = worldOf(gate("rate: 100, burst: 100, scope: pod", 1000, 4), 30);
    expect(last(w, "ok")).toBeCloseTo(400, 0);
    expect(last(acted(w, { action: "limit", key: "quota", value: "shared" }, 60), "ok")).toBeCloseTo(100, 0);
    expect(last(acted(w, { action: "limit", key: "quota", amount: 300 }, 60), "ok")).toBeCloseTo(300, 0);
    expect(last(acted(w, { action: "limit", key: "quota", value: "off" }, 60), "ok")).toBeCloseTo(1000, 0);
    expect(last(acted(w, { action: "limit", key: "quota", value: "on" }, 60), "ok")).toBeCloseTo(300, 0);
    const r = request(w, { action: "limit", key: "qota", value: "off" }, "me");
    expect(r.ok ? null : r.error.nearest).toBe("quota");
    expect(request(w, { action: "limit", key: "quota", value: "sideways" }, "me").ok).toBe(false);
  });

  it("a blocked client is refused at the edge, in a snapshot too, until it is let in", () => {
    const w = acted(worldOf(gate("rate: 1e6", 100), 10), { action: "block-client", class: "users" }, 60);
    expect(last(w, "ok")).toBe(0);
    expect(last(w, "rejected")).toBeCloseTo(100, 3);
    const copy = decodeWorld(w.system, w.seed, encodeWorld(w), worldHistory(w));
    tick(copy);
    expect(last(copy, "ok")).toBe(0);
    expect(request(w, { action: "block-client", class: "users" }, "me").ok).toBe(false);
    expect(last(acted(w, { action: "unblock-client", class: "users" }, 60), "ok")).toBeCloseTo(100, 3);
  });

  it("a static page takes its share out: neither failed nor completed", () => {
    const w = acted(worldOf(gate("rate: 1e6", 100), 10), { action: "serve-static", class: "users", amount: 0.4 }, 60);
    expect(last(w, "arrivals")).toBeCloseTo(60, 3);
    expect(last(w, "ok")).toBeCloseTo(60, 3);
    expect(last(acted(w, { action: "serve-static", class: "users", amount: 0 }, 60), "ok")).toBeCloseTo(100, 3);
  });

  it("costs nothing where there is none: another world's hash is what it was", () => {
    const plain = worldOf("id: p\nnodes: { a: { operations: { b: {} } } }\nclasses: { u: { entry: a.b, rate: 5 } }", 5);
    expect(plain.slow).toEqual({});
    expect(createWorld(plain.system, 1).mechanics).toEqual([]);
  });
});

describe("W39 what an author may get wrong", () => {
  it("names of limits are unique and known; a rate is above 0", () => {
    const bad = (text: string): string => {
      try {
        worldOf(text, 0);
      } catch (error) {
        return String(error);
      }
      return "";
    };
    const limits = (a: string, b: string, act: string): string => `id: bad
nodes: { a: { limits: { ${a} }, operations: { x: {} } }, b: { limits: { ${b} }, operations: { y: {} } } }
classes: { u: { entry: a.x } }
plans: { p: { at: 1, act: { ${act} } } }`;
    const good = "action: limit, key: one, value: off";
    expect(bad(limits("one: { rate: 1 }", "two: { rate: 1 }", good))).toBe("");
    expect(bad(limits("one: { rate: 1 }", "one: { rate: 1 }", good))).toContain("stands twice");
    expect(bad(limits("one: { rate: 0 }", "two: { rate: 1 }", good))).toContain("above 0");
    expect(bad(limits("one: { rate: 1 }", "two: { rate: 1 }", "action: limit, key: won, value: off"))).toContain("one");
    expect(bad(limits("one: { rate: 1 }", "two: { rate: 1 }", "action: block-client, class: v"))).toContain("v");
  });
});
