import { nearest } from "#lib/nearest";

/** Fields a log query may name. */
export const LOG_FIELDS = ["level", "service", "region", "version", "pod", "trace", "logger"] as const;
export type LogField = (typeof LOG_FIELDS)[number];

/** One thing a line must (or must not) have: text anywhere, or a field with this value (`*` at its end: beginning with). */
export interface Term {
  readonly field: LogField | null;
  /** Lower case. */
  readonly value: string;
  readonly prefix: boolean;
  readonly negated: boolean;
}

/** All groups must hold; a group holds when one of its terms does. */
export type LogQuery = readonly (readonly Term[])[];

export type ParsedQuery =
  | { readonly query: LogQuery; readonly problem: null }
  | { readonly query: null; readonly problem: string };

/** What values exist, for fields with a closed set of them. */
export interface KnownValues {
  readonly level: readonly string[];
  readonly service: readonly string[];
  readonly region: readonly string[];
}

const EXAMPLE = `For example: level:ERROR service:checkout "timed out" -cart`;

class Problem extends Error {}

/**
 * Reads a query line: free words and "quoted phrases" (all must occur), `field:value`, `-` before a term to exclude,
 * `OR` between two terms (binds tighter than the implied AND), `*` at the end of a value. Case does not count.
 */
export function parseLogQuery(text: string, known: KnownValues): ParsedQuery {
  try {
    return { query: parse(text, known), problem: null };
  } catch (error) {
    if (error instanceof Problem) return { query: null, problem: error.message };
    throw error;
  }
}

function parse(text: string, known: KnownValues): LogQuery {
  const groups: Term[][] = [];
  let joins = false;
  let at = 0;
  const problem = (where: number, what: string) => new Problem(`Character ${where + 1}: ${what}`);
  while (at < text.length) {
    if (isSpace(text[at])) {
      at++;
      continue;
    }
    const start = at;
    const operator = /^(AND|OR|NOT)(?=\s|$)/.exec(text.slice(at))?.[1];
    if (operator === "AND" || operator === "OR") {
      if (groups.length === 0 || joins) throw problem(start, `${operator} needs a term before it. ${EXAMPLE}`);
      joins = operator === "OR";
      at += operator.length;
      if (text.slice(at).trim() === "") throw problem(start, `${operator} needs a term after it. ${EXAMPLE}`);
      continue;
    }
    let negated = false;
    if (operator === "NOT") {
      negated = true;
      at += 3;
      while (isSpace(text[at])) at++;
    } else if (text[at] === "-" && !isSpace(text[at + 1]) && at + 1 < text.length) {
      negated = true;
      at++;
    }
    if (at >= text.length) throw problem(start, `NOT needs a term after it. ${EXAMPLE}`);
    if (text[at] === "(" || text[at] === ")") {
      throw problem(at, `brackets are not understood; OR joins its two neighbours, everything else must all hold.`);
    }
    const field = /^([A-Za-z_][\w.]*):(?!\/\/)/.exec(text.slice(at))?.[1];
    let name: LogField | null = null;
    const nameAt = at;
    if (field !== undefined) {
      name = fieldNamed(field, nameAt);
      at += field.length + 1;
    }
    let value: string;
    let quoted = false;
    if (text[at] === '"') {
      const end = text.indexOf('"', at + 1);
      if (end < 0) throw problem(at, `the quotation mark is never closed.`);
      value = text.slice(at + 1, end);
      at = end + 1;
      quoted = true;
    } else {
      const from = at;
      while (at < text.length && !isSpace(text[at]) && text[at] !== '"') at++;
      value = text.slice(from, at);
    }
    if (value === "") {
      throw problem(
        nameAt,
        name === null ? `there is nothing between the quotation marks.` : `“${name}:” needs a value.`,
      );
    }
    const prefix = !quoted && value.endsWith("*");
    const term: Term = { field: name, value: (prefix ? value.slice(0, -1) : value).toLowerCase(), prefix, negated };
    if (name !== null && !prefix) checkValue(name, value, nameAt, known);
    const last = groups[groups.length - 1];
    if (joins && last) last.push(term);
    else groups.push([term]);
    joins = false;
  }
  return groups;

  function fieldNamed(given: string, where: number): LogField {
    const lower = given.toLowerCase();
    const found = LOG_FIELDS.find((each) => each === lower);
    if (found) return found;
    const meant = ALIASES[lower] ?? nearest(lower, LOG_FIELDS);
    const hint = meant ? ` Did you mean ${meant}:?` : "";
    throw problem(
      where,
      `there is no field “${given}”.${hint} Fields: ${LOG_FIELDS.join(", ")}. Put text with a colon in quotation marks.`,
    );
  }

  function checkValue(name: LogField, value: string, where: number, values: KnownValues): void {
    if (name !== "level" && name !== "service" && name !== "region") return;
    const options = values[name];
    if (options.some((option) => option.toLowerCase() === value.toLowerCase())) return;
    const meant = nearest(value, options);
    throw problem(
      where,
      `there is no ${name} “${value}”.${meant ? ` Did you mean ${meant}?` : ""} Known: ${options.join(", ")}.`,
    );
  }
}

/** Names other tools use for the same thing. */
const ALIASES: Readonly<Record<string, LogField>> = {
  node: "service",
  app: "service",
  svc: "service",
  severity: "level",
  lvl: "level",
  trace_id: "trace",
  traceid: "trace",
  host: "pod",
  instance: "pod",
  release: "version",
};

function isSpace(c: string | undefined): boolean {
  return c === " " || c === "\t" || c === "\n";
}
