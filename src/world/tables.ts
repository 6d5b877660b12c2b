/**
 * The world's tables: one Float64Array per column. They are classes, not records made in a loop, because engines keep
 * objects with many computed keys as hash tables, three times slower. The lists say which columns carry state from
 * tick to tick (they are saved); the others are recomputed.
 */

const NONE = new Float64Array(0);

export const CELL_STATE = [
  "pods",
  "ready",
  "draining",
  "queue",
  "backlog",
  "rho",
  "inUse",
  "finished",
  "hit",
  "hangShare",
  "settled",
] as const;
export const LANE_STATE = [
  "station",
  "resting",
  "calling",
  "dead",
  "okMean",
  "okVariance",
  "badMean",
  "badVariance",
] as const;
export const PORT_STATE = ["arriving", "inService", "rate", "ok", "failed", "late", "refused"] as const;
export const SITE_STATE = ["unresolved", "failing"] as const;
export const TRUNK_STATE = [
  "fresh",
  "later",
  "breakerCalls",
  "breakerFails",
  "breakerState",
  "breakerUntil",
  "rate",
  "refused",
  "okMean",
  "okVariance",
  "badMean",
  "badVariance",
  "holding",
  "calls",
  "before",
  "again",
  "levels",
  "breakerTrials",
  "asked",
  "accepted",
  "spent",
] as const;
export const GROUP_STATE = ["finished", "busy"] as const;
export const USER_STATE = ["noise", "away", "blocked", "aside"] as const;

/** By cell. */
export class CellCols {
  pods: Float64Array = NONE;
  ready: Float64Array = NONE;
  draining: Float64Array = NONE;
  queue: Float64Array = NONE;
  backlog: Float64Array = NONE;
  rho: Float64Array = NONE;
  inUse: Float64Array = NONE;
  finished: Float64Array = NONE;
  hit: Float64Array = NONE;
  hangShare: Float64Array = NONE;
  /** Of a station that has been overloaded: how much of its queue is ordinary by now. */
  settled: Float64Array = NONE;
  capacity: Float64Array = NONE;
  steal: Float64Array = NONE;
  cores: Float64Array = NONE;
  places: Float64Array = NONE;
  limit: Float64Array = NONE;
  finite: Float64Array = NONE;
  connected: Float64Array = NONE;
  restarts: Float64Array = NONE;
  connections: Float64Array = NONE;
  share: Float64Array = NONE;
  served: Float64Array = NONE;
  // What mechanics show; recorded as it stands, not state of the tick.
  heap: Float64Array = NONE;
  heapMost: Float64Array = NONE;
  gc: Float64Array = NONE;
  kills: Float64Array = NONE;
  disk: Float64Array = NONE;
  lag: Float64Array = NONE;
  locked: Float64Array = NONE;
  deadlocks: Float64Array = NONE;
  throttled: Float64Array = NONE;
  wanted: Float64Array = NONE;
  dead: Float64Array = NONE;
}

/** By lane. */
export class LaneCols {
  station: Float64Array = NONE;
  resting: Float64Array = NONE;
  calling: Float64Array = NONE;
  dead: Float64Array = NONE;
  okMean: Float64Array = NONE;
  okVariance: Float64Array = NONE;
  badMean: Float64Array = NONE;
  badVariance: Float64Array = NONE;
  work: Float64Array = NONE;
  cs2: Float64Array = NONE;
  rest: Float64Array = NONE;
  error: Float64Array = NONE;
  errorAfter: Float64Array = NONE;
  hang: Float64Array = NONE;
  arrivals: Float64Array = NONE;
  ok: Float64Array = NONE;
  upstream: Float64Array = NONE;
  timeout: Float64Array = NONE;
  rejected: Float64Array = NONE;
  fault: Float64Array = NONE;
  delayed: Float64Array = NONE;
  deadOk: Float64Array = NONE;
  passing: Float64Array = NONE;
  erring: Float64Array = NONE;
  waited: Float64Array = NONE;
  /** Age of what was taken from the queue: nobody answered in this step was quicker. */
  aged: Float64Array = NONE;
  waitedVariance: Float64Array = NONE;
  takenDead: Float64Array = NONE;
  /** Refused by a limit in the second so far; part of `fault`. */
  limited: Float64Array = NONE;
}

/** By port: one way into a lane. */
export class PortCols {
  arriving: Float64Array = NONE;
  inService: Float64Array = NONE;
  rate: Float64Array = NONE;
  ok: Float64Array = NONE;
  failed: Float64Array = NONE;
  late: Float64Array = NONE;
  refused: Float64Array = NONE;
  weight: Float64Array = NONE;
  timeout: Float64Array = NONE;
  taken: Float64Array = NONE;
}

/** By call site: one call of one lane. */
export class SiteCols {
  unresolved: Float64Array = NONE;
  failing: Float64Array = NONE;
  mean: Float64Array = NONE;
  optional: Float64Array = NONE;
  /** Steps that a call takes longer by what goes wrong on its way. */
  net: Float64Array = NONE;
}

/** By trunk. */
export class TrunkCols {
  fresh: Float64Array = NONE;
  later: Float64Array = NONE;
  breakerCalls: Float64Array = NONE;
  breakerFails: Float64Array = NONE;
  breakerState: Float64Array = NONE;
  breakerUntil: Float64Array = NONE;
  rate: Float64Array = NONE;
  refused: Float64Array = NONE;
  okMean: Float64Array = NONE;
  okVariance: Float64Array = NONE;
  badMean: Float64Array = NONE;
  badVariance: Float64Array = NONE;
  holding: Float64Array = NONE;
  again: Float64Array = NONE;
  levels: Float64Array = NONE;
  /** Calls let through to try, in a breaker that is half open; attempts wanted and accepted of a throttle; tokens spent of a budget. */
  breakerTrials: Float64Array = NONE;
  asked: Float64Array = NONE;
  accepted: Float64Array = NONE;
  spent: Float64Array = NONE;
  /** What stands on the edge (breaker.ts), and the network's time of a call in steps. */
  guard: Float64Array = NONE;
  rtt: Float64Array = NONE;
  timeout: Float64Array = NONE;
  retries: Float64Array = NONE;
  backoff: Float64Array = NONE;
  open: Float64Array = NONE;
  /** Sent in this step and in the one before; sent and finally failed in the second so far. */
  calls: Float64Array = NONE;
  before: Float64Array = NONE;
  sent: Float64Array = NONE;
  lost: Float64Array = NONE;
  /** Repeated attempts in the second so far. */
  retried: Float64Array = NONE;
  cut: Float64Array = NONE;
  noConnection: Float64Array = NONE;
}

/** By connection pool: call and region. */
export class GroupCols {
  finished: Float64Array = NONE;
  busy: Float64Array = NONE;
  limit: Float64Array = NONE;
}

/** By class and region of the users. */
export class UserCols {
  noise: Float64Array = NONE;
  away: Float64Array = NONE;
  offered: Float64Array = NONE;
  /** Refused at the edge (0 or 1), and the share answered by a static page. */
  blocked: Float64Array = NONE;
  aside: Float64Array = NONE;
}

export type Table = CellCols | LaneCols | PortCols | SiteCols | TrunkCols | GroupCols | UserCols;

/** A longer copy, or the same array when it is long enough. */
function grown(array: Float64Array, capacity: number): Float64Array {
  if (array.length >= capacity) return array;
  const next = new Float64Array(capacity);
  next.set(array);
  return next;
}

/** Makes room for `capacity` rows, keeping what is there. Replaces the arrays: hold the table, never a column. */
export function grow<T extends Table>(table: T, capacity: number): T {
  const columns = table as unknown as Record<string, Float64Array>;
  for (const name of Object.keys(columns)) columns[name] = grown(columns[name] as Float64Array, capacity);
  return table;
}
