import { describe, expect, it } from "vitest";
import type { System } from "#domain/system";
import { compileSystem, formatDiagnostic } from "#scenario/index";
import { createWorld, decodeWorld, encodeWorld, interrupt, request, type World, worldHistory } from "#world/index";
import { indexCost, scanCost } from "../../src/world/mechanics/statements";
import { hash, run } from "./steps";
import { fault, num } from "./systems";

/** A shop whose order list has no index: the plan reads the whole table. */
const YAML = `id: shop
history: 60
nodes:
  api:
    pods: 2
    operations: { list: { calls: { orders: { to: db.list, pool: 50 }, note: { to: db.note, pool: 50 } } } }
  db:
    kind: database
    cores: 8
    operations:
      list:
        route: SELECT orders
        statement: { sql: "SELECT * FROM orders WHERE customer_id = $1", table: orders, predicate: [customer_id], rows: 10 }
      note:
        route: UPDATE orders
        statement: { sql: "UPDATE orders SET note = $2 WHERE id = $1", table: orders, predicate: [id] }
    database:
      seconds-per-cost: 9us
      tables:
        orders:
          rows: 1000000
          pages: 10000
          indexes:
            orders_pk: { columns: [id] }
            orders_customer: { columns: [customer_id, created_at], present: false, build: 60s }
      sessions:
        nightly: { from: 200, until: 260, state: idle in transaction, holds: [ { table: orders } ] }
classes: { users: { entry: api.list, rate: 30 } }
`;

function compiled(text = YAML): System {
  const result = compileSystem([{ path: "shop.yaml", text }]);
  if (!result.ok) throw new Error(result.error.map((d) => formatDiagnostic(d)).join("\n"));
  return result.value.system;
}
const laneOf = (w: World, id: string): number => w.lanes.findIndex((l) => w.system.operations[l.operation]?.id === id);
const seconds = (w: World, id: string, at = w.second - 1): number => w.recorder.lane("okMean", laneOf(w, id), at);
const cpu = (w: World): number =>
  w.recorder.cell(
    "cpu",
    w.cells.findIndex((c) => w.system.nodes[c.node]?.id === "db"),
    w.second - 1,
  );
describe("W54 what a statement costs", () => {
  it.each([
    [345, 10_000, 0, 445],
    [345, 10_000, 1, 470],
    [10_000, 1_000_000, 1, 22_500],
  ])("G1 a scan of %d pages and %d rows with %d operators costs %d", (pages, rows, operators, cost) => {
    expect(scanCost({ id: "t", rows, pages, indexes: [] }, operators)).toBeCloseTo(cost, 9);
  });

  it("an index makes finding one row cost about eight pages read in order", () => {
    const { startup, cost } = indexCost({ id: "t", rows: 1e6, pages: 1e4, indexes: [] }, 1, 0);
    expect(startup).toBeCloseTo(0.425, 2);
    expect(cost).toBeCloseTo(8.44, 1);
  });

  it("a missing index makes it hundreds of times dearer; adding it without a lock ends that, nobody waiting meanwhile", () => {
    const w = run(createWorld(compiled(), 1), 30);
    const before = seconds(w, "db.list");
    const busy = cpu(w);
    expect(before).toBeGreaterThan(0.2);
    expect(busy).toBeGreaterThan(0.7);
    expect(request(w, { action: "add-index", node: "db", key: "orders_customer" }, "me").ok).toBe(true);
    run(w, 60);
    expect(cpu(w)).toBeGreaterThan(busy + 0.05);
    expect(w.recorder.lane("ok", laneOf(w, "db.note"), 59)).toBeGreaterThan(29);
    run(w, 120);
    expect(w.operations[0]?.phase).toBe("done");
    expect(before / seconds(w, "db.list")).toBeGreaterThan(300);
    expect(cpu(w)).toBeLessThan(0.02);
    expect(request(w, { action: "add-index", node: "db", key: "orders_customer" }, "me").ok).toBe(false);
    expect(request(w, { action: "add-index", node: "db", key: "orders_customer", value: "drop" }, "me").ok).toBe(true);
    run(w, 150);
    expect(seconds(w, "db.list")).toBeGreaterThan(0.2);
  });

  it("with a lock it takes half as long, and writes wait until it is done", () => {
    const w = run(createWorld(compiled(), 1), 30);
    request(w, { action: "add-index", node: "db", key: "orders_customer", amount: 1 }, "me");
    run(w, 50);
    expect(w.recorder.lane("ok", laneOf(w, "db.note"), 49)).toBe(0);
    expect(w.recorder.lane("ok", laneOf(w, "db.list"), 40)).toBeGreaterThan(0);
    run(w, 90);
    expect(w.operations[0]?.endsAt).toBe(60);
    expect(w.recorder.lane("ok", laneOf(w, "db.note"), 89)).toBeCloseTo(30, 0);
  });

  it("an index that is being built waits for a long transaction, and can be stopped", () => {
    const w = run(createWorld(compiled(), 1), 205);
    request(w, { action: "add-index", node: "db", key: "orders_customer" }, "me");
    run(w, 230);
    request(w, { action: "kill-session", key: "nightly" }, "me");
    run(w, 240);
    expect(request(w, { action: "kill-session", key: "nightly" }, "me")).toMatchObject({ ok: false });
    run(w, 270);
    expect(w.operations[0]?.phase).toBe("done");
    const other = run(createWorld(compiled(), 1), 150);
    request(other, { action: "add-index", node: "db", key: "orders_customer" }, "me");
    run(other, 160);
    expect(interrupt(other, 0, "me").ok).toBe(true);
    run(other, 240);
    expect(seconds(other, "db.list")).toBeGreaterThan(0.2);
    const late = run(createWorld(compiled(), 1), 195);
    request(late, { action: "add-index", node: "db", key: "orders_customer", amount: 1 }, "me");
    run(late, 300);
    expect(late.operations[0]?.phase).toBe("done");
  });

  it("explain analyze runs it for real: a core is busy for as long as it takes", () => {
    const w = run(createWorld(compiled(), 1), 30);
    const busy = cpu(w);
    expect(request(w, { action: "explain-analyze", key: "db.list" }, "me").ok).toBe(true);
    run(w, 32);
    expect(cpu(w)).toBeGreaterThan(busy + 0.02);
    run(w, 60);
    expect(w.operations[0]?.phase).toBe("done");
    expect(Math.abs(cpu(w) - busy)).toBeLessThan(0.02);
  });

  it("W51 the database cancels statements that run longer than it allows", () => {
    const base = compiled(
      YAML.replace("seconds-per-cost: 9us", "seconds-per-cost: 9us\n      statement-timeout: 300ms"),
    );
    const cause = "statement-timeout" as const;
    const faults = base.faults.some((f) => f.cause === cause)
      ? base.faults
      : [
          fault(`cause:${cause}`, {
            share: num(0),
            effect: { kind: "error", status: 500, after: 0 },
            oddity: true,
            cause,
          }),
        ];
    const w = run(createWorld({ ...base, faults }, 1), 60);
    const lane = laneOf(w, "db.list");
    const late = w.recorder.lane("fault", lane, 59) / w.recorder.lane("arrivals", lane, 59);
    expect(late).toBeGreaterThan(0.2);
    expect(late).toBeLessThan(0.7);
    expect(
      w.recorder.fault(
        faults.findIndex((f) => f.cause === cause),
        lane,
        59,
      ),
    ).toBeGreaterThan(5);
    request(w, { action: "add-index", node: "db", key: "orders_customer" }, "me");
    run(w, 180);
    expect(w.recorder.lane("fault", lane, 179)).toBe(0);
  });

  it("refuses with the nearest name", () => {
    const w = run(createWorld(compiled(), 1), 1);
    for (const [req, near] of [
      [{ action: "add-index", node: "db", key: "orders_custmer" }, "orders_customer"],
      [{ action: "explain-analyze", node: "db", key: "db.lst" }, "db.list"],
      [{ action: "kill-session", node: "api", key: "nightly" }, undefined],
      [{ action: "cancel-query", node: "db", key: "nightly" }, undefined],
      [{ action: "promote-replica", node: "db", region: "main" }, undefined],
    ] as const) {
      const r = request(w, req, "me");
      expect(r.ok).toBe(false);
      if (!r.ok && near !== undefined) expect(r.error.nearest).toBe(near);
    }
    expect(w.operations.length).toBe(0);
  });

  it("W15 continues bit for bit from a snapshot while an index is built", () => {
    const a = run(createWorld(compiled(), 1), 210);
    request(a, { action: "add-index", node: "db", key: "orders_customer", amount: 1 }, "me");
    run(a, 225);
    const b = decodeWorld(a.system, 1, encodeWorld(a), worldHistory(a));
    run(a, 330);
    run(b, 330);
    expect(hash(b)).toBe(hash(a));
  });

  it.each([
    [
      "table: orders, predicate: [customer_id]",
      "table: order, predicate: [customer_id]",
      'unknown table "order", did you mean "orders"',
    ],
    ["holds: [ { table: orders } ]", "holds: [ { table: nothing } ]", 'unknown table "nothing"'],
    ["from: 200, until: 260", "from: 200, until: 100", "ends before it begins"],
    ["columns: [id] }", "columns: [] }", "an index needs at least one column"],
  ])("%s as %s: says %s", (from, to, message) => {
    expect(YAML).toContain(from);
    const result = compileSystem([{ path: "shop.yaml", text: YAML.replace(from, to) }]);
    expect(result.ok ? "" : result.error.map((d) => formatDiagnostic(d)).join("\n")).toContain(message);
  });
});
