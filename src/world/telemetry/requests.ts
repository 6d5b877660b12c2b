import { gammaQuantile } from "#lib/math";
import { draw, drawInt, streamId } from "#lib/random";
import type { WorldReading } from "../contract";
import { type LaneMeta, type Layout, laneKey } from "./layout";
import { FIRST_FAULT, failedFlow, flowOf, OK } from "./outcome";
import { podCount, podName } from "./pods";
import { type Exemplar, entityOf } from "./sampler";

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

/** Lanes that serve an operation for a class in a region (`null`: anywhere). */
export function lanesFor(layout: Layout, operation: number, classIndex: number, region: string | null): LaneMeta[] {
  const lanes = layout.byOperationClass.get(laneKey(operation, classIndex)) ?? [];
  return lanes.filter((lane) => region === null || lane.region === region);
}

/** Latency of a successful or failed request of a lane in that second, seconds. */
export function drawLatency(w: WorldReading, lane: LaneMeta, second: number, ok: boolean, u: number): number {
  const mean = w.recorder.lane(ok ? "okMean" : "badMean", lane.id, second);
  const variance = w.recorder.lane(ok ? "okVariance" : "badVariance", lane.id, second);
  return gammaQuantile(0.001 + 0.998 * u, mean, variance);
}
