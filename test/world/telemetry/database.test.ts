import { describe, expect, it } from "vitest";
import type { DatabaseViewId, ToolResult } from "#domain/telemetry";
import { compileSystem, formatDiagnostic } from "#scenario/index";
import { createWorld, request, type World } from "#world/index";
import { databaseView } from "#world/telemetry/index";
import { run } from "../steps";

const YAML = `id: shop
history: 60
regions: { eu: Europe }
nodes:
  api:
    pods: 4
    operations: { list: { calls: { orders: { to: db.list, pool: 50 }, note: { to: db.note, pool: 20 } } } }
  jobs: { pods: 1, operations: { count: { calls: { orders: { to: db.count, pool: 5 } } } } }
  db:
    kind: database
    cores: 8
    max-connections: 300
    replicas: 1
    operations:
      list:
        route: SELECT orders
        statement: { sql: "SELECT * FROM orders WHERE customer_id = $1", table: orders, predicate: [customer_id], rows: 10 }
      count: { route: SELECT count, work: 1ms }
      note:
        route: UPDATE orders
        statement: { sql: "UPDATE orders SET note = $2 WHERE id = $1", table: orders, predicate: [id] }
    database:
      seconds-per-cost: 9us
      replication: { apply: 10 }
      tables:
        orders:
          rows: 1000000
          pages: 10000
          indexes: { orders_pk: { columns: [id] }, orders_customer: { columns: [customer_id], present: false, build: 20s } }
      sessions:
        report: { pid: 4711, user: bi, from: 100, state: idle in transaction, holds: [ { table: orders } ] }
        migration: { pid: 4712, from: 150, query: "ALTER TABLE orders ADD note text", wants: { table: orders } }
classes:
  users: { entry: api.list, rate: 20 }
  cron: { entry: jobs.count, rate: 1 }
`;

function world(until: number): World {
  const result = compileSystem([{ path: "shop.yaml", text: YAML }]);
  if (!result.ok) throw new Error(result.error.map((d) => formatDiagnostic(d)).join("\n"));
  return run(createWorld(result.value.system, 1), until);
}
const view = (w: World, id: DatabaseViewId, key: string | null = null, node = "db"): ToolResult =>
  databaseView(w, { panel: "database", node, view: id, key });
const rows = (result: ToolResult) => result.sections[0]?.rows ?? [];

describe("the database panel", () => {
  it("shows sessions that are held open, and what can be done with them", () => {
    expect(view(world(50), "activity").shows).toEqual([]);
    const w = world(140);
    const result = view(w, "activity");
    expect(result.shows).toEqual(["session:report"]);
    const [first] = rows(result);
    expect(first?.values.slice(0, 6)).toEqual([4711, "bi", "report", "idle in transaction", "Client: ClientRead", 40]);
    expect(first?.acts?.map((a) => [a.action, a.key])).toEqual([
      ["cancel-query", "report"],
      ["kill-session", "report"],
    ]);
    expect(rows(result).some((r) => r.id === "running:db.list" && Number(r.values[6]) > 1)).toBe(true);
  });

  it("shows who waits for whom, and nobody any more once the holder is killed", () => {
    expect(rows(view(world(140), "blocking"))).toEqual([]);
    const w = world(170);
    const result = view(w, "blocking");
    expect(rows(result).map((r) => [r.id, r.depth])).toEqual([
      ["session:report", 0],
      ["session:migration", 1],
      ["waiter:db.list", 2],
      ["waiter:db.note", 2],
    ]);
    const waiting = rows(result).slice(2);
    const sum = waiting.reduce((n, r) => n + Number(r.values[6]), 0);
    const cell = w.cells.find((c) => w.system.nodes[c.node]?.id === "db" && c.role === "primary");
    expect(Math.abs(sum - w.recorder.cell("locked", cell?.id ?? -1, 169))).toBeLessThanOrEqual(2);
    expect(result.shows).toEqual(["blocking:report", "blocking:migration"]);
    request(w, { action: "kill-session", node: "db", key: "report" }, "me");
    run(w, 200);
    expect(rows(view(w, "blocking"))).toEqual([]);
    expect(view(w, "activity").shows).toEqual([]);
  });

  it("counts calls and time of statements as they were recorded, the dearest first", () => {
    const w = world(90);
    const result = view(w, "statements");
    expect(rows(result)[0]?.id).toBe("db.list");
    expect(result.shows[0]).toBe("statement:db.list");
    const calls = new Map(rows(result).map((r) => [r.id, Number(r.values[1])]));
    let recorded = 0;
    w.lanes.forEach((l) => {
      if (w.system.operations[l.operation]?.id !== "db.list") return;
      for (let s = -60; s < 90; s++) recorded += w.recorder.lane("ok", l.id, s);
    });
    expect(calls.get("db.list")).toBe(Math.round(recorded));
    expect(rows(result).reduce((sum, r) => sum + Number(r.values[4]), 0)).toBeCloseTo(1, 9);
  });

  it("explains a statement: estimated, and measured after it was run", () => {
    const w = world(20);
    const before = view(w, "plan", "db.list");
    expect(before.shows).toEqual(["plan:db.list:seq"]);
    expect(before.sections[0]?.text).toBe(
      "Seq Scan on orders  (cost=0.00..22500.00 rows=10 width=96)\n  Filter: ((customer_id = $1))",
    );
    request(w, { action: "explain-analyze", node: "db", key: "db.list" }, "me");
    run(w, 40);
    const text = view(w, "plan", "db.list").sections[0]?.text ?? "";
    expect(text).toContain("Rows Removed by Filter: 999990");
    expect(Number(/Execution Time: ([\d.]+) ms/.exec(text)?.[1])).toBeGreaterThan(200);
    request(w, { action: "add-index", node: "db", key: "orders_customer" }, "me");
    run(w, 70);
    const after = view(w, "plan", "db.list");
    expect(after.shows).toEqual(["plan:db.list:index"]);
    expect(after.sections[0]?.text).toContain("Index Scan using orders_customer on orders");
    expect(after.sections[0]?.text).not.toContain("actual time");
    expect(view(w, "plan", "db.nothing").shows).toEqual([]);
  });

  it("counts connections by caller against what the server takes", () => {
    const result = view(world(10), "connections");
    expect(rows(result).map((r) => r.values.slice(0, 5))).toEqual([
      ["api", "eu", 4, 70, 280],
      ["jobs", "eu", 1, 5, 5],
    ]);
    expect(result.sections[0]?.note).toBe("285 wanted of 300.");
    expect(result.shows).toEqual(["connections:api"]);
  });

  it("shows replicas that fall behind", () => {
    const w = world(40);
    const result = view(w, "replication");
    const replica = rows(result).find((r) => r.values[0] === "replica");
    expect(Number(replica?.values[4])).toBeGreaterThan(30);
    expect(result.shows).toEqual(["lag:eu"]);
  });

  it("says that other nodes are no databases", () => {
    const result = view(world(1), "activity", null, "api");
    expect(result.sections[0]?.note).toContain("is not a database");
    expect(result.shows).toEqual([]);
  });
});
