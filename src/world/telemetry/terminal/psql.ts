import type { NodeSpec } from "#domain/system";
import type { DatabaseViewId, ToolResult } from "#domain/telemetry";
import { nearest } from "#lib/nearest";
import { isPresent, statementsOf } from "../../mechanics/statements";
import { databaseView } from "../database/index";
import {
  type Answer,
  ask,
  fail,
  type Host,
  meant,
  nodeNamed,
  nodesOf,
  type Program,
  print,
  readOptions,
} from "./shell";
import { type Names, printed, readSelect, relationOf, run } from "./table";

const SUPPORTED = `HINT:  This console reads the catalogue and acts on sessions. It knows:
  SELECT … FROM pg_stat_activity [WHERE state = 'active'] [ORDER BY …] [LIMIT n]
  SELECT … FROM pg_locks …            (who waits for whom)
  SELECT … FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 10
  SELECT … FROM pg_stat_replication
  SELECT pg_cancel_backend(PID)   SELECT pg_terminate_backend(PID)
  EXPLAIN [ANALYZE] statement     CREATE INDEX [CONCURRENTLY] …
  \\dt  \\d table  \\di  SHOW max_connections  SHOW statement_timeout`;

/** Columns of sessions, as the catalogue calls them. */
const SESSION: Names = { user: "usename", application: "application_name", wait: "wait_event", for: "duration" };

/** Catalogue tables, the panel's view they are, and how its columns are called there. */
const RELATIONS: Readonly<Record<string, { readonly view: DatabaseViewId; readonly names: Names }>> = {
  pg_stat_activity: { view: "activity", names: SESSION },
  pg_locks: { view: "blocking", names: SESSION },
  pg_stat_statements: {
    view: "statements",
    names: { mean: "mean_exec_time", total: "total_exec_time", share: "share_of_total" },
  },
  pg_stat_replication: { view: "replication", names: { lag: "replay_lag", rows: "rows_behind" } },
  pg_stat_database: { view: "connections", names: { caller: "application_name", connections: "numbackends" } },
};
const ALIASES: Readonly<Record<string, string>> = {
  "pg_stat_activity joined": "pg_locks",
  "pg_locks joined": "pg_locks",
  pg_blocking_pids: "pg_locks",
};

const error = (text: string, hint = ""): Answer => fail(`ERROR:  ${text}${hint === "" ? "" : `\n${hint}`}`);

/** `psql DATABASE -c "…"`. */
export const psql: Program = (host, words) => {
  const options = readOptions(words, new Set(["-c", "-h", "-U", "-d", "-p", "--command"]));
  const databases = nodesOf(host, "database");
  const names = databases.map(({ id }) => id);
  const wanted = options.value("-h") ?? options.rest[0] ?? options.value("-d") ?? "";
  const node = wanted === "" && databases.length === 1 ? databases[0] : nodeNamed(host, wanted);
  if (databases.length === 0) return fail("psql: this company runs no database of its own");
  if (node === undefined || node.kind !== "database") {
    return fail(
      `psql: error: could not translate host name "${wanted}" to address.${meant(wanted, names)} Databases: ${names.join(", ")}`,
      2,
    );
  }
  const sql = options.value("-c", "--command") ?? options.rest.slice(wanted === options.rest[0] ? 1 : 0).join(" ");
  if (sql.trim() === "" || options.has("-l", "--list")) {
    return print(
      `psql (15.6)\nGive the statement with -c: psql ${node.id} -c "SELECT * FROM pg_stat_activity"\n${SUPPORTED}`,
    );
  }
  const statement = sql
    .trim()
    .replace(/;+\s*$/, "")
    .replace(/\s+/g, " ");
  if (statement.includes(";")) return error("cannot insert multiple commands into a prepared statement");
  return answerTo(host, node, statement);
};

function answerTo(host: Host, node: NodeSpec, sql: string): Answer {
  const [first = ""] = sql.toLowerCase().split(" ");
  if (first.startsWith("\\")) return meta(host, node, sql);
  const pid = /^select pg_(cancel|terminate)_backend\s*\(\s*(\d+)\s*\)$/i.exec(sql);
  if (pid !== null) return stopSession(host, node, pid[1]?.toLowerCase() === "cancel", pid[2] ?? "");
  switch (first) {
    case "select":
      return select(host, node, sql);
    case "explain":
      return explain(host, node, sql);
    case "create":
      return createIndex(node, sql);
    case "show":
      return show(node, sql.slice(5).trim().toLowerCase());
    case "drop":
    case "insert":
    case "update":
    case "delete":
    case "alter":
    case "truncate":
    case "vacuum":
    case "reindex":
      return error(`permission denied: "${first.toUpperCase()}" is not for the on-call account`, SUPPORTED);
    default:
      return error(`syntax error at or near "${first}"`, SUPPORTED);
  }
}

/** How people write the age of a query or a transaction. */
const SINCE = /(?:now\(\)|clock_timestamp\(\))\s*-\s*(?:\w+\.)?(?:query_start|xact_start|state_change|backend_start)/gi;

/** The rows of a view as they are now. */
const look = (host: Host, node: NodeSpec, view: DatabaseViewId, key: string | null = null): ToolResult =>
  databaseView(host.w, { panel: "database", node: node.id, view, key });

function select(host: Host, node: NodeSpec, sql: string): Answer {
  if (/^select (1|now\(\)|version\(\))$/i.test(sql))
    return print(printed({ columns: ["?column?"], rows: [[/version/i.test(sql) ? "PostgreSQL 15.6" : "1"]] }));
  const query = readSelect(sql.replace(SINCE, "duration"));
  if (query === null) return error("this SELECT is more than this console reads", SUPPORTED);
  const name = /pg_blocking_pids/i.test(sql) ? "pg_locks" : (ALIASES[query.from] ?? query.from.replace(" joined", ""));
  const relation = RELATIONS[name];
  if (relation === undefined) {
    if (node.database?.tables.some(({ id }) => id === name)) {
      return error(
        `permission denied for table ${name}`,
        "HINT:  Customers' data is not read from the on-call account. The plan of a statement is: EXPLAIN …",
      );
    }
    const near = nearest(name, Object.keys(RELATIONS));
    return error(
      `relation "${name}" does not exist`,
      near === undefined ? SUPPORTED : `HINT:  Perhaps you meant to reference "${near}".`,
    );
  }
  const result = look(host, node, relation.view);
  const table = relationOf(result, relation.names);
  if (table.columns.length === 0) return print("(0 rows)", result.shows);
  const rows = run(table, query);
  if ("problem" in rows) return fail(rows.problem);
  return print(printed(rows), rows.rows.length > 0 ? result.shows : []);
}

/** Cancelling or ending a session: the panel's own action of that row, found by its process id. */
function stopSession(host: Host, node: NodeSpec, cancels: boolean, pid: string): Answer {
  const action = cancels ? "cancel-query" : "kill-session";
  const printedTrue = printed({ columns: [cancels ? "pg_cancel_backend" : "pg_terminate_backend"], rows: [["t"]] });
  for (const view of ["activity", "blocking"] as const) {
    for (const section of look(host, node, view).sections) {
      const place = section.columns.findIndex(({ id }) => id === "pid");
      const row = section.rows.find((each) => String(each.values[place] ?? "") === pid);
      const act = row?.acts?.find((each) => each.action === action);
      if (act !== undefined) return ask(act, printedTrue);
      if (row !== undefined)
        return {
          output:
            printed({ columns: [cancels ? "pg_cancel_backend" : "pg_terminate_backend"], rows: [["f"]] }) +
            `\nWARNING:  PID ${pid} has nothing to ${cancels ? "cancel" : "end"} any more`,
          exit: 0,
        };
    }
  }
  const declared = node.database?.sessions.find(
    (each) => String(each.pid) === pid && each.from <= host.now && (each.until === null || each.until > host.now),
  );
  if (declared !== undefined) return ask({ action, node: node.id, key: declared.id }, printedTrue);
  return print(
    `WARNING:  PID ${pid} is not a PostgreSQL backend process\n${printed({ columns: [cancels ? "pg_cancel_backend" : "pg_terminate_backend"], rows: [["f"]] })}`,
  );
}

/** Letters of a statement that count when two are compared. */
const essence = (sql: string): string =>
  sql
    .toLowerCase()
    .replace(/'[^']*'|\$\d+|\b\d+\b|\?/g, "?")
    .replace(/[^a-z0-9_?*]+/g, " ")
    .trim();

/** `EXPLAIN` shows the plan; `EXPLAIN ANALYZE` runs the statement, which is an action. */
function explain(host: Host, node: NodeSpec, sql: string): Answer {
  const found = /^explain\s*(\(?\s*(?:analyze|buffers|verbose|costs|,|\s)*\)?)\s*(.*)$/i.exec(sql);
  const isRun = /analyze/i.test(found?.[1] ?? "");
  const text = (found?.[2] ?? "").trim();
  const known = host.w.system.operations.filter((o) => o.node === node.id && o.statement !== undefined);
  const wanted = essence(text);
  const operation =
    known.find(
      (o) =>
        essence(o.statement?.sql ?? "") === wanted || o.id === text || o.route.toLowerCase() === text.toLowerCase(),
    ) ?? known.find((o) => wanted !== "" && essence(o.statement?.sql ?? "").startsWith(wanted));
  if (operation === undefined) {
    const list = known.map((o) => `  ${o.statement?.sql ?? ""}`).join("\n");
    return error(
      `no plan is known for "${text}"`,
      list === ""
        ? "HINT:  The statements of this database are not recorded."
        : `HINT:  Statements of this database (see pg_stat_statements):\n${list}`,
    );
  }
  if (isRun)
    return ask(
      { action: "explain-analyze", node: node.id, key: operation.id },
      `running: ${operation.statement?.sql ?? ""}\nThe plan with actual rows and times follows when it is done: EXPLAIN ${operation.statement?.sql ?? ""}`,
    );
  const result = look(host, node, "plan", operation.id);
  const body = result.sections
    .map((s) => s.text ?? s.rows.map((r) => `${"  ".repeat(r.depth ?? 0)}${r.values[0] ?? ""}`).join("\n"))
    .filter(Boolean)
    .join("\n");
  return print(`QUERY PLAN\n----------\n${body}`, result.shows);
}

/** An index on a table, by the name it has or by the columns asked for. */
function createIndex(node: NodeSpec, sql: string): Answer {
  const found =
    /^create (?:unique )?index( concurrently)?(?: if not exists)?(?: (\w+))? on (?:public\.)?(\w+)(?: using \w+)? ?\(([^)]*)\)/i.exec(
      sql,
    );
  if (found === null)
    return error("syntax error in CREATE INDEX", "HINT:  CREATE INDEX CONCURRENTLY name ON table (column, …)");
  const [, concurrently, , table = "", list = ""] = found;
  const spec = node.database?.tables.find(({ id }) => id === table);
  const tables = node.database?.tables.map(({ id }) => id) ?? [];
  if (spec === undefined)
    return error(`relation "${table}" does not exist`, `HINT:  Tables: ${tables.join(", ")}.${meant(table, tables)}`);
  const columns = list.split(",").map((each) => each.trim().toLowerCase().split(" ")[0] ?? "");
  const same = spec.indexes.find(
    (index) => index.columns.length === columns.length && index.columns.every((c, i) => c.toLowerCase() === columns[i]),
  );
  const starts = same ?? spec.indexes.find((index) => columns.every((c, i) => index.columns[i]?.toLowerCase() === c));
  if (starts === undefined) {
    return error(
      `an index on ${table} (${columns.join(", ")}) has no reviewed migration`,
      `HINT:  Prepared for ${table}: ${spec.indexes.map((i) => `${i.id} (${i.columns.join(", ")})`).join("; ") || "none"}.`,
    );
  }
  const how = concurrently === undefined ? { amount: 1 } : {};
  return ask(
    { action: "add-index", node: node.id, key: starts.id, ...how },
    concurrently === undefined
      ? "building; writes to the table wait until it is done"
      : "building without a lock; see In progress",
  );
}

function show(node: NodeSpec, name: string): Answer {
  const values: Readonly<Record<string, string>> = {
    max_connections: String(node.maxConnections ?? "unlimited"),
    statement_timeout: node.database?.statementTimeout == null ? "0" : `${node.database.statementTimeout}s`,
    lock_timeout: node.database?.lockTimeout == null ? "0" : `${node.database.lockTimeout}s`,
    deadlock_timeout: `${node.database?.deadlockTimeout ?? 1}s`,
  };
  const value = values[name];
  if (value === undefined)
    return error(
      `unrecognized configuration parameter "${name}"`,
      `HINT:  Here: ${Object.keys(values).join(", ")}.${meant(name, Object.keys(values))}`,
    );
  return print(printed({ columns: [name], rows: [[value]] }));
}

/** `\dt`, `\d table`, `\di`. */
function meta(host: Host, node: NodeSpec, line: string): Answer {
  const memory = statementsOf(host.w.slow);
  const [command = "", name] = line.split(" ");
  const tables = node.database?.tables ?? [];
  if (command === "\\dt" || (command.startsWith("\\dt") && name === undefined)) {
    return print(
      printed({
        columns: ["schema", "name", "rows (estimate)", "pages"],
        rows: tables.map((t) => ["public", t.id, t.rows, t.pages]),
      }),
    );
  }
  if (command === "\\di" || (command === "\\d" && name === undefined)) {
    const rows = tables.flatMap((t) =>
      t.indexes.filter((i) => isPresent(memory, node.id, i)).map((i) => ["public", i.id, t.id, i.columns.join(", ")]),
    );
    return print(printed({ columns: ["schema", "name", "table", "columns"], rows }));
  }
  if (command.startsWith("\\d")) {
    const table = tables.find(({ id }) => id === name);
    if (table === undefined)
      return fail(
        `Did not find any relation named "${name}".${meant(
          name ?? "",
          tables.map(({ id }) => id),
        )}`,
      );
    const indexes = table.indexes
      .filter((i) => isPresent(memory, node.id, i))
      .map((i) => `    "${i.id}" btree (${i.columns.join(", ")})`);
    return print(
      `Table "public.${table.id}": about ${table.rows} rows, ${table.pages} pages\nIndexes:\n${indexes.length === 0 ? "    none" : indexes.join("\n")}`,
    );
  }
  if (command === "\\q" || command === "\\?") return print(SUPPORTED);
  return fail(`invalid command ${command}\n${SUPPORTED}`);
}

export const PSQL_RELATIONS: readonly string[] = Object.keys(RELATIONS);
