import { describe, expect, it } from "vitest";
import { ACTION_KINDS, type ActRequest } from "#domain/actions";
import type { System } from "#domain/system";
import {
  CATALOGUE,
  cancelPlan,
  createWorld,
  estimate,
  interrupt,
  metricMean,
  request,
  runPlan,
  tick,
  type World,
} from "#world/index";
import { hang, ramp, shop } from "./shop";
import { act, code, hash, run } from "./steps";
import { expr, placement } from "./systems";

/** Ready pods by version of a node in a region. */
function ready(w: World, nodeId: string, region: string): Record<string, number> {
  const out: Record<string, number> = {};
  for (const c of w.cells) {
    if (w.system.nodes[c.node]?.id !== nodeId || w.system.regions[c.region]?.id !== region || c.pods === 0) continue;
    out[`${c.version} ${c.state}`] = c.ready;
  }
  return out;
}

const euErrors = (w: World): number => metricMean(w, "errors", "all", { region: "eu" }, 20);
const sick = (over: Partial<System> = {}): World => createWorld(shop({ faults: [hang], ...over }), 3);

describe("W17 operations", () => {
  it("every kind stands in the catalogue once, with a risk and a way back or none", () => {
    expect(CATALOGUE.map((e) => e.kind).sort()).toEqual([...ACTION_KINDS].sort());
    for (const e of CATALOGUE) expect(e.does.length + e.riskNote.length).toBeGreaterThan(30);
  });

  it("go from requested over running to done, each phase an event", () => {
    const w = run(sick(), 100);
    const id = act(w, { action: "flag", flag: "quotes", amount: 0 });
    expect(w.operations[id]?.phase).toBe("requested");
    run(w, 105);
    expect(w.operations[id]).toMatchObject({ phase: "running", startsAt: 100, endsAt: 120, interruptible: true });
    expect(w.flag("quotes")).toBe(0.1);
    run(w, 125);
    expect(w.operations[id]).toMatchObject({ phase: "done", progress: 1 });
    expect(w.flag("quotes")).toBe(0);
    expect(w.events.filter((e) => e.id === String(id)).map((e) => e.phase)).toEqual(["requested", "running", "done"]);
  });

  it.each([
    [{ action: "restart", node: "chekout" }, "action.unknown-node"],
    [{ action: "restart", node: "checkout", region: "mars" }, "action.unknown-region"],
    [{ action: "flag", flag: "quotas", amount: 1 }, "action.unknown-flag"],
    [{ action: "flag", flag: "quotes", amount: 3 }, "action.bad-amount"],
    [{ action: "deploy", node: "checkout", version: "v3" }, "action.unknown-version"],
    [{ action: "rollback", node: "cart" }, "action.no-earlier-version"],
    [{ action: "setting", key: "checkout.wit", amount: 2 }, "action.unknown-setting"],
    [{ action: "config-edit", node: "checkout", region: "eu", key: "API", value: "x" }, "action.unknown-config"],
    [{ action: "release-quarantine", node: "checkout", region: "eu" }, "action.none-quarantined"],
    [{ action: "pause-plan", key: "lunch" }, "action.unknown-plan"],
    [{ action: "scale", node: "checkout", region: "eu" }, "action.bad-amount"],
    [{ action: "traffic-shift", region: "eu", to: "moon", amount: 1 }, "action.unknown-region"],
    [{ action: "shed", amount: 0.5, class: "orders" }, "action.unknown-class"],
  ] as [ActRequest, string][])("%o is refused as %s, and nothing changes", (req, expected) => {
    const w = run(sick({ plans: [ramp] }), 10);
    const before = hash(w);
    expect(code(w, req)).toBe(expected);
    expect(estimate(w, req).refusal?.code).toBe(expected);
    expect(hash(w)).toBe(before);
    expect(w.operations).toEqual([]);
  });

  it("name what was probably meant", () => {
    const r = request(run(sick(), 0), { action: "restart", node: "chekout" }, "me");
    expect(r.ok ? "" : r.error.nearest).toBe("checkout");
  });

  it("do not overlap on the same pods or the same users; elsewhere they do", () => {
    const w = run(sick(), 0);
    act(w, { action: "restart", node: "checkout", region: "eu" });
    expect(code(w, { action: "rollback", node: "checkout" })).toBe("action.busy");
    expect(code(w, { action: "restart", node: "checkout", region: "us" })).toBe("accepted");
    act(w, { action: "failover", region: "eu" });
    expect(code(w, { action: "drain", region: "eu" })).toBe("action.busy");
  });

  it("can be stopped; what was changed stays", () => {
    const w = run(sick(), 0);
    const id = act(w, { action: "rollback", node: "checkout", region: "eu" });
    run(w, 70);
    expect(interrupt(w, id, "me").ok).toBe(true);
    run(w, 300);
    const now = ready(w, "checkout", "eu");
    expect(w.operations[id]?.phase).toBe("cancelled");
    expect(now["v1 serving"]).toBeGreaterThan(0);
    expect(now["v2 serving"]).toBeGreaterThan(0);
    expect((now["v1 serving"] ?? 0) + (now["v2 serving"] ?? 0)).toBe(12);
    const again = interrupt(w, id, "me");
    expect(again.ok ? "" : again.error.code).toBe("action.already-over");
  });
});

describe("W18 rollouts", () => {
  it("replace pods batch by batch, never fewer than before, and cure what only the new version has", () => {
    const w = run(sick(), 60);
    expect(euErrors(w)).toBeGreaterThan(0.02);
    act(w, { action: "rollback", node: "checkout" });
    let least = Infinity;
    while (w.second < 200) {
      tick(w);
      const n = Object.values(ready(w, "checkout", "eu")).reduce((a, b) => a + b, 0);
      least = Math.min(least, n);
    }
    expect(least).toBe(12);
    expect(ready(w, "checkout", "eu")).toEqual({ "v1 serving": 12 });
    run(w, 300);
    expect(euErrors(w)).toBe(0);
  });

  it("back across a migration fails and leaves the newer version running", () => {
    const base = shop();
    const w = run(
      createWorld({ ...base, versions: base.versions.map((v) => ({ ...v, migration: v.id === "v2" })) }, 1),
      0,
    );
    const id = act(w, { action: "rollback", node: "checkout" });
    run(w, 200);
    expect(w.operations[id]?.phase).toBe("failed");
    expect(ready(w, "checkout", "us")).toEqual({ "v2 serving": 12 });
  });
});

describe("W19 restarts", () => {
  it("lose what is in flight, free the workers for seconds, and cure nothing", () => {
    const w = run(sick(), 100);
    act(w, { action: "restart", node: "checkout", region: "eu" });
    let rejected = 0;
    while (w.second < 240) {
      tick(w);
      for (const l of w.lanes)
        if (w.system.operations[l.operation]?.id === "checkout.place")
          rejected += w.recorder.lane("rejected", l.id, w.second - 1);
    }
    // Some 270 requests were in flight, three quarters of them hanging.
    expect(rejected).toBeGreaterThan(200);
    expect(ready(w, "checkout", "eu")).toEqual({ "v2 serving": 12 });
    run(w, 300);
    expect(euErrors(w)).toBeGreaterThan(0.02);
  });

  it("empty caches: the database sees the misses until they are warm", () => {
    const w = run(createWorld(shop(), 1), 0);
    const reads = (): number => metricMean(w, "requests", "db", { route: "SELECT carts" }, 5);
    const warm = reads();
    act(w, { action: "restart", node: "redis" });
    let most = 0;
    while (w.second < 150) {
      tick(w);
      most = Math.max(most, reads());
    }
    expect(most).toBeGreaterThan(3 * warm);
    run(w, 700);
    expect(reads()).toBeLessThan(1.2 * warm);
  });
});

describe("W20 evidence", () => {
  it("a quarantined pod gets no traffic and keeps its hanging threads; a dump counts them", () => {
    const w = run(sick(), 100);
    act(w, { action: "quarantine", node: "checkout", region: "eu" });
    run(w, 200);
    expect(ready(w, "checkout", "eu")).toEqual({ "v2 serving": 11, "v2 quarantined": 1 });
    const id = act(w, { action: "thread-dump", node: "checkout", region: "eu" });
    run(w, 240);
    const held = w.capture(id);
    // 20 a second for 10 s over 12 pods.
    expect(held?.hanging[0]?.requests).toBeCloseTo(200 / 12, 0);
    expect(held?.workers).toBe(32);
    const cell = w.cells.find((c) => c.state === "quarantined");
    expect(w.lanes.filter((l) => l.cell === cell?.id).every((l) => w.recorder.lane("arrivals", l.id, 220) === 0)).toBe(
      true,
    );
    act(w, { action: "release-quarantine", node: "checkout", region: "eu" });
    run(w, 260);
    expect(ready(w, "checkout", "eu")).toEqual({ "v2 serving": 12 });
  });

  it("after a restart a dump shows no hanging threads for a moment, and the last pod cannot be taken", () => {
    const w = run(
      createWorld(
        shop({ nodes: shop().nodes.map((n) => (n.id === "cart" ? { ...n, placements: [placement("eu", 1)] } : n)) }),
        1,
      ),
      0,
    );
    expect(code(w, { action: "quarantine", node: "cart", region: "eu" })).toBe("action.last-pod");
  });
});

describe("W21 scaling", () => {
  it("takes start-up time, and more pods share the load", () => {
    const w = run(sick(), 100);
    const busy = metricMean(w, "saturation", "checkout", { region: "eu" }, 10);
    act(w, { action: "scale", node: "checkout", region: "eu", amount: 16 });
    run(w, 110);
    expect(ready(w, "checkout", "eu")).toEqual({ "v2 serving": 12 });
    run(w, 240);
    expect(ready(w, "checkout", "eu")).toEqual({ "v2 serving": 16 });
    expect(metricMean(w, "saturation", "checkout", { region: "eu" }, 10) / busy).toBeCloseTo(12 / 16, 1);
  });

  it("fails for the pods the database has no connections for", () => {
    // 36 pods × 8 = 288 of 400 connections are taken: 14 more pods fit.
    const w = run(createWorld(shop(), 1), 0);
    const id = act(w, { action: "scale", node: "checkout", region: "eu", amount: 36 });
    run(w, 200);
    expect(w.operations[id]).toMatchObject({ phase: "failed" });
    expect(w.operations[id]?.note).toContain("10 of 24");
    expect(ready(w, "checkout", "eu")).toEqual({ "v2 serving": 26 });
    expect(metricMean(w, "connections", "db", {}, 5)).toBe(400);
  });
});

describe("W22 configuration", () => {
  it("a hand edit in the right region works until the controller reverts it 300 s later", () => {
    const w = run(sick(), 60);
    act(w, { action: "config-edit", node: "checkout", region: "eu", key: "API_URL", value: "https://eu" });
    run(w, 200);
    expect(w.config("checkout", "API_URL", "eu")).toEqual({ git: "", live: "https://eu", handEdited: true });
    expect(euErrors(w)).toBe(0);
    run(w, 500);
    expect(w.config("checkout", "API_URL", "eu").live).toBe("");
    expect(w.events.some((e) => e.kind === "gitops" && e.phase === "reverted")).toBe(true);
    expect(euErrors(w)).toBeGreaterThan(0.02);
  });

  it("a commit lasts", () => {
    const w = run(sick(), 60);
    act(w, { action: "config-commit", node: "checkout", region: "eu", key: "API_URL", value: "https://eu" });
    run(w, 900);
    expect(w.config("checkout", "API_URL", "eu")).toEqual({ git: "https://eu", live: "https://eu", handEdited: false });
    expect(euErrors(w)).toBe(0);
  });

  it("a setting changes the length of the hang", () => {
    const w = run(sick(), 60);
    act(w, { action: "setting", key: "checkout.wait", amount: 2 });
    const busy = metricMean(w, "workers", "checkout", { region: "eu" }, 10);
    run(w, 200);
    // 20 a second hang 8 s less.
    expect(busy - metricMean(w, "workers", "checkout", { region: "eu" }, 10)).toBeGreaterThan(120);
  });
});

describe("W23 plans", () => {
  it("happen at their second unless stopped", () => {
    const w = run(sick({ plans: [ramp] }), 241);
    expect(w.flag("quotes")).toBe(0.25);
    expect(w.plan("ramp")).toBe("done");
    const stopped = run(sick({ plans: [ramp] }), 100);
    act(stopped, { action: "pause-plan", key: "ramp" });
    run(stopped, 300);
    expect(stopped.plan("ramp")).toBe("cancelled");
    expect(stopped.flag("quotes")).toBe(0.1);
    expect(cancelPlan(stopped, "ramp", "me")).toBe(false);
  });

  it("may be carried out early, need not, and may act or bring load", () => {
    const w = run(
      sick({
        plans: [
          ramp,
          {
            ...ramp,
            id: "never",
            unless: expr([
              "op",
              "<",
              [
                ["call", "flag", [["str", "quotes"]]],
                ["num", 0.5],
              ],
            ]),
          },
          {
            ...ramp,
            id: "mail",
            at: 300,
            change: { kind: "load", class: "cart", region: null, factor: 2, seconds: 60 },
          },
          {
            ...ramp,
            id: "bounce",
            at: 100,
            change: { kind: "act", act: { action: "restart", node: "cart", region: "eu" } },
          },
        ],
      }),
      50,
    );
    expect(runPlan(w, "ramp", "ines")).toBe(true);
    expect(w.flag("quotes")).toBe(0.25);
    run(w, 299);
    expect(w.plan("never")).toBe("cancelled");
    expect(w.operations.map((o) => o.request.action)).toEqual(["restart"]);
    const before = metricMean(w, "requests", "gw", { route: "POST /gw.cart" }, 20);
    run(w, 340);
    expect(metricMean(w, "requests", "gw", { route: "POST /gw.cart" }, 20) / before).toBeCloseTo(2, 0);
    run(w, 400);
    expect(metricMean(w, "requests", "gw", { route: "POST /gw.cart" }, 20) / before).toBeCloseTo(1, 0);
  });
});

describe("W24 alerts", () => {
  it("fire after holding, on all regions together, and resolve", () => {
    const rule = {
      id: "errors",
      title: "Errors",
      node: "gw",
      expr: expr([
        "op",
        ">",
        [
          ["call", "error_rate", [["str", "gw"]]],
          ["num", 0.01],
        ],
      ]),
      hold: 60,
      severity: "page" as const,
      summary: "",
    };
    const w = run(sick({ alerts: [rule] }), 200);
    const fired = w.events.find((e) => e.kind === "alert");
    expect(fired).toMatchObject({ id: "errors", phase: "fired" });
    expect(fired?.second).toBeGreaterThanOrEqual(60);
    expect(fired?.second).toBeLessThan(140);
    act(w, { action: "flag", flag: "quotes", amount: 0 });
    run(w, 320);
    expect(w.events.filter((e) => e.kind === "alert").map((e) => e.phase)).toEqual(["fired", "resolved"]);
  });
});

describe("W25 shedding and limits", () => {
  it("reject at the edge the share or what exceeds the rate, per region, and stop when told", () => {
    const w = run(createWorld(shop(), 1), 0);
    const edge = (region: string): number => metricMean(w, "errors", "gw", { region, route: "POST /gw.cart" }, 10);
    act(w, { action: "shed", amount: 0.4, region: "eu", class: "cart" });
    run(w, 60);
    expect(edge("eu")).toBeCloseTo(0.4, 2);
    expect(edge("us")).toBe(0);
    act(w, { action: "shed", amount: 0 });
    act(w, { action: "rate-limit", amount: 100, region: "us", class: "cart" });
    run(w, 120);
    expect(edge("eu")).toBe(0);
    expect(metricMean(w, "requests", "cart", { region: "us" }, 10)).toBeLessThan(100 + 240 * 1.2);
    expect(edge("us")).toBeGreaterThan(0.6);
  });
});
