import { gammaP, normalCdf, pow } from "#lib/math";

/**
 * Percentiles of a mixture of gamma distributions.
 *
 * A chart asks for thousands of them, so the CDF comes from a table over (1/(3·√shape), Wilson–Hilferty score): the
 * cube root of a gamma variable is nearly normal, and the table holds what is left to the exact value. Against the
 * exact quantile: 0.2 % from p50 to p99 for shapes ≥ 0.1.
 */

const ROWS = 36;
const MAX_SPREAD = 1.2;
const SCORE_LOW = -6;
const SCORE_HIGH = 7;
const PER_SCORE = 16;
const COLUMNS = (SCORE_HIGH - SCORE_LOW) * PER_SCORE + 1;

let table: Float64Array | null = null;

function buildTable(): Float64Array {
  const cells = new Float64Array(ROWS * COLUMNS);
  for (let row = 0; row < ROWS; row++) {
    const spread = (row * MAX_SPREAD) / (ROWS - 1);
    const shape = 1 / (9 * spread * spread);
    for (let column = 0; column < COLUMNS; column++) {
      const score = SCORE_LOW + column / PER_SCORE;
      const root = 1 - spread * spread + score * spread;
      cells[row * COLUMNS + column] =
        row === 0 ? normalCdf(score) : root > 0 ? gammaP(shape, shape * root * root * root) : 0;
    }
  }
  return cells;
}

/** Share at or below a Wilson–Hilferty score, interpolated in the table. */
function share(cells: Float64Array, spread: number, score: number): number {
  if (score <= SCORE_LOW) return 0;
  if (score >= SCORE_HIGH) return 1;
  const y = (spread / MAX_SPREAD) * (ROWS - 1);
  const row = y >= ROWS - 1 ? ROWS - 2 : Math.floor(y);
  const fy = y - row;
  const x = (score - SCORE_LOW) * PER_SCORE;
  const column = Math.floor(x);
  const fx = x - column;
  const at = row * COLUMNS + column;
  const low = (cells[at] as number) * (1 - fx) + (cells[at + 1] as number) * fx;
  const high = (cells[at + COLUMNS] as number) * (1 - fx) + (cells[at + COLUMNS + 1] as number) * fx;
  return low + (high - low) * fy;
}

const MAX_PARTS = 16;
const BIN = new Float64Array(1);
const BIN_WORDS = new Uint32Array(BIN.buffer);
BIN[0] = 1;
const HIGH_WORD = BIN_WORDS[1] === 0x3ff00000 ? 1 : 0;

/** Which half octave a positive number lies in; a bit pattern, so every engine agrees. */
function halfOctave(x: number): number {
  BIN[0] = x;
  return (BIN_WORDS[HIGH_WORD] as number) >>> 19;
}

/**
 * Latencies of completed requests, gathered as moments. Parts whose means lie in the same half octave are pooled by
 * their moments; parts further apart stay apart, so that a 10 s hang does not smear into 50 ms answers.
 */
export class LatencyMix {
  private count = 0;
  private readonly bin = new Int32Array(MAX_PARTS);
  private readonly n = new Float64Array(MAX_PARTS);
  private readonly s1 = new Float64Array(MAX_PARTS);
  private readonly s2 = new Float64Array(MAX_PARTS);
  /** Per part, set by `prepare`: 1 / (mean^(1/3) · spread), and −(1 − spread²) / spread. */
  private readonly slope = new Float64Array(MAX_PARTS);
  private readonly offset = new Float64Array(MAX_PARTS);
  private readonly spread = new Float64Array(MAX_PARTS);
  private total = 0;
  private top = 0;
  private prepared = false;

  clear(): void {
    this.count = 0;
    this.total = 0;
    this.prepared = false;
  }

  /** Adds `n` requests with this mean (s) and second moment about zero (s²). */
  add(n: number, mean: number, secondMoment: number): void {
    if (!(n > 0)) return;
    const bin = halfOctave(mean);
    let at = 0;
    while (at < this.count && this.bin[at] !== bin) at++;
    if (at === MAX_PARTS) at--;
    if (at === this.count) {
      this.bin[at] = bin;
      this.n[at] = this.s1[at] = this.s2[at] = 0;
      this.count++;
    }
    (this.n[at] as number) += n;
    (this.s1[at] as number) += n * mean;
    (this.s2[at] as number) += n * secondMoment;
    this.total += n;
    this.prepared = false;
  }

  private prepare(): void {
    this.top = 0;
    for (let i = 0; i < this.count; i++) {
      const n = this.n[i] as number;
      const mean = Math.max((this.s1[i] as number) / n, 1e-9);
      const variance = Math.max(0, (this.s2[i] as number) / n - mean * mean);
      const spread = Math.min(MAX_SPREAD, Math.max(1e-4, Math.sqrt(variance) / (3 * mean)));
      const root = pow(mean, 1 / 3);
      this.spread[i] = spread;
      this.slope[i] = 1 / (root * spread);
      this.offset[i] = (spread * spread - 1) / spread;
      const high = root * (1 - spread * spread + SCORE_HIGH * spread);
      if (high > this.top) this.top = high;
    }
    this.prepared = true;
  }

  /** Sum of all latencies, in seconds. */
  get sum(): number {
    let sum = 0;
    for (let i = 0; i < this.count; i++) sum += this.s1[i] as number;
    return sum;
  }

  /** Requests that took at most so many seconds. */
  below(seconds: number): number {
    if (!(this.total > 0)) return 0;
    table ??= buildTable();
    if (!this.prepared) this.prepare();
    const root = pow(seconds, 1 / 3);
    let below = 0;
    for (let part = 0; part < this.count; part++) {
      const score = (this.slope[part] as number) * root + (this.offset[part] as number);
      below += (this.n[part] as number) * share(table, this.spread[part] as number, score);
    }
    return below;
  }

  /** Latency in seconds below which a share `p` of the requests lies; NaN when nothing was gathered. */
  quantile(p: number): number {
    if (!(this.total > 0)) return NaN;
    table ??= buildTable();
    if (!this.prepared) this.prepare();
    const goal = p * this.total;
    let low = 0;
    let high = this.top;
    for (let i = 0; i < 26; i++) {
      const middle = 0.5 * (low + high);
      let below = 0;
      for (let part = 0; part < this.count; part++) {
        const score = (this.slope[part] as number) * middle + (this.offset[part] as number);
        below += (this.n[part] as number) * share(table, this.spread[part] as number, score);
      }
      if (below < goal) low = middle;
      else high = middle;
    }
    const root = 0.5 * (low + high);
    return root * root * root;
  }
}
