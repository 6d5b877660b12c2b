import { blockText, coreValue, type Plain, unfolded } from "./scalars";

export const NEWLINE = 10;
export const SPACE = 32;
export const DOUBLE = 34;
export const HASH = 35;
export const AMPERSAND = 38;
export const SINGLE = 39;
export const STAR = 42;
export const COMMA = 44;
export const DASH = 45;
export const COLON = 58;
export const GREATER = 62;
export const QUESTION = 63;
export const OPEN_LIST = 91;
export const BACKSLASH = 92;
export const CLOSE_LIST = 93;
export const OPEN_MAP = 123;
export const PIPE = 124;
export const CLOSE_MAP = 125;

/** A plain scalar cannot begin with one of these. */
const INDICATORS = new Set([..."!\"#%&'*,>@[]`{|}"].map((c) => c.charCodeAt(0)));
/** What stands behind a backslash between double quotes, as far as it is one character for another. */
const ESCAPES = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
]);

class Unusual extends Error {}
/** Thrown for what is left to the library; always the same, because a stack costs more than what was read. */
export const UNUSUAL = new Unusual("left to the library");

export function leave(): never {
  throw UNUSUAL;
}

const isFlowIndicator = (c: number): boolean =>
  c === COMMA || c === OPEN_LIST || c === CLOSE_LIST || c === OPEN_MAP || c === CLOSE_MAP;

/** A place in a text without tabs and carriage returns, and what can be read there without knowing what is around it. */
export class Scanner {
  protected pos = 0;
  protected lineStart = 0;
  /** Where the next line with something on it begins, after a gap: its column from 0, −1 at the end of the text. */
  protected column = 0;
  /** The column of the deepest comment in the gap before that line, −1 when there is none. */
  protected deepest = -1;
  /** Offset after the last node and what belongs to it on its line, as a collection around it counts its end. */
  protected nodeEnd = 0;

  constructor(protected readonly text: string) {}

  /** The character at an offset; past the end it is NaN, which equals nothing. */
  protected at(offset = this.pos): number {
    return this.text.charCodeAt(offset);
  }

  /** Whether a space, the end of a line or that of the text is there. */
  protected isBlank(offset: number): boolean {
    const c = this.at(offset);
    return c === SPACE || c === NEWLINE || offset >= this.text.length;
  }

  protected spaces(): void {
    while (this.at() === SPACE) this.pos++;
  }

  private nextLine(): void {
    const end = this.text.indexOf("\n", this.pos);
    this.pos = end < 0 ? this.text.length : end + 1;
  }

  /** From the beginning of a line to the next line with something on it. */
  protected gap(): void {
    this.deepest = -1;
    for (;;) {
      this.lineStart = this.pos;
      this.spaces();
      const column = this.pos - this.lineStart;
      const c = this.at();
      if (c === HASH) {
        if (column > this.deepest) this.deepest = column;
        this.nextLine();
      } else if (c === NEWLINE) this.pos++;
      else {
        this.column = this.pos < this.text.length ? column : -1;
        return;
      }
    }
  }

  /** What may follow on the line of a node that ended at `from`, spaces and a comment; then on to the next line. */
  protected tail(from = this.pos): void {
    this.spaces();
    const c = this.at();
    if (c === HASH && this.pos > from) this.nextLine();
    else if (c === NEWLINE) this.pos++;
    else if (this.pos < this.text.length) leave();
    this.nodeEnd = this.pos;
    this.gap();
  }

  /** The text between quotes on one line; on to what is behind them. */
  protected quoted(): string {
    const quote = this.at();
    let text = "";
    let from = ++this.pos;
    for (; ; this.pos++) {
      const c = this.at();
      if (c === quote) {
        text += this.text.slice(from, this.pos);
        if (quote === DOUBLE || this.at(this.pos + 1) !== SINGLE) break;
        from = ++this.pos;
      } else if (c === BACKSLASH && quote === DOUBLE) {
        const meant = ESCAPES.get(this.text.charAt(this.pos + 1)) ?? leave();
        text += this.text.slice(from, this.pos) + meant;
        from = ++this.pos + 1;
      } else if (c === NEWLINE || this.pos >= this.text.length) leave();
    }
    this.pos++;
    return text;
  }

  /** To the end of the part of a plain scalar that is on this line; returns that, and stands at what ended it. */
  protected plainLine(inFlow: boolean): number {
    const { text } = this;
    let end = this.pos;
    let i = this.pos;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === NEWLINE) break;
      if (c === SPACE) continue;
      if (c === COLON && (this.isBlank(i + 1) || (inFlow && isFlowIndicator(this.at(i + 1))))) break;
      if (c === HASH && text.charCodeAt(i - 1) === SPACE) break;
      if (inFlow && isFlowIndicator(c)) break;
      end = i + 1;
    }
    this.pos = i;
    return end;
  }

  /** The same from the beginning of one. */
  protected plain(inFlow: boolean): number {
    const c = this.at();
    if (INDICATORS.has(c)) leave();
    if (c === DASH || c === QUESTION || c === COLON) {
      if (this.isBlank(this.pos + 1) || (inFlow && isFlowIndicator(this.at(this.pos + 1)))) leave();
    }
    const marker = this.pos === this.lineStart ? this.text.slice(this.pos, this.pos + 3) : "";
    if (marker === "---" || marker === "...") leave();
    return this.plainLine(inFlow);
  }

  /** The end of a plain scalar whose first line ends at `end`: it goes on while lines begin at column `limit` or behind it. */
  protected continued(end: number, limit: number, inFlow: boolean): number {
    let last = end;
    while (this.at() === NEWLINE) {
      let start = this.pos + 1;
      let next = start;
      for (; this.at(next) === SPACE || this.at(next) === NEWLINE; next++)
        if (this.at(next) === NEWLINE) start = next + 1;
      const c = this.at(next);
      if (next >= this.text.length || next - start < limit || c === HASH || (inFlow && isFlowIndicator(c))) break;
      this.pos = next;
      this.lineStart = start;
      last = this.plainLine(inFlow);
    }
    return last;
  }

  /** What is written plainly between two offsets. */
  protected plainValue(start: number, end: number): Plain {
    return coreValue(unfolded(this.text.slice(start, end))) ?? leave();
  }

  /** A text behind `|` or `>`; its lines begin at column `limit` or behind it. On to the line behind it. */
  protected block(limit: number): string {
    const isFolded = this.at() === GREATER;
    const isStripped = this.at(++this.pos) === DASH;
    if (isStripped) this.pos++;
    if (this.at() !== NEWLINE) leave();
    const lines: string[] = [];
    let indent = -1;
    let kept = 0;
    let isRagged = false;
    let end = 0;
    for (let line = this.pos + 1; line < this.text.length; ) {
      let from = line;
      while (this.at(from) === SPACE) from++;
      const width = from - line;
      const newline = this.text.indexOf("\n", from);
      const to = newline < 0 ? this.text.length : newline;
      if (from < to) {
        if (indent < 0) indent = width >= limit ? width : leave();
        if (width < indent) break;
        lines.push(this.text.slice(line + indent, to));
        kept = lines.length;
        end = to + 1;
        isRagged = false;
      } else {
        if (width > Math.max(indent, 0)) isRagged = indent >= 0 || leave();
        lines.push(this.text.slice(Math.min(line + Math.max(indent, 0), to), to));
      }
      line = to + 1;
    }
    // Lines of spaces at its end belong to it or not; the library knows.
    if (kept === 0 || isRagged) leave();
    this.pos = Math.min(end, this.text.length);
    return blockText(lines.slice(0, kept), isFolded) + (isStripped ? "" : "\n");
  }
}
