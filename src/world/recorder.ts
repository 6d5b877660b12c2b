/**
 * What has been recorded: tables of seconds, in which columns that are zero cost nothing and constant ones a number. Single
 * precision: telemetry is derived from it, the dynamics are not.
 */
import type { Second } from "#domain/ids";
import {
  CELL_COLUMNS,
  type CellColumn,
  EDGE_COLUMNS,
  type EdgeColumn,
  LANE_COLUMNS,
  type LaneColumn,
  type Recorder,
} from "./contract";
import { CHUNK, Reel } from "./reel";

/** Business columns by class, and call columns by call and region. */
export const CLASS_COLUMNS = ["completed", "failed", "delayed", "lost", "doubled"] as const;
export type ClassColumn = (typeof CLASS_COLUMNS)[number];

/** Number of a column. */
const LANE: Readonly<Record<LaneColumn, number>> = {
  arrivals: 0,
  ok: 1,
  upstream: 2,
  timeout: 3,
  rejected: 4,
  fault: 5,
  okMean: 6,
  okVariance: 7,
  badMean: 8,
  badVariance: 9,
  delayed: 10,
  doubled: 11,
};
const CELL: Readonly<Record<CellColumn, number>> = {
  busy: 0,
  queued: 1,
  cpu: 2,
  pods: 3,
  ready: 4,
  connections: 5,
  restarts: 6,
  heap: 7,
  heapMost: 8,
  gc: 9,
  kills: 10,
  disk: 11,
  lag: 12,
  hit: 13,
  locked: 14,
  deadlocks: 15,
  throttled: 16,
  wanted: 17,
  dead: 18,
};
const EDGE: Readonly<Record<EdgeColumn, number>> = { calls: 0, failed: 1, waiting: 2, oldest: 3, retries: 4, open: 5 };
const CLASS: Readonly<Record<ClassColumn, number>> = { completed: 0, failed: 1, delayed: 2, lost: 3, doubled: 4 };

interface Tables {
  readonly lanes: Reel;
  readonly cells: Reel;
  /** A row for each lane and fault. */
  readonly faulted: Reel;
  readonly classes: Reel;
  readonly edges: Reel;
}

/** The recorder of a world: append-only from outside, written by the tick. */
export class Tape implements Recorder, Tables {
  readonly from: Second;
  until: Second;
  readonly faults: number;
  readonly lanes: Reel;
  readonly cells: Reel;
  readonly faulted: Reel;
  readonly classes: Reel;
  readonly edges: Reel;

  private constructor(from: Second, until: Second, faults: number, tables: Tables) {
    this.from = from;
    this.until = until;
    this.faults = faults;
    this.lanes = tables.lanes;
    this.cells = tables.cells;
    this.faulted = tables.faulted;
    this.classes = tables.classes;
    this.edges = tables.edges;
  }

  /** An empty recorder; lanes and cells come with `widen`. */
  static create(from: Second, sizes: { faults: number; classes: number; edges: number }): Tape {
    return new Tape(from, from, sizes.faults, {
      lanes: new Reel(0, LANE_COLUMNS.length),
      cells: new Reel(0, CELL_COLUMNS.length),
      faulted: new Reel(0, 1),
      classes: new Reel(sizes.classes, CLASS_COLUMNS.length),
      edges: new Reel(sizes.edges, EDGE_COLUMNS.length),
    });
  }

  /** Room for more lanes and cells (a layout change). Ids never move. */
  widen(lanes: number, cells: number): void {
    this.lanes.widen(lanes);
    this.cells.widen(cells);
    this.faulted.widen(lanes * this.faults);
  }

  /** Place of the second now being recorded in the chunk under way. */
  get row(): number {
    return (this.until - this.from) % CHUNK;
  }

  /** Ends the second being recorded. */
  advance(): void {
    this.until++;
    if ((this.until - this.from) % CHUNK !== 0) return;
    this.lanes.seal();
    this.cells.seal();
    this.faulted.seal();
    this.classes.seal();
    this.edges.seal();
  }

  private read(reel: Reel, row: number, column: number, second: Second): number {
    if (second < this.from || second >= this.until) return 0;
    const at = second - this.from;
    const chunk = Math.floor(at / CHUNK);
    return reel.read(row, column, chunk, at - chunk * CHUNK);
  }

  lane(column: LaneColumn, lane: number, second: Second): number {
    return this.read(this.lanes, lane, LANE[column], second);
  }

  cell(column: CellColumn, cell: number, second: Second): number {
    return this.read(this.cells, cell, CELL[column], second);
  }

  fault(fault: number, lane: number, second: Second): number {
    return this.read(this.faulted, lane * this.faults + fault, 0, second);
  }

  ofClass(column: ClassColumn, index: number, second: Second): number {
    return this.read(this.classes, index, CLASS[column], second);
  }

  edge(column: EdgeColumn, edge: number, second: Second): number {
    return this.read(this.edges, edge, EDGE[column], second);
  }

  private range(reel: Reel, row: number, column: number, from: Second, until: Second, out: Float64Array): boolean {
    const first = Math.max(from, this.from);
    const end = Math.min(until, this.until);
    return reel.range(row, column, first - this.from, end - this.from, out, first - from);
  }

  laneRange(column: LaneColumn, lane: number, from: Second, until: Second, out: Float64Array): boolean {
    return this.range(this.lanes, lane, LANE[column], from, until, out);
  }

  cellRange(column: CellColumn, cell: number, from: Second, until: Second, out: Float64Array): boolean {
    return this.range(this.cells, cell, CELL[column], from, until, out);
  }

  faultRange(fault: number, lane: number, from: Second, until: Second, out: Float64Array): boolean {
    return this.range(this.faulted, lane * this.faults + fault, 0, from, until, out);
  }

  get bytes(): number {
    return this.lanes.bytes + this.cells.bytes + this.faulted.bytes + this.classes.bytes + this.edges.bytes;
  }

  /** A recorder that ends before `second`, sharing all full chunks with this one. */
  truncatedCopy(second: Second): Tape {
    const end = Math.max(this.from, Math.min(second, this.until));
    const chunk = Math.floor((end - this.from) / CHUNK);
    const rows = (end - this.from) % CHUNK;
    return new Tape(this.from, end, this.faults, {
      lanes: this.lanes.copyUntil(chunk, rows),
      cells: this.cells.copyUntil(chunk, rows),
      faulted: this.faulted.copyUntil(chunk, rows),
      classes: this.classes.copyUntil(chunk, rows),
      edges: this.edges.copyUntil(chunk, rows),
    });
  }
}
