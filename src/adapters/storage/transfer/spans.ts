import type { StoreName } from "../database";
import { isStore, MAX_LINE } from "./format";
import { familyIn, hasParts, OWNERS } from "./order";

/** Bytes that are read at a time. */
const BLOCK = 1 << 20;
/** Records that belong together are read together, up to so many bytes. */
const TOGETHER = 1 << 18;
/** No file that this app or its rescue page wrote comes near it. */
const MAX_SPANS = 2_000_000;

/** Where some records that follow each other in a store stand in a file of version 1. */
export interface Span {
  /** Number of the first in its store. */
  readonly at: number;
  count: number;
  /** Bytes of the file. */
  readonly from: number;
  to: number;
  readonly family: string | null;
}

const [QUOTE, COMMA, COLON, OPEN_LIST, ESCAPE, CLOSE_LIST, OPEN, CLOSE] = [34, 44, 58, 91, 92, 93, 123, 125] as const;
const isBlank = (byte: number): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9;

/** Finds the records of `{ …, "stores": { name: [records] } }` without holding more of the text than one of them. */
class Scan {
  readonly stores = new Map<StoreName, Span[]>();
  /** Why this is no such file. */
  fault: string | null = null;
  hasStores = false;
  isEnded = false;
  private spans = 0;
  private depth = 0;
  private isText = false;
  private isEscaped = false;
  private readonly keys = ["", "", ""];
  private text: number[] = [];
  private store: StoreName | null = null;
  private isInList = false;
  /** Of the record that is being passed: its number, where it begins, whether anything of it was there, and its bytes so far. */
  private at = 0;
  private from = 0;
  private isThere = false;
  private parts: Uint8Array[] = [];

  /** A block of the file that begins at byte `offset`. */
  take(block: Uint8Array, offset: number): void {
    let kept = 0;
    for (let i = 0; i < block.length && this.fault === null; i++) {
      const byte = block[i] as number;
      if (this.isText) {
        if (this.isEscaped) this.isEscaped = false;
        else if (byte === ESCAPE) this.isEscaped = true;
        else if (byte === QUOTE) this.isText = false;
        else if (this.depth < 3 && this.text.length < 100) this.text.push(byte);
        continue;
      }
      if (isBlank(byte)) continue;
      if (this.isEnded) this.fault = "goes on after its end";
      if (this.depth === 3 && this.isInList && (byte === COMMA || byte === CLOSE_LIST)) {
        this.endRecord(block.subarray(kept, i), offset + i);
        kept = i + 1;
      } else if (this.isInList) this.isThere = true;
      if (byte === QUOTE) {
        this.isText = true;
        this.text = [];
      } else if (byte === COLON) this.endKey();
      else if (byte === OPEN || byte === OPEN_LIST) {
        this.depth++;
        if (this.depth === 3 && byte === OPEN_LIST && this.keys[1] === "stores") {
          this.beginList(offset + i + 1);
          kept = i + 1;
        }
      } else if (byte === CLOSE || byte === CLOSE_LIST) {
        this.depth--;
        if (this.depth === 2) this.isInList = false;
        this.isEnded = this.depth === 0;
      }
    }
    // Of a record that is too long nothing is held any more.
    if (offset + block.length - this.from > MAX_LINE) this.parts = [];
    else if (this.isNamed()) this.parts.push(block.slice(kept));
  }

  private endKey(): void {
    if (this.depth > 2) return;
    this.keys[this.depth] = String.fromCharCode(...this.text);
    if (this.depth === 1 && this.keys[1] === "stores") this.hasStores = true;
  }

  private beginList(from: number): void {
    const name = this.keys[2];
    this.store = isStore(name) ? name : null;
    this.isInList = true;
    this.at = 0;
    this.begin(from);
  }

  private begin(from: number): void {
    this.from = from;
    this.isThere = false;
    this.parts = [];
  }

  /** Whether the record has to be read to know what it belongs to. */
  private isNamed(): boolean {
    return this.isInList && this.store !== null && (OWNERS[this.store] !== undefined || hasParts(this.store));
  }

  private endRecord(rest: Uint8Array, to: number): void {
    if (this.isThere && this.store !== null) {
      const family = this.isNamed() ? familyIn(this.store, recordIn([...this.parts, rest], to - this.from)) : null;
      const spans = this.stores.get(this.store) ?? [];
      const last = spans.at(-1);
      // What others belong to stands alone: they follow it.
      const isMore = last?.family === family && !hasParts(this.store) && to - last.from <= TOGETHER;
      if (last !== undefined && isMore) {
        last.to = to;
        last.count++;
      } else {
        spans.push({ at: this.at, count: 1, from: this.from, to, family });
        this.spans++;
      }
      this.stores.set(this.store, spans);
      if (this.spans > MAX_SPANS) this.fault = `has more than ${MAX_SPANS} records apart`;
    }
    this.at++;
    this.begin(to + 1);
  }
}

function recordIn(parts: readonly Uint8Array[], size: number): unknown {
  if (size > MAX_LINE) return undefined;
  const decoder = new TextDecoder();
  try {
    return JSON.parse(parts.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode());
  } catch {
    return undefined;
  }
}

/** Passes through a file of version 1 once and says where the records of each store are; or what is wrong with it as a whole. Rejects with the reason of the signal. */
export async function spansOf(
  file: Blob,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<StoreName, readonly Span[]> | string> {
  const scan = new Scan();
  for (let offset = 0; offset < file.size && scan.fault === null; offset += BLOCK) {
    signal?.throwIfAborted();
    scan.take(new Uint8Array(await file.slice(offset, offset + BLOCK).arrayBuffer()), offset);
  }
  if (scan.fault !== null) return `The file ${scan.fault}: it was changed.`;
  if (!scan.isEnded) return "The file has no end: it was cut off or changed.";
  return scan.hasStores ? scan.stores : "The file has no list of stores.";
}
