import type { StatementSpec } from "#domain/mechanics";
import type { TableRow, ToolResult } from "#domain/telemetry";
import { planOf, statementsOf } from "../../mechanics/statements";
import { type Base, usageOf } from "./flows";

/** Seconds that the statistics cover. */
const WINDOW = 600;
/** A statement counts as seen when it is among so many by total time. */
const TOP = 3;

/** Statement statistics over the last minutes, the dearest first. */
export function statements(base: Base): ToolResult {
  const used = usageOf(base, WINDOW).filter((u) => u.calls > 0);
  const all = used.reduce((sum, u) => sum + u.seconds, 0);
  used.sort((a, b) => b.seconds - a.seconds);
  const rows = used.map(({ operation, calls, seconds }, i): TableRow => {
    const found = operation.statement?.rows ?? 1;
    const share = all > 0 ? seconds / all : 0;
    const query = operation.statement?.sql ?? operation.route;
    return {
      id: operation.id,
      values: [query, Math.round(calls), (1000 * seconds) / calls, seconds, share, Math.round(calls * found)],
      ...(i === 0 && share > 0.5 ? { tone: "warn" as const } : {}),
      ...(operation.statement === undefined
        ? {}
        : { acts: [{ action: "explain-analyze" as const, node: base.node.id, key: operation.id }] }),
    };
  });
  const minutes = Math.round(Math.min(WINDOW, base.w.recorder.until - base.w.recorder.from) / 60);
  return {
    title: base.node.label,
    sections: [
      {
        id: "statements",
        title: "pg_stat_statements",
        note: `The last ${minutes} minutes, by total time.`,
        columns: [
          { id: "query", title: "query", unit: "code" },
          { id: "calls", title: "calls", unit: "count" },
          { id: "mean", title: "mean", unit: "ms" },
          { id: "total", title: "total", unit: "s" },
          { id: "share", title: "of all", unit: "share" },
          { id: "rows", title: "rows", unit: "count" },
        ],
        rows,
      },
    ],
    shows: used.slice(0, TOP).map((u) => `statement:${u.operation.id}`),
  };
}

const WIDTH = 96;

function conditions(statement: StatementSpec): string {
  return statement.predicate.map((c, i) => `(${c} = $${i + 1})`).join(" AND ");
}

/** What EXPLAIN prints for the statement of an operation; with actual rows and times after EXPLAIN ANALYZE has run it. */
export function plan(base: Base, key: string | null): ToolResult {
  const operation = base.w.system.operations.find((o) => o.node === base.node.id && o.id === key);
  const statement = operation?.statement;
  const memory = statementsOf(base.w.slow);
  const found = statement === undefined ? null : planOf(base.node.id, base.database, statement, memory);
  if (operation === undefined || statement === undefined || found === null) {
    const known = base.w.system.operations.filter((o) => o.node === base.node.id && o.statement !== undefined);
    const note = `Choose a statement: ${known.map((o) => o.id).join(", ") || "none is known here"}.`;
    return {
      title: base.node.label,
      sections: [{ id: "plan", title: "Plan", note, columns: [], rows: [] }],
      shows: [],
    };
  }
  const { index, startup, cost, rows, filtered } = found;
  const run = memory.explained[operation.id];
  // A plan that was measured before an index came or went says nothing about the present one.
  const measured = run !== undefined && run.scan === (index === null) ? run : null;
  const actual = (share: number): string =>
    measured === null
      ? ""
      : ` (actual time=${(1000 * measured.seconds * share).toFixed(3)}..${(1000 * measured.seconds).toFixed(3)} rows=${rows} loops=1)`;
  const costs = `(cost=${startup.toFixed(2)}..${cost.toFixed(2)} rows=${rows} width=${WIDTH})`;
  const lines: string[] = [];
  const writes = statement.kind === "update" || statement.kind === "delete";
  const verb = statement.kind.charAt(0).toUpperCase() + statement.kind.slice(1);
  if (statement.kind !== "select") lines.push(`${verb} on ${statement.table}  ${costs}${writes ? "" : actual(1)}`);
  if (statement.kind === "select" || writes) {
    const indent = writes ? "  ->  " : "";
    const pad = writes ? "        " : "  ";
    const node =
      index === null ? `Seq Scan on ${statement.table}` : `Index Scan using ${index.id} on ${statement.table}`;
    lines.push(`${indent}${node}  ${costs}${actual(index === null ? 0.02 : 0.9)}`);
    if (statement.predicate.length > 0)
      lines.push(`${pad}${index === null ? "Filter" : "Index Cond"}: (${conditions(statement)})`);
    if (measured !== null && filtered > 0) lines.push(`${pad}Rows Removed by Filter: ${Math.round(filtered)}`);
  }
  if (measured !== null) lines.push(`Execution Time: ${(1000 * measured.seconds).toFixed(3)} ms`);
  const note = measured === null ? "Estimated; nothing has been run." : `Run for real at second ${measured.at}.`;
  return {
    title: base.node.label,
    sections: [
      {
        id: "plan",
        title: `EXPLAIN${measured === null ? "" : " ANALYZE"} ${statement.sql}`,
        note,
        columns: [],
        rows: [],
        text: lines.join("\n"),
      },
    ],
    shows: statement.kind === "insert" ? [] : [`plan:${operation.id}:${index === null ? "seq" : "index"}`],
  };
}
