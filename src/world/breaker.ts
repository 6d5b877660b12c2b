/** What a caller's side does before it sends: circuit breaker and adaptive throttling. Calls of one class from one region share them. */
import { exp } from "#lib/math";
import { draw, streamId } from "#lib/random";
import { memoryOf } from "./mechanics/mechanic";
import type { Trunk, WorldState } from "./state";

/** Bits of `trunkCols.guard`: what stands on the edge. */
const AUTOMATIC = 1;
const FORCED = 2;
const THROTTLED = 4;

/** Values of `trunkCols.breakerState`. */
const CLOSED = 0;
const OPEN = 1;
const HALF_OPEN = 2;

const CHANCE = streamId("breaker");
/** The last of a window's calls arrive as fractions. */
const NEARLY = 0.99;

interface Breaker {
  readonly threshold: number;
  readonly window: number;
  /** Seconds over which calls are counted instead of the last `window` calls. */
  readonly span?: number;
  readonly minCalls: number;
  readonly open: number;
  readonly halfOpen: number;
}

/** The one that an action puts on an edge that has none: the defaults of resilience4j. */
export const USUAL_BREAKER: Breaker = { threshold: 0.5, window: 100, minCalls: 100, open: 60, halfOpen: 10 };

/** What was done by hand to the breakers, by call: `open` holds it open, `added` put one there. */
export type BreakerMemory = Record<string, "open" | "added">;

export function breakerMemory(w: WorldState): BreakerMemory {
  return memoryOf<BreakerMemory>(w, "breakers", () => ({}));
}

/** Whether a call's breaker is held open by hand: the call is not made at all. */
export function heldOpen(w: WorldState, call: string): boolean {
  return (w.slow.breakers as BreakerMemory | undefined)?.[call] === "open";
}

/** Which guards stand on a trunk's edge now; called whenever parameters are recomputed. */
export function guardParameters(w: WorldState, t: Trunk): void {
  const call = w.callOfTrunk[t.id] ?? null;
  if (call === null || call.consume !== undefined) return;
  const byHand = (w.slow.breakers as BreakerMemory | undefined)?.[call.id];
  let guard = call.breaker !== null || byHand === "added" ? AUTOMATIC : 0;
  if (byHand === "open") guard = FORCED;
  if (call.throttle !== undefined) guard |= THROTTLED;
  w.trunkCols.guard[t.id] = guard;
}

function breakerOf(w: WorldState, t: Trunk): Breaker {
  return w.callOfTrunk[t.id]?.breaker ?? USUAL_BREAKER;
}

/** Share of the `want` attempts of this step that are sent; the others fail at once on the caller's side. */
export function guardPass(w: WorldState, t: Trunk, want: number): number {
  const k = w.trunkCols;
  const guard = k.guard[t.id] as number;
  if (guard & FORCED) return 0;
  const pass = guard & AUTOMATIC ? breakerPass(w, t, want) : 1;
  return guard & THROTTLED ? Math.min(pass, throttlePass(w, t, want)) : pass;
}

/** Takes the answers of a step into account. */
export function guardCount(w: WorldState, t: Trunk, okay: number, failed: number): void {
  const k = w.trunkCols;
  const guard = k.guard[t.id] as number;
  if (guard & AUTOMATIC) breakerCount(w, t, okay, failed);
  if (guard & THROTTLED) k.accepted[t.id] = (k.accepted[t.id] as number) + okay;
}

/** Whether a trunk's breaker lets nothing through: 1 open, 0 closed or trying. */
export function breakerOpen(w: WorldState, t: Trunk): number {
  const k = w.trunkCols;
  const guard = k.guard[t.id] as number;
  if (guard & FORCED) return 1;
  return guard & AUTOMATIC && k.breakerState[t.id] === OPEN ? 1 : 0;
}

/** Client-side throttling: p = max(0, (requests − K·accepts) / (requests + 1)) over a window that fades (SRE book, ch. 21). */
function throttlePass(w: WorldState, t: Trunk, want: number): number {
  const spec = w.callOfTrunk[t.id]?.throttle;
  if (spec === undefined) return 1;
  const k = w.trunkCols;
  const keep = 1 - 1 / Math.max(1, spec.window * w.pace);
  // What is asked now has no answer yet.
  const asked = (k.asked[t.id] as number) * keep;
  const accepted = (k.accepted[t.id] as number) * keep;
  k.asked[t.id] = asked + want;
  k.accepted[t.id] = accepted;
  return 1 - Math.max(0, (asked - spec.k * accepted) / (asked + 1));
}

function breakerPass(w: WorldState, t: Trunk, want: number): number {
  const k = w.trunkCols;
  const b = breakerOf(w, t);
  if (k.breakerState[t.id] === CLOSED) return 1;
  if (k.breakerState[t.id] === OPEN) {
    if (w.now < (k.breakerUntil[t.id] as number)) return 0;
    k.breakerState[t.id] = HALF_OPEN;
    k.breakerCalls[t.id] = 0;
    k.breakerFails[t.id] = 0;
    k.breakerTrials[t.id] = 0;
  }
  if (want <= 0) return 1;
  const trials = k.breakerTrials[t.id] as number;
  const pass = Math.min(1, Math.max(0, b.halfOpen - trials) / want);
  k.breakerTrials[t.id] = trials + want * pass;
  return pass;
}

function breakerCount(w: WorldState, t: Trunk, okay: number, failed: number): void {
  const b = breakerOf(w, t);
  const k = w.trunkCols;
  const id = t.id;
  const n = okay + failed;
  // Answers that trickle in while it is open decide nothing.
  if (n <= 0 || k.breakerState[id] === OPEN) return;
  if (k.breakerState[id] === HALF_OPEN) {
    const calls = (k.breakerCalls[id] as number) + n;
    const fails = (k.breakerFails[id] as number) + failed;
    k.breakerCalls[id] = calls;
    k.breakerFails[id] = fails;
    if (calls < NEARLY * b.halfOpen) return;
    if (fails / calls >= b.threshold) trip(w, id, b);
    else k.breakerState[id] = CLOSED;
    k.breakerCalls[id] = 0;
    k.breakerFails[id] = 0;
    return;
  }
  const before = k.breakerCalls[id] as number;
  let calls: number;
  let fails: number;
  if (b.span === undefined) {
    const keep = Math.max(0, Math.min(1, (b.window - n) / Math.max(1e-9, before)));
    calls = Math.min(b.window, before * keep + n);
    fails = (k.breakerFails[id] as number) * keep + failed * Math.min(1, b.window / n);
  } else {
    const keep = 1 - 1 / Math.max(1, b.span * w.pace);
    calls = before * keep + n;
    fails = (k.breakerFails[id] as number) * keep + failed;
  }
  k.breakerCalls[id] = calls;
  k.breakerFails[id] = fails;
  if (calls < b.minCalls * NEARLY) return;
  const share = fails / calls;
  if (share >= b.threshold) trip(w, id, b);
  else if (share > 0) {
    const odds = chanceOf(share, Math.round(calls), b.threshold);
    if (odds.perCall < 1e-12) return;
    const first = before < b.minCalls * NEARLY ? odds.atOnce : 0;
    if (draw(w.seed, CHANCE, w.now, id) < 1 - (1 - first) * exp(-odds.perCall * n)) trip(w, id, b);
  }
}

function trip(w: WorldState, id: number, b: Breaker): void {
  const k = w.trunkCols;
  k.breakerState[id] = OPEN;
  k.breakerUntil[id] = w.now + b.open * w.pace;
  k.breakerCalls[id] = 0;
  k.breakerFails[id] = 0;
}

interface Odds {
  /** That a full window is over the threshold when it is looked at first, and the hazard of each further call. */
  readonly atOnce: number;
  readonly perCall: number;
}
const NEVER: Odds = { atOnce: 0, perCall: 0 };
const known = new Map<string, Odds>();
/** A sliding window forgets a call at once, the chain below only on average; measured against windows of 100 calls. */
const SLIDING = 1.3;

/**
 * How often a window of `n` calls, of which a share `p` fails on average, is over the threshold by chance alone: the mean time in which
 * Ehrenfest's chain with that binomial equilibrium gets there from its mean, in calls. Windows are taken as at most 1,000 calls.
 */
export function chanceOf(p: number, n: number, threshold: number): Odds {
  const size = Math.max(1, Math.min(1000, n));
  const q = Math.round(p * 500) / 500;
  if (q <= 0 || q >= threshold || (threshold - q) * (threshold - q) * size > 49 * q * (1 - q)) return NEVER;
  const key = `${q}|${size}|${threshold}`;
  let odds = known.get(key);
  if (odds === undefined) {
    odds = crossing(q, size, Math.ceil(threshold * size - 1e-9));
    known.set(key, odds);
  }
  return odds;
}

function crossing(p: number, n: number, limit: number): Odds {
  // Binomial weights relative to the mean's, so that nothing underflows.
  const from = Math.floor(p * n);
  const up = (j: number): number => ((n - j) * p) / ((j + 1) * (1 - p));
  let below = 1;
  for (let j = from - 1, x = 1; j >= 0; j--) {
    x /= up(j);
    below += x;
  }
  let weight = 1;
  let cumulative = below;
  let time = 0;
  for (let j = from; j < limit; j++) {
    time += cumulative / (p * (1 - j / n) * weight);
    weight *= up(j);
    cumulative += weight;
  }
  const under = cumulative - weight;
  let over = 0;
  for (let j = limit; j <= n; j++) {
    over += weight;
    weight *= up(j);
  }
  return { atOnce: over / (under + over), perCall: SLIDING / time };
}
