/**
 * What has been recorded: rows of 64 seconds are staged in full and then stored by column, leaving out columns that are
 * zero and storing constant ones as one number. Single precision: telemetry is derived from it, the dynamics are not.
 */
import type { Second } from "#domain/ids";
import { CELL_COLUMNS, type CellColumn, LANE_COLUMNS, type LaneColumn, type Recorder } from "./contract";

/** Seconds in a chunk. */
export const CHUNK = 64;
/** Business columns by class, and call columns by call and region. */
export const CLASS_COLUMNS = ["completed", "failed", "delayed", "lost", "doubled"] as const;
export type ClassColumn = (typeof CLASS_COLUMNS)[number];

type Stored = Float32Array | number;

/** One table of columns (lanes × columns, cells × columns …). */
class Reel {
  width: number;
  staging: Float32Array;
  /** `chunks[k][column]`, sparse: absent = zero. */
  chunks: Map<number, Stored>[] = [];

  /** Columns written since the last seal: whoever writes into `staging` says so here. */
  used: Uint8Array;

  constructor(width: number) {
    this.width = width;
    this.used = new Uint8Array(width);
    this.staging = new Float32Array(width * CHUNK);
  }

  widen(width: number): void {
    if (width <= this.width) return;
    const next = new Float32Array(width * CHUNK);
    for (let r = 0; r < CHUNK; r++) next.set(this.staging.subarray(r * this.width, (r + 1) * this.width), r * width);
    this.staging = next;
    const used = new Uint8Array(width);
    used.set(this.used);
    this.used = used;
    this.width = width;
  }

  /** Stores the 64 staged rows: only columns that were written are looked at. */
  seal(): void {
    const kept = new Map<number, Stored>();
    this.chunks.push(kept);
    const { staging, used, width } = this;
    for (let c = 0; c < width; c++) {
      if (used[c] === 0) continue;
      const first = staging[c] as number;
      let varies = false;
      for (let r = 1, o = c + width; r < CHUNK; r++, o += width) {
        if ((staging[o] as number) !== first) {
          varies = true;
          break;
        }
      }
      if (varies) {
        const column = new Float32Array(CHUNK);
        for (let r = 0, o = c; r < CHUNK; r++, o += width) column[r] = staging[o] as number;
        kept.set(c, column);
      } else if (first !== 0) kept.set(c, first);
      for (let r = 0, o = c; r < CHUNK; r++, o += width) staging[o] = 0;
    }
    used.fill(0);
  }

  read(column: number, chunk: number, row: number): number {
    if (column >= this.width) return 0;
    if (chunk === this.chunks.length) return this.staging[row * this.width + column] as number;
    const stored = this.chunks[chunk]?.get(column);
    if (stored === undefined) return 0;
    return typeof stored === "number" ? stored : (stored[row] as number);
  }

  copyUntil(chunk: number, rows: number): Reel {
    const out = new Reel(this.width);
    out.chunks = this.chunks.slice(0, chunk);
    if (chunk === this.chunks.length) {
      out.staging.set(this.staging.subarray(0, rows * this.width));
      out.used.set(this.used);
      return out;
    }
    for (const column of this.chunks[chunk]?.keys() ?? []) {
      out.used[column] = 1;
      for (let r = 0; r < rows; r++) out.staging[r * out.width + column] = this.read(column, chunk, r);
    }
    return out;
  }

  get bytes(): number {
    let sum = this.staging.byteLength;
    for (const chunk of this.chunks) {
      for (const column of chunk.values()) sum += typeof column === "number" ? 16 : column.byteLength + 64;
    }
    return sum;
  }
}

const LANE = new Map(LANE_COLUMNS.map((name, i) => [name, i]));
const CELL = new Map(CELL_COLUMNS.map((name, i) => [name, i]));

/** The recorder of a world: append-only from outside, written by the tick. */
export class Tape implements Recorder {
  readonly from: Second;
  until: Second;
  readonly faults: number;
  readonly lanes: Reel;
  readonly cells: Reel;
  readonly faulted: Reel;
  readonly classes: Reel;
  readonly edges: Reel;

  constructor(
    from: Second,
    sizes: { lanes: number; cells: number; faults: number; classes: number; edges: number },
    parts?: Tape,
  ) {
    this.from = from;
    this.until = from;
    this.faults = sizes.faults;
    this.lanes = parts?.lanes ?? new Reel(sizes.lanes * LANE_COLUMNS.length);
    this.cells = parts?.cells ?? new Reel(sizes.cells * CELL_COLUMNS.length);
    this.faulted = parts?.faulted ?? new Reel(sizes.lanes * sizes.faults);
    this.classes = parts?.classes ?? new Reel(sizes.classes * CLASS_COLUMNS.length);
    this.edges = parts?.edges ?? new Reel(sizes.edges * 2);
  }

  /** Room for more lanes and cells (a layout change). Ids never move. */
  widen(lanes: number, cells: number): void {
    this.lanes.widen(lanes * LANE_COLUMNS.length);
    this.cells.widen(cells * CELL_COLUMNS.length);
    this.faulted.widen(lanes * this.faults);
  }

  /** Row of the second now being recorded, in each staging table. */
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

  private read(reel: Reel, column: number, second: Second): number {
    if (second < this.from || second >= this.until) return 0;
    const at = second - this.from;
    return reel.read(column, Math.floor(at / CHUNK), at % CHUNK);
  }

  lane(column: LaneColumn, lane: number, second: Second): number {
    return this.read(this.lanes, lane * LANE_COLUMNS.length + (LANE.get(column) as number), second);
  }

  cell(column: CellColumn, cell: number, second: Second): number {
    return this.read(this.cells, cell * CELL_COLUMNS.length + (CELL.get(column) as number), second);
  }

  fault(fault: number, lane: number, second: Second): number {
    return this.read(this.faulted, lane * this.faults + fault, second);
  }

  ofClass(column: ClassColumn, index: number, second: Second): number {
    return this.read(this.classes, index * CLASS_COLUMNS.length + CLASS_COLUMNS.indexOf(column), second);
  }

  edge(column: "calls" | "failed", edge: number, second: Second): number {
    return this.read(this.edges, edge * 2 + (column === "calls" ? 0 : 1), second);
  }

  get bytes(): number {
    return this.lanes.bytes + this.cells.bytes + this.faulted.bytes + this.classes.bytes + this.edges.bytes;
  }

  /** A recorder that ends before `second`, sharing all full chunks with this one. */
  truncatedCopy(second: Second): Tape {
    const end = Math.max(this.from, Math.min(second, this.until));
    const chunk = Math.floor((end - this.from) / CHUNK);
    const rows = (end - this.from) % CHUNK;
    const out = new Tape(this.from, { lanes: 0, cells: 0, faults: this.faults, classes: 0, edges: 0 }, {
      lanes: this.lanes.copyUntil(chunk, rows),
      cells: this.cells.copyUntil(chunk, rows),
      faulted: this.faulted.copyUntil(chunk, rows),
      classes: this.classes.copyUntil(chunk, rows),
      edges: this.edges.copyUntil(chunk, rows),
    } as Tape);
    out.until = end;
    return out;
  }
}
