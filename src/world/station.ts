/**
 * The queueing formulae of one station, without state. `c` servers (any positive number), utilisation `rho`, times in
 * mean service times unless a name says otherwise.
 */
import { exp, log } from "#lib/math";

/** rho^k for 0 ≤ rho ≤ 1, portable. */
function power(rho: number, k: number): number {
  return rho <= 0 ? 0 : exp(k * log(rho));
}

/** How a station queues: `c` servers pooled, or spread over `groups` pods between which balancing interpolates. */
export interface Shape {
  /** Servers, all pods together. */
  readonly c: number;
  /** Exponents of Sakasegawa's approximation for the pooled station and for one pod alone. */
  readonly pooled: number;
  readonly alone: number;
  /** Weights of the two: pooled (1 − spread), and spread × number of pods. */
  readonly pooledWeight: number;
  readonly aloneWeight: number;
  /** What the second weight gains as the station idles: × (1 − ρ). */
  readonly idleWeight: number;
  /** Utilisation below which waiting is less than a billionth of a job. */
  readonly negligible: number;
}

/**
 * How far a balancing policy is from one common queue (0) towards pods drawn at random (1): `full` at full utilisation with one core a
 * pod, and `idle` × (1 − ρ) more. Fitted to a discrete-event simulation of 4 × 4 and 8 × 1 workers at 0.7 and 0.9.
 */
const SPREAD = {
  pooled: { full: 0, idle: 0 },
  jsq: { full: 0.025, idle: 0.1 },
  p2c: { full: 0.11, idle: 0.6 },
  roundrobin: { full: 0.46, idle: 0 },
  random: { full: 1, idle: 0 },
} as const;

/** The spread of a policy over pods of so many cores: choosing well matters less where a pod balances within itself. */
export function spreadOf(policy: keyof typeof SPREAD, cores: number): { full: number; idle: number } {
  const { full, idle } = SPREAD[policy];
  if (idle <= 0) return { full, idle };
  const root = Math.sqrt(Math.max(1, cores));
  return { full: full / root, idle: idle / Math.sqrt(root) };
}

/**
 * Shape of `pods × cores` servers. `spread` is the weight of pods on their own, `idle` × (1 − ρ) more; `variability` the squared
 * coefficient of variation of service (Allen–Cunneen).
 */
export function shape(pods: number, cores: number, spread: number, variability: number, idle = 0): Shape {
  const f = 0.5 * (1 + variability);
  const c = pods * cores;
  const least = spread > 0 ? Math.sqrt(2 * (cores + 1)) : Math.sqrt(2 * (c + 1));
  return {
    negligible: exp(-21 / least),
    c,
    pooled: Math.sqrt(2 * (c + 1)),
    alone: Math.sqrt(2 * (cores + 1)),
    pooledWeight: f * (1 - spread),
    aloneWeight: f * spread * pods,
    idleWeight: f * idle * pods,
  };
}

/** Mean number waiting at utilisation rho < 1 (Sakasegawa 1977: ρ^√(2(c+1)) / (1 − ρ)). */
export function waiting(s: Shape, rho: number): number {
  let q = 0;
  if (s.pooledWeight > 0) q += s.pooledWeight * power(rho, s.pooled);
  if (s.aloneWeight > 0) q += (s.aloneWeight + s.idleWeight * (1 - rho)) * power(rho, s.alone);
  return q / (1 - rho);
}

/** Mean number in the station, waiting and served. */
export function inStation(s: Shape, rho: number): number {
  return s.c * rho + waiting(s, rho);
}

/**
 * Utilisation after a step: the root of `L(ρ) + capacity·ρ = mass`, where `mass` is what was there plus what arrived and
 * `capacity` is jobs per step. Unconditionally stable; `guess` only saves iterations but is part of the result's last bits.
 */
export function solve(s: Shape, capacity: number, mass: number, guess: number): number {
  if (!(mass > 0)) return 0;
  // So idle that hardly anybody ever waits.
  const idle = mass / (capacity + s.c);
  if (idle < s.negligible) return idle;
  let low = 0;
  let high = 1;
  // In deep overload the root is close to 1 − q / (mass − capacity − c): start there.
  const excess = mass - capacity - s.c;
  let rho = guess > 0 && guess < 1 ? guess : Math.min(0.9, mass / (capacity + s.c));
  if (excess > 4) rho = Math.max(rho, 1 - (s.pooledWeight + s.aloneWeight) / (excess + 4));
  for (let i = 0; i < 40; i++) {
    const rest = 1 - rho;
    let q = 0;
    let slope = 0;
    // Both powers of one logarithm. 0 to any power is 0, as exp(−∞) is.
    const ln = log(rho);
    if (s.pooledWeight > 0) {
      const term = s.pooledWeight * exp(s.pooled * ln);
      q += term;
      slope += term * s.pooled;
    }
    if (s.aloneWeight > 0) {
      const one = exp(s.alone * ln);
      const term = (s.aloneWeight + s.idleWeight * rest) * one;
      q += term;
      slope += term * s.alone - s.idleWeight * one * rho;
    }
    const value = s.c * rho + capacity * rho + q / rest - mass;
    if (value > 0) high = rho;
    else low = rho;
    if (Math.abs(value) <= 1e-9 * mass) return rho;
    const gradient = s.c + capacity + slope / (rho * rest) + q / (rest * rest);
    const step = value / gradient;
    const next = rho - step;
    if (next > low && next < high) {
      // Newton's error is the step's square times half the curvature over the slope: small enough, no need to look again.
      if (gradient * step * step * (1 / rest + s.pooled / rho) <= 1e-9 * mass) return next;
      rho = next;
    } else {
      const middle = 0.5 * (low + high);
      if (Math.abs(middle - rho) <= 1e-15) return middle;
      rho = middle;
    }
  }
  return rho;
}

const finite = { loss: 0, inside: 0 };

/** Loss share and mean number of an M/M/c/K station offered `z` (arrivals ÷ capacity), exact, into `finite`. */
function finiteAt(z: number, c: number, places: number): void {
  // Weights relative to the likeliest end of the queue, so that none overflows: all servers busy, or all places taken.
  const full = z > 1;
  let sum = 0;
  let first = 0;
  let weight = 1;
  let busy = 1;
  let last = 1;
  for (let i = 0; i <= places - c; i++) {
    const n = full ? places - i : c + i;
    sum += weight;
    first += weight * n;
    last = weight;
    if (full) weight /= z;
    else weight *= z;
    if (weight < 1e-18) break;
  }
  if (full) {
    busy = last;
    last = 1;
  }
  weight = busy;
  for (let n = c; n >= 1; n--) {
    weight *= n / (z * c);
    sum += weight;
    first += weight * (n - 1);
    if (weight < 1e-18) break;
  }
  finite.loss = last / sum;
  finite.inside = first / sum;
}

/**
 * A second of a station with room for `places` jobs in all (M/M/c/K): the offered load z at which what is inside fits
 * `before + arrivals·(1 − loss) − served`. Exact in the steady state, where z is arrivals ÷ capacity.
 */
export function solveFinite(
  servers: number,
  places: number,
  capacity: number,
  before: number,
  arrivals: number,
): { loss: number; inside: number } {
  const c = Math.max(1, Math.round(servers));
  const room = Math.max(c, Math.round(places));
  let low = 0;
  let high = Math.max(1, arrivals / capacity, before / c) * 4;
  for (let i = 0; i < 60; i++) {
    const z = 0.5 * (low + high);
    finiteAt(z, c, room);
    if (finite.inside - before - (arrivals - capacity * z) * (1 - finite.loss) > 0) high = z;
    else low = z;
  }
  return finite;
}

/** Utilisation above which, in overload only, the rest counts as backlog: (1 − √ρ)² = 1 / (6 s · capacity), `capacity` per second. */
export function capUtilisation(capacity: number): number {
  const root = 1 - 1 / Math.sqrt(6 * capacity);
  return root > 0 ? root * root : 0;
}

/** What of the jobs in the station is stationary queueing; the rest is fluid backlog. Capacity and arrivals per step, `pace` steps a second. */
export function stationary(s: Shape, capacity: number, arrivals: number, rho: number, pace: number): number {
  let star = Math.min(arrivals / capacity, rho);
  if (arrivals >= capacity) star = Math.min(star, capUtilisation(capacity * pace));
  return inStation(s, star);
}

/** Share that has to wait at all, from the number waiting (Little): P = Lq (1 − ρ) / ρ, at most 1. */
export function waitShare(lq: number, rho: number): number {
  if (!(rho > 0) || rho >= 1) return 1;
  return Math.min(1, (lq * (1 - rho)) / rho);
}

/**
 * P(response > t) of an M/M/c station, t in mean service times (closed form of the two exponentials), shifted by `age`,
 * the wait already behind the cohort now being served.
 */
export function responseTail(t: number, c: number, rho: number, pWait: number, age: number): number {
  const u = t - age;
  if (u <= 0) return 1;
  const drain = c * (1 - rho);
  const serve = exp(-u);
  if (Math.abs(drain - 1) < 1e-9) return serve * (1 + pWait * u);
  return serve + (pWait * (exp(-drain * u) - serve)) / (1 - drain);
}

/** Quantile of the same distribution, by bisection; 0 < p < 1. */
export function responseQuantile(p: number, c: number, rho: number, pWait: number, age: number): number {
  let low = age;
  let high = age + 1;
  while (responseTail(high, c, rho, pWait, age) > 1 - p) high = age + 2 * (high - age);
  for (let i = 0; i < 60; i++) {
    const mid = 0.5 * (low + high);
    if (responseTail(mid, c, rho, pWait, age) > 1 - p) low = mid;
    else high = mid;
  }
  return 0.5 * (low + high);
}

/**
 * How many may start in this second in a pool of `places` places (job conservation): as many as finished in the last
 * second plus the free places; free places turn over several times when the hold time is below one second.
 * An idle pool thus admits places ÷ hold; at saturation the slope is 1, which does not oscillate.
 */
export function admitted(places: number, inUse: number, finished: number, unloadedHold: number): number {
  const free = places - inUse;
  if (free <= 0) return Math.max(0, finished + free);
  const hold = finished > 1e-9 ? inUse / finished : unloadedHold;
  const turns = hold > 0 ? Math.max(0, 1 / hold - 1) : 1e12;
  return finished + free * (1 + turns * (free / places));
}
