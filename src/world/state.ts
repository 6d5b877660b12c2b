/** The world's state: tables of doubles (columns.ts), cohort rings, and the short lists that operations and plans keep. */
import type { ActRequest, OperationPhase, OperationStatus } from "#domain/actions";
import type { Second } from "#domain/ids";
import type { System } from "#domain/system";
import type { Cohorts } from "./cohorts";
import type { CellInfo, LaneInfo, WorldEvent } from "./contract";
import type { Mechanic } from "./mechanics/mechanic";
import type { Tape } from "./recorder";
import type { Compiled } from "./static";
import type { Shape } from "./station";
import type { CellCols, GroupCols, LaneCols, PortCols, SiteCols, TrunkCols, UserCols } from "./tables";

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Why a cell is a cell of its own, besides node, region, zone, version and role. `promoted:<region>`: a replica that took over
 * from the primary of another region.
 */
export type CellTag = "" | "pool" | `fault:${string}` | `held:${number}` | `promoted:${number}`;

/** A cell: who it is (`info`, visible) and where its lanes and ports lie in the tables. */
export interface Cell {
  readonly id: number;
  readonly key: string;
  readonly tag: CellTag;
  readonly info: Mutable<CellInfo>;
  readonly node: number;
  readonly region: number;
  readonly laneFrom: number;
  readonly laneTo: number;
  readonly portFrom: number;
  readonly portTo: number;
  readonly ring: Cohorts;
  /** Held for evidence: out of balancing, watchdog suspended. */
  held: boolean;
  shape: Shape;
  /** Delay lines of its lanes (indexes into `world.lines`). */
  readonly lines: number[];
  /** Whether a lane's requests may wait for locks. */
  gated: boolean;
}

/** A lane in the tables. */
export interface Lane extends LaneInfo {
  readonly portFrom: number;
  readonly portTo: number;
  readonly siteFrom: number;
  readonly siteTo: number;
}

/** Requests that hang by one fault in one lane, or wait there for a lock (`fault` < 0, mechanics/lockplan.ts). */
export interface Line {
  readonly lane: number;
  readonly fault: number;
  readonly ring: Cohorts;
  share: number;
  seconds: number;
}

/** Every call of one class from one region (call −1: the users themselves). Callers and callees attach to it. */
export interface Trunk {
  readonly id: number;
  readonly call: number;
  readonly class: number;
  /** Region of the callers; for users the region that serves them. */
  readonly region: number;
  /** Region whose cells are called. */
  readonly target: number;
  readonly operation: number;
  /** Call and region of the callers, −1 for users: what an edge is recorded by. */
  readonly group: number;
  /** The group whose connections it uses: its own, unless calls share a pool. */
  readonly pool: number;
  ports: number[];
  sites: number[];
}

export interface LoadPlan {
  readonly class: number;
  readonly region: number;
  readonly factor: number;
  readonly until: Second | null;
}

/** An operation under way or finished, with what its kind has to remember (`memo`, plain JSON). */
export interface Operation {
  readonly id: number;
  readonly request: ActRequest;
  readonly by: string;
  phase: OperationPhase;
  readonly requestedAt: Second;
  startsAt: Second;
  endsAt: Second;
  note: string;
  interruptible: boolean;
  /** How far its kind has come: step counter and numbers, meaning decided by the kind. */
  step: number;
  memo: Record<string, number | string>;
  status: OperationStatus;
}

export interface AlertState {
  since: Second | null;
  firing: boolean;
}

export interface HandEdit {
  readonly node: number;
  readonly key: string;
  readonly region: number;
  readonly at: Second;
}

/** Everything that changes, in one place; `World` adds the reading methods. */
export interface WorldState {
  readonly compiled: Compiled;
  readonly system: System;
  readonly seed: number;
  second: Second;
  /** The dynamics run in steps: `pace` of them a second, `now` counts them. Their unit of time is the step. */
  readonly pace: number;
  now: number;
  cellCols: CellCols;
  laneCols: LaneCols;
  portCols: PortCols;
  siteCols: SiteCols;
  trunkCols: TrunkCols;
  groupCols: GroupCols;
  userCols: UserCols;
  /** Trunk and call site of each site; lane and trunk of each port. */
  readonly siteTrunk: number[];
  readonly siteLane: number[];
  readonly portLane: number[];
  readonly portTrunk: number[];
  /** 1 where users come in. */
  readonly portIsUsers: number[];
  readonly cellTable: Cell[];
  readonly laneTable: Lane[];
  readonly lines: Line[];
  readonly trunks: Trunk[];
  readonly trunkIndex: import("./layout").TrunkIndex;
  /** Calls outstanding by trunk and attempt, waiting for a connection, and due for a retry by slot. */
  attempts: number;
  slots: number;
  out: Float64Array;
  pending: Float64Array;
  retry: Float64Array;
  /** Requests/s by class and region at T+0, and the users' trunk by class and serving region. */
  readonly baseRate: Float64Array;
  readonly userTrunk: Int32Array;
  /** Entry mapping: `mapping[from × regions + to]`, rows sum to 1. */
  mapping: Float64Array;
  /** Rejected at the edge, by class and serving region: a share (shed), and what exceeds a rate (requests/s). */
  shed: Float64Array;
  rateLimit: Float64Array;
  /** Whether any shedding or limit is on. */
  limiting: boolean;
  /** Nodes that serve the newest first, and trunks whose calls need a database connection. */
  readonly lifo: Uint8Array;
  /** By node: seconds a queued request must have left to be served; −1 = all are served. */
  readonly margins: Float64Array;
  readonly trunkPooled: Uint8Array;
  /** Trunks that close a cycle of nodes. */
  readonly backTrunk: Uint8Array;
  /** Trunks whose lanes others call too. */
  readonly sharedTarget: Uint8Array;
  readonly callOfTrunk: readonly (import("#domain/system").Call | null)[];
  /** Faults that make a lane fail at once, with the share of each. */
  readonly errorParts: Map<number, { readonly fault: number; readonly share: number }[]>;
  /** Per class in this second: completed, failed, delayed, lost, doubled (CLASS_COLUMNS). */
  results: Float64Array;
  tape: Tape;
  readonly log: WorldEvent[];
  readonly ops: Operation[];
  readonly flagHistories: Map<string, { second: Second; share: number; by: string }[]>;
  readonly settings: Map<string, number>;
  /** Live config values that differ from Git, and Git values that differ from the start, by `node|key|region`. */
  readonly live: Map<string, string>;
  readonly git: Map<string, string>;
  readonly handEdits: HandEdit[];
  readonly plans: Map<string, "due" | "done" | "cancelled">;
  readonly loads: LoadPlan[];
  readonly drains: { readonly cell: number; readonly pods: number; readonly at: Second }[];
  /** Requests lost with their pods since the last tick, by lane. */
  readonly dropped: Record<number, number>;
  dropping: boolean;
  readonly alerts: AlertState[];
  /** Order of work, the users' trunks, and the cells of caches: derived from the layout. */
  steps: import("./tick").Step[];
  readonly userTrunks: readonly Trunk[];
  cacheCells: readonly Cell[];
  /** Cells that `steps` knows. */
  laidOut: number;
  /** What the mechanics remember: plain JSON by name; and those this system has a use for. */
  slow: Record<string, unknown>;
  readonly mechanics: readonly Mechanic[];
  /** Parameters must be recomputed before the next tick. */
  stale: boolean;
  /** Second at which a time window of a fault opens or closes next. */
  nextWindow: Second;
}
