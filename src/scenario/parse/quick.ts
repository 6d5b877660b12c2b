import { FORBIDDEN_KEYS, MAX_DEPTH, MAX_VALUES } from "./limits";
import type { Located, LocatedEntry, LocatedScalar } from "./located";
import {
  AMPERSAND,
  CLOSE_LIST,
  CLOSE_MAP,
  COLON,
  COMMA,
  DASH,
  DOUBLE,
  GREATER,
  HASH,
  leave,
  NEWLINE,
  OPEN_LIST,
  OPEN_MAP,
  PIPE,
  Scanner,
  SINGLE,
  STAR,
  UNUSUAL,
} from "./scan";
import type { Source } from "./source";

/** The library refuses longer ones. */
const LONGEST_KEY = 1000;

/**
 * Reads the YAML that people usually write, several times faster than the library does, to the same values at the same places. Null for
 * everything else, mistakes of every kind among it: that is left to the library, which knows all of YAML and says what is wrong.
 */
export function readQuickly(source: Source): Located | null {
  if (/[\t\r\ufeff]/.test(source.text)) return null;
  try {
    return new Reader(source).document();
  } catch (error) {
    if (error === UNUSUAL) return null;
    throw error;
  }
}

/** A key that was read, up to its colon. */
interface Key {
  readonly name: string;
  readonly start: number;
  /** What it stands for where that is no text: `1` and `01` are the same key. */
  readonly value?: LocatedScalar["value"];
}

interface Anchored {
  readonly node: Located;
  /** How many values it has, itself included, and how many levels are below it. */
  readonly values: number;
  readonly height: number;
}

/** After every node in a block it stands at the next line with something on it, past the gap. */
class Reader extends Scanner {
  private values = 0;
  private lowest = 0;
  private readonly anchors = new Map<string, Anchored>();

  constructor(private readonly source: Source) {
    super(source.text);
  }

  document(): Located {
    this.gap();
    if (this.column !== 0) leave();
    const node = this.node(0, 0, true);
    if (this.column >= 0 || node.kind === "scalar") leave();
    return node;
  }

  private count(depth: number): void {
    if (depth > MAX_DEPTH || ++this.values > MAX_VALUES) leave();
    if (depth > this.lowest) this.lowest = depth;
  }

  private scalar(start: number, value: LocatedScalar["value"], style: LocatedScalar["style"], end = this.pos): Located {
    return { kind: "scalar", source: this.source, start, end, value, style };
  }

  /** A node; its further lines begin at column `limit` or behind it. Where a line or an item of a list begins it may be a map or a list. */
  private node(limit: number, depth: number, isFirst: boolean): Located {
    const start = this.pos;
    const c = this.at();
    if (c === DASH && this.isBlank(start + 1)) return isFirst ? this.list(depth) : leave();
    if (c === STAR) return this.alias(depth);
    if (c === PIPE || c === GREATER) {
      this.count(depth);
      const value = this.block(limit);
      const node = this.scalar(start, value, c === PIPE ? "block" : "other");
      this.nodeEnd = this.pos;
      this.gap();
      return node;
    }
    if (c === OPEN_LIST || c === OPEN_MAP) {
      const node = this.flow(limit, depth, 1);
      this.tail();
      return node;
    }
    if (c === DOUBLE || c === SINGLE) return this.quotedNode(start, depth, isFirst);
    const end = this.plain(false);
    if (this.at() === COLON) return isFirst ? this.map(this.plainKey(start, end), depth) : leave();
    const last = this.continued(end, limit, false);
    if (this.at() === COLON) leave();
    this.count(depth);
    this.pos = last;
    const node = this.scalar(start, this.plainValue(start, last).value, "plain");
    this.tail();
    return node;
  }

  private quotedNode(start: number, depth: number, isFirst: boolean): Located {
    const value = this.quoted();
    const end = this.pos;
    if (isFirst) {
      this.spaces();
      if (this.at() === COLON) return this.map({ name: value, start }, depth);
      this.pos = end;
    }
    this.count(depth);
    const node = this.scalar(start, value, "quoted");
    this.tail();
    return node;
  }

  private plainKey(start: number, end: number): Key {
    const name = this.text.slice(start, end);
    const { value } = this.plainValue(start, end);
    return typeof value === "string" ? { name, start } : { name, start, value };
  }

  /** The next key of a map, up to its colon. */
  private key(inFlow: boolean): Key {
    const start = this.pos;
    const c = this.at();
    let key: Key;
    if (c === DOUBLE || c === SINGLE) {
      key = { name: this.quoted(), start };
      this.spaces();
    } else key = this.plainKey(start, this.plain(inFlow));
    // Without a space behind the colon only a quoted key in braces ends there.
    if (this.at() !== COLON || !(this.isBlank(this.pos + 1) || (inFlow && (c === DOUBLE || c === SINGLE)))) leave();
    return key;
  }

  /** Puts a key and its value into a map; each key stands there once. */
  private enter(entries: Map<string, LocatedEntry>, odd: Set<unknown>, key: Key, node: Located): void {
    const { name, start, value } = key;
    if (entries.has(name) || FORBIDDEN_KEYS.has(name) || name.length > LONGEST_KEY) leave();
    if (value !== undefined) {
      if (odd.has(value)) leave();
      odd.add(value);
    }
    entries.set(name, { keyStart: start, keySource: this.source, node });
  }

  private map(first: Key, depth: number): Located {
    const column = first.start - this.lineStart;
    this.count(depth);
    const entries = new Map<string, LocatedEntry>();
    const odd = new Set<unknown>();
    for (let key = first; ; key = this.key(false)) {
      // The colon of a quoted key that begins a map was not looked behind yet.
      if (!this.isBlank(++this.pos)) leave();
      this.enter(entries, odd, key, this.value(column, depth + 1));
      if (this.column !== column) break;
      if (this.deepest > column) leave();
    }
    const end = this.close(column);
    return { kind: "map", source: this.source, start: first.start, end, entries };
  }

  /** What stands behind a colon or below it. */
  private value(column: number, depth: number): Located {
    const colon = this.pos;
    this.spaces();
    const empty = this.pos;
    const c = this.at();
    if (c === AMPERSAND) return this.anchored(column, depth);
    if (!this.isBlank(empty) && c !== HASH) return this.node(column + 1, depth, false);
    this.tail(colon);
    if (this.column > column) return this.node(column + 1, depth, true);
    if (this.column === column && this.at() === DASH && this.isBlank(this.pos + 1)) return this.list(depth);
    // Nothing is there; comments around nothing are left to the library.
    if (c === HASH || this.deepest >= 0) leave();
    this.count(depth);
    this.nodeEnd = empty;
    return this.scalar(empty, null, "plain", empty);
  }

  private list(depth: number): Located {
    const start = this.pos;
    const column = start - this.lineStart;
    this.count(depth);
    const items: Located[] = [];
    for (;;) {
      this.pos++;
      this.spaces();
      if (this.at() === NEWLINE) {
        this.tail();
        if (this.column <= column || this.deepest >= 0) leave();
      } else if (this.pos >= this.text.length) leave();
      items.push(this.node(column + 1, depth + 1, true));
      if (this.column !== column || this.at() !== DASH || !this.isBlank(this.pos + 1)) break;
      if (this.deepest > column) leave();
    }
    const end = this.close(column);
    return { kind: "list", source: this.source, start, end, items };
  }

  /** The end of a map or list at `column`; comments that are not left of it belong to it, behind its end. */
  private close(column: number): number {
    const end = this.nodeEnd;
    if (this.column > column || this.deepest > column) leave();
    if (column > 0 && this.deepest === column) {
      this.nodeEnd = this.pos;
      this.deepest = -1;
    }
    return end;
  }

  private name(): string {
    const start = ++this.pos;
    while (!this.isBlank(this.pos)) this.pos++;
    const name = this.text.slice(start, this.pos);
    return /^[\w.-]+$/.test(name) ? name : leave();
  }

  /** `&name`, then a map or list below it. */
  private anchored(column: number, depth: number): Located {
    const name = this.name();
    if (this.anchors.has(name) || this.at() !== NEWLINE) leave();
    this.tail();
    if (this.column <= column || this.deepest >= 0) leave();
    const { values, lowest } = this;
    this.lowest = depth;
    const node = this.node(column + 1, depth, true);
    if (node.kind === "scalar") leave();
    this.anchors.set(name, { node, values: this.values - values, height: this.lowest - depth });
    this.lowest = Math.max(this.lowest, lowest);
    return node;
  }

  /** `*name`: the same node once more, counted as if it were written there. */
  private alias(depth: number): Located {
    const { node, values, height } = this.anchors.get(this.name()) ?? leave();
    this.count(depth + 1 + height);
    this.values += values;
    if (this.values > MAX_VALUES) leave();
    this.tail();
    return node;
  }

  /** A map or list in brackets, `level` of them around what is in it. */
  private flow(limit: number, depth: number, level: number): Located {
    this.count(depth);
    const start = this.pos;
    const isMap = this.at() === OPEN_MAP;
    const close = isMap ? CLOSE_MAP : CLOSE_LIST;
    const entries = new Map<string, LocatedEntry>();
    const odd = new Set<unknown>();
    const items: Located[] = [];
    this.pos++;
    for (this.flowGap(limit, level); this.at() !== close; this.flowGap(limit, level)) {
      if (isMap) {
        const key = this.key(true);
        this.pos++;
        this.flowGap(limit, level);
        this.enter(entries, odd, key, this.flowNode(limit, depth + 1, level + 1));
      } else items.push(this.flowNode(limit, depth + 1, level + 1));
      this.flowGap(limit, level);
      if (this.at() === COMMA) this.pos++;
      else if (this.at() !== close) leave();
    }
    const end = ++this.pos;
    return isMap
      ? { kind: "map", source: this.source, start, end, entries }
      : { kind: "list", source: this.source, start, end, items };
  }

  /** Spaces and ends of lines between brackets; only the last bracket may stand as far left as what is around it. */
  private flowGap(limit: number, level: number): void {
    let isNewLine = false;
    for (; this.isBlank(this.pos) && this.pos < this.text.length; this.pos++) {
      if (this.at() !== NEWLINE) continue;
      isNewLine = true;
      this.lineStart = this.pos + 1;
    }
    const column = this.pos - this.lineStart;
    if (!isNewLine || column >= limit) return;
    const isLast = level === 1 && (this.at() === CLOSE_LIST || this.at() === CLOSE_MAP);
    if (column !== limit - 1 || !isLast) leave();
  }

  private flowNode(limit: number, depth: number, level: number): Located {
    const start = this.pos;
    const c = this.at();
    if (c === OPEN_LIST || c === OPEN_MAP) return this.flow(limit, depth, level);
    this.count(depth);
    if (c === DOUBLE || c === SINGLE) return this.scalar(start, this.quoted(), "quoted");
    const end = this.continued(this.plain(true), limit, true);
    if (this.at() === COLON || this.at() === HASH) leave();
    this.pos = end;
    return this.scalar(start, this.plainValue(start, end).value, "plain");
  }
}
