import type { LaneColumn, Recorder } from "../contract";

/**
 * Values of a lane's column in the seconds from `from` to `until` (exclusive), written to the beginning of `out`.
 * False when all are zero; `out` is then not to be read.
 */
export function laneRange(
  recorder: Recorder,
  column: LaneColumn,
  lane: number,
  from: number,
  until: number,
  out: Float64Array,
): boolean {
  if (recorder.laneRange) {
    out.fill(0, 0, until - from);
    return recorder.laneRange(column, lane, from, until, out);
  }
  let any = false;
  for (let s = from; s < until; s++) {
    const value = recorder.lane(column, lane, s);
    out[s - from] = value;
    if (value !== 0) any = true;
  }
  return any;
}

/** The same for requests of a lane ended by a fault. */
export function faultRange(
  recorder: Recorder,
  fault: number,
  lane: number,
  from: number,
  until: number,
  out: Float64Array,
): boolean {
  if (recorder.faultRange) {
    out.fill(0, 0, until - from);
    return recorder.faultRange(fault, lane, from, until, out);
  }
  let any = false;
  for (let s = from; s < until; s++) {
    const value = recorder.fault(fault, lane, s);
    out[s - from] = value;
    if (value !== 0) any = true;
  }
  return any;
}
