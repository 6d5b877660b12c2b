/**
 * Fingerprints: 64 bits from two coupled 32-bit lanes, as 16 hex digits. For identity and change detection, not for
 * secrets. Only Math.imul and shifts, so every engine agrees.
 */

const P1 = 0x9e3779b1;
const P2 = 0x85ebca77;
const CANONICAL_NAN_HI = 0x7ff80000;

const scratch = new Float64Array(1);
const scratchWords = new Uint32Array(scratch.buffer);
scratch[0] = 1;
const HI = scratchWords[1] === 0x3ff00000 ? 1 : 0;
const LO = 1 - HI;

/** Typed arrays a hasher accepts; elements count, not the machine's byte order. */
export type HashableArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

function finish(h: number): number {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}

/**
 * Accumulates values in order. Doubles are hashed by their bits: −0 differs from 0, all NaNs are one value.
 * Strings and arrays include their length, so moving a boundary changes the digest.
 */
export class StateHasher {
  private a = 0x243f6a88;
  private b = 0x85a308d3 | 0;

  private pair(lo: number, hi: number): void {
    let a = Math.imul(this.a ^ lo, P1);
    a = (((a << 13) | (a >>> 19)) + this.b) | 0;
    const b = Math.imul(this.b ^ hi, P2);
    this.a = a;
    this.b = (((b << 17) | (b >>> 15)) + a) | 0;
  }

  /** A double by its bits. */
  number(n: number): this {
    if (Number.isNaN(n)) this.pair(0, CANONICAL_NAN_HI);
    else {
      scratch[0] = n;
      this.pair(scratchWords[LO] as number, scratchWords[HI] as number);
    }
    return this;
  }

  /** A 32-bit integer (faster than `number`, and a different value in the digest). */
  int(n: number): this {
    this.pair(n | 0, 0x1f83d9ab);
    return this;
  }

  /** A string by its UTF-16 code units. Programs are long: the lanes live in locals here too. */
  string(s: string): this {
    this.pair(s.length, 0x5be0cd19);
    let a = this.a;
    let b = this.b;
    for (let i = 0; i < s.length; i += 4) {
      // Past the end charCodeAt is NaN, which the bit operators read as 0; the length above keeps that unambiguous.
      a = Math.imul(a ^ (s.charCodeAt(i) | (s.charCodeAt(i + 1) << 16)), P1);
      a = (((a << 13) | (a >>> 19)) + b) | 0;
      b = Math.imul(b ^ (s.charCodeAt(i + 2) | (s.charCodeAt(i + 3) << 16)), P2);
      b = (((b << 17) | (b >>> 15)) + a) | 0;
    }
    this.a = a;
    this.b = b;
    return this;
  }

  /** All elements of a typed array. */
  bytes(array: HashableArray): this {
    const n = array.length;
    this.pair(n, array.BYTES_PER_ELEMENT);
    if (array instanceof Float64Array) return this.doubles(array);
    if (array instanceof Float32Array) {
      for (let i = 0; i < n; i++) this.number(array[i] as number);
      return this;
    }
    for (let i = 0; i < n; i += 2) this.pair(array[i] as number, i + 1 < n ? (array[i + 1] as number) : 0);
    return this;
  }

  /** The hot path: state rings are large, so the lanes live in locals. */
  private doubles(array: Float64Array): this {
    const words = new Uint32Array(array.buffer, array.byteOffset, array.length * 2);
    let a = this.a;
    let b = this.b;
    for (let i = 0; i < words.length; i += 2) {
      let lo = words[i + LO] as number;
      let hi = words[i + HI] as number;
      if ((hi & 0x7ff00000) === 0x7ff00000 && ((hi & 0x000fffff) | lo) !== 0) {
        lo = 0;
        hi = CANONICAL_NAN_HI;
      }
      a = Math.imul(a ^ lo, P1);
      a = (((a << 13) | (a >>> 19)) + b) | 0;
      b = Math.imul(b ^ hi, P2);
      b = (((b << 17) | (b >>> 15)) + a) | 0;
    }
    this.a = a;
    this.b = b;
    return this;
  }

  /** 16 hex digits. More values may be added afterwards. */
  digest(): string {
    const a = finish(this.a ^ Math.imul(this.b, 0x27d4eb2f));
    const b = finish(this.b ^ Math.imul(a, 0x165667b1));
    return hex(a) + hex(b);
  }
}

/** Fingerprint of a string, 16 hex digits. */
export function hashString(s: string): string {
  return new StateHasher().string(s).digest();
}

/**
 * JSON with object keys in code-unit order and no spaces: equal values give equal text.
 * Properties that are undefined are left out. Throws a TypeError on what JSON cannot hold (NaN, Infinity, functions,
 * undefined in an array): writing null instead would make different values look equal.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`canonicalJson: ${String(value)} is not JSON`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") {
    const record = value as Readonly<Record<string, unknown>>;
    const parts: string[] = [];
    for (const key of Object.keys(record).sort()) {
      const item = record[key];
      if (item !== undefined) parts.push(`${JSON.stringify(key)}:${canonicalJson(item)}`);
    }
    return `{${parts.join(",")}}`;
  }
  throw new TypeError(`canonicalJson: ${typeof value} is not JSON`);
}

/** Fingerprint of a JSON value that does not depend on key order. */
export function hashJson(value: unknown): string {
  return hashString(canonicalJson(value));
}
