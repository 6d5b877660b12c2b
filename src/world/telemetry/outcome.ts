import type { LaneColumn, Recorder, WorldReading } from "../contract";
import type { LaneMeta } from "./layout";

/** How a request ended on a lane: the four general ways, then `FIRST_FAULT + i` for fault `i` of the system. */
export const OK = 0;
export const UPSTREAM = 1;
export const TIMEOUT = 2;
export const REJECTED = 3;
export const FIRST_FAULT = 4;
/** Not an end of its own: successes whose effect took place once too often. */
export const DUPLICATE = 510;

export type OutcomeColumn = "ok" | "upstream" | "timeout" | "rejected" | "fault";
export const FAILURES = ["upstream", "timeout", "rejected", "fault"] as const satisfies readonly LaneColumn[];
const PLAIN = ["ok", "upstream", "timeout", "rejected"] as const;

/** Requests/s of a lane that ended with this outcome in a second. */
export function flowOf(recorder: Recorder, lane: number, outcome: number, second: number): number {
  const column = outcome === DUPLICATE ? "doubled" : PLAIN[outcome];
  return column ? recorder.lane(column, lane, second) : recorder.fault(outcome - FIRST_FAULT, lane, second);
}

/** Requests/s of a lane that failed in a second. */
export function failedFlow(recorder: Recorder, lane: number, second: number): number {
  let sum = 0;
  for (const column of FAILURES) sum += recorder.lane(column, lane, second);
  return sum;
}

function isProxy(lane: LaneMeta): boolean {
  const { kind } = lane.node;
  return kind === "edge" || kind === "loadbalancer" || kind === "gateway";
}

/**
 * HTTP status a lane answers with. Proxies pass a failed upstream on as 502, services turn it into a 500; a request
 * whose caller gave up is a 504, a refused one a 503; a fault names its own status.
 */
export function statusOf(w: WorldReading, lane: LaneMeta, outcome: number): number {
  if (outcome === OK) return 200;
  if (outcome === UPSTREAM) return isProxy(lane) ? 502 : 500;
  if (outcome === TIMEOUT) return 504;
  if (outcome === REJECTED) return 503;
  const effect = w.system.faults[outcome - FIRST_FAULT]?.effect;
  return effect && (effect.kind === "hang" || effect.kind === "error") ? effect.status : 500;
}

/** Word for an outcome where only its general kind matters. */
export function columnOf(outcome: number): OutcomeColumn {
  return PLAIN[outcome] ?? "fault";
}
