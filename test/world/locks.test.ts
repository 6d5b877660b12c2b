import { describe, expect, it } from "vitest";
import type { DatabaseSpec, LockSpec, SessionSpec } from "#domain/mechanics";
import type { NodeSpec, System } from "#domain/system";
import { createWorld, decodeWorld, encodeWorld, request, tick, type World, worldHistory } from "#world/index";
import { deadlockRate } from "../../src/world/mechanics/locks";
import { fateOf, isOpen } from "../../src/world/mechanics/sessions";
import { hash, run } from "./steps";
import { call, expr, fault, node, num, operation, placement, system, trafficClass } from "./systems";

/** Reference figures of hot rows, deadlocks and lock queues: tables lock_serial, lock_mm1_wait, deadlock_gray, ddl_lock_pool. */
const SERIAL = [
  [0.001, 1000],
  [0.005, 200],
  [0.01, 100],
  [0.05, 20],
] as const;
const MM1 = [
  [50, 0.01],
  [80, 0.04],
  [90, 0.09],
  [95, 0.19],
] as const;
const GRAY = [
  [100, 5, 0.01, 10_000, 0.00078125],
  [200, 5, 0.01, 10_000, 0.003125],
  [100, 10, 0.01, 10_000, 0.025],
  [100, 5, 0.05, 10_000, 0.00390625],
] as const;
const DDL = [
  [20, 100, 0.2],
  [100, 200, 0.5],
  [200, 50, 4],
] as const;

function database(over: Partial<DatabaseSpec> = {}): DatabaseSpec {
  return {
    tables: [],
    sessions: [],
    secondsPerCost: 1e-5,
    deadlockTimeout: 1,
    statementTimeout: null,
    lockTimeout: null,
    replication: null,
    ...over,
  };
}
const db = (over: Partial<DatabaseSpec> = {}, more: Partial<NodeSpec> = {}): NodeSpec =>
  node("db", [placement("eu", 1)], { kind: "database", cores: 64, workers: 1e6, database: database(over), ...more });
const lock = (over: Partial<LockSpec> = {}): LockSpec => ({
  id: "row",
  node: "db",
  table: "stock",
  rows: 1,
  hold: 0.01,
  actions: 1,
  ...over,
});

function mean(from: number, to: number, f: (second: number) => number): number {
  let sum = 0;
  for (let s = from; s < to; s++) sum += f(s);
  return sum / (to - from);
}
function hotRow(rate: number, over: Partial<LockSpec> = {}, spec: Partial<DatabaseSpec> = {}, timeout = 1e6): System {
  const c = trafficClass("all", "db.take", { eu: rate });
  return system({
    nodes: [db(spec)],
    operations: [operation("db.take", 1e-5, { locks: [lock(over)] })],
    classes: [{ ...c, client: { ...c.client, timeout } }],
    faults: (["deadlock", "lock-timeout", "statement-timeout"] as const).map((cause) =>
      fault(`cause:${cause}`, { share: num(0), effect: { kind: "error", status: 500, after: 0 }, oddity: true, cause }),
    ),
  });
}

describe("W49 L1 hot row", () => {
  it.each(SERIAL)("a lock held for %d s lets %d transactions a second through", (hold, most) => {
    const w = run(createWorld(hotRow(most * 1.5, { hold }), 1), 60);
    expect(Math.abs(mean(0, 60, (s) => w.recorder.lane("ok", 0, s)) / most - 1)).toBeLessThan(0.05);
  });

  it.each(MM1)("%d tps on a row held for 10 ms wait %d s", (tps, wait) => {
    const w = run(createWorld(hotRow(tps), 1), 240);
    const response = mean(180, 240, (s) => w.recorder.lane("okMean", 0, s));
    expect(Math.abs((response - 0.01) / wait - 1)).toBeLessThan(0.05);
  });

  it("spreads over rows, and keeps every request", () => {
    const w = run(createWorld(hotRow(90, { rows: 10 }), 1), 120);
    expect(mean(60, 120, (s) => w.recorder.lane("okMean", 0, s))).toBeLessThan(0.0115);
    const over = run(createWorld(hotRow(150, {}, {}, 20), 1), 120);
    let came = 0;
    let gone = 0;
    for (let s = -60; s < 120; s++) {
      came += over.recorder.lane("arrivals", 0, s);
      for (const k of ["ok", "timeout", "fault", "rejected"] as const) gone += over.recorder.lane(k, 0, s);
    }
    const alive = over.portCols.inService[0] as number;
    let waiting = 0;
    for (const l of over.lines) for (let r = 0; r < l.ring.count; r++) waiting += l.ring.rows()[l.ring.at(r)] as number;
    expect(Math.abs(came - gone - alive - waiting)).toBeLessThan(1e-6 * came);
    expect(mean(60, 120, (s) => over.recorder.lane("timeout", 0, s))).toBeGreaterThan(40);
  });
});

describe("W50 deadlocks in one database", () => {
  it.each(GRAY)("L2 %d tps, %d actions of %d s on %d rows: %d a second", (tps, actions, t, rows, expected) => {
    expect(Math.abs(deadlockRate(tps, actions, t, rows) / expected - 1)).toBeLessThan(0.01);
    const w = run(createWorld(hotRow(tps, { actions, hold: actions * t, rows }), 1), 60);
    expect(Math.abs(mean(30, 60, (s) => w.recorder.cell("deadlocks", 0, s)) / expected - 1)).toBeLessThan(0.2);
    expect(Math.abs(mean(30, 60, (s) => w.recorder.fault(0, 0, s)) / expected - 1)).toBeLessThan(0.2);
  });

  it("L3 the victim is told after the deadlock timeout", () => {
    const w = run(createWorld(hotRow(100, { actions: 10, hold: 0.1, rows: 2000 }), 1), 30);
    expect(w.recorder.lane("badMean", 0, 29)).toBe(1);
  });
});

describe("W51 timeouts of the database", () => {
  it("cancels who waits longer for a lock than it allows", () => {
    const w = run(createWorld(hotRow(150, {}, { lockTimeout: 5 }), 1), 60);
    expect(mean(30, 60, (s) => w.recorder.fault(1, 0, s))).toBeCloseTo(50, -1);
    expect(mean(30, 60, (s) => w.recorder.lane("ok", 0, s))).toBeCloseTo(100, -1);
  });
});

const report: SessionSpec = {
  id: "report",
  node: "db",
  pid: 4711,
  user: "bi",
  application: "report",
  query: "SELECT …",
  state: "idle in transaction",
  from: 0,
  until: null,
  holds: [{ table: "stock", mode: "row", share: 0 }],
  wants: null,
  cpu: 0,
};
const ddl: SessionSpec = {
  ...report,
  id: "ddl",
  pid: 4712,
  state: "active",
  query: "ALTER TABLE stock …",
  from: 20,
  holds: [],
  wants: { table: "stock", mode: "exclusive", seconds: 3 },
};

function shop(sessions: readonly SessionSpec[], pool = 100, rate = 200, spec: Partial<DatabaseSpec> = {}): System {
  return system({
    nodes: [
      node("app", [placement("eu", 1)], { cores: 64 }),
      db({
        tables: [
          { id: "stock", rows: 1e5, pages: 1000, indexes: [] },
          { id: "other", rows: 10, pages: 1, indexes: [] },
        ],
        sessions,
        secondsPerCost: 1e-6,
        ...spec,
      }),
    ],
    operations: [
      operation("app.do", 1e-4, { calls: [call("app.db", "db.write", { pool, timeout: 30 })] }),
      operation("db.write", 1e-3, {
        statement: { sql: "UPDATE stock …", table: "stock", kind: "update", predicate: ["id"], rows: 1, operators: 1 },
      }),
    ],
    classes: [trafficClass("all", "app.do", { eu: rate })],
  });
}

describe("W52 sessions", () => {
  it.each(
    DDL,
  )("P4 DDL behind a long transaction: a pool of %d at %d rps is used up after %d s", (pool, rate, seconds) => {
    const w = createWorld(shop([report, ddl], pool, rate), 1);
    run(w, 20);
    let full = 0;
    while (w.second < 40 && full === 0) {
      tick(w);
      const [first] = w.trunks.filter((t) => t.call === 0);
      if ((w.out[(first?.id ?? 0) * w.attempts] as number) >= 0.99 * pool) full = w.second;
    }
    expect(Math.abs(full - 20 - seconds)).toBeLessThanOrEqual(1);
  });

  it("everything goes on, and nothing is lost, when the long transaction is killed; cancelling it does nothing", () => {
    const w = run(createWorld(shop([report, ddl]), 1), 30);
    const lane = 1;
    expect(w.recorder.lane("ok", lane, 29)).toBe(0);
    expect(request(w, { action: "cancel-query", node: "db", key: "report" }, "me").ok).toBe(true);
    run(w, 35);
    expect(w.operations[0]?.phase).toBe("failed");
    expect(w.recorder.lane("ok", lane, 34)).toBe(0);
    expect(request(w, { action: "kill-session", node: "db", key: "report" }, "me").ok).toBe(true);
    run(w, 60);
    expect(w.operations[1]?.phase).toBe("done");
    expect(mean(50, 60, (s) => w.recorder.lane("ok", lane, s))).toBeCloseTo(200, 0);
    let came = 0;
    let gone = 0;
    for (let s = -60; s < 60; s++) {
      came += w.recorder.lane("arrivals", lane, s);
      for (const k of ["ok", "timeout", "fault", "rejected"] as const) gone += w.recorder.lane(k, lane, s);
    }
    expect(Math.abs(came - gone - (w.portCols.inService[1] as number))).toBeLessThan(1e-6 * came);
  });

  it("restarting the database ends every session: nobody waits when it is up again", () => {
    const w = run(createWorld(shop([report, ddl]), 1), 30);
    expect(request(w, { action: "restart", node: "db" }, "me").ok).toBe(true);
    run(w, 32);
    expect([report, ddl].map((s) => isOpen(s, fateOf(w.slow, s.id), w.second))).toEqual([false, false]);
    run(w, 300);
    expect(w.operations[0]?.phase).toBe("done");
    expect(mean(280, 300, (s) => w.recorder.lane("ok", 1, s))).toBeCloseTo(200, 0);
  });

  it("a lock timeout ends the DDL instead of the shop", () => {
    const w = run(createWorld(shop([report, ddl], 100, 200, { lockTimeout: 4 }), 1), 40);
    expect(w.recorder.lane("ok", 1, 22)).toBe(0);
    expect(mean(30, 40, (s) => w.recorder.lane("ok", 1, s))).toBeCloseTo(200, 0);
  });

  it("W15 continues bit for bit from a snapshot", () => {
    const a = run(createWorld(shop([report, ddl]), 1), 27);
    request(a, { action: "kill-session", node: "db", key: "report" }, "me");
    const b = decodeWorld(a.system, 1, encodeWorld(a), worldHistory(a));
    run(a, 60);
    run(b, 60);
    expect(hash(b)).toBe(hash(a));
  });
});

/** Orders hold a row of their own and reserve stock; refunds hold a row of the stock and touch the order. `rows` on each side. */
function holdAndWait(rows: number, rate: number): System {
  const c = { timeout: 60, retries: 0, retryShare: 1, retryDelay: 1, leaveShare: 0, returnAfter: 600 };
  const dbs = ["a", "b"].map((id) =>
    node(`db${id}`, [placement("eu", 1)], { kind: "database", cores: 64, workers: 1e6, database: database() }),
  );
  const lockOn = (id: string, hold: number | "request"): LockSpec => lock({ node: `db${id}`, table: id, rows, hold });
  return system({
    nodes: [
      node("orders", [placement("eu", 2)], { cores: 32 }),
      node("stock", [placement("eu", 2)], { cores: 32 }),
      ...dbs,
    ],
    operations: [
      operation("orders.place", 0.002, {
        locks: [lockOn("a", "request")],
        calls: [call("orders.reserve", "stock.reserve"), call("orders.a", "dba.write")],
      }),
      operation("orders.touch", 0.002, { locks: [lockOn("a", 0.005)], calls: [call("orders.b", "dba.write")] }),
      operation("stock.refund", 0.002, {
        locks: [lockOn("b", "request")],
        calls: [
          call("stock.touch", "orders.touch", {
            share: expr([
              "op",
              "-",
              [
                ["num", 1],
                ["call", "flag", [["str", "one-way"]]],
              ],
            ]),
          }),
          call("stock.b", "dbb.write"),
        ],
      }),
      operation("stock.reserve", 0.002, { locks: [lockOn("b", 0.005)], calls: [call("stock.c", "dbb.write")] }),
      operation("dba.write", 0.02),
      operation("dbb.write", 0.02),
    ],
    classes: [
      { ...trafficClass("orders", "orders.place", { eu: rate }), client: c },
      { ...trafficClass("refunds", "stock.refund", { eu: rate }), client: c },
    ],
    flags: [{ id: "one-way", label: "", owner: "me", node: "stock", initial: 0, note: "" }],
  });
}

describe("W53 two services that hold and wait", () => {
  const ok = (w: World, from: number): number => mean(from, from + 30, (s) => w.recorder.lane("ok", 0, s));

  it("lock each other up, no database sees a deadlock, and breaking one direction ends it", () => {
    const w = run(createWorld(holdAndWait(150, 20), 1), 240);
    expect(ok(w, 210)).toBeLessThan(10);
    expect(mean(210, 240, (s) => w.recorder.lane("badMean", 0, s))).toBeGreaterThan(25);
    w.cells.forEach((c) => {
      expect(mean(200, 240, (s) => w.recorder.cell("deadlocks", c.id, s))).toBe(0);
    });
    expect(request(w, { action: "flag", flag: "one-way", amount: 1 }, "me").ok).toBe(true);
    run(w, 420);
    expect(ok(w, 390)).toBeGreaterThan(19.5);
    expect(mean(390, 420, (s) => w.recorder.lane("okMean", 0, s))).toBeLessThan(0.5);
  });

  it("hardly ever meet with many rows", () => {
    const w = run(createWorld(holdAndWait(20_000, 20), 1), 240);
    expect(ok(w, 210)).toBeGreaterThan(19.5);
  });

  it("W15 continues bit for bit from a snapshot", () => {
    const a = run(createWorld(holdAndWait(150, 20), 1), 60);
    const b = decodeWorld(a.system, 1, encodeWorld(a), worldHistory(a));
    run(a, 120);
    run(b, 120);
    expect(hash(b)).toBe(hash(a));
  });
});
