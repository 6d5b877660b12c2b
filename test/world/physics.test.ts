import { describe, expect, it } from "vitest";
import { gammaCdf, gammaQuantile } from "#lib/math";
import { createWorld, tick, type World } from "#world/index";
import { responseQuantile, shape, waiting, waitShare } from "#world/station";
import figures from "../fixtures/physics.json";
import { call, fault, node, num, operation, placement, station, system, trafficClass } from "./systems";

function run(w: World, seconds: number): World {
  for (let i = 0; i < seconds; i++) tick(w);
  return w;
}

/** Relative deviation. */
const off = (x: number, of: number): number => Math.abs(x / of - 1);

/** Mean of a lane column over seconds [from, to). */
function mean(
  w: World,
  column: Parameters<World["recorder"]["lane"]>[0],
  lane: number,
  from: number,
  to: number,
): number {
  let sum = 0;
  for (let t = from; t < to; t++) sum += w.recorder.lane(column, lane, t);
  return sum / (to - from);
}

function laneOf(w: World, operationId: string, region = 0): number {
  return w.lanes.findIndex(
    (l) => w.system.operations[l.operation]?.id === operationId && w.cells[l.cell]?.region === region,
  );
}

describe("W3 Q1 latency hockey stick", () => {
  it.each(figures.erlang_c)("c=$c rho=$rho", ({ c, rho, mean_T, p95, p99 }) => {
    const s = 0.02;
    // A station at 0.99 needs hundreds of relaxation times 1 / (μ (1 − √ρ)²) to get there.
    const w = run(createWorld(station(c, s, (rho * c) / s), 1), rho > 0.98 && c === 1 ? 40_000 : 6_000);
    const t = w.second - 1;
    const m = w.recorder.lane("okMean", 0, t) / s;
    expect(off(m, mean_T)).toBeLessThan(0.03);
    const at = w.recorder.cell("cpu", 0, t);
    const pWait = waitShare(waiting(shape(1, c, 0, 1), rho), rho);
    expect(off(at, rho)).toBeLessThan(1e-3);
    expect(off(responseQuantile(0.95, c, rho, pWait, 0), p95)).toBeLessThan(0.05);
    expect(off(responseQuantile(0.99, c, rho, pWait, 0), p99)).toBeLessThan(0.05);
    // What telemetry reports: a gamma with the recorded mean and variance.
    const variance = w.recorder.lane("okVariance", 0, t) / (s * s);
    expect(off(gammaQuantile(0.99, m, variance), p99)).toBeLessThan(0.05);
  });
});

describe("W3 Q2 hockey stick ratio", () => {
  it("c=8: response at 0.95 over response at 0.5", () => {
    const at = (rho: number): number => {
      const w = run(createWorld(station(8, 0.02, rho * 400), 1), 4000);
      return w.recorder.lane("okMean", 0, w.second - 1);
    };
    expect(off(at(0.95) / at(0.5), 3.0652)).toBeLessThan(0.05);
  });
});

describe("W5 Q5 finite queue", () => {
  it.each(figures.mmck)("c=$c K=$K rho=$rho", ({ c, K, rho, p_block, thr_per_mu, mean_T }) => {
    const s = 0.02;
    const w = run(createWorld(station(c, s, (rho * c) / s, { node: { workers: c, queueLimit: K - c } }), 1), 3000);
    const t = w.second - 1;
    const arrivals = w.recorder.lane("arrivals", 0, t);
    expect(off(w.recorder.lane("ok", 0, t) * s, thr_per_mu)).toBeLessThan(0.03);
    const loss = w.recorder.lane("rejected", 0, t) / arrivals;
    expect(Math.abs(loss - p_block)).toBeLessThan(0.03 * p_block + 1e-5);
    expect(off(w.recorder.lane("okMean", 0, t) / s, mean_T)).toBeLessThan(0.03);
  });
});

describe("W4 Q6 overload transient", () => {
  const segments = {
    "0.5": [200, 600],
    "0.9": [650, 1800],
    "ramp1.2": [1810, 1830],
    "drain0.7": [1830, 1845],
    "0.7": [2200, 2600],
  } as const;
  const profile: [number, number][] = [
    [0, 0.5],
    [600, 0.5],
    [600.001, 0.9],
    [1799.5, 0.9],
    [1799.6, 1.2],
    [1829.5, 1.2],
    [1829.6, 0.7],
    [3000, 0.7],
  ];
  const cases = [...new Set(figures.transient.map((r) => `${r.c}|${r.s}`))].map(
    (k) => k.split("|").map(Number) as [number, number],
  );
  it.each(cases)("c=%d s=%d", (c, s) => {
    const w = run(createWorld(station(c, s, c / s, { class: { profile } }), 1), 60 + 2600);
    for (const [segment, [from, to]] of Object.entries(segments)) {
      const ref = figures.transient.find((r) => r.c === c && r.s === s && r.seg === segment);
      if (ref === undefined) throw new Error(segment);
      let flow = 0;
      let time = 0;
      let queue = 0;
      const parts: [number, number, number][] = [];
      for (let t = from; t < to; t++) {
        const x = w.recorder.lane("ok", 0, t);
        const m = w.recorder.lane("okMean", 0, t);
        flow += x;
        time += x * m;
        queue += Math.max(0, w.recorder.cell("busy", 0, t) - c * w.recorder.cell("cpu", 0, t));
        parts.push([x, m, w.recorder.lane("okVariance", 0, t)]);
      }
      const p99 = mixtureQuantile(0.99, parts);
      expect(off(time / flow, ref.des_mean), `${segment} mean ${time / flow} for ${ref.des_mean}`).toBeLessThan(0.08);
      expect(off(p99, ref.des_p99), `${segment} p99 ${p99} for ${ref.des_p99}`).toBeLessThan(c === 1 ? 0.15 : 0.1);
      if (ref.des_q > 100)
        expect(
          off(queue / (to - from), ref.des_q),
          `${segment} queue ${queue / (to - from)} for ${ref.des_q}`,
        ).toBeLessThan(0.08);
    }
  });
});

function mixtureQuantile(p: number, parts: readonly (readonly [number, number, number])[]): number {
  let low = 0;
  let high = 100;
  let total = 0;
  for (const x of parts) total += x[0];
  for (let i = 0; i < 40; i++) {
    const mid = 0.5 * (low + high);
    let below = 0;
    for (const [flow, m, v] of parts) below += flow * gammaCdf(mid, m, v);
    if (below < p * total) low = mid;
    else high = mid;
  }
  return low;
}

describe("W4 Q7 Little's law", () => {
  it.each([0.3, 0.7, 0.9, 0.95])("rho=%d with noise on the load: N = X R over 30 s", (rho) => {
    const w = run(
      createWorld(station(8, 0.02, rho * 400, { class: { noise: { sd: 0.01, correlation: 0.95 } } }), 7),
      900,
    );
    for (let from = 300; from < 800; from += 30) {
      let deviation = 0;
      for (let t = from; t < from + 30; t++) {
        const n = w.recorder.cell("busy", 0, t);
        deviation += (n - w.recorder.lane("ok", 0, t) * w.recorder.lane("okMean", 0, t)) / n / 30;
      }
      expect(Math.abs(deviation)).toBeLessThan(0.02);
    }
  });
});

describe("W6 P3 connection-pool ceiling", () => {
  it.each(figures.pool)("pool $pool, hold $hold_ms ms", ({ pool, hold_ms, max_rps }) => {
    const sys = system({
      nodes: [node("app", [placement("eu", 1)], { cores: 64 }), node("db", [placement("eu", 1)], { kind: "database" })],
      operations: [
        operation("app.do", 0.0001, { calls: [call("app.db", "db.q", { pool, timeout: 600 })] }),
        operation("db.q", 0, { idle: hold_ms / 1000 }),
      ],
      classes: [trafficClass("all", "app.do", { eu: max_rps * 1.5 })],
    });
    const w = run(createWorld(sys, 1), 300);
    expect(off(mean(w, "ok", laneOf(w, "db.q"), 140, 240), max_rps)).toBeLessThan(0.02);
  });
});

describe("W6 P5 closed coupling", () => {
  it("50 threads on M/M/8: throughput, response, no oscillation", () => {
    const sys = system({
      nodes: [
        node("app", [placement("eu", 1)], { cores: 50, workers: 50, queueLimit: 200 }),
        node("db", [placement("eu", 1)], { cores: 8 }),
      ],
      operations: [operation("app.do", 0.005, { calls: [call("app.db", "db.q")] }), operation("db.q", 0.02)],
      classes: [trafficClass("all", "app.do", { eu: 600 })],
    });
    const w = run(createWorld(sys, 1), 260);
    const app = laneOf(w, "app.do");
    expect(off(mean(w, "ok", app, 100, 200), 398)).toBeLessThan(0.05);
    let low = Infinity;
    let high = 0;
    for (let t = 0; t < 200; t++) {
      low = Math.min(low, w.recorder.lane("ok", app, t));
      high = Math.max(high, w.recorder.lane("ok", app, t));
    }
    expect((high - low) / high).toBeLessThan(0.02);
    // Time inside (without waiting for a thread): 50 threads at that throughput.
    const inside = w.recorder.cell("busy", w.lanes[app]?.cell ?? 0, 150) / w.recorder.lane("ok", app, 150);
    expect(off(inside, 0.1255)).toBeLessThan(0.05);
  });
});

describe("W7 R1 retry amplification", () => {
  it.each(figures.retry_amp)("p=$p r=$r", ({ p, r, attempts, success }) => {
    const sys = system({
      nodes: [node("app", [placement("eu", 2)], { cores: 64 }), node("dep", [placement("eu", 2)], { cores: 64 })],
      operations: [
        operation("app.do", 0.001, { calls: [call("app.dep", "dep.q", { retries: r })] }),
        operation("dep.q", 0.01),
      ],
      classes: [trafficClass("all", "app.do", { eu: 100 })],
      faults: [
        fault("f", {
          where: { operation: "dep.q" },
          share: num(p),
          effect: { kind: "error", status: 500, after: 0.01 },
        }),
      ],
    });
    const w = run(createWorld(sys, 1), 120);
    const t = w.second - 1;
    expect(off(w.recorder.lane("arrivals", laneOf(w, "dep.q"), t) / 100, attempts)).toBeLessThan(0.01);
    expect(Math.abs(w.recorder.lane("ok", laneOf(w, "app.do"), t) / 100 - success)).toBeLessThan(0.01 * success + 1e-9);
  });
});

describe("W7 R2 layered retries", () => {
  it.each(figures.retry_layers.filter((x) => x.layers <= 3))("$layers layers of $attempts_per_layer attempts", ({
    attempts_per_layer,
    layers,
    total,
  }) => {
    const ids = Array.from({ length: layers + 1 }, (_, i) => `s${i}`);
    const sys = system({
      nodes: ids.map((id) => node(id, [placement("eu", 2)], { cores: 1000 })),
      operations: ids.map((id, i) =>
        operation(`${id}.do`, 0.001, {
          calls: i < layers ? [call(`${id}.next`, `s${i + 1}.do`, { retries: attempts_per_layer - 1 })] : [],
        }),
      ),
      classes: [trafficClass("all", "s0.do", { eu: 10 })],
      faults: [fault("f", { where: { operation: `s${layers}.do` }, effect: { kind: "error", status: 500, after: 0 } })],
    });
    const w = run(createWorld(sys, 1), 200);
    expect(w.recorder.lane("arrivals", laneOf(w, `s${layers}.do`), w.second - 1) / 10).toBeCloseTo(total, 4);
  });
});

describe("W7 Y1 deploy error share", () => {
  it.each(figures.deploy_err)("$k of $N pods bad, $retries retries", ({ k, N, retries, err }) => {
    const placements = [placement("eu", N - k, "good"), placement("eu", k, "bad")].filter((p) => p.pods > 0);
    const sys = system({
      nodes: [node("gw", [placement("eu", 2)], { cores: 64 }), node("app", placements, { cores: 64 })],
      operations: [
        operation("gw.in", 0.001, { calls: [call("gw.app", "app.do", { retries })] }),
        operation("app.do", 0.02),
      ],
      classes: [trafficClass("all", "gw.in", { eu: 100 })],
      faults: [
        fault("f", { where: { node: "app", version: "bad" }, effect: { kind: "error", status: 500, after: 0 } }),
      ],
    });
    const w = run(createWorld(sys, 1), 150);
    const t = w.second - 1;
    const gw = laneOf(w, "gw.in");
    expect(Math.abs(w.recorder.lane("upstream", gw, t) / w.recorder.lane("arrivals", gw, t) - err)).toBeLessThan(
      0.02 * err + 1e-9,
    );
  });
});

describe("W9 F2 serial chain percentiles", () => {
  it.each(figures.chain_pct)("chain of $chain.length, mean $mean", ({ chain, mean: m, p50, p95, p99 }) => {
    const rate = 200;
    const ids = chain.map((_, i) => `s${i}`);
    const sys = system({
      // Each stage at its own utilisation: the same flow, so count × rate is tuned by the number of parallel entries.
      nodes: [
        node("root", [placement("eu", 1)], { cores: 1 }),
        ...chain.map(([c], i) => node(`s${i}`, [placement("eu", 1)], { cores: c as number })),
      ],
      operations: [
        operation("root.in", 0, { calls: ids.map((id) => call(`root.${id}`, `${id}.do`)) }),
        ...chain.map(([, , s], i) => operation(`s${i}.do`, s as number)),
        ...chain.map((_, i) => operation(`s${i}.noise`, (chain[i] as number[])[2] as number)),
      ],
      classes: [
        trafficClass("all", "root.in", { eu: 0.01 }),
        // Background load brings every stage to its utilisation.
        ...chain.map(([c, rho, s], i) =>
          trafficClass(`n${i}`, `s${i}.noise`, { eu: ((rho as number) * (c as number)) / (s as number) }),
        ),
      ],
    });
    const w = run(createWorld(sys, 1), rate * 15);
    const t = w.second - 1;
    const lane = laneOf(w, "root.in");
    const mean = w.recorder.lane("okMean", lane, t);
    const variance = w.recorder.lane("okVariance", lane, t);
    expect(off(mean, m)).toBeLessThan(0.05);
    expect(off(gammaQuantile(0.5, mean, variance), p50)).toBeLessThan(0.05);
    expect(off(gammaQuantile(0.95, mean, variance), p95)).toBeLessThan(0.05);
    expect(off(gammaQuantile(0.99, mean, variance), p99)).toBeLessThan(0.05);
  });
});
