import type { ExprContext } from "#domain/expressions";
import type { Expr, Text } from "#domain/text";
import type { CelNode } from "#lib/cel";
import { a, type CheckScope, checkExpression, type ExprType } from "./cel/check";
import { ExpressionError, type ParsedExpression, parseExpression } from "./cel/parse";
import type { Cursor } from "./cursor";
import { suggest } from "./cursor";
import type { Names } from "./names";
import { DURATION, SHARE, seconds, share } from "./units";

/** Formats of a figure in a text. */
export const FORMATS = ["count", "percent", "duration", "clock", "fixed1"] as const;

/** Parses every distinct source once: variants repeat most of them. */
export class ExpressionCache {
  private readonly parsed = new Map<string, ParsedExpression | ExpressionError>();

  parse(source: string): ParsedExpression | ExpressionError {
    const known = this.parsed.get(source);
    if (known) return known;
    let result: ParsedExpression | ExpressionError;
    try {
      result = parseExpression(source);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      result = error;
    }
    this.parsed.set(source, result);
    return result;
  }
}

export interface Wanted {
  readonly context: ExprContext;
  readonly type: ExprType;
  /** Fields of the journal entry `e`, in marks that wait for one. */
  readonly entry?: readonly string[] | undefined;
  readonly node?: string | undefined;
}

/** Compiles expressions and texts against the names of one scene. */
export class Expressions {
  constructor(
    readonly names: Names,
    private readonly cache: ExpressionCache,
  ) {}

  /** The compiled expression; after an error a harmless constant, so that everything else is still checked. */
  compile(cursor: Cursor<string | number | boolean>, wanted: Wanted): Expr {
    const { value } = cursor;
    if (typeof value === "string" && constant(value) === undefined) return this.source(cursor, value, 0, wanted);
    const literal = typeof value === "string" ? (constant(value) as number) : value;
    const node: CelNode = typeof literal === "number" ? ["num", literal] : ["bool", literal];
    const type: ExprType = typeof literal === "number" ? "number" : "bool";
    if (wanted.type !== "any" && type !== wanted.type) cursor.error("expression.type", mismatch(wanted.type, type));
    return { source: String(value), node };
  }

  optional(cursor: Cursor<string | number | boolean | undefined>, wanted: Wanted): Expr | null {
    const present = cursor.present();
    return present ? this.compile(present as Cursor<string | number | boolean>, wanted) : null;
  }

  private source(cursor: Cursor<unknown>, source: string, offset: number, wanted: Wanted): Expr {
    const parsed = this.cache.parse(source);
    if (parsed instanceof ExpressionError) {
      cursor.error(parsed.code, `cannot read "${short(source)}": ${parsed.message}`, offset + parsed.start);
      return { source, node: FALLBACK[wanted.type] };
    }
    const scope: CheckScope = {
      context: wanted.context,
      names: this.names,
      entry: wanted.entry,
      node: wanted.node,
    };
    const { type, problems } = checkExpression(parsed, scope);
    for (const p of problems) cursor.error(p.code, p.message, offset + p.start);
    if (problems.length === 0 && wanted.type !== "any" && type !== "any" && type !== wanted.type) {
      cursor.error("expression.type", mismatch(wanted.type, type), offset);
    }
    return { source, node: parsed.node };
  }

  /** A text with `{{ expression | format }}`. */
  text(cursor: Cursor<string>, context: ExprContext = "story", entry?: readonly string[]): Text {
    const parts: (string | { expr: Expr; format?: string })[] = [];
    const { value } = cursor;
    let end = 0;
    for (let open = value.indexOf("{{"); open >= 0; open = value.indexOf("{{", end)) {
      const close = value.indexOf("}}", open);
      if (close < 0) {
        cursor.error("text.braces", "{{ without }}", open);
        break;
      }
      if (open > end) parts.push(value.slice(end, open));
      parts.push(this.figure(cursor, value.slice(open + 2, close), open + 2, context, entry));
      end = close + 2;
    }
    if (end < value.length) parts.push(value.slice(end));
    return parts;
  }

  private figure(
    cursor: Cursor<string>,
    inner: string,
    offset: number,
    context: ExprContext,
    entry: readonly string[] | undefined,
  ): { expr: Expr; format?: string } {
    const bar = /(^|[^|])\|\s*([A-Za-z0-9_-]+)\s*$/.exec(inner);
    const source = bar ? inner.slice(0, bar.index + (bar[1] as string).length) : inner;
    const lead = source.length - source.trimStart().length;
    const format = bar?.[2];
    if (format !== undefined && !(FORMATS as readonly string[]).includes(format)) {
      cursor.error(
        "text.format",
        `unknown format "${format}"${suggest(format, FORMATS, "format")}`,
        offset + inner.lastIndexOf(format),
      );
    }
    const expr = this.source(cursor, source.trim(), offset + lead, { context, type: format ? "number" : "any", entry });
    return format ? { expr, format } : { expr };
  }

  optionalText(cursor: Cursor<string | undefined>, entry?: readonly string[]): Text | null {
    const present = cursor.present();
    return present ? this.text(present as Cursor<string>, "story", entry) : null;
  }
}

const FALLBACK: Readonly<Record<ExprType, CelNode>> = {
  number: ["num", 0],
  bool: ["bool", false],
  string: ["str", ""],
  null: ["null"],
  list: ["list", []],
  any: ["num", 0],
};

/** A share or a duration standing alone where an expression may stand. */
function constant(text: string): number | undefined {
  if (SHARE.test(text)) return share(text);
  return DURATION.test(text) ? seconds(text) : undefined;
}

function mismatch(wanted: ExprType, type: ExprType): string {
  const hint = wanted === "number" && type === "bool" ? ", write … ? 1.0 : 0.0" : "";
  return `expected ${a(wanted)}, this gives ${a(type)}${hint}`;
}

function short(source: string): string {
  return source.length > 60 ? `${source.slice(0, 60)}…` : source;
}
