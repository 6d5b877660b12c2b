/**
 * Addressed randomness: a value is a hash of its address (seed, stream, second, entity), never the next item of a
 * sequence. Asking for one more value somewhere therefore changes nothing anywhere else, which is what makes a fork
 * of a run comparable with the run it came from. All address parts are 32-bit integers.
 */
import { exp, gammaP, normalQuantile } from "./math";

/** Finaliser of MurmurHash3 (Appleby): every input bit flips every output bit with probability about 1/2. */
function finish(h: number): number {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Body step of MurmurHash3 for one 32-bit word. */
function mix(h: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  h ^= Math.imul(k, 0x1b873593);
  h = (h << 13) | (h >>> 19);
  return (Math.imul(h, 5) + 0xe6546b64) | 0;
}

/** The number of a named stream (FNV-1a, finalised). Compute once and keep: names are for people. */
export function streamId(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return finish(h) >>> 0;
}

/** Uniform value in [0, 1) with 53 random bits at this address. */
export function draw(seed: number, stream: number, second: number, entity: number): number {
  const h = mix(mix(mix(mix(0x9e3779b9, seed | 0), stream | 0), second | 0), entity | 0);
  const high = finish(h);
  // The second word takes the address in once more, so that two addresses agree in 53 bits only if both hashes do.
  const low = finish(mix(h ^ 0x5bd1e995, Math.imul(second, 0x27d4eb2f) ^ Math.imul(entity, 0x165667b1)));
  return ((high >>> 5) * 67108864 + (low >>> 6)) / 9007199254740992;
}

/** Standard normal value at this address, by inversion: one draw, so it is monotone in the underlying uniform. */
export function gauss(seed: number, stream: number, second: number, entity: number): number {
  // Shift by half a step: never exactly 0, so never infinite.
  return normalQuantile(draw(seed, stream, second, entity) + 5.551115123125783e-17);
}

/** Uniform integer in [0, n) at this address; 0 when n < 1. */
export function drawInt(n: number, seed: number, stream: number, second: number, entity: number): number {
  return n < 1 ? 0 : Math.floor(draw(seed, stream, second, entity) * n);
}

/** One of the items at this address. Throws on an empty list. */
export function pick<T>(items: readonly T[], seed: number, stream: number, second: number, entity: number): T {
  if (items.length === 0) throw new RangeError("pick: the list is empty");
  return items[drawInt(items.length, seed, stream, second, entity)] as T;
}

/**
 * Poisson count with this mean at this address, by inversion of one uniform value.
 * Exact up to a mean of 1000; above, a Cornish–Fisher quantile, whose error is below one count in ten thousand draws.
 */
export function poisson(mean: number, seed: number, stream: number, second: number, entity: number): number {
  if (!(mean > 0)) return 0;
  const u = draw(seed, stream, second, entity);
  if (mean < 30) {
    let k = 0;
    let term = exp(-mean);
    let sum = term;
    while (u >= sum && term > 0) {
      k++;
      term *= mean / k;
      sum += term;
    }
    return k;
  }
  const z = normalQuantile(u + 5.551115123125783e-17);
  let k = Math.max(0, Math.floor(mean + Math.sqrt(mean) * z + (z * z - 1) / 6 + 0.5));
  if (mean > 1000) return k;
  // P(N ≤ k) = 1 − P(k + 1, mean): walk from the estimate to the smallest k whose CDF exceeds u.
  while (k > 0 && 1 - gammaP(k, mean) > u) k--;
  while (1 - gammaP(k + 1, mean) <= u) k++;
  return k;
}

/** A new array with the items in random order (Fisher–Yates); each swap has its own sub-address. */
export function shuffle<T>(items: readonly T[], seed: number, stream: number, second: number, entity: number): T[] {
  const out = items.slice();
  const sub = finish(mix(stream | 0, entity | 0));
  for (let i = out.length - 1; i > 0; i--) {
    const j = drawInt(i + 1, seed, sub, second, i);
    const held = out[i] as T;
    out[i] = out[j] as T;
    out[j] = held;
  }
  return out;
}
