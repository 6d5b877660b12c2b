import { describe, expect, it } from "vitest";
import type { ActRequest } from "#domain/actions";
import { decodeWorld, encodeWorld, request, tick, type World, worldHistory } from "#world/index";
import { podName } from "#world/telemetry/pods";
import { code } from "./steps";
import { flow, worldOf } from "./yaml";

/** A shop of ten pods; v2 is sick, v3 mends it. Requests take a second, so that something is always in flight. */
const shop = (rollout: string, more = ""): string => `id: shop
history: 10s
resolution: 1s
durations: { deploy: 10s, rollback: 10s, hotfix: 60s, canary: 15s, promote: 20s, switch-pool: 2s }
nodes:
  api: { pods: 10, cores: 4, workers: 100, startup: 10s, version: v1, gitops: false, ${rollout} operations: { get: { work: 1ms, idle: 1s } } }
  other: { version: o1, startup: 1s, operations: { x: {} } }
versions:
  v1: { node: api, at: -7d }
  v2: { node: api, at: -1h, previous: v1 }
  v3: { node: api, at: -30s, previous: v2 }
  o1: { node: other, at: -7d }
  o2: { node: other, at: -30s, previous: o1 }
classes: { users: { entry: api.get, rate: 100 }, x: { entry: other.x, rate: 1 } }
faults: { bug: { where: { node: api, version: v2 }, effect: { error: 500 } } }
${more}`;

function act(w: World, req: ActRequest, seconds: number): number {
  const r = request(w, req, "me");
  if (!r.ok) throw new Error(r.error.text);
  run(w, seconds);
  return r.value;
}
function run(w: World, seconds: number): void {
  const until = w.second + seconds;
  while (w.second < until) tick(w);
}
const pods = (w: World, second = w.second - 1, column: "pods" | "ready" = "ready"): Record<string, number> => {
  const out: Record<string, number> = {};
  for (const c of w.cells) {
    if (w.system.nodes[c.node]?.id !== "api") continue;
    const n = w.recorder.cell(column, c.id, second);
    if (n > 0) out[c.version] = (out[c.version] ?? 0) + n;
  }
  return out;
};
const errors = (w: World): number => flow(w, "api.get", "fault", w.second - 5, w.second);
const total = (of: Record<string, number>): number => Object.values(of).reduce((a, b) => a + b, 0);

describe("W47 rolling updates", () => {
  it("never more than the surge above, never more than so many below, until all are new", () => {
    const w = worldOf(shop("rollout: { surge: 2, unavailable: 1 },"), 5);
    const id = act(w, { action: "deploy", node: "api", version: "v3" }, 120);
    expect(w.operations[id]?.phase).toBe("done");
    expect(pods(w)).toEqual({ v3: 10 });
    for (let t = 5; t < 120; t++) {
      expect(total(pods(w, t))).toBeGreaterThanOrEqual(9);
      expect(total(pods(w, t, "pods"))).toBeLessThanOrEqual(12);
    }
    // Three at a time, ten seconds each.
    const over = Array.from({ length: 120 }, (_, t) => t).find((t) => pods(w, t).v3 === 10) ?? 0;
    expect(over).toBeGreaterThan(35);
    expect(over).toBeLessThan(60);
  });

  it("draining loses nothing; without it what is in flight is lost", () => {
    const lost = (drain: string): number => {
      const w = worldOf(shop(`rollout: { surge: 2, drain: ${drain} },`), 5);
      act(w, { action: "deploy", node: "api", version: "v3" }, 150);
      expect(pods(w)).toEqual({ v3: 10 });
      return 145 * flow(w, "api.get", "rejected", 5, 150);
    };
    expect(lost("10s")).toBeLessThan(1);
    expect(lost("0s")).toBeGreaterThan(50);
  });

  it("a hotfix cures; another team's build ahead in the pipeline delays it", () => {
    const cured = (plans: string): number => {
      const w = worldOf(shop("rollout: { surge: 5 },", plans), 5);
      act(w, { action: "deploy", node: "api", version: "v2" }, 60);
      expect(errors(w)).toBeGreaterThan(99);
      act(w, { action: "hotfix", node: "api", version: "v3" }, 1);
      while (errors(w) > 1 && w.second < 400) tick(w);
      return w.second;
    };
    const alone = cured("");
    const behind = cured(
      "plans: { theirs: { at: 50s, by: platform, act: { action: hotfix, node: other, version: o2 } } }",
    );
    expect(behind - alone).toBeGreaterThan(30);
    expect(behind - alone).toBeLessThan(65);
  });

  it("pods that were down all the while run the new version afterwards, too", () => {
    const w = worldOf(
      shop("memory: { limit: 400, base: 200, leak: \"version == 'v1' ? 20.0 : 0.0\", restart: 600s, spread: 0 },"),
      12,
    );
    expect(total(pods(w))).toBe(0);
    act(w, { action: "deploy", node: "api", version: "v3" }, 20);
    expect(pods(w)).toEqual({ v3: 10 });
    run(w, 900);
    expect(pods(w)).toEqual({ v3: 10 });
  });
});

describe("W47 canaries", () => {
  it("bring a version to few pods; promoted it goes to all, rolled back it is gone", () => {
    const w = worldOf(shop("rollout: { strategy: canary, canary: 20%, surge: 5 },"), 5);
    act(w, { action: "canary", node: "api", version: "v2" }, 60);
    expect(pods(w)).toEqual({ v1: 8, v2: 2 });
    expect(errors(w)).toBeCloseTo(20, 0);
    act(w, { action: "rollback", node: "api" }, 60);
    expect(pods(w)).toEqual({ v1: 10 });
    expect(code(w, { action: "promote", node: "api" })).toBe("action.no-canary");
    act(w, { action: "canary", node: "api", version: "v3", amount: 0.1 }, 60);
    expect(pods(w)).toEqual({ v1: 9, v3: 1 });
    act(w, { action: "promote", node: "api" }, 90);
    expect(pods(w)).toEqual({ v3: 10 });
  });
});

describe("W47 blue and green", () => {
  const TWO = `placements: [ { region: main, pods: 10, version: v2 }, { region: main, pods: 10, version: v1 } ], rollout: { strategy: bluegreen },`;
  const both = shop(TWO).replace("pods: 10, cores", "cores").replace("version: v1, gitops", "version: v2, gitops");

  it("the pool that stands by takes all traffic at once, and back again", () => {
    const w = worldOf(both, 20);
    expect(pods(w)).toEqual({ v2: 10 });
    expect(errors(w)).toBeCloseTo(100, 0);
    act(w, { action: "switch-pool", node: "api" }, 30);
    expect(pods(w)).toEqual({ v1: 10 });
    expect(errors(w)).toBeLessThan(0.01);
    act(w, { action: "switch-pool", node: "api" }, 10);
    expect(pods(w)).toEqual({ v2: 10 });
  });

  it("a release fills the pool that stands by, and the traffic follows when it is warm; rolling back to it is quick", () => {
    const w = worldOf(both, 5);
    act(w, { action: "deploy", node: "api", version: "v3" }, 5);
    expect(pods(w)).toEqual({ v2: 10 });
    run(w, 20);
    expect(pods(w)).toEqual({ v3: 10 });
    act(w, { action: "rollback", node: "api" }, 13);
    expect(pods(w)).toEqual({ v2: 10 });
    const copy = decodeWorld(w.system, w.seed, encodeWorld(w), worldHistory(w));
    run(w, 60);
    run(copy, 60);
    expect(encodeWorld(copy)).toEqual(encodeWorld(w));
  });

  it("nothing stands by where there is one pool", () => {
    const w = worldOf(shop(""), 5);
    expect(code(w, { action: "switch-pool", node: "api" })).toBe("action.no-pool");
  });
});

describe("W48 one of many is sick alone", () => {
  const sick = (where: string): World =>
    worldOf(
      `id: sick
history: 10s
regions: { eu: { label: EU, zones: [a, b, c] } }
nodes:
  api: { pods: 30, cores: 2, startup: 10s, workers: 100, operations: { get: { work: 1ms }, put: { work: 1ms } } }
classes: { small: { entry: api.get, rate: 200 }, large: { entry: api.get, rate: 100 }, writers: { entry: api.put, rate: 100 } }
faults: { sick: { where: { ${where} }, effect: { error: 500 } } }`,
      40,
    );
  const failing = (w: World, op: string): number => flow(w, op, "fault", w.second - 10, w.second);

  it("one pod of thirty; deleting that one cures it", () => {
    const w = sick("node: api, zone: a, pods: 1");
    expect(failing(w, "api.get")).toBeCloseTo(10, 0);
    const cell = w.cells.find((c) => c.pods === 1);
    const pod = podName(w, cell?.id ?? -1, 0);
    expect(code(w, { action: "restart-pod", node: "api", region: "eu", pod: `${pod}x` })).toBe("action.unknown-pod");
    act(w, { action: "restart-pod", node: "api", region: "eu", pod }, 60);
    expect(failing(w, "api.get")).toBeLessThan(1e-6);
    expect(w.cells.reduce((n, c) => n + c.ready, 0)).toBe(30);
  });

  it("a zone that is lost: a third is missing, is started elsewhere after five minutes, and does not come twice", () => {
    const zoned = (until: string): World =>
      worldOf(
        `id: zoned
history: 10s
regions: { eu: { label: EU, zones: [a, b, c] } }
nodes: { api: { pods: 12, cores: 2, startup: 10s, operations: { get: { work: 1ms } } } }
classes: { users: { entry: api.get, rate: 120 } }
faults: { lost: { where: { zone: b }, from: 20s, until: ${until}, effect: { down: 100% } } }`,
        500,
      );
    const ready = (w: World, t: number): number => w.cells.reduce((n, c) => n + w.recorder.cell("ready", c.id, t), 0);
    const w = zoned("10m");
    expect([10, 100, 340, 499].map((t) => ready(w, t))).toEqual([12, 8, 12, 12]);
    expect(flow(w, "api.get", "ok", 100, 200)).toBeCloseTo(120, 0);
    run(w, 200);
    expect(ready(w, 699)).toBe(12);
    expect([100, 150].map((t) => ready(zoned("2m"), t))).toEqual([8, 12]);
  });

  it("one tenant, one endpoint, one zone", () => {
    expect(failing(sick("class: large"), "api.get")).toBeCloseTo(100, 0);
    const endpoint = sick("operation: api.put");
    expect(failing(endpoint, "api.put")).toBeCloseTo(100, 0);
    expect(failing(endpoint, "api.get")).toBe(0);
    expect(failing(sick("node: api, zone: b"), "api.get")).toBeCloseTo(100, 0);
  });
});
