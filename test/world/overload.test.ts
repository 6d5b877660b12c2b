import { describe, expect, it } from "vitest";
import { gammaQuantile } from "#lib/math";
import physics from "../fixtures/physics.json" with { type: "json" };
import { flow, response, worldOf } from "./yaml";

const off = (value: number, wanted: number): number => Math.abs(value / wanted - 1);

describe("W30 stations beyond M/M/c", () => {
  it.each(physics.mg1_wait)("Q3 one server at $rho, cs² $cs2: waits $Wq", ({ rho, cs2, Wq }) => {
    const w = worldOf(
      `
id: mg1
history: 90m
nodes: { api: { servers: 1, operations: { get: { work: 10ms, cs2: ${cs2} } } } }
classes: { users: { entry: api.get, rate: ${100 * rho} } }
`,
      600,
    );
    expect(off(response(w, "api.get", 300, 600) / 0.01 - 1, Wq)).toBeLessThan(0.03);
  });

  const balanced = (balancing: string, extra = "") =>
    worldOf(
      `
id: balance
history: 5m
nodes: { api: { pods: 4, cores: 4, workers: unlimited, balancing: ${balancing}, operations: { get: { work: 10ms } } } }
classes: { users: { entry: api.get, rate: 1440 } }
${extra}`,
      300,
    );

  it.each([
    ["pooled", 1.3696],
    ["jsq", 1.41],
    ["p2c", 1.54],
    ["roundrobin", 2.13],
    ["random", 3.02],
  ])("Q4 16 workers in four pods at 0.9, %s: mean response %s service times", (balancing, mean) => {
    expect(off(response(balanced(balancing), "api.get", 100, 300) / 0.01, mean)).toBeLessThan(0.1);
  });

  it.each(physics.lb)("Q4 $N pods of $k at $rho, $pol: mean $meanT and 99th percentile $p99 service times", ({
    N,
    k,
    rho,
    pol,
    meanT,
    p99,
  }) => {
    const w = worldOf(
      `
id: balance
history: 10m
nodes: { api: { pods: ${N}, cores: ${k}, workers: unlimited, balancing: ${pol === "rr" ? "roundrobin" : pol}, operations: { get: { work: 10ms } } } }
classes: { users: { entry: api.get, rate: ${100 * N * k * rho} } }
`,
      120,
    );
    expect(off(response(w, "api.get", 60, 120) / 0.01, meanT)).toBeLessThan(0.1);
    const tail = gammaQuantile(0.99, w.recorder.lane("okMean", 0, 119), w.recorder.lane("okVariance", 0, 119));
    // Pods of one core with two choices have a shorter tail than a gamma of this variance.
    expect(off(tail / 0.01, p99)).toBeLessThan(k > 1 ? 0.1 : 0.2);
  });

  it("F1 a request that asks n leaves and waits for all is slow if one of them is: 1 − 0.99ⁿ", () => {
    for (const [leaves, slow] of [
      [10, 0.096],
      [100, 0.634],
    ] as const) {
      // One answer in a hundred takes a second, and the one who asks does not wait that long.
      const w = worldOf(
        `
id: fan
history: 2m
resolution: 1s
nodes:
  root: { workers: unlimited, operations: { get: { work: 100us, calls: { leaf: { to: leaf.get, count: ${leaves}, parallel: a } } } } }
  leaf: { servers: 200, operations: { get: { work: 1ms } } }
classes: { users: { entry: root.get, rate: 100 } }
oddities: { slow: { where: { operation: leaf.get }, share: 1%, effect: { error: 500, after: 1s } } }
`,
        120,
      );
      expect(Math.abs(flow(w, "root.get", "upstream", 30, 120) / 100 - slow)).toBeLessThan(0.01);
    }
  });

  it("F3 N replicas survive the loss of one while they are less busy than (N − 1)/N", () => {
    for (const { N, max_safe_rho_lose1 } of physics.domino) {
      if (N < 2) continue;
      const served = (rho: number) => {
        const w = worldOf(
          `
id: domino
history: 1m
resolution: 1s
nodes: { api: { pods: ${N}, cores: 8, workers: unlimited, operations: { get: { work: 50ms } } } }
classes: { users: { entry: api.get, rate: ${160 * N * rho}, client: { timeout: 5s } } }
faults: { loss: { where: { node: api, pods: 1 }, from: 0, effect: { down: 100% } } }
`,
          600,
        );
        return flow(w, "api.get", "ok", 500, 600) / (160 * N * rho);
      };
      expect(served(0.97 * max_safe_rho_lose1), `${N} pods, below`).toBeGreaterThan(0.99);
      expect(served(Math.min(0.99, 1.04 * max_safe_rho_lose1)), `${N} pods, above`).toBeLessThan(0.5);
    }
  });
});

describe("W31 pools and queues that fill", () => {
  it("P1 a thousand threads, one request in twenty hangs for 100 s: full after 18 s, then four of five fail", () => {
    const { sre_thread_exhaustion: book } = physics;
    const w = worldOf(
      `
id: threads
history: 1m
nodes: { web: { workers: 1000, queue: 0, cores: 200, operations: { get: { work: 1ms, idle: 99ms } } } }
classes: { users: { entry: web.get, rate: 1000, client: { timeout: 200s } } }
faults: { hang: { where: { operation: web.get }, share: 5%, from: 0, effect: { hang: 100s } } }
`,
      900,
    );
    const errors = flow(w, "web.get", "rejected", 600, 900) / 1000;
    expect(Math.abs(errors - book.book_err)).toBeLessThan(0.02);
    let full = 0;
    while (w.recorder.lane("rejected", 0, full) < 10) full++;
    expect(Math.abs(full - book.t_to_exhaust_s)).toBeLessThan(0.1 * book.t_to_exhaust_s + 1);
  });

  it("P2 a queue ten times as long as the threads answers after eleven service times", () => {
    const w = worldOf(
      `
id: deep
history: 10s
nodes: { web: { servers: 10, queue: 100, operations: { get: { work: 100ms } } } }
classes: { users: { entry: web.get, rate: 150, client: { timeout: 60s } } }
`,
      200,
    );
    expect(off(response(w, "web.get", 100, 200), physics.sre_queue_10x.T_full)).toBeLessThan(0.03);
  });

  it("R5 a hundred requests/s too many, tried again a second later: every second sends a hundred more", () => {
    const w = worldOf(
      `
id: growth
history: 60s
resolution: 1s
nodes: { api: { servers: 200, operations: { get: { work: 1ms } } } }
classes: { users: { entry: api.get, rate: 9800, steps: { 0: 1.030612245 }, client: { timeout: 30s, retries: 100, retry-delay: 1s } } }
plans: { ceiling: { at: -30s, act: { action: rate-limit, class: users, amount: 10000 } } }
`,
      20,
    );
    // 10,000 a second are let in. What is refused comes again a second later, beside a demand of 10,100.
    const refused = (t: number) => w.recorder.lane("rejected", 0, t);
    let first = 0;
    while (refused(first) < 60) first++;
    for (const { t, sent, failing } of physics.sre_retry_growth) {
      expect(off(w.recorder.lane("arrivals", 0, first + t), sent), `sent at ${t}`).toBeLessThan(0.02);
      if (t > 0)
        expect(Math.abs(refused(first + t) - refused(first + t - 1) - 100), `failing at ${t}`).toBeLessThan(20);
      expect(failing).toBeGreaterThan(0);
    }
  });

  it("R7 healthy at its load, pods that crash beyond it recover only at a small part of it", () => {
    const later = (rate: number) => {
      const w = worldOf(
        `
id: crash
history: 60s
resolution: 1s
nodes:
  api:
    pods: 100
    cores: 1
    workers: unlimited
    startup: 10s
    memory: { limit: 300, base: 200, per-request: 1, restart: 10s, spread: 30% }
    operations: { get: { work: 10ms } }
classes: { users: { entry: api.get, rate: 9500, steps: { 60s: ${11 / 9.5}, 300s: ${rate / 9500} }, client: { timeout: 5s } } }
`,
        900,
      );
      expect(flow(w, "api.get", "ok", 20, 60) / 9500).toBeGreaterThan(0.99);
      expect(flow(w, "api.get", "ok", 200, 300) / 11000).toBeLessThan(0.2);
      return flow(w, "api.get", "ok", 700, 900) / rate;
    };
    expect(later(9000)).toBeLessThan(0.2);
    expect(later(1000)).toBeGreaterThan(0.98);
  });
});
