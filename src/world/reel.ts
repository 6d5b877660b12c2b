/**
 * One table of the recorder: rows (lanes, cells …) × columns, a value a second. 64 seconds are staged in full, row by row so
 * that writing and storing touch memory in order; then what varies is kept and what is constant becomes one number.
 */

/** Seconds in a chunk. */
export const CHUNK = 64;

/** 64 seconds, stored. */
interface Chunk {
  /** By column (row × columns + column): 0 = zero throughout, n > 0 = the n-th that varies, −n = the n-th constant one. */
  readonly index: Int16Array | Int32Array;
  /** 64 values of each column that varies, then the constants. */
  readonly values: Float32Array;
  /** Where the constants begin, less one. */
  readonly constants: number;
}

/** Filled while a chunk is stored, then copied to length. */
let packed = new Float32Array(CHUNK);

export class Reel {
  /** Columns of a row, at most 31. */
  readonly columns: number;
  rows: number;
  /** Seconds of the chunk under way: `staging[(row × CHUNK + second) × columns + column]`. */
  staging: Float32Array;
  /** By row, a bit for each column written since the last chunk: whoever writes into `staging` says so here. */
  used: Int32Array;
  chunks: Chunk[] = [];

  constructor(rows: number, columns: number) {
    this.rows = rows;
    this.columns = columns;
    this.used = new Int32Array(rows);
    this.staging = new Float32Array(rows * CHUNK * columns);
  }

  /** Room for more rows; rows never move. */
  widen(rows: number): void {
    if (rows <= this.rows) return;
    const staging = new Float32Array(rows * CHUNK * this.columns);
    staging.set(this.staging);
    const used = new Int32Array(rows);
    used.set(this.used);
    this.staging = staging;
    this.used = used;
    this.rows = rows;
  }

  /** Stores the staged seconds: only columns that were written are looked at. */
  seal(): void {
    const { staging, used, columns, rows } = this;
    const index = rows * columns < 32_768 ? new Int16Array(rows * columns) : new Int32Array(rows * columns);
    if (packed.length < staging.length + rows * columns) packed = new Float32Array(staging.length + rows * columns);
    const out = packed;
    const constants: number[] = [];
    let varying = 0;
    for (let row = 0; row < rows; row++) {
      const mask = used[row] as number;
      if (mask === 0) continue;
      const from = row * CHUNK * columns;
      const to = from + CHUNK * columns;
      for (let c = 0; c < columns; c++) {
        if ((mask & (1 << c)) === 0) continue;
        const first = staging[from + c] as number;
        let o = from + c + columns;
        while (o < to && (staging[o] as number) === first) o += columns;
        if (o < to) {
          for (let s = from + c, k = varying * CHUNK; s < to; s += columns, k++) out[k] = staging[s] as number;
          index[row * columns + c] = ++varying;
        } else if (first !== 0) index[row * columns + c] = -constants.push(first);
      }
      staging.fill(0, from, to);
    }
    used.fill(0);
    out.set(constants, varying * CHUNK);
    const values = out.slice(0, varying * CHUNK + constants.length);
    this.chunks.push({ index, values, constants: varying * CHUNK - 1 });
  }

  read(row: number, column: number, chunk: number, second: number): number {
    if (row >= this.rows) return 0;
    if (chunk === this.chunks.length) {
      return this.staging[(row * CHUNK + second) * this.columns + column] as number;
    }
    const stored = this.chunks[chunk];
    const n = stored?.index[row * this.columns + column];
    if (stored === undefined || n === undefined || n === 0) return 0;
    return stored.values[n > 0 ? (n - 1) * CHUNK + second : stored.constants - n] as number;
  }

  /**
   * Writes the values of the seconds from `from` to `until` (exclusive, counted from the beginning) to `out` from `at` on, where
   * it is zero. False, and nothing written, when all are zero.
   */
  range(row: number, column: number, from: number, until: number, out: Float64Array, at: number): boolean {
    if (row >= this.rows) return false;
    const { columns } = this;
    let any = false;
    for (let second = from; second < until; ) {
      const chunk = Math.floor(second / CHUNK);
      const end = Math.min(until, (chunk + 1) * CHUNK);
      let o = second - from + at;
      if (chunk === this.chunks.length) {
        if (((this.used[row] as number) & (1 << column)) !== 0) {
          let s = (row * CHUNK + second - chunk * CHUNK) * columns + column;
          for (; second < end; second++, s += columns, o++) {
            const value = this.staging[s] as number;
            if (value === 0) continue;
            out[o] = value;
            any = true;
          }
        }
      } else {
        const stored = this.chunks[chunk];
        const n = stored?.index[row * columns + column];
        if (stored !== undefined && n !== undefined && n !== 0) {
          const { values } = stored;
          const step = n > 0 ? 1 : 0;
          let s = n > 0 ? (n - 1 - chunk) * CHUNK + second : stored.constants - n;
          for (; second < end; second++, s += step, o++) {
            const value = values[s] as number;
            if (value === 0) continue;
            out[o] = value;
            any = true;
          }
        }
      }
      second = end;
    }
    return any;
  }

  /** A table that ends `seconds` into a chunk, sharing all chunks before it. */
  copyUntil(chunk: number, seconds: number): Reel {
    const out = new Reel(this.rows, this.columns);
    const { columns } = this;
    out.chunks = this.chunks.slice(0, chunk);
    if (chunk === this.chunks.length) {
      for (let row = 0; row < this.rows; row++) {
        if (this.used[row] === 0) continue;
        const from = row * CHUNK * columns;
        out.staging.set(this.staging.subarray(from, from + seconds * columns), from);
      }
      out.used.set(this.used);
      return out;
    }
    const stored = this.chunks[chunk];
    if (stored === undefined) return out;
    const { index, values, constants } = stored;
    for (let i = 0; i < index.length; i++) {
      const n = index[i] as number;
      if (n === 0) continue;
      const row = Math.floor(i / columns);
      const column = i - row * columns;
      out.used[row] = (out.used[row] as number) | (1 << column);
      let s = n > 0 ? (n - 1) * CHUNK : constants - n;
      const step = n > 0 ? 1 : 0;
      for (let r = 0, o = row * CHUNK * columns + column; r < seconds; r++, o += columns, s += step) {
        out.staging[o] = values[s] as number;
      }
    }
    return out;
  }

  get bytes(): number {
    let sum = this.staging.byteLength + this.used.byteLength;
    for (const { index, values } of this.chunks) sum += index.byteLength + values.byteLength + 128;
    return sum;
  }
}
