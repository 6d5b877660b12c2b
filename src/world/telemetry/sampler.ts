import type { WorldReading } from "../contract";
import { flowOf } from "./outcome";

/**
 * One sampler for logs and traces. In every second a lane and outcome with a flow has a few exemplars: requests that
 * stand for all of them. An exemplar is its address (second, lane, outcome, index); a trace id is that address,
 * enciphered with the run's seed so that ids look as random as real ones and need no table.
 */
export interface Exemplar {
  readonly second: number;
  readonly lane: number;
  readonly outcome: number;
  readonly index: number;
}

/** Exemplars for a flow: one, and one more for every eightfold of it, at most four. */
export function exemplarCount(flow: number): number {
  return flow <= 0 ? 0 : flow < 2 ? 1 : flow < 16 ? 2 : flow < 128 ? 3 : 4;
}

/**
 * Share of an amount that exemplar `index` of `count` stands for. All but the last are whole numbers, so the weights
 * add up to the amount to the last bit, in any order.
 */
export function weightOf(amount: number, count: number, index: number): number {
  const each = Math.floor(amount / count);
  return index < count - 1 ? each : amount - each * (count - 1);
}

const INDEX_BITS = 2;
const OUTCOME_BITS = 8;
const SECOND_BITS = 24;
const SECOND_ZERO = 1 << (SECOND_BITS - 1);
const ROUNDS = 4;

function round(half: number, key: number): number {
  let h = Math.imul(half ^ key, 0x9e3779b1);
  h ^= h >>> 15;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function keyOf(seed: number, i: number): number {
  return round(seed | 0, Math.imul(i + 1, 0x243f6a89));
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}

/** 16 bits that depend on the whole address: an id somebody made up is recognised. */
function checkOf(seed: number, high: number, low: number): number {
  return round(high ^ Math.imul(low, 0x27d4eb2f), seed | 0) & 0xffff;
}

/** 16 hex digits for an exemplar. Seconds within ±97 days, 16,384 lanes, 252 faults. */
export function traceId(seed: number, at: Exemplar): string {
  let left = (((at.second + SECOND_ZERO) << OUTCOME_BITS) | at.outcome) >>> 0;
  const low = (at.lane << INDEX_BITS) | at.index;
  let right = ((low << 16) | checkOf(seed, left, low)) >>> 0;
  for (let i = 0; i < ROUNDS; i++) {
    const next = (left ^ round(right, keyOf(seed, i))) >>> 0;
    left = right;
    right = next;
  }
  return hex(left) + hex(right);
}

/** The address in an id; null when it was not made by `traceId` with this seed. */
export function addressOf(seed: number, id: string): Exemplar | null {
  if (!/^[0-9a-f]{16}$/.test(id)) return null;
  let left = Number.parseInt(id.slice(0, 8), 16);
  let right = Number.parseInt(id.slice(8), 16);
  for (let i = ROUNDS - 1; i >= 0; i--) {
    const before = (right ^ round(left, keyOf(seed, i))) >>> 0;
    right = left;
    left = before;
  }
  const low = right >>> 16;
  if (checkOf(seed, left, low) !== (right & 0xffff)) return null;
  return {
    second: (left >>> OUTCOME_BITS) - SECOND_ZERO,
    outcome: left & ((1 << OUTCOME_BITS) - 1),
    lane: low >>> INDEX_BITS,
    index: low & ((1 << INDEX_BITS) - 1),
  };
}

/** Whether a request with this address was recorded. */
export function exists(w: WorldReading, at: Exemplar): boolean {
  if (at.lane >= w.lanes.length || at.second < w.recorder.from || at.second >= w.recorder.until) return false;
  return at.index < exemplarCount(flowOf(w.recorder, at.lane, at.outcome, at.second));
}

/** Number for addressed draws about one exemplar besides its second. */
export function entityOf(at: Exemplar): number {
  return (((at.lane << INDEX_BITS) | at.index) << OUTCOME_BITS) | at.outcome;
}
