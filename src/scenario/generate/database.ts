import type { DatabaseSpec, IndexSpec, LockSpec, SessionSpec, StatementSpec, TableSpec } from "#domain/mechanics";
import type { NodeSpec } from "#domain/system";
import { type Cursor, suggest } from "../cursor";
import type { DatabaseFile, LockFile, StatementFile } from "../schema/database";
import type { NodeFile } from "../schema/system";
import { seconds, share, time } from "../units";
import type { Gen } from "./gen";

/** Rows that fit on a page, where nothing else is said. */
const ROWS_PER_PAGE = 50;
/** Rows per second that an index takes in, where nothing else is said. */
const INDEXED_PER_SECOND = 100_000;
const FIRST_PID = 4100;

/** The database part of a node; nothing where the file says nothing. */
export function databaseSpec(
  id: string,
  node: Cursor<NodeFile>,
  kind: NodeSpec["kind"],
): { readonly database?: DatabaseSpec } {
  const cursor = (node.get("database") as Cursor<DatabaseFile | undefined>).present();
  if (cursor === undefined) return {};
  if (kind !== "database")
    cursor.errorAtKey("schema.beside", "this is only for databases, expected another kind of node");
  const d = cursor.value;
  const tables = cursor
    .get("tables")
    .entries()
    .map(([name, t]): TableSpec => {
      const { rows } = t.value;
      return {
        id: name,
        rows,
        pages: t.value.pages ?? Math.max(1, Math.ceil(rows / ROWS_PER_PAGE)),
        indexes: t
          .get("indexes")
          .entries()
          .map(([index, i]): IndexSpec => {
            if (i.value.columns.length === 0) i.error("database.columns", "an index needs at least one column");
            const build = i.value.build ?? Math.max(1, rows / INDEXED_PER_SECOND);
            return { id: index, columns: i.value.columns, present: i.value.present ?? true, build: seconds(build) };
          }),
      };
    });
  const known = tables.map((t) => t.id);
  const optional = (value: string | number | undefined): number | null => (value === undefined ? null : seconds(value));
  return {
    database: {
      tables,
      sessions: sessions(cursor, id, known),
      secondsPerCost: seconds(d["seconds-per-cost"] ?? "10us"),
      deadlockTimeout: seconds(d["deadlock-timeout"] ?? 1),
      statementTimeout: optional(d["statement-timeout"]),
      lockTimeout: optional(d["lock-timeout"]),
      replication: d.replication
        ? { apply: d.replication.apply, rowsPerWrite: d.replication["rows-per-write"] ?? 1 }
        : null,
    },
  };
}

function knownTable(cursor: Cursor<string>, known: readonly string[]): string {
  const name = cursor.value;
  if (!known.includes(name)) cursor.error("reference.table", `unknown table "${name}"${suggest(name, known, "table")}`);
  return name;
}

function sessions(cursor: Cursor<DatabaseFile>, node: string, known: readonly string[]): SessionSpec[] {
  return cursor
    .get("sessions")
    .entries()
    .map(([id, c], i): SessionSpec => {
      const s = c.value;
      const from = s.from === undefined ? -1e9 : time(s.from);
      if (s.for !== undefined && s.until !== undefined)
        c.get("for").errorAtKey("schema.beside", `"for" means nothing beside "until"`);
      if (s.for !== undefined && s.from === undefined)
        c.get("for").errorAtKey("schema.missing", `"for" counts from "from", which is missing`);
      const until =
        s.until !== undefined ? time(s.until) : s.for !== undefined ? from + Math.round(seconds(s.for)) : null;
      if (until !== null && until <= from)
        c.get(s.until === undefined ? "for" : "until").error("database.window", "ends before it begins");
      const wants = c.get("wants").present();
      return {
        id,
        node,
        pid: s.pid ?? FIRST_PID + i,
        user: s.user ?? "postgres",
        application: s.application ?? id,
        query: s.query ?? "",
        state: s.state ?? "active",
        from,
        until,
        holds: c
          .get("holds")
          .items()
          .map((h) => ({
            table: knownTable(h.get("table"), known),
            mode: h.value.mode ?? "row",
            share: share(h.value.share ?? 0),
          })),
        wants:
          wants === undefined
            ? null
            : {
                table: knownTable(wants.get("table"), known),
                mode: "exclusive",
                seconds: seconds(wants.value.for ?? 1),
              },
        cpu: s.cpu ?? 0,
      };
    });
}

const KINDS: Readonly<Record<string, StatementSpec["kind"]>> = {
  select: "select",
  with: "select",
  insert: "insert",
  update: "update",
  delete: "delete",
};

/** The statement of an operation of `node`. */
export function statementSpec(
  cursor: Cursor<StatementFile | undefined>,
  node: Cursor<NodeFile>,
): { readonly statement?: StatementSpec } {
  const present = cursor.present();
  if (present === undefined) return {};
  const s = present.value;
  const tables = (node.value as { readonly database?: DatabaseFile }).database?.tables;
  if (tables === undefined)
    present.errorAtKey("schema.beside", "a statement needs a table, expected `database: { tables: … }` at its node");
  const predicate = s.predicate ?? [];
  const word = s.sql.trim().split(/\s+/)[0]?.toLowerCase() ?? "";
  return {
    statement: {
      sql: s.sql,
      table: tables === undefined ? s.table : knownTable(present.get("table"), Object.keys(tables)),
      kind: s.kind ?? KINDS[word] ?? "ddl",
      predicate,
      rows: s.rows ?? 1,
      operators: s.operators ?? predicate.length,
    },
  };
}

/** The lock of an operation: on rows of a database, its own where it is one. */
export function lockSpec(
  gen: Gen,
  cursor: Cursor<LockFile | undefined>,
  node: string,
  name: string,
): { readonly locks?: readonly LockSpec[] } {
  const present = cursor.present();
  if (present === undefined) return {};
  const l = present.value;
  const owner = gen.optionalRef(present.get("node"), "node") ?? node;
  // A database that names no tables locks rows of whatever is written.
  const tables = gen.names.partsOf("table", owner);
  if (tables.size > 0 && !gen.names.excused(l.table)) knownTable(present.get("table"), [...tables]);
  if (l.rows === 0) present.get("rows").error("database.rows", "expected at least one row");
  return {
    locks: [
      {
        id: l.id ?? name,
        node: owner,
        table: l.table,
        rows: Math.max(1, l.rows ?? 1),
        hold: l.hold === "request" ? "request" : seconds(l.hold ?? "10ms"),
        actions: Math.max(1, l.actions ?? 1),
      },
    ],
  };
}
