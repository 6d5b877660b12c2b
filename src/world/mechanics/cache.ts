/**
 * Caches whose keys are known: Zipf popularity under LRU by Che's approximation, a lifetime of entries, and filling by the misses that
 * are answered. What a cache remembers is how many lookups have been able to fill it since it was empty.
 */
import type { CacheKeys } from "#domain/mechanics";
import { exp, pow } from "#lib/math";
import type { Cell, Lane, WorldState } from "../state";
import { type Mechanic, memoryOf } from "./mechanic";

interface Filling {
  /** Lookups since it was empty whose misses would have been filled; no more than what LRU remembers. */
  lookups: number;
  /** Hit ratio as it was left: another one means that pods were lost meanwhile. */
  hit: number;
  /** When everything that was loaded together expires together; −1 = never. */
  expires: number;
  /** For what the hit ratio was computed last. */
  rate: number;
  wait: number;
  at: number;
}
/** By cell. */
type CacheMemory = Record<string, Filling>;

/** Popularity: so many keys (`count`) of probability `p` each. Ranks are kept apart up to 100, then in steps of 2 %. */
export interface Popularity {
  readonly p: readonly number[];
  readonly count: readonly number[];
  /** Lookups that LRU remembers (Che's characteristic time); Infinity when everything fits. */
  readonly remembers: number;
}

const APART = 100;
const WIDTH = 1.02;

/** Zipf with exponent `alpha` over `keys` keys; solves Σ 1 − e^(−pT) = capacity for T. */
export function popularity(spec: CacheKeys): Popularity {
  const p: number[] = [];
  const count: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= spec.keys; ) {
    const size = rank <= APART ? 1 : Math.max(1, Math.min(spec.keys - rank + 1, Math.floor(rank * (WIDTH - 1))));
    const weight = pow(rank + (size - 1) / 2, -spec.alpha);
    p.push(weight);
    count.push(size);
    sum += weight * size;
    rank += size;
  }
  for (let i = 0; i < p.length; i++) p[i] = (p[i] as number) / sum;
  return { p, count, remembers: rememberedBy(p, count, spec) };
}

function rememberedBy(p: readonly number[], count: readonly number[], spec: CacheKeys): number {
  if (spec.capacity >= spec.keys) return Infinity;
  const held = (t: number): number => {
    let sum = 0;
    for (let i = 0; i < p.length; i++) sum += (count[i] as number) * (1 - exp(-(p[i] as number) * t));
    return sum;
  };
  let high = spec.capacity;
  while (held(high) < spec.capacity) high *= 2;
  let low = 0;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (held(middle) < spec.capacity) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Share of lookups that need no call of their own. `lookups` since it was empty, `rate` lookups/s, `filled` share of misses that bring
 * an entry, `wait` seconds until they do. Entries live `ttl` seconds; while a key is recomputed everybody who wants it calls too
 * (stampede) or waits for the one who does (coalesced).
 */
export function hitRatio(
  spec: CacheKeys,
  known: Popularity,
  lookups: number,
  rate: number,
  filled: number,
  wait: number,
): number {
  const t = Math.min(lookups, known.remembers);
  const { p, count } = known;
  const alone = spec.misses === "coalesced";
  let hit = 0;
  for (let i = 0; i < p.length; i++) {
    const share = p[i] as number;
    let miss = t === Infinity ? 0 : exp(-share * t);
    const key = share * rate;
    if (spec.ttl !== null) {
      const absent = filled > 0 ? 1 / filled + key * wait : Infinity;
      const expired = absent === Infinity ? 1 : absent / (key * spec.ttl + absent);
      if (expired > miss) miss = expired;
    }
    if (alone) miss /= 1 + key * wait;
    hit += share * (count[i] as number) * (1 - miss);
  }
  return Math.max(0, Math.min(1, hit));
}

/** Lookups after which a cache without lifetimes would have this hit ratio. */
function lookupsFor(known: Popularity, hit: number): number {
  const { p, count } = known;
  const at = (t: number): number => {
    let sum = 0;
    for (let i = 0; i < p.length; i++)
      sum += (p[i] as number) * (count[i] as number) * (1 - exp(-(p[i] as number) * t));
    return sum;
  };
  if (hit <= 0) return 0;
  let high = 1;
  while (at(high) < hit && high < 1e15) high *= 2;
  let low = 0;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (at(middle) < hit) low = middle;
    else high = middle;
  }
  return high;
}

const tables = new WeakMap<CacheKeys, Popularity>();

function tableOf(spec: CacheKeys): Popularity {
  let known = tables.get(spec);
  if (known === undefined) {
    known = popularity(spec);
    tables.set(spec, known);
  }
  return known;
}

/** More lookups than any key needs to be there. */
const FULL = 1e12;

function fillingOf(w: WorldState, cell: Cell, spec: CacheKeys): Filling {
  const memory = memoryOf<CacheMemory>(w, "cache", () => ({}));
  let f = memory[cell.id];
  if (f === undefined) {
    // A cache that is there when the history begins is warm; one that is started later is not.
    const warm = w.second <= -w.system.history + 1;
    f = { lookups: warm ? FULL : 0, hit: warm ? -1 : 0, expires: -1, rate: -1, wait: 0, at: 0 };
    if (!warm) w.cellCols.hit[cell.id] = 0;
    memory[cell.id] = f;
    if (warm) f.lookups = Math.min(FULL, tableOf(spec).remembers);
  }
  return f;
}

/** Empties the cache of a cell, or fills it with everything that fits. */
export function setCache(w: WorldState, cell: Cell, full: boolean): void {
  const cache = w.system.nodes[cell.node]?.cache;
  if (cache === null || cache === undefined) return;
  w.stale = true;
  const { keys } = cache;
  if (keys === undefined) {
    w.cellCols.hit[cell.id] = full ? cache.hitRatio : 0;
    return;
  }
  const f = fillingOf(w, cell, keys);
  f.lookups = full ? Math.min(FULL, tableOf(keys).remembers) : 0;
  // What is loaded together expires together, unless the lifetimes are spread.
  f.expires = full && keys.ttl !== null && keys.jitter === 0 ? w.second + Math.round(keys.ttl) : -1;
  f.rate = -1;
  f.hit = full ? -1 : 0;
  if (!full) w.cellCols.hit[cell.id] = 0;
}

const seen = { rate: 0, filled: 1, wait: 0 };

/** What a cell's lookups came to in this second: how many, the share of misses that were answered, and how long those took. */
function look(w: WorldState, cell: Cell): void {
  const { ok, upstream } = w.laneCols;
  const { failing, mean } = w.siteCols;
  let rate = 0;
  let misses = 0;
  let filled = 0;
  let wait = 0;
  for (let l = cell.laneFrom; l < cell.laneTo; l++) {
    const lane = w.laneTable[l] as Lane;
    const flow = (ok[l] as number) + (upstream[l] as number);
    rate += flow;
    for (let s = lane.siteFrom; s < lane.siteTo; s++) {
      const calls = flow * (mean[s] as number);
      misses += calls;
      filled += calls * (1 - (failing[s] as number));
      wait += (calls * (w.trunkCols.okMean[w.siteTrunk[s] as number] as number)) / w.pace;
    }
  }
  seen.rate = rate;
  seen.filled = misses > 0 ? filled / misses : 1;
  seen.wait = misses > 0 ? wait / misses : 0;
}

const differs = (a: number, b: number, share: number): boolean =>
  Math.abs(a - b) > share * Math.max(Math.abs(a), Math.abs(b));

export const caches: Mechanic = {
  name: "cache",
  used: (w) => w.system.nodes.some((n) => n.cache?.keys !== undefined),
  gauge(w) {
    for (const cell of w.cacheCells) {
      const spec = w.system.nodes[cell.node]?.cache?.keys;
      if (spec === undefined || cell.info.pods <= 0) continue;
      const f = fillingOf(w, cell, spec);
      const known = tableOf(spec);
      const now = w.cellCols.hit[cell.id] as number;
      if (f.hit >= 0 && now < f.hit - 1e-9) f.lookups = Math.min(f.lookups, lookupsFor(known, now));
      if (f.expires >= 0 && w.second >= f.expires) {
        f.lookups = 0;
        f.expires = -1;
        f.hit = -1;
      }
      look(w, cell);
      f.lookups = Math.min(f.lookups + seen.rate * seen.filled, known.remembers, FULL);
      const rate = seen.rate > 0 ? seen.rate : Math.max(0, f.rate);
      const still =
        f.rate >= 0 &&
        !differs(f.at, f.lookups, 0.01) &&
        f.hit === now &&
        (spec.ttl === null ||
          (!differs(f.rate, rate, 0.02) && !differs(f.wait, seen.wait, 0.05) && seen.filled > 0.99));
      if (still) continue;
      f.at = f.lookups;
      f.rate = rate;
      f.wait = seen.wait;
      let hit = hitRatio(spec, known, f.lookups, rate, seen.filled, seen.wait);
      // Entries that are not renewed go one after the other, within their lifetime.
      if (spec.ttl !== null && f.hit >= 0 && f.lookups > 0 && hit < now - 1e-3) {
        hit = now - (now - hit) / Math.max(1, spec.ttl);
        f.at = -1;
      }
      f.hit = hit;
      if (differs(1 - hit, 1 - now, 0.005)) w.stale = true;
      w.cellCols.hit[cell.id] = hit;
    }
  },
};
