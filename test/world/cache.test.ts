import { describe, expect, it } from "vitest";
import type { CacheKeys } from "#domain/mechanics";
import { decodeWorld, encodeWorld, request, tick, type World, worldHistory } from "#world/index";
import { hitRatio, popularity } from "../../src/world/mechanics/cache";
import physics from "../fixtures/physics.json" with { type: "json" };
import { flow, worldOf } from "./yaml";

const zipf = (over: Partial<CacheKeys> = {}): CacheKeys => ({
  keys: 10_000,
  alpha: 1,
  capacity: 10_000,
  ttl: null,
  misses: "stampede",
  jitter: 0,
  ...over,
});
const ratio = (spec: CacheKeys, lookups: number, rate = 0, wait = 0): number =>
  hitRatio(spec, popularity(spec), lookups, rate, 1, wait);

describe("W40 caches", () => {
  it.each(physics.che_lru)("K1 alpha=$alpha C=$C holds what Che says", ({ N, alpha, C, che }) => {
    expect(Math.abs(ratio(zipf({ keys: N, alpha, capacity: C }), 1e12) / che - 1)).toBeLessThan(0.02);
  });
  it.each(physics.cache_warm.curve.slice(1))("K2 after $n lookups", ({ n, h }) => {
    expect(Math.abs(ratio(zipf(), n) / h - 1)).toBeLessThan(0.03);
  });
  it.each(physics.ttl_hit)("a key asked for $lam_tau times in its life hits $h", ({ lam_tau, h }) => {
    expect(ratio(zipf({ keys: 1, capacity: 1, ttl: 10 }), 1e12, lam_tau / 10)).toBeCloseTo(h, 6);
  });
  it.each(physics.stampede)("K4 $rps/s of one key, $recompute_s s to make it again", ({
    rps,
    recompute_s,
    concurrent_misses,
  }) => {
    // Per expiry: those who ask while it is made again, beside the one who found it gone.
    const ttl = 1000;
    const perLife = (misses: CacheKeys["misses"]): number => {
      const miss = 1 - ratio(zipf({ keys: 1, capacity: 1, ttl, misses }), 1e12, rps, recompute_s);
      return miss * rps * (ttl + recompute_s);
    };
    expect(Math.abs(perLife("stampede") / (concurrent_misses + 1) - 1)).toBeLessThan(0.05);
    expect(perLife("coalesced")).toBeCloseTo(1, 1);
  });
});

/** app → cache → db. */
const looked = (cache: string, rate: number, more = "", db = "servers: 10000"): string => `id: cached
history: 5s
nodes:
  cache: { kind: cache, cache: { ${cache} }, operations: { get: { work: 1us, calls: { fill: { to: db.read, timeout: 1s } } } } }
  db: { ${db}, operations: { read: { work: 10ms } } }
classes: { users: { entry: cache.get, rate: ${rate} } }
${more}`;
const db = (w: World, from: number, until: number): number => flow(w, "db.read", "arrivals", from, until);

describe("W40 M9 K3 losing a cache", () => {
  it.each(physics.cache_amp)("K3 from $h to $h2: $amp times as much behind it", ({ h, h2, amp }) => {
    const at = (hit: number): number => db(worldOf(looked(`hit-ratio: ${hit}`, 1000), 10), 5, 10);
    expect(Math.abs(at(h2) / at(h) / amp - 1)).toBeLessThan(0.01);
  });

  const purge =
    "plans: { gone: { at: 10, act: { action: purge-cache, node: cache } } }\ndurations: { purge-cache: 1s }";
  const KEYS = "keys: 10000, capacity: 6050";

  it("M9 3,000/s at a hit ratio of 90 %: the database gets ten times its load, and less as the cache fills", () => {
    const w = worldOf(looked(KEYS, 3000, purge), 120);
    const before = db(w, 0, 10);
    expect(Math.abs(before / 3000 - 0.0765)).toBeLessThan(0.03);
    expect(w.recorder.cell("hit", 0, 11)).toBeLessThan(0.8);
    expect(Math.abs(db(w, 11, 12) / 3000 - 1)).toBeLessThan(0.03);
    expect(db(w, 60, 120)).toBeLessThan(1.2 * before);
  });

  it("M9 it never fills when the database answers too late to be of use", () => {
    // 300/s is all the database can do; what it answers after a second nobody stores.
    const w = worldOf(looked(KEYS, 3000, purge, "servers: 3"), 400);
    expect(w.recorder.cell("hit", 0, 5)).toBeGreaterThan(0.85);
    expect(db(w, 300, 400)).toBeGreaterThan(900);
    expect(w.recorder.cell("hit", 0, 399)).toBeLessThan(0.75);
  });

  it("continues from a snapshot bit for bit while it fills", () => {
    const w = worldOf(looked(`${KEYS}, ttl: 60s`, 3000, purge), 14);
    const copy = decodeWorld(w.system, w.seed, encodeWorld(w), worldHistory(w));
    for (let i = 0; i < 60; i++) {
      tick(w);
      tick(copy);
    }
    expect(encodeWorld(copy)).toEqual(encodeWorld(w));
  });
});

describe("W17 caches by hand", () => {
  const run = (w: World, seconds: number): World => {
    for (let i = 0; i < seconds; i++) tick(w);
    return w;
  };
  it("is emptied and loaded again; what is loaded together expires together unless its lifetime is spread", () => {
    const start = (jitter: string): World => {
      const w = worldOf(looked(`keys: 100000, ttl: 5m${jitter}`, 300), 60);
      expect(request(w, { action: "purge-cache", node: "cache" }, "me").ok).toBe(true);
      run(w, 20);
      expect(w.recorder.cell("hit", 0, w.second - 1)).toBeLessThan(0.7);
      expect(request(w, { action: "warm-cache", node: "cache" }, "me").ok).toBe(true);
      return run(w, 185);
    };
    const least = (w: World): number => {
      let hit = 1;
      for (let t = 290; t < 600; t++) hit = Math.min(hit, w.recorder.cell("hit", 0, t));
      return hit;
    };
    expect(least(run(start(""), 340))).toBeLessThan(0.5);
    expect(least(run(start(", jitter: 20%"), 340))).toBeGreaterThan(0.6);
  });

  it("cannot be loaded from a database that fails, and only caches can be emptied", () => {
    const w = worldOf(
      looked("hit-ratio: 50%", 100, "faults: { broken: { where: { node: db }, effect: { error: 500 } } }"),
      30,
    );
    expect(request(w, { action: "warm-cache", node: "cache" }, "me").ok).toBe(true);
    run(w, 190);
    expect(w.operations[0]?.phase).toBe("failed");
    const r = request(w, { action: "purge-cache", node: "db" }, "me");
    expect(r.ok ? null : (r.error.nearest ?? r.error.expected)).toBe("cache");
  });
});
