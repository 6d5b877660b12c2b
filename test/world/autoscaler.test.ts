import { describe, expect, it } from "vitest";
import type { ActRequest } from "#domain/actions";
import { decodeWorld, encodeWorld, request, tick, type World, worldHistory } from "#world/index";
import { desiredPods } from "../../src/world/mechanics/autoscaler";
import physics from "../fixtures/physics.json" with { type: "json" };
import { worldOf } from "./yaml";

describe("W42 the autoscaler", () => {
  it.each(physics.hpa_formula)("H1 $cur pods, metric $metric, target $target: $desired", ({
    cur,
    metric,
    target,
    desired,
  }) => {
    expect(desiredPods(cur, metric, target, 0.1)).toBe(desired);
  });

  it("H2 fifty times the load: 4, 8, 16 … 200 pods, one look after the other; capacity follows after the start-up", () => {
    const [reference] = physics.hpa as readonly {
      readonly steps: number[][];
      readonly t_capacity: number;
      readonly final: number;
    }[];
    const w = worldOf(
      `
id: spike
history: 60s
resolution: 1s
nodes:
  web:
    pods: 4
    cores: 1
    workers: unlimited
    startup: 30s
    autoscaler: { metric: requests, target: 100, min: 4, max: 200, metric-delay: 0s }
    operations: { get: { work: 6ms } }
classes: { users: { entry: web.get, rate: 400, steps: { 0: 50 }, client: { timeout: 60s } } }
`,
      200,
    );
    const pods = (t: number) => w.recorder.cell("pods", 0, t);
    for (const [second, , to] of reference?.steps ?? []) {
      const t = second as number;
      const at = Array.from({ length: 200 }, (_, i) => i).find((i) => pods(i) >= (to as number)) ?? 999;
      expect(Math.abs(at - t), `to ${to}`).toBeLessThanOrEqual(16);
    }
    expect(pods(199)).toBe(reference?.final);
    const ready = Array.from({ length: 200 }, (_, i) => i).find((i) => w.recorder.cell("ready", 0, i) >= 100) ?? 999;
    expect(Math.abs(ready - (reference?.t_capacity ?? 0))).toBeLessThanOrEqual(20);
  });

  it("goes down only when five minutes agree", () => {
    const w = worldOf(
      `
id: calm
history: 60s
resolution: 1s
nodes:
  web: { pods: 8, cores: 1, workers: unlimited, startup: 10s, autoscaler: { metric: requests, target: 100, min: 2, max: 20, metric-delay: 0s }, operations: { get: { work: 2ms } } }
classes: { users: { entry: web.get, rate: 800, steps: { 10s: 0.25 }, client: { timeout: 60s } } }
`,
      600,
    );
    expect(w.recorder.cell("pods", 0, 240)).toBe(8);
    expect(w.recorder.cell("pods", 0, 400)).toBe(2);
  });

  const tier = (autoscaler: string, more = ""): string => `
id: tier
history: 60s
resolution: 1s
nodes:
  web: { pods: 4, cores: 1, workers: 20, startup: 30s, autoscaler: { ${autoscaler}, min: 2, max: 40, metric-delay: 0s }, operations: { get: { work: 6ms${more.includes("db:") ? ", calls: { q: { to: db.q, pool: 10 } }" : ""} } } }
  ${more}
classes: { users: { entry: web.get, rate: 400, steps: { 0: 3 }, client: { timeout: 10s } } }
`;
  const pods = (w: World, t = w.second - 1, column: "pods" | "ready" = "pods"): number =>
    w.cells.reduce((n, c) => (w.system.nodes[c.node]?.id === "web" ? n + w.recorder.cell(column, c.id, t) : n), 0);
  const act = (w: World, req: ActRequest, seconds: number): string => {
    const r = request(w, req, "me");
    const until = w.second + seconds;
    while (w.second < until) tick(w);
    return r.ok ? "accepted" : `${r.error.code} ${r.error.nearest ?? ""}`.trim();
  };

  it("by CPU: so many pods that each has its target, as the formula has it", () => {
    // 400/s × 6 ms = 2.4 cores on 4 pods: the target. Three times that are 7.2 cores: 12 pods at 60 %.
    // Full pods say 100 % and no more, and what waited is to be done as well: it overshoots, and comes back five minutes later.
    const w = worldOf(tier("metric: cpu, target: 60%"), 700);
    expect(pods(w, 0)).toBe(4);
    expect(Math.abs(pods(w) - 12)).toBeLessThanOrEqual(1);
  });

  it("acts on a metric as old as it is, and one start-up later the pods serve", () => {
    const first = (delay: string): number => {
      const w = worldOf(
        tier("metric: requests, target: 100").replace("metric-delay: 0s", `metric-delay: ${delay}`),
        200,
      );
      return Array.from({ length: 200 }, (_, t) => t).find((t) => pods(w, t) > 4) ?? 999;
    };
    const late = first("45s") - first("0s");
    expect(late).toBeGreaterThanOrEqual(30);
    expect(late).toBeLessThanOrEqual(60);
    const w = worldOf(tier("metric: requests, target: 100"), 200);
    const seen = first("0s");
    expect([pods(w, seen + 25, "ready"), pods(w, seen + 32, "ready") > 4]).toEqual([4, true]);
  });

  it("does not get pods that the database has no connections for", () => {
    const db = "db: { kind: database, cores: 16, workers: 500, max-connections: 70, operations: { q: { work: 1ms } } }";
    const w = worldOf(tier("metric: requests, target: 100", db), 300);
    expect(pods(w, w.second - 1, "ready")).toBe(7);
    expect(Math.max(...Array.from({ length: 60 }, (_, i) => w.recorder.cell("wanted", 0, 230 + i)))).toBe(12);
  });

  it("by messages: workers for what waits in the queue", () => {
    const w = worldOf(
      `
id: jobs
history: 10s
resolution: 1s
nodes:
  jobs: { kind: queue, workers: unlimited, messages: { visibility: 60s, backlog: { u: 3000 } }, operations: { put: { work: 1ms, calls: { go: { to: web.run, consume: 4 } } } } }
  web: { pods: 2, startup: 10s, cores: 2, workers: 4, autoscaler: { metric: backlog, target: 100, min: 2, max: 30, metric-delay: 0s }, operations: { run: { idle: 200ms } } }
classes: { u: { entry: jobs.put, rate: 20 } }
`,
      600,
    );
    const most = Math.max(...Array.from({ length: 600 }, (_, t) => pods(w, t)));
    expect(most).toBeGreaterThan(10);
    expect(w.recorder.edge("waiting", 0, 599)).toBeLessThan(30);
    expect(pods(w)).toBe(2);
  });

  it("least, most, off and on by hand; nonsense is refused", () => {
    const w = worldOf(tier("metric: requests, target: 100"), 200);
    expect(pods(w)).toBe(12);
    expect(act(w, { action: "autoscaler", node: "web", key: "max", amount: 8 }, 30)).toBe("accepted");
    act(w, { action: "autoscaler", node: "web", key: "min", amount: 8 }, 360);
    expect(pods(w)).toBe(8);
    act(w, { action: "autoscaler", node: "web", key: "max", amount: 40 }, 6);
    act(w, { action: "autoscaler", node: "web", key: "off" }, 60);
    const held = pods(w);
    act(w, { action: "scale", node: "web", region: "main", amount: 5 }, 120);
    expect(pods(w)).toBe(5);
    act(w, { action: "autoscaler", node: "web", key: "on" }, 60);
    expect(pods(w)).toBe(12);
    expect(held).toBeGreaterThanOrEqual(8);
    expect(act(w, { action: "autoscaler", node: "web", key: "mix", amount: 3 }, 0)).toBe("action.bad-value min");
    expect(act(w, { action: "autoscaler", node: "web", key: "max", amount: 0 }, 0)).toBe("action.bad-amount");
  });

  it("W15 copies go on bit for bit while pods start", () => {
    const w = worldOf(tier("metric: cpu, target: 60%"), 20);
    const copy = decodeWorld(w.system, w.seed, encodeWorld(w), worldHistory(w));
    for (let i = 0; i < 100; i++) {
      tick(w);
      tick(copy);
    }
    expect(encodeWorld(copy)).toEqual(encodeWorld(w));
    expect(pods(w)).toBeGreaterThan(4);
  });
});
