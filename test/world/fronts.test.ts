import { describe, expect, it } from "vitest";
import type { ActRequest } from "#domain/actions";
import type { System } from "#domain/system";
import { StateHasher } from "#lib/hash";
import {
  beginFront,
  checkFront,
  createWorld,
  decodeWorld,
  encodeWorld,
  type FrontRequest,
  hashWorld,
  request,
  tick,
  type World,
  withFronts,
  worldHistory,
} from "#world/index";
import { board, listTraces, searchLogs } from "#world/telemetry/index";
import { flow, response, worldOf } from "./yaml";

const SHOP = `id: shop
history: 60s
durations: { rollback: 20s }
regions: { eu: Europe, us: America }
nodes:
  edge: { kind: edge, pods: { eu: 2, us: 2 }, operations: { buy: { route: GET /buy, work: 1ms, calls: { toShop: { to: shop.buy } } } } }
  shop:
    { pods: { eu: 4, us: 4 }, cores: 2, startup: 10s, operations: { buy: { work: 5ms, idle: 20ms, calls: { toBank: { to: bank.pay } } } } }
  bank: { kind: thirdparty, pods: { eu: 4, us: 4 }, operations: { pay: { work: 5ms, idle: 50ms } } }
classes: { users: { entry: edge.buy, rate: { eu: 20, us: 20 } } }
alerts: { errors: { node: edge, when: 'error_rate("edge") > 0.05', hold: 15s, title: Errors } }
`;

const PLAIN: System = worldOf(SHOP, -59).system;
const SYSTEM = withFronts(PLAIN);

function start(system: System, second: number): World {
  const w = createWorld(system, 1);
  return to(w, second);
}
function to(w: World, second: number): World {
  while (w.second < second) tick(w);
  return w;
}
function broken(front: Partial<FrontRequest>, second = 60): World {
  const w = start(SYSTEM, second);
  const whole: FrontRequest = { node: "shop", symptom: "down", amount: 0, seconds: 120, ...front };
  expect(checkFront(w, whole, 1)).toBeNull();
  beginFront(w, whole);
  return w;
}
function hash(w: World): string {
  const hasher = new StateHasher();
  hashWorld(w, hasher);
  return hasher.digest();
}
const failing = (w: World, region: string): number => {
  const at = w.system.regions.findIndex(({ id }) => id === region);
  const op = w.system.operations.findIndex(({ id }) => id === "edge.buy");
  const lanes = w.lanes.filter(({ operation, cell }) => operation === op && w.cells[cell]?.region === at);
  return lanes.reduce((sum, { id }) => sum + w.recorder.lane("upstream", id, w.second - 2), 0);
};
function act(w: World, action: ActRequest): void {
  expect(request(w, action, "me").ok).toBe(true);
}

describe("something else that breaks (W65)", () => {
  it("W65 is nothing while nobody breaks anything: the same world bit for bit", () => {
    expect(hash(start(SYSTEM, 90))).toBe(hash(start(PLAIN, 90)));
    expect(checkFront(start(PLAIN, 0), null, 1)?.code).toBe("front.none");
  });

  it("W65 makes a node slow by its factor, waiting included, and ends by itself", () => {
    const w = to(broken({ symptom: "slow", amount: 4 }), 240);
    const before = response(w, "shop.buy", 30, 60);
    // 25 ms of its own become 100; the bank answers as before.
    expect(response(w, "shop.buy", 90, 170) - before).toBeGreaterThan(0.07);
    expect(response(w, "shop.buy", 200, 240)).toBeCloseTo(before, 2);
    expect(w.slow).not.toHaveProperty("fronts");
  });

  it("W65 lets a share of the calls fail: in metrics, logs, traces and alerts, and nowhere by that name", () => {
    const w = to(broken({ symptom: "errors", amount: 0.3 }), 150);
    expect(flow(w, "shop.buy", "fault", 70, 140) / flow(w, "shop.buy", "arrivals", 70, 140)).toBeCloseTo(0.3, 1);
    expect(flow(w, "edge.buy", "upstream", 70, 140)).toBeGreaterThan(10);
    const logs = searchLogs(w, "level:ERROR", 60, w.second, 50);
    expect(logs.lines[0]?.text).toMatch(/answered 500: internal error/);
    const lines = logs.patterns.find(({ node }) => node === "shop")?.count ?? 0;
    expect(lines / (flow(w, "shop.buy", "fault", 90, 145) * 55)).toBeCloseTo(1, 1);
    const traces = listTraces(
      w,
      { panel: "traces", node: "shop", route: null, region: null, only: "error", window: 60 },
      w.second,
    );
    expect(traces.length).toBeGreaterThan(0);
    expect(w.events.some(({ kind, id, phase }) => kind === "alert" && id === "errors" && phase === "fired")).toBe(true);
    const shown = board(
      w,
      { panel: "board", node: "shop", split: null, region: null, window: 60, compare: false },
      w.second,
    );
    expect(JSON.stringify([logs, traces, shown, w.events])).not.toMatch(/front/i);
  });

  it("W65 takes a node away: its calls are refused", () => {
    const w = to(broken({ symptom: "down" }), 90);
    expect(flow(w, "edge.buy", "upstream", 70, 90) / flow(w, "edge.buy", "arrivals", 70, 90)).toBeCloseTo(1, 1);
    expect(flow(to(w, 220), "edge.buy", "upstream", 190, 220)).toBeLessThan(0.1);
  });

  it.each([
    "slow",
    "errors",
    "down",
  ] as const)("W65 is over in a region where the node (%s) was restarted", (symptom) => {
    const w = to(broken({ symptom, amount: symptom === "slow" ? 50 : 1, seconds: 3600 }), 80);
    act(w, { action: "restart", node: "shop", region: "eu" });
    to(w, 400);
    const shop = w.system.operations.findIndex(({ id }) => id === "shop.buy");
    const good = (region: number) =>
      w.lanes
        .filter(({ operation, cell }) => operation === shop && w.cells[cell]?.region === region)
        .reduce((worst, { id }) => Math.max(worst, w.recorder.lane("okMean", id, 390)), 0);
    if (symptom === "slow") expect(good(1) / good(0)).toBeGreaterThan(5);
    else {
      expect(failing(w, "eu")).toBeLessThan(0.1);
      expect(failing(w, "us")).toBeGreaterThan(10);
    }
    act(w, { action: "restart", node: "shop", region: "us" });
    expect(to(w, 600).slow).not.toHaveProperty("fronts");
  });

  it("W65 stands in snapshots and fingerprints, and goes on bit for bit (W15)", () => {
    const w = to(broken({ symptom: "errors", amount: 0.5, seconds: 40 }), 80);
    act(w, { action: "restart", node: "shop", region: "us" });
    to(w, 90);
    expect(hash(w)).not.toBe(hash(start(SYSTEM, 90)));
    const copy = decodeWorld(w.system, w.seed, encodeWorld(w), worldHistory(w));
    expect(hash(to(copy, 130))).toBe(hash(to(w, 130)));
    expect(encodeWorld(copy)).toEqual(encodeWorld(w));
  });

  it("W65 is bounded: eight at a time, real nodes, sensible amounts", () => {
    const w = start(SYSTEM, 0);
    const one = { node: "shop", symptom: "slow", amount: 2 } as const;
    expect(checkFront(w, { ...one, node: "shpo" }, 1)).toMatchObject({ code: "node.unknown", nearest: "shop" });
    expect(checkFront(w, { ...one, amount: 1 }, 1)?.code).toBe("front.amount");
    expect(checkFront(w, { ...one, symptom: "errors" }, 1)?.code).toBe("front.amount");
    for (let i = 0; i < 8; i++) beginFront(w, { ...one, seconds: 10 });
    expect(checkFront(w, one, 1)?.code).toBe("front.too-many");
    expect(checkFront(to(w, 12), one, 8)).toBeNull();
  });
});
