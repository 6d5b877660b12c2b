import { describe, expect, it } from "vitest";
import type { ActRequest } from "#domain/actions";
import { decodeWorld, encodeWorld, request, tick, type World, worldHistory } from "#world/index";
import { hash } from "./steps";
import { flow, worldOf } from "./yaml";

/** A web tier of six pods before a database, whose memory, disk and certificate are known. */
const site = (more: { web?: string; db?: string; top?: string; rate?: number } = {}): string => `id: site
history: 10s
resolution: 1s
nodes:
  web:
    { pods: 6, cores: 2, startup: 10s, workers: 200, ${more.web ?? ""}
      operations: { page: { work: 10ms, calls: { save: { to: db.save, optional: true }, read: db.read } } } }
  db: { kind: database, cores: 4, startup: 30s, ${more.db ?? ""} operations: { save: { route: INSERT orders, work: 2ms${more.db?.includes("disk") === true ? ", writes: 1" : ""} }, read: { route: SELECT orders, work: 2ms } } }
classes:
  shop: { entry: web.page, rate: ${more.rate ?? 50} }
  bots: { entry: web.page, rate: 50 }
${more.top ?? ""}`;
const DISK = "disk: { size: 10, used: 9, growth: 0, cleanable: 50% },";

function act(w: World, req: ActRequest, seconds: number): World {
  const r = request(w, req, "me");
  expect(r.ok ? null : r.error).toBeNull();
  const until = w.second + seconds;
  while (w.second < until) tick(w);
  return w;
}
const code = (w: World, req: ActRequest): string => {
  const r = request(w, req, "me");
  return r.ok ? "accepted" : `${r.error.code} ${r.error.nearest ?? ""}`.trim();
};
const last = (w: World, operation: string, column: "ok" | "fault" | "rejected"): number =>
  flow(w, operation, column, w.second - 5, w.second);

describe("W43 disks", () => {
  it("fills by what requests write; then writes fail for their cause, reads go on; cleaning helps once, growing for longer", () => {
    // 100 writes/s of 1 MiB: 1 GiB in 10.24 s.
    const w = worldOf(site({ db: DISK }), 5);
    expect(w.recorder.cell("disk", 1, 0)).toBeGreaterThan(0.9);
    while (w.second < 30) tick(w);
    expect(w.recorder.cell("disk", 1, 29)).toBe(1);
    expect(last(w, "db.save", "fault")).toBeCloseTo(100, 0);
    expect(last(w, "db.read", "ok")).toBeCloseTo(100, 0);
    const fault = w.system.faults.findIndex((f) => f.cause === "disk-full");
    expect(w.lanes.reduce((sum, l) => sum + w.recorder.fault(fault, l.id, 28), 0)).toBeCloseTo(100, 0);
    act(w, { action: "clean-disk", node: "db" }, 125);
    expect(last(w, "db.save", "ok")).toBeCloseTo(100, 0);
    expect(w.recorder.cell("disk", 1, w.second - 1)).toBeLessThan(0.6);
    while (w.second < 300) tick(w);
    expect(last(w, "db.save", "ok")).toBe(0);
    act(w, { action: "clean-disk", node: "db" }, 125);
    expect(w.operations.at(-1)).toMatchObject({ phase: "failed" });
    act(w, { action: "grow-disk", node: "db", amount: 100 }, 605);
    expect(last(w, "db.save", "ok")).toBeCloseTo(100, 0);
  });

  it("grows by itself in GiB per hour", () => {
    const w = worldOf(site({ db: "disk: { size: 10, used: 5, growth: 3.6 }," }).replace("writes: 1", "writes: 0"), 990);
    expect(w.recorder.cell("disk", 1, 989)).toBeCloseTo(0.6, 6);
  });

  it("is refused where there is no disk, with the nearest that has one", () => {
    const w = worldOf(site({ db: DISK }), 1);
    expect(code(w, { action: "grow-disk", node: "web", amount: 5 })).toBe("action.no-disk");
    expect(code(w, { action: "grow-disk", node: "db", amount: 0 })).toBe("action.bad-amount");
    expect(code(w, { action: "clean-disk", node: "bd" })).toBe("action.unknown-node db");
  });
});

describe("W44 credentials", () => {
  const CERT = "credentials: { cert: { node: db, expires: 20s } }";
  const SECRET = "credentials: { key: { node: web, kind: secret, label: Database password } }";

  it("an expired certificate fails every handshake with its node until it is rotated", () => {
    const w = worldOf(site({ db: DISK, top: CERT }), 40);
    expect(flow(w, "db.read", "ok", 10, 19)).toBeCloseTo(100, 1);
    expect(last(w, "db.read", "fault")).toBeCloseTo(100, 0);
    expect(w.system.faults.find((f) => f.cause === "credential")?.effect).toMatchObject({ status: 526 });
    act(w, { action: "rotate-credential", key: "cert" }, 100);
    expect(last(w, "db.read", "ok")).toBeCloseTo(100, 1);
  });

  it("after a secret is rotated its holders fail until they are restarted, pod by pod", () => {
    const w = act(worldOf(site({ db: DISK, top: SECRET }), 10), { action: "rotate-credential", key: "key" }, 95);
    expect(last(w, "web.page", "fault")).toBeGreaterThan(97);
    act(w, { action: "restart", node: "web" }, 70);
    const half = last(w, "web.page", "fault");
    expect(half).toBeGreaterThan(5);
    expect(half).toBeLessThan(90);
    while (w.second < 300) tick(w);
    expect(last(w, "web.page", "ok")).toBeCloseTo(100, 1);
    expect(code(w, { action: "rotate-credential", key: "kye" })).toBe("action.unknown-credential key");
  });

  it("expressions know how long it is still valid", () => {
    const top = `${CERT}\nfaults: { early: { where: { operation: db.read }, share: "credential('cert') < 12.0 ? 1.0 : 0.0", effect: { error: 500 } } }`;
    const w = worldOf(site({ db: DISK, top }), 19);
    expect(flow(w, "db.read", "fault", 5, 9)).toBe(0);
    expect(flow(w, "db.read", "fault", 13, 18)).toBeCloseTo(100, 1);
  });
});

describe("W45 sizes", () => {
  it("twice the cores carry what was too much; a single database is away while it restarts", () => {
    const w = worldOf(site({ rate: 1250 }).replace("cores: 4", "cores: 16"), 60);
    const cpu = (cell: number): number => w.recorder.cell("cpu", cell, w.second - 1);
    const before = cpu(0);
    expect(before).toBeGreaterThan(0.99);
    act(w, { action: "resize", node: "web", region: "main", amount: 2 }, 400);
    expect(cpu(0)).toBeLessThan(0.7);
    act(w, { action: "resize", node: "db", region: "main", amount: 2 }, 10);
    expect(w.recorder.cell("ready", 1, w.second - 1)).toBe(0);
    expect(code(w, { action: "resize", node: "db", region: "main", amount: 9 })).toBe("action.bad-amount");
  });

  it("twice the memory lasts longer", () => {
    const kills = (amount: number | null): number => {
      const w = worldOf(site({ web: "memory: { limit: 600, base: 200, leak: 1, spread: 0 }," }), 5);
      if (amount !== null) act(w, { action: "resize", node: "web", region: "main", amount }, 1);
      while (w.second < 500) tick(w);
      return w.events.filter((e) => e.phase === "killed").length;
    };
    expect(kills(null)).toBeGreaterThanOrEqual(6);
    expect(kills(2)).toBe(0);
  });
});

describe("W46 flags of one class, and the freeze", () => {
  const FLAG = `flags: { widget: { node: web, initial: 100% } }
faults: { slow: { where: { operation: web.page }, share: flag("widget"), effect: { error: 500 } } }`;

  it("a flag is turned off for one class; setting it for everybody ends that", () => {
    const w = act(worldOf(site({ top: FLAG }), 10), { action: "flag", flag: "widget", class: "bots", amount: 0 }, 30);
    expect(last(w, "web.page", "ok")).toBeCloseTo(50, 1);
    expect(code(w, { action: "flag", flag: "widget", class: "bot", amount: 0 })).toBe("action.unknown-class bots");
    act(w, { action: "flag", flag: "widget", amount: 0 }, 30);
    expect(last(w, "web.page", "ok")).toBeCloseTo(100, 1);
    act(w, { action: "flag", flag: "widget", amount: 1 }, 30);
    expect(last(w, "web.page", "ok")).toBeLessThan(1e-6);
  });

  it("planned ramps and releases wait while deployments are frozen, and come when they are not", () => {
    const plans = `${FLAG}
plans:
  off: { at: 60s, flag: widget, share: 0% }
  mail: { at: 60s, load: { factor: 2 } }`;
    const w = act(worldOf(site({ top: plans }), 10), { action: "freeze-deploys" }, 90);
    expect(w.plan("off")).toBe("due");
    expect(w.plan("mail")).toBe("done");
    expect(code(w, { action: "freeze-deploys" })).toBe("action.already-frozen");
    act(w, { action: "freeze-deploys", value: "off" }, 15);
    expect(w.plan("off")).toBe("done");
    expect(code(w, { action: "freeze-deploys", value: "off" })).toBe("action.not-frozen");
  });
});

describe("W15 W41 W43 W44 copies", () => {
  it("go on bit for bit, in the middle of kills, a filling disk, a rotation and a flag of one class", () => {
    const w = worldOf(
      site({
        web: "memory: { limit: 300, base: 200, leak: 1, per-request: 2, retained: 50, restart: 5s, spread: 50% },",
        db: DISK,
        top: "credentials: { key: { node: web, kind: secret } }\nflags: { widget: { node: web } }",
      }),
      5,
    );
    act(w, { action: "rotate-credential", key: "key" }, 85);
    act(w, { action: "restart", node: "web" }, 5);
    act(w, { action: "flag", flag: "widget", class: "bots", amount: 1 }, 20);
    act(w, { action: "heap-dump", node: "web", region: "main" }, 10);
    const copy = decodeWorld(w.system, w.seed, encodeWorld(w), worldHistory(w));
    for (let i = 0; i < 120; i++) {
      tick(w);
      tick(copy);
    }
    expect(hash(copy)).toBe(hash(w));
    expect(w.events.some((e) => e.phase === "killed")).toBe(true);
  });
});
