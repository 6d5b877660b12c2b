import type { SessionSpec } from "#domain/mechanics";
import type { TableRow, ToolResult } from "#domain/telemetry";
import { blockersOf, fateOf, openSessions } from "../../mechanics/sessions";
import { type Base, callerOf, usageOf, type Waiter, waitersOf } from "./flows";

type Section = ToolResult["sections"][number];

function acts(s: SessionSpec): NonNullable<TableRow["acts"]> {
  return [
    { action: "cancel-query", node: s.node, key: s.id },
    { action: "kill-session", node: s.node, key: s.id },
  ];
}

const COLUMNS: Section["columns"] = [
  { id: "pid", title: "pid", unit: "code" },
  { id: "user", title: "user", unit: "text" },
  { id: "application", title: "application", unit: "text" },
  { id: "state", title: "state", unit: "text" },
  { id: "wait", title: "wait_event", unit: "text" },
  { id: "for", title: "for", unit: "s" },
  { id: "backends", title: "backends", unit: "count" },
  { id: "query", title: "query", unit: "code" },
];

/** The first second a session can be said to have been seen in: what began before the records is as old as they are. */
function age(base: Base, s: SessionSpec): number {
  return base.second - Math.max(s.from, base.w.recorder.from);
}

function waitEvent(base: Base, s: SessionSpec, open: readonly SessionSpec[]): string {
  if (blockersOf(s, open, base.w.slow).length > 0) return "Lock: relation";
  return s.state === "active" ? "" : "Client: ClientRead";
}

function sessionRow(base: Base, s: SessionSpec, open: readonly SessionSpec[], depth: number): TableRow {
  const rolling = (fateOf(base.w.slow, s.id)?.ends ?? null) !== null;
  const waits = waitEvent(base, s, open);
  const old = age(base, s) >= 60 && (s.holds.length > 0 || s.wants !== null);
  return {
    id: `session:${s.id}`,
    values: [s.pid, s.user, s.application, rolling ? "rolling back" : s.state, waits, age(base, s), 1, s.query],
    depth,
    ...(old ? { tone: "warn" as const } : {}),
    acts: acts(s),
  };
}

function waiterRow(x: Waiter, depth: number): TableRow {
  const event = x.behindSession ? "Lock: relation" : "Lock: transactionid";
  return {
    id: `waiter:${x.id}`,
    values: [null, x.application, x.application, "active", event, null, x.count, x.query],
    depth,
    tone: "bad",
  };
}

/** Sessions that somebody holds open one by one, and the pooled backends by what they do. */
export function activity(base: Base): ToolResult {
  const open = openSessions(base.database, base.w.slow, base.second);
  const waiters = waitersOf(base);
  const rows = open.map((s) => sessionRow(base, s, open, 0));
  for (const x of waiters) rows.push(waiterRow(x, 0));
  for (const { operation, inside } of usageOf(base, 1)) {
    const own = waiters.filter((x) => x.id === operation.id);
    // Who waits for a row is inside as well.
    const running = Math.round(inside) - own.reduce((sum, x) => sum + x.count, 0);
    if (running < 1 || own.some((x) => x.behindSession)) continue;
    const query = operation.statement?.sql ?? operation.route;
    const caller = callerOf(base.w, operation);
    const values = [null, caller, caller, "active", "", null, running, query];
    rows.push({ id: `running:${operation.id}`, values });
  }
  const note = `${open.length} sessions of people and jobs, the pooled backends by what they do`;
  return {
    title: base.node.label,
    sections: [{ id: "activity", title: "pg_stat_activity", note, columns: COLUMNS, rows }],
    shows: open.map((s) => `session:${s.id}`),
  };
}

/** Who waits for whom: holders first, those who wait for them below. */
export function blocking(base: Base): ToolResult {
  const { slow } = base.w;
  const open = openSessions(base.database, slow, base.second);
  const waiters = waitersOf(base);
  const rows: TableRow[] = [];
  const shows: string[] = [];
  for (const s of open) {
    const wanting = open.filter((o) => blockersOf(o, open, slow)[0] === s);
    // Statements stand behind the last one in the queue for their table, or behind the holder itself.
    const mine = (t: string): boolean =>
      wanting.some((o) => o.wants?.table === t) ||
      (s.holds.some((h) => h.table === t && (h.mode === "exclusive" || h.share > 0)) &&
        !open.some((o) => o.wants?.table === t)) ||
      (s.wants?.table === t && blockersOf(s, open, slow).length === 0);
    const behind = waiters.filter((x) => x.behindSession && mine(x.table));
    if (wanting.length === 0 && behind.length === 0) continue;
    if (blockersOf(s, open, slow).length > 0) continue;
    rows.push(sessionRow(base, s, open, 0));
    shows.push(`blocking:${s.id}`);
    for (const o of wanting) {
      rows.push(sessionRow(base, o, open, 1));
      if (behind.length > 0) shows.push(`blocking:${o.id}`);
    }
    for (const x of behind) rows.push(waiterRow(x, wanting.length > 0 ? 2 : 1));
  }
  for (const x of waiters) {
    if (x.behindSession) continue;
    const holder = `a transaction of ${x.application} that holds the row`;
    const table = x.table;
    if (!rows.some((r) => r.id === `holder:${table}`)) {
      const values = [null, base.node.id, "", "idle in transaction", "Client: ClientRead", null, null, holder];
      rows.push({ id: `holder:${table}`, values, depth: 0, tone: "warn" });
    }
    rows.push(waiterRow(x, 1));
    shows.push(`lock:${x.id}`);
  }
  const note = rows.length === 0 ? "Nobody waits for a lock." : "Holders first; who waits for them stands below.";
  return {
    title: base.node.label,
    sections: [{ id: "blocking", title: "Blocking", note, columns: COLUMNS, rows }],
    shows,
  };
}
