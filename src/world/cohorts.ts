const NONE = new Float64Array(0);

/**
 * A queue of cohorts: one row for each second of arrival. A row holds jobs whose caller still waits, by port (the way they
 * came in), and jobs whose caller has given up, by lane. Rows are kept in order of arrival.
 */
export class Cohorts {
  readonly ports: number;
  readonly lanes: number;
  /** Row width: ports, then lanes. */
  readonly width: number;
  count = 0;
  private head = 0;
  /** Rows there is room for: none until something waits, which in most cells never happens. */
  private capacity = 0;
  private data = NONE;
  /** Second of arrival, and second at which the row is due (hanging requests only). */
  private born = NONE;
  private due = NONE;
  /** Jobs held, all rows. */
  mass = 0;

  constructor(ports: number, lanes: number) {
    this.ports = ports;
    this.lanes = lanes;
    this.width = ports + lanes;
  }

  private slot(row: number): number {
    return (this.head + row) % this.capacity;
  }

  /** Offset of a row (0 = oldest) in `rows()`. */
  at(row: number): number {
    return this.slot(row) * this.width;
  }

  /** The cells of all rows; index with `at(row)`. Replaced when the ring grows. */
  rows(): Float64Array {
    return this.data;
  }

  bornAt(row: number): number {
    return this.born[this.slot(row)] as number;
  }

  dueAt(row: number): number {
    return this.due[this.slot(row)] as number;
  }

  /** Appends an empty row and returns its offset. The caller adds jobs there and to `mass`. */
  push(born: number, due: number): number {
    if (this.count === this.capacity) this.enlarge();
    const s = this.slot(this.count);
    this.count++;
    this.born[s] = born;
    this.due[s] = due;
    const offset = s * this.width;
    this.data.fill(0, offset, offset + this.width);
    return offset;
  }

  dropOldest(): void {
    this.head = (this.head + 1) % this.capacity;
    this.count--;
  }

  dropNewest(): void {
    this.count--;
  }

  clear(): void {
    this.count = 0;
    this.head = 0;
    this.mass = 0;
  }

  /** Sum of a row. */
  rowMass(row: number): number {
    const o = this.at(row);
    let sum = 0;
    for (let i = 0; i < this.width; i++) sum += this.data[o + i] as number;
    return sum;
  }

  /** Moves `share` of everything into `other` (same shape), row by row; for pods that change cell. Never loses mass. */
  moveShare(share: number, other: Cohorts): void {
    for (let r = 0; r < this.count; r++) {
      const target = other.push(this.bornAt(r), this.dueAt(r));
      const o = this.at(r);
      for (let i = 0; i < this.width; i++) {
        const part = (this.data[o + i] as number) * share;
        this.data[o + i] = (this.data[o + i] as number) - part;
        other.data[target + i] = part;
        this.mass -= part;
        other.mass += part;
      }
    }
  }

  /** Everything held, as numbers, oldest row first: mass, then born, due and the cells of each row. */
  save(sink: (value: number) => void): void {
    sink(this.mass);
    for (let r = 0; r < this.count; r++) {
      sink(this.bornAt(r));
      sink(this.dueAt(r));
      const o = this.at(r);
      for (let i = 0; i < this.width; i++) sink(this.data[o + i] as number);
    }
  }

  /** The reverse of `save`, with the number of rows known. */
  load(rows: number, source: () => number): void {
    this.clear();
    const mass = source();
    for (let r = 0; r < rows; r++) {
      const born = source();
      const o = this.push(born, source());
      for (let i = 0; i < this.width; i++) this.data[o + i] = source();
    }
    this.mass = mass;
  }

  private enlarge(): void {
    const capacity = Math.max(8, this.capacity * 2);
    const next = new Float64Array(capacity * this.width);
    const born = new Float64Array(capacity);
    const due = new Float64Array(capacity);
    for (let r = 0; r < this.count; r++) {
      const s = this.slot(r);
      next.set(this.data.subarray(s * this.width, (s + 1) * this.width), r * this.width);
      born[r] = this.born[s] as number;
      due[r] = this.due[s] as number;
    }
    this.data = next;
    this.born = born;
    this.due = due;
    this.head = 0;
    this.capacity = capacity;
  }
}
