import type { DatabaseSpec, LockSpec } from "#domain/mechanics";
import type { NodeSpec, Operation } from "#domain/system";
import type { WorldReading } from "../../contract";
import { openSessions, tableLocks } from "../../mechanics/sessions";
import { layoutOf } from "../layout";

/** What the views of one database share. */
export interface Base {
  readonly w: WorldReading;
  readonly node: NodeSpec;
  readonly database: DatabaseSpec;
  readonly second: number;
}

/** What one operation of the database did lately. */
export interface Usage {
  readonly operation: Operation;
  /** Finished requests, their seconds together, and arrivals of the last second. */
  readonly calls: number;
  readonly seconds: number;
  readonly arriving: number;
  /** Requests inside at the end, by Little's law. */
  readonly inside: number;
}

/** Operations of the node with their recorded flows over the last `window` seconds. */
export function usageOf(base: Base, window: number): Usage[] {
  const { recorder } = base.w;
  const until = recorder.until;
  const from = Math.max(recorder.from, until - window);
  const lanes = layoutOf(base.w).byNode.get(base.node.id) ?? [];
  const operations = base.w.system.operations.filter((o) => o.node === base.node.id);
  return operations.map((operation) => {
    let calls = 0;
    let seconds = 0;
    let arriving = 0;
    let inside = 0;
    for (const lane of lanes) {
      if (lane.operation !== operation) continue;
      for (let s = from; s < until; s++) {
        const ok = recorder.lane("ok", lane.id, s);
        calls += ok;
        seconds += ok * recorder.lane("okMean", lane.id, s);
      }
      if (until <= from) continue;
      arriving += recorder.lane("arrivals", lane.id, until - 1);
      inside += recorder.lane("ok", lane.id, until - 1) * recorder.lane("okMean", lane.id, until - 1);
    }
    return { operation, calls, seconds, arriving, inside };
  });
}

/** A kind of backend that waits for a lock: how many, where they come from, and what for. */
export interface Waiter {
  readonly id: string;
  readonly application: string;
  readonly query: string;
  readonly table: string;
  readonly count: number;
  /** Session lock on the table rather than a row of another transaction. */
  readonly behindSession: boolean;
}

/** Requests that wait for locks of this database now, shared out over the operations that can wait. */
export function waitersOf(base: Base): Waiter[] {
  const { w, node, database, second } = base;
  const { recorder } = w;
  const last = recorder.until - 1;
  let waiting = 0;
  w.cells.forEach((cell) => {
    if (w.system.nodes[cell.node] === node && last >= recorder.from) waiting += recorder.cell("locked", cell.id, last);
  });
  if (waiting < 0.5) return [];
  const found: (Omit<Waiter, "count"> & { readonly weight: number })[] = [];
  const open = openSessions(database, w.slow, second);
  for (const operation of w.system.operations) {
    const weight = arrivals(w, operation, last);
    const { statement } = operation;
    if (operation.node === node.id && statement !== undefined) {
      const locks = tableLocks(node.id, database, statement.table, w.slow, open);
      const share = statement.kind === "select" ? locks.reads : locks.writes;
      if (share > 0)
        found.push({
          ...waiter(w, operation, statement.sql, statement.table),
          behindSession: true,
          weight: weight * share,
        });
    }
    for (const lock of operation.locks ?? []) {
      if (lock.node === node.id)
        found.push({ ...waiter(w, operation, rowQuery(operation, lock), lock.table), behindSession: false, weight });
    }
  }
  const blocked = found.filter((x) => x.behindSession);
  const list = blocked.length > 0 ? blocked : found;
  const total = list.reduce((sum, x) => sum + x.weight, 0);
  if (total <= 0) return [];
  return list
    .map(({ weight, ...x }) => ({ ...x, count: Math.round((waiting * weight) / total) }))
    .filter((x) => x.count > 0);
}

function arrivals(w: WorldReading, operation: Operation, second: number): number {
  let sum = 1e-9;
  for (const lane of layoutOf(w).byNode.get(operation.node) ?? []) {
    if (lane.operation === operation) sum += w.recorder.lane("arrivals", lane.id, second);
  }
  return sum;
}

function waiter(
  w: WorldReading,
  operation: Operation,
  query: string,
  table: string,
): Pick<Waiter, "id" | "application" | "query" | "table"> {
  return { id: operation.id, application: callerOf(w, operation), query, table };
}

/** The first service that sends a statement, or the service itself. */
export function callerOf(w: WorldReading, operation: Operation): string {
  const node = w.system.nodes.find((n) => n.id === operation.node);
  if (node?.kind !== "database") return operation.node;
  return w.system.operations.find((o) => o.calls.some((c) => c.to === operation.id))?.node ?? operation.node;
}

/** How a request that locks a row of its own asks for it. */
export function rowQuery(operation: Operation, lock: LockSpec): string {
  return operation.statement?.sql ?? `SELECT … FROM ${lock.table} WHERE … FOR UPDATE`;
}
