import type { TableRow, TableValue, ToolResult } from "#domain/telemetry";
import { matcher } from "./pipes";

/** A table as SQL sees it. */
export interface Relation {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly TableValue[])[];
}

/** What a panel's table is called in the database's own catalogue; keys are the panel's column ids. */
export type Names = Readonly<Record<string, string>>;

/** The first section of a result that has columns, as a relation. */
export function relationOf(result: ToolResult, names: Names): Relation {
  const sections = result.sections.filter((s) => s.columns.length > 0);
  const [first] = sections;
  if (first === undefined) return { columns: [], rows: [] };
  const same = sections.filter((s) => s.columns.map((c) => c.id).join() === first.columns.map((c) => c.id).join());
  // The catalogue counts execution times in milliseconds, whatever the panel's column does.
  const inMs = first.columns.map(({ id, unit }) => unit === "s" && (names[id] ?? "").endsWith("_exec_time"));
  const columns = first.columns.map(({ id }) => names[id] ?? id.replace(/[^a-z0-9]+/gi, "_").toLowerCase());
  const rows = same.flatMap((s) =>
    s.rows.map((r) => r.values.map((value, i) => (inMs[i] && typeof value === "number" ? value * 1000 : value))),
  );
  if (!same.some((s) => s.rows.some(({ depth = 0 }) => depth > 0))) return { columns, rows };
  // A tree has no place in a flat table; whom a row stands below is a column of its own.
  const above = same.flatMap((s) => s.rows.map((_, i) => parentOf(s.rows, i)?.values[0] ?? null));
  return { columns: ["blocked_by", ...columns], rows: rows.map((row, i) => [above[i] ?? null, ...row]) };
}

/** The row that a row of a tree stands below. */
function parentOf(rows: readonly TableRow[], place: number): TableRow | undefined {
  const depth = rows[place]?.depth ?? 0;
  return depth === 0 ? undefined : rows.slice(0, place).findLast((row) => (row.depth ?? 0) < depth);
}

export interface Query {
  /** `*` or names and expressions as typed. */
  readonly select: string;
  readonly from: string;
  readonly where: string;
  readonly group: string;
  readonly order: string;
  readonly limit: number | null;
}

/** Reads `select … from … [where …] [group by …] [order by …] [limit n]`; null when it is something else. */
export function readSelect(sql: string): Query | null {
  const found =
    /^select\s+(.+?)\s+from\s+([\w."]+)(?:\s+(?:as\s+)?(?!where\b|order\b|limit\b|group\b|join\b|left\b|inner\b)\w+)?((?:\s+(?:left\s+|inner\s+)?join\s+.+?)?)(?:\s+where\s+(.+?))?(?:\s+group\s+by\s+(.+?))?(?:\s+order\s+by\s+(.+?))?(?:\s+limit\s+(\d+))?$/is.exec(
      sql,
    );
  if (found === null) return null;
  const [, select = "*", from = "", join = "", where = "", group = "", order = "", limit] = found;
  return {
    select,
    from: `${from}${join === "" ? "" : " joined"}`
      .toLowerCase()
      .replaceAll('"', "")
      .replace(/^(pg_catalog|public)\./, ""),
    where,
    group,
    order,
    limit: limit === undefined ? null : Number(limit),
  };
}

/** Place of a column by its name, with or without its table's; −1 when there is none. */
function placeOf(table: Relation, name: string): number {
  const bare = name
    .trim()
    .replace(/^\w+\./, "")
    .replaceAll('"', "")
    .toLowerCase();
  return table.columns.indexOf(bare);
}

type Problem = { readonly problem: string };
const missing = (table: Relation, name: string): Problem => ({
  problem: `ERROR:  column "${name.trim()}" does not exist\nHINT:  There are: ${table.columns.join(", ")}.`,
});

/** One comparison of a `where`. */
function condition(table: Relation, text: string): ((row: readonly TableValue[]) => boolean) | Problem {
  const nothing = /^([\w.]+)\s+is\s+(not\s+)?null$/i.exec(text);
  const found =
    nothing ?? /^([\w.]+)\s*(=|<>|!=|<=|>=|<|>|~|\bnot\s+like\b|\blike\b|\bilike\b)\s*('([^']*)'|[-\d.]+)$/i.exec(text);
  if (found === null)
    return {
      problem: `ERROR:  "${text}" is more than this console reads\nHINT:  Compare a column with a value: state = 'active' AND …`,
    };
  const place = placeOf(table, found[1] ?? "");
  if (place < 0) return missing(table, found[1] ?? "");
  if (nothing !== null) return (row) => (row[place] === null || row[place] === "") !== (nothing[2] !== undefined);
  const operator = (found[2] ?? "").toLowerCase().replace(/\s+/g, " ");
  const given = found[4] ?? found[3] ?? "";
  if (operator.endsWith("like") || operator === "~") {
    const pattern = operator === "~" ? given : `^${given.replaceAll("%", ".*").replaceAll("_", ".")}$`;
    const test = matcher(pattern, operator === "ilike", false);
    return (row) => test(String(row[place] ?? "")) !== (operator === "not like");
  }
  return (row) => {
    const value = row[place] ?? "";
    const a = typeof value === "number" ? value : value;
    const b = typeof value === "number" ? Number(given) : given;
    if (operator === "=") return a === b;
    if (operator === "<>" || operator === "!=") return a !== b;
    return operator === "<" ? a < b : operator === ">" ? a > b : operator === "<=" ? a <= b : a >= b;
  };
}

/** Carries a query out over a relation. */
export function run(table: Relation, query: Query): Relation | Problem {
  let rows = [...table.rows];
  // A join to find the blocker is what the relation is already; conditions between tables say nothing more.
  const parts = query.where === "" || query.from.endsWith("joined") ? [] : query.where.split(/\s+and\s+/i);
  for (const part of parts) {
    if (/pg_backend_pid|datname\s*=/i.test(part)) continue;
    const test = condition(table, part.trim().replace(/^\((.*)\)$/, "$1"));
    if (typeof test !== "function") return test;
    rows = rows.filter(test);
  }
  if (/\bcount\s*\(/i.test(query.select)) return counted(table, query, rows);
  const [by = ""] = query.order.split(",");
  if (by !== "") {
    const name = by.trim().replace(/\s+(asc|desc)(\s+nulls\s+\w+)?$/i, "");
    const place = /^\d+$/.test(name) ? Number(name) - 1 : placeOf(table, name);
    if (place < 0 || place >= table.columns.length) return missing(table, name);
    const sign = /\sdesc\b/i.test(by) ? -1 : 1;
    rows.sort((a, b) => sign * compare(a[place] ?? null, b[place] ?? null));
  }
  if (query.limit !== null) rows = rows.slice(0, query.limit);
  const names =
    query.select.trim() === "*"
      ? table.columns
      : query.select.split(/,(?![^(]*\))/).map((each) => each.trim().replace(/\s+as\s+\w+$/i, ""));
  const places = names.map((name) =>
    name.endsWith(".*") ? -2 : placeOf(table, name.replace(/^\w+\(([^,)]+).*\)(::\w+)?$/, "$1")),
  );
  if (names.some((name) => name.endsWith(".*")) || query.from.endsWith("joined"))
    return { columns: table.columns, rows };
  const bad = places.findIndex((place) => place < 0);
  if (bad >= 0) return missing(table, names[bad] ?? "");
  return {
    columns: places.map((p) => table.columns[p] ?? ""),
    rows: rows.map((row) => places.map((p) => row[p] ?? null)),
  };
}

/** `count(*)`, of everything or by one column. A row that stands for several backends counts as so many. */
function counted(table: Relation, query: Query, rows: readonly (readonly TableValue[])[]): Relation | Problem {
  const many = table.columns.indexOf("backends");
  const weight = (row: readonly TableValue[]) => (many < 0 ? 1 : Math.max(1, Math.round(Number(row[many] ?? 1))));
  if (query.group === "") {
    return { columns: ["count"], rows: [[rows.reduce((sum, row) => sum + weight(row), 0)]] };
  }
  const [by = ""] = query.group.split(",");
  const named = by.trim() === "1" ? (query.select.split(",")[0] ?? "") : by;
  const place = placeOf(table, named);
  if (place < 0) return missing(table, named);
  const sums = new Map<TableValue, number>();
  for (const row of rows) sums.set(row[place] ?? null, (sums.get(row[place] ?? null) ?? 0) + weight(row));
  const groups = [...sums].sort((a, b) => b[1] - a[1]);
  return { columns: [table.columns[place] ?? "", "count"], rows: groups.slice(0, query.limit ?? groups.length) };
}

function compare(a: TableValue, b: TableValue): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}

const cell = (value: TableValue): string =>
  value === null
    ? ""
    : typeof value === "number"
      ? String(Math.round(value * 1000) / 1000)
      : value.replaceAll("\n", " ");

/** A relation as `psql` prints it. */
export function printed(table: Relation): string {
  const rows = table.rows.map((row) => row.map(cell));
  const widths = table.columns.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const isNumber = table.columns.map(
    (_, i) => table.rows.length > 0 && table.rows.every((row) => typeof row[i] === "number" || row[i] === null),
  );
  const line = (values: readonly string[]) =>
    values
      .map((value, i) => ` ${isNumber[i] ? value.padStart(widths[i] ?? 0) : value.padEnd(widths[i] ?? 0)} `)
      .join("|")
      .trimEnd();
  const head = table.columns
    .map((name, i) => ` ${name.padStart(Math.ceil(((widths[i] ?? 0) + name.length) / 2)).padEnd(widths[i] ?? 0)} `)
    .join("|")
    .trimEnd();
  const rule = widths.map((width) => "-".repeat(width + 2)).join("+");
  return [head, rule, ...rows.map(line), `(${rows.length} row${rows.length === 1 ? "" : "s"})`].join("\n");
}
