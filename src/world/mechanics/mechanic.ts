/** What a slow process of the system (memory, disks, locks, limits …) may do, and where it keeps what it remembers. */
import type { Cause } from "#domain/mechanics";
import type { Cell, Lane, WorldState } from "../state";

/** Parameters of a cell while they are recomputed; a mechanic changes them in place. */
export interface CellAdjust {
  /** Pods that take traffic, and the share of a pod's capacity they have. */
  ready: number;
  capacity: number;
  /** Factor on the service time of everything on the cell. */
  slow: number;
  /** Share of the cores that something else uses. */
  steal: number;
  /** Share of the pods that balancing uses; the others finish what they have. */
  balanced: number;
  /** Most requests a pod takes at a time, none waiting; Infinity where nothing limits it beside its workers. */
  workers: number;
}

/** Parameters of a lane while they are recomputed. */
export interface LaneAdjust {
  /** CPU seconds, and seconds without CPU, of a request. */
  work: number;
  rest: number;
  cs2: number;
  /** Fails a share of the requests, `after` seconds of rest, for this cause; repeated calls add up. */
  fail(cause: Cause, share: number, after: number): void;
}

/**
 * A slow process. Its memory is plain JSON in `w.slow[name]`, so that snapshots and hashes hold it. Parameters are only recomputed while
 * `w.stale`; a mechanic that changes them sets it, and not every second without need.
 */
export interface Mechanic {
  readonly name: string;
  /** Whether the system has any use for it; otherwise it is not called at all. */
  used(w: WorldState): boolean;
  /** At the beginning of a second, before parameters are recomputed; the flows are those of the last second. */
  step?(w: WorldState): void;
  cell?(w: WorldState, cell: Cell, adjust: CellAdjust): void;
  lane?(w: WorldState, cell: Cell, lane: Lane, adjust: LaneAdjust): void;
  /** At the end of a second, before it is recorded: writes what boards show into `w.cellCols`. */
  gauge?(w: WorldState): void;
}

/** The memory of a mechanic, made when it is asked for first. Plain JSON: numbers (finite), strings, arrays, records. */
export function memoryOf<T extends object>(w: WorldState, name: string, initial: () => T): T {
  const found = w.slow[name];
  if (found !== undefined) return found as T;
  const made = initial();
  w.slow[name] = made;
  return made;
}
