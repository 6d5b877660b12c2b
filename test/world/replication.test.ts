import { describe, expect, it } from "vitest";
import type { System } from "#domain/system";
import { compileSystem, formatDiagnostic } from "#scenario/index";
import { createWorld, decodeWorld, encodeWorld, impactOf, request, tick, type World, worldHistory } from "#world/index";
import { hash, run } from "./steps";

/** Writes per second, rows applied per second, and for how long; then fewer writes. Reference: table replica_lag. */
const LAG = [
  { w: 1200, a: 1000, T: 300, end: 60, drain_w: 500, drain: 120 },
  { w: 2000, a: 1000, T: 120, end: 120, drain_w: 800, drain: 600 },
  { w: 900, a: 1000, T: 300, end: 0, drain_w: 500, drain: 0 },
] as const;

function compiled(text: string): System {
  const result = compileSystem([{ path: "shop.yaml", text }]);
  if (!result.ok) throw new Error(result.error.map((d) => formatDiagnostic(d)).join("\n"));
  return result.value.system;
}

const system = (w: number, a: number, steps: string, more = ""): System =>
  compiled(`id: shop
history: 10
regions: { eu: Europe, us: America }
nodes:
  api:
    pods: { eu: 2, us: 2 }
    operations:
      write: { work: 100us, calls: { write: { to: db.write, region: eu, pool: 1000 } } }
      read: { work: 100us, calls: { read: { to: db.read, region: us, pool: 1000 } } }
  db:
    kind: database
    cores: 64
    pods: { eu: 1, us: 0 }
    replicas: { us: 1 }
    replica-lag: 200ms
    database: { replication: { apply: ${a} } }
    operations:
      write: { route: INSERT orders, work: 100us }
      read: { route: SELECT orders, work: 100us }
${more}
classes:
  writers: { entry: api.write, rate: { eu: ${w} }, steps: ${steps} }
  readers: { entry: api.read, rate: { us: 100 } }
`);

const cellOf = (w: World, role: string): number =>
  w.cells.findIndex((c) => w.system.nodes[c.node]?.id === "db" && c.role === role && c.pods > 0);
const lag = (w: World): number => w.recorder.cell("lag", cellOf(w, "replica"), w.second - 1);
const laneOf = (w: World, id: string, region?: string): number =>
  w.lanes.findLastIndex(
    (l) =>
      w.system.operations[l.operation]?.id === id &&
      (region === undefined || w.system.regions[w.cells[l.cell]?.region ?? -1]?.id === region) &&
      (w.cells[l.cell]?.pods ?? 0) > 0,
  );
const lostUntil = (w: World, until: number): number => {
  let sum = 0;
  for (let s = 0; s < until; s++) sum += impactOf(w, s).classes.writers?.lost ?? 0;
  return sum;
};
describe("W55 D2 replica lag", () => {
  it.each(LAG)("$w written and $a applied a second for $T s: $end s behind, caught up $drain s later", (c) => {
    const w = createWorld(system(1, c.a, `{ 0: ${c.w}, ${c.T}: ${c.drain_w} }`), 1);
    run(w, c.T);
    expect(Math.abs(lag(w) - 0.2 - c.end)).toBeLessThanOrEqual(Math.max(0.05 * c.end, 0.05));
    let caught = 0;
    while (w.second < c.T + 2 * c.drain + 5) {
      if (lag(w) <= 0.2 + 1e-6) break;
      tick(w);
      caught++;
    }
    expect(Math.abs(caught - c.drain)).toBeLessThanOrEqual(Math.max(2, 0.05 * c.drain));
  });

  it("expressions see it: reads from a replica that is behind can fail", () => {
    const stale =
      'faults: { stale: { where: { operation: db.read }, share: "lag() > 5.0 ? 0.5 : 0.0", effect: { error: 409 } } }';
    const w = createWorld(system(1, 1000, "{ 0: 1200, 120: 500 }", stale), 1);
    const failed = (s: number): number => w.recorder.lane("fault", laneOf(w, "db.read"), s);
    run(w, 110);
    expect(failed(10)).toBe(0);
    expect(failed(100)).toBeCloseTo(50, 0);
    run(w, 300);
    expect(failed(299)).toBe(0);
  });

  it("W15 continues bit for bit from a snapshot", () => {
    const stale =
      'faults: { stale: { where: { operation: db.read }, share: "min(1.0, lag() / 60.0)", effect: { error: 409 } } }';
    const a = run(createWorld(system(1, 1000, "{ 0: 1200, 120: 500 }", stale), 1), 77);
    const b = decodeWorld(a.system, 1, encodeWorld(a), worldHistory(a));
    run(a, 200);
    run(b, 200);
    expect(hash(b)).toBe(hash(a));
  });
});

describe("W56 another primary, or an older one", () => {
  it("promoting a replica in another region goes on there, and loses what it had not received", () => {
    const w = run(createWorld(system(1, 1000, "{ 0: 1200 }"), 1), 100);
    const before = lag(w);
    expect(request(w, { action: "promote-replica", node: "db", region: "eu" }, "me")).toMatchObject({
      ok: false,
      error: { code: "action.no-replica", expected: "us" },
    });
    expect(request(w, { action: "promote-replica", node: "db", region: "us" }, "me").ok).toBe(true);
    run(w, 130);
    expect(w.recorder.lane("ok", laneOf(w, "api.write", "eu"), 129)).toBe(0);
    run(w, 240);
    expect(w.operations[0]?.phase).toBe("done");
    expect(w.recorder.lane("ok", laneOf(w, "db.write", "us"), 239)).toBeGreaterThan(1190);
    expect(w.recorder.lane("ok", laneOf(w, "db.write", "eu"), 239)).toBe(0);
    const lost = lostUntil(w, 240);
    expect(Math.abs(lost / (before * 1000) - 1)).toBeLessThan(0.05);
  });

  it("W15 continues bit for bit from a snapshot after a promotion", () => {
    const a = run(createWorld(system(1, 1000, "{ 0: 1200 }"), 1), 50);
    request(a, { action: "promote-replica", node: "db", region: "us" }, "me");
    run(a, 130);
    const b = decodeWorld(a.system, 1, encodeWorld(a), worldHistory(a));
    run(a, 200);
    run(b, 200);
    expect(hash(b)).toBe(hash(a));
  });

  it("restoring the backup takes the database down and loses what was written since the full hour", () => {
    const w = run(createWorld(system(100, 1000, "{ 0: 1 }"), 1), 600);
    expect(request(w, { action: "restore-backup", node: "api" }, "me").ok).toBe(false);
    expect(request(w, { action: "restore-backup", node: "db" }, "me").ok).toBe(true);
    run(w, 900);
    expect(w.recorder.lane("ok", laneOf(w, "api.write", "eu"), 899)).toBe(0);
    run(w, 2600);
    expect(w.operations[0]?.phase).toBe("done");
    expect(w.recorder.lane("ok", laneOf(w, "api.write", "eu"), 2599)).toBeCloseTo(100, 0);
    expect(Math.abs(lostUntil(w, 2600) / (600 * 100) - 1)).toBeLessThan(0.05);
  });
});
