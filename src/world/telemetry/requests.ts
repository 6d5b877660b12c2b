import { gammaQuantile } from "#lib/math";
import { draw, drawInt, streamId } from "#lib/random";
import type { WorldReading } from "../contract";
import type { LaneMeta } from "./layout";
import { FIRST_FAULT, failedFlow, flowOf, OK, REJECTED, UPSTREAM } from "./outcome";
import { podCount, podName } from "./pods";
import { evaluateOver } from "./probe";
import { type Exemplar, entityOf } from "./sampler";
import { REFUSAL } from "./slots";

const POD = streamId("request pod");
const PART = streamId("request part");

/** Mixes a number into an address: spans of one trace have addresses made from their parent's. */
export function subKey(key: number, part: number): number {
  let h = Math.imul(key ^ Math.imul(part + 1, 0x9e3779b1), 0x85ebca6b);
  h ^= h >>> 13;
  return Math.imul(h, 0xc2b2ae35) | 0;
}

/** Uniform value for one purpose about one part of a request. */
export function chance(w: WorldReading, second: number, key: number, purpose: number): number {
  return draw(w.seed, PART, second, subKey(key, purpose));
}

/** Pod that served an exemplar. */
export function podOf(w: WorldReading, at: Exemplar, cell: number): string {
  const count = Math.max(1, podCount(w, cell, at.second));
  return podName(w, cell, drawInt(count, w.seed, POD, at.second, entityOf(at)));
}

/** Pod that served another part of a request. */
export function podFor(w: WorldReading, second: number, key: number, cell: number): string {
  const count = Math.max(1, podCount(w, cell, second));
  return podName(w, cell, drawInt(count, w.seed, POD, second, key));
}

type Flow = (lane: LaneMeta) => number;

/** Requests/s a lane completed in a second, all outcomes. */
export function completions(w: WorldReading, lane: LaneMeta, second: number): number {
  return w.recorder.lane("ok", lane.id, second) + failedFlow(w.recorder, lane.id, second);
}

/** One lane, drawn in proportion to a flow; null when there is none of it. */
export function drawLane(lanes: readonly LaneMeta[], flow: Flow, u: number): LaneMeta | null {
  let sum = 0;
  for (const lane of lanes) sum += flow(lane);
  if (!(sum > 0)) return null;
  let left = u * sum;
  let last: LaneMeta | null = null;
  for (const lane of lanes) {
    const share = flow(lane);
    if (share <= 0) continue;
    last = lane;
    left -= share;
    if (left < 0) break;
  }
  return last;
}

/** An outcome of a lane in a second, drawn in proportion to its flows; `OK` when nothing fits. */
export function drawOutcome(w: WorldReading, lane: LaneMeta, second: number, u: number, which: "any" | "bad"): number {
  const count = FIRST_FAULT + w.system.faults.length;
  let sum = 0;
  for (let o = which === "bad" ? 1 : 0; o < count; o++) sum += flowOf(w.recorder, lane.id, o, second);
  let left = u * sum;
  let last = OK;
  for (let o = which === "bad" ? 1 : 0; o < count; o++) {
    const flow = flowOf(w.recorder, lane.id, o, second);
    if (flow <= 0) continue;
    last = o;
    left -= flow;
    if (left < 0) break;
  }
  return last;
}

/** Seconds a request of a lane takes by the moments recorded for its failures. */
function drawBad(w: WorldReading, lane: LaneMeta, second: number, u: number): number {
  const { recorder } = w;
  const mean = recorder.lane("badMean", lane.id, second);
  return gammaQuantile(0.001 + 0.998 * u, mean, recorder.lane("badVariance", lane.id, second));
}

/** Length of a failure whose effect says it, apart from what was recorded; null where only the record knows. */
function declaredSeconds(w: WorldReading, lane: LaneMeta, outcome: number, second: number): number | null {
  if (outcome === REJECTED) return REFUSAL;
  const effect = w.system.faults[outcome - FIRST_FAULT]?.effect;
  if (effect?.kind === "error") return effect.after + w.recorder.lane("okMean", lane.id, second);
  if (effect?.kind === "hang") {
    return Number(evaluateOver(w, effect.seconds, lane.at, podCount(w, lane.cell, second), second));
  }
  return null;
}

/**
 * Seconds a failed request took. All failures of a second share one record (mean and variance); what the others are
 * known to take is subtracted, so that a 10 s hang stays 10 s while cards are declined in 50 ms beside it.
 */
export function drawFailure(w: WorldReading, lane: LaneMeta, outcome: number, second: number, u: number): number {
  const { recorder } = w;
  const effect = w.system.faults[outcome - FIRST_FAULT]?.effect;
  const spread = 1 + 0.02 * (u - 0.5);
  if (outcome === REJECTED || effect?.kind === "error") {
    return (declaredSeconds(w, lane, outcome, second) ?? 0) * (1 + 0.4 * (u - 0.5));
  }
  const mine = flowOf(recorder, lane.id, outcome, second);
  const all = failedFlow(recorder, lane.id, second);
  let rest = all * recorder.lane("badMean", lane.id, second);
  let unknown = 0;
  for (let other = UPSTREAM; other < FIRST_FAULT + w.system.faults.length; other++) {
    if (other === outcome) continue;
    const flow = flowOf(recorder, lane.id, other, second);
    if (flow <= 0) continue;
    const seconds = declaredSeconds(w, lane, other, second);
    if (seconds === null) unknown += flow;
    else rest -= flow * seconds;
  }
  const known = mine > 0 && unknown < 0.02 * mine && rest > 0;
  if (known) return (rest / mine) * spread;
  if (effect?.kind === "hang") return (declaredSeconds(w, lane, outcome, second) ?? 0) * spread;
  return drawBad(w, lane, second, u);
}
