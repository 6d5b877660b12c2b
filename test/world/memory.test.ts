import { describe, expect, it } from "vitest";
import { request, tick } from "#world/index";
import { backOff } from "../../src/world/mechanics/memory";
import physics from "../fixtures/physics.json" with { type: "json" };
import { flow, worldOf } from "./yaml";

/** Seconds at which a pod was killed. */
const kills = (w: ReturnType<typeof worldOf>) =>
  w.events.filter((e) => e.kind === "pods" && e.phase === "killed").map((e) => e.second);

const leaky = (memory: string, pods = 1, extra = "") => `
id: leaky
history: 1s
nodes:
  api: { pods: ${pods}, startup: 0s, cores: 4, workers: 200, ${memory} operations: { get: { work: 5ms ${extra} } } }
classes: { users: { entry: api.get, rate: 100, client: { timeout: 10s } } }
`;

describe("W41 memory that is retained", () => {
  it.each(
    physics.oom,
  )("O1 $limit MiB, $base to begin with, $leak MiB/s: killed every $period s, then away longer and longer", (row) => {
    const { limit, base, leak, restart, events } = row;
    const most = events.slice(0, 6);
    const last = (most[most.length - 1] as number[])[0] as number;
    const w = worldOf(
      leaky(`memory: { limit: ${limit}, base: ${base}, leak: ${leak}, restart: ${restart}s, gc: none, spread: 0% },`),
      last + 30,
    );
    const seen = kills(w);
    most.forEach(([second], i) => {
      // Each period may round by a second on the way down and one on the way up.
      expect(Math.abs((seen[i] as number) - (second as number)), `kill ${i + 1}`).toBeLessThanOrEqual(2 * (i + 1));
    });
  });

  it("H4 the kubelet waits 10, 20, 40 … 300 s between restarts", () => {
    expect(physics.crashloop.series.map((_, i) => backOff(i + 1))).toEqual(physics.crashloop.series);
    expect(backOff(0)).toBe(0);
  });

  it("what each request leaves behind fills the pods that answer it; three times as many pods last three times as long", () => {
    const first = (pods: number) =>
      kills(
        worldOf(
          leaky("memory: { limit: 1024, base: 300, restart: 20s, gc: none, spread: 0% },", pods, ", retains: 0.1"),
          900,
        ),
      )[0];
    const alone = first(1) as number;
    expect(Math.abs(alone - 72.4)).toBeLessThan(3);
    expect(Math.abs((first(3) as number) - 3 * alone)).toBeLessThan(6);
  });

  it("a pod that is killed takes its requests along and is missing until it is back", () => {
    const w = worldOf(leaky("memory: { limit: 1024, base: 300, leak: 10, restart: 30s, gc: none, spread: 0% },"), 200);
    const [at] = kills(w) as [number];
    expect(w.recorder.cell("ready", 0, at - 2)).toBe(1);
    expect(w.recorder.cell("ready", 0, at + 10)).toBe(0);
    expect(flow(w, "api.get", "ok", at + 5, at + 25)).toBe(0);
    expect(w.recorder.cell("ready", 0, at + 35)).toBe(1);
  });

  it("W8 what was inside a killed pod fails for its memory, and only that", () => {
    const w = worldOf(
      leaky("memory: { limit: 1024, base: 300, leak: 10, restart: 30s, gc: none, spread: 0% },", 2, ", idle: 1s"),
      100,
    );
    const fault = w.system.faults.findIndex((f) => f.cause === "out-of-memory");
    const [at] = kills(w) as [number];
    const killed = (t: number) => w.lanes.reduce((sum, l) => sum + w.recorder.fault(fault, l.id, t), 0);
    const rejected = (t: number) => flow(w, "api.get", "rejected", t, t + 1);
    // A second of 100 requests was inside the two pods that died together; nobody is there to refuse what comes after.
    expect(killed(at + 1)).toBeCloseTo(100, -1);
    expect(flow(w, "api.get", "fault", at + 1, at + 2)).toBeCloseTo(killed(at + 1), 3);
    expect([killed(at), killed(at + 2), rejected(at + 1)]).toEqual([0, 0, 0]);
  });

  it("a crash loop under what its fellows could not carry: thirty pods end what ten cannot, and it stays away", () => {
    const w = worldOf(
      `
id: payments
history: 30s
resolution: 1s
nodes: { payment: { pods: 10, cores: 4, workers: 400, startup: 20s, memory: { limit: 1024, base: 400, per-request: 8, restart: 10s, gc: none, spread: 20% }, operations: { pay: { work: 2ms, idle: 1s } } } }
classes: { users: { entry: payment.pay, rate: 500, steps: { 0: 1.8 }, client: { timeout: 5s } } }
`,
      600,
    );
    expect(kills(w).filter((t) => t > 300).length).toBeGreaterThan(5);
    expect(flow(w, "payment.pay", "ok", 300, 600)).toBeLessThan(800);
    const asked = request(w, { action: "scale", node: "payment", region: "main", amount: 30 }, "me");
    expect(asked.ok).toBe(true);
    while (w.second < 1800) tick(w);
    expect(kills(w).filter((t) => t > 1100)).toEqual([]);
    expect(flow(w, "payment.pay", "ok", 1700, 1800)).toBeCloseTo(
      900 * (1 - Math.exp(-5)), // of exponential seconds, e^-5 are longer than the client waits
      0,
    );
  });

  it("a full heap makes everything slower before it kills", () => {
    const w = worldOf(
      leaky("memory: { limit: 1024, base: 300, leak: 2, restart: 20s, gc: { from: 60%, most: 8 }, spread: 0% },"),
      350,
    );
    const mean = (t: number) => w.recorder.lane("okMean", 0, t);
    expect(mean(340) / mean(60)).toBeGreaterThan(3);
    expect(w.recorder.cell("gc", 0, 340)).toBeGreaterThan(0.5);
  });

  it("R7 what died of too much does not come back under nine tenths of the load, and does under a tenth", () => {
    const farm = (share: number) =>
      worldOf(
        `
id: farm
history: 30s
resolution: 1s
durations: { shed: 1s }
nodes: { api: { pods: 10, cores: 10, workers: unlimited, startup: 5s, memory: { limit: 1024, base: 200, per-request: 4, restart: 10s, gc: none }, operations: { get: { work: 10ms } } } }
classes: { users: { entry: api.get, rate: 9000, steps: { 30s: 1.2222, 90s: ${share} }, client: { timeout: 5s } } }
`,
        600,
      );
    const served = (share: number) => flow(farm(share), "api.get", "ok", 500, 600) / (9000 * share);
    expect(served(0.1)).toBeGreaterThan(0.98);
    expect(served(1)).toBeLessThan(0.6);
  });
});
