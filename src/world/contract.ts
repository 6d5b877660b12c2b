import type { OperationStatus } from "#domain/actions";
import type { Second } from "#domain/ids";
import type { System } from "#domain/system";

/** A pod group as it stands now. Indexes point into `system.nodes`, `system.regions`; `id` never changes and is never reused. */
export interface CellInfo {
  readonly id: number;
  readonly node: number;
  readonly region: number;
  readonly zone: string | null;
  readonly version: string;
  readonly role: "primary" | "replica";
  readonly pods: number;
  readonly ready: number;
  readonly state: "serving" | "starting" | "quarantined" | "drained" | "gone";
}

/** A lane is what the world computes with: one operation, called for one traffic class, on one cell. */
export interface LaneInfo {
  readonly id: number;
  readonly cell: number;
  /** Index into `system.operations` and `system.classes`. */
  readonly operation: number;
  readonly class: number;
}

/** Recorded per lane and second: flows in requests/s (attempts), latencies in seconds. */
export const LANE_COLUMNS = [
  "arrivals",
  "ok",
  /** Failed because something called failed. */
  "upstream",
  /** The caller had given up. */
  "timeout",
  /** Refused: queue full, shed, rate limited, no pod. */
  "rejected",
  /** Ended by a fault's effect; which one is in the fault columns. */
  "fault",
  "okMean",
  "okVariance",
  "badMean",
  "badVariance",
  /** Successes slower than the class's objective (root lanes only). */
  "delayed",
  /** Effects that took place once more than asked for. */
  "doubled",
] as const;
export type LaneColumn = (typeof LANE_COLUMNS)[number];

/** Recorded per cell and second. */
export const CELL_COLUMNS = [
  "busy",
  "queued",
  "cpu",
  "pods",
  "ready",
  "connections",
  "restarts",
  /** MiB per pod, mean and highest; share of the time that garbage collection takes; pods killed for memory per s. */
  "heap",
  "heapMost",
  "gc",
  "kills",
  /** Used share of the disk. */
  "disk",
  /** Seconds a replica is behind. */
  "lag",
  /** Hits per lookup of a cache. */
  "hit",
  /** Requests that wait for a lock; deadlock victims per s. */
  "locked",
  "deadlocks",
  /** Requests refused by a limit, per s. */
  "throttled",
  /** Pods the autoscaler wants. */
  "wanted",
  /** Messages set aside. */
  "dead",
] as const;
export type CellColumn = (typeof CELL_COLUMNS)[number];

/** Recorded per call and region of the callers, and second. */
export const EDGE_COLUMNS = [
  "calls",
  "failed",
  /** Calls waiting for a connection, or messages for a worker, and how long the oldest has waited (seconds). */
  "waiting",
  "oldest",
  /** Repeated attempts per second. */
  "retries",
  /** Share of the callers' breakers that are open. */
  "open",
] as const;
export type EdgeColumn = (typeof EDGE_COLUMNS)[number];

/** What has been recorded so far; append-only, one row a second. Zero columns cost nothing. */
export interface Recorder {
  readonly from: Second;
  /** First second not yet recorded. */
  readonly until: Second;
  lane(column: LaneColumn, lane: number, second: Second): number;
  cell(column: CellColumn, cell: number, second: Second): number;
  edge(column: EdgeColumn, edge: number, second: Second): number;
  /** Requests of a lane ended by fault `fault` (index into `system.faults`) in that second. */
  fault(fault: number, lane: number, second: Second): number;
  /**
   * Many values at once: writes those of the seconds from `from` to `until` (exclusive) to the beginning of `out`, which is zero there;
   * false when all are zero, and then nothing is written. Optional; without it they are read one by one.
   */
  laneRange?(column: LaneColumn, lane: number, from: Second, until: Second, out: Float64Array): boolean;
  faultRange?(fault: number, lane: number, from: Second, until: Second, out: Float64Array): boolean;
  /** Bytes held. */
  readonly bytes: number;
}

/** Something that happened in the world in a second, besides the flows. */
export interface WorldEvent {
  readonly second: Second;
  readonly kind: "operation" | "plan" | "gitops" | "alert" | "pods";
  readonly id: string;
  readonly phase: string;
  readonly by: string;
  readonly text: string;
  readonly operation: OperationStatus | null;
}

/** What the workers of one pod were doing when an examination of it (thread dump, profile) was done. Means, not whole threads. */
export interface Capture {
  readonly cell: number;
  readonly workers: number;
  readonly busy: number;
  /** MiB the pod held (heap dumps of nodes whose memory is known). */
  readonly heap?: number;
  /** Requests held by a fault's effect; indexes of fault and lane. */
  readonly hanging: readonly { readonly fault: number; readonly lane: number; readonly requests: number }[];
}

/** The readable side of a world; telemetry is derived from this and nothing else. */
export interface WorldReading {
  readonly system: System;
  readonly seed: number;
  readonly second: Second;
  /** Every cell and lane that ever lived, by id. */
  readonly cells: readonly CellInfo[];
  readonly lanes: readonly LaneInfo[];
  readonly recorder: Recorder;
  readonly events: readonly WorldEvent[];
  readonly operations: readonly OperationStatus[];
  flag(flag: string): number;
  flagHistory(flag: string): readonly { readonly second: Second; readonly share: number; readonly by: string }[];
  setting(id: string): number;
  /** Git and live values of a config key in a region. */
  config(
    node: string,
    key: string,
    region: string,
  ): { readonly git: string; readonly live: string; readonly handEdited: boolean };
  plan(id: string): "due" | "done" | "cancelled";
  /** What a mechanic remembers now (`memory`, `locks` …): plain JSON, its shape is the mechanic's. */
  readonly slow: Readonly<Record<string, unknown>>;
  /** Called edges of a lane: which lanes its call reached in the second, with flow (calls/s) and failed calls/s. */
  edgeFlow(call: number, region: number, second: Second): { readonly calls: number; readonly failed: number };
  /** What a finished examination found; null for other operations. A reading without it leaves the counting to the recorded flows. */
  capture?(operation: number): Capture | null;
}
