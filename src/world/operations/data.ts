/** What can be done to a database: sessions, indexes, plans, replicas, backups. */

import type { ActRequest } from "#domain/actions";
import type { DatabaseSpec, IndexSpec, SessionSpec } from "#domain/mechanics";
import type { NodeSpec } from "#domain/system";
import { ensureCell, setPods } from "../layout";
import { clearLag, lagOf, rowsBehind } from "../mechanics/replication";
import { endSession, endSessions, openSessions } from "../mechanics/sessions";
import { isPresent, planOf, statementMemory, statementsOf } from "../mechanics/statements";
import { dropShare, identityOf } from "../pods";
import type { Cell, WorldState } from "../state";
import { isRefusal, type Kind, nodeOf, type Refusal, refusal, regionOf } from "./kind";

interface Place {
  readonly index: number;
  readonly node: NodeSpec;
  readonly database: DatabaseSpec;
}

/** The database of a request. Without `node` the one whose part `key` names. */
function databaseOf(w: WorldState, req: ActRequest, has: (d: DatabaseSpec) => boolean): Place | Refusal {
  if (req.node === undefined) {
    const index = w.system.nodes.findIndex((n) => n.database !== undefined && has(n.database));
    const found = w.system.nodes[index < 0 ? w.system.nodes.findIndex((n) => n.database !== undefined) : index];
    if (found?.database !== undefined)
      return { index: w.system.nodes.indexOf(found), node: found, database: found.database };
    return refusal("no-database", "There is no database here whose sessions and tables are known.");
  }
  const index = nodeOf(w, req);
  if (isRefusal(index)) return index;
  const node = w.system.nodes[index] as NodeSpec;
  if (node.kind === "database" && node.database !== undefined) return { index, node, database: node.database };
  const names = w.system.nodes.filter((n) => n.database !== undefined).map((n) => n.id);
  return refusal("no-database", `${node.label} is not a database.`, node.id, names);
}

function sessionOf(w: WorldState, req: ActRequest): { place: Place; session: SessionSpec } | Refusal {
  const place = databaseOf(w, req, (d) => d.sessions.some((s) => s.id === req.key));
  if (isRefusal(place)) return place;
  const open = openSessions(place.database, w.slow, w.second);
  const session = open.find((s) => s.id === req.key || String(s.pid) === req.key);
  if (session !== undefined) return { place, session };
  const gone = place.database.sessions.some((s) => s.id === req.key && w.second >= s.from);
  if (gone) return refusal("session-over", "This session is over.");
  const names = open.map((s) => s.id);
  return refusal("unknown-session", `${place.node.label} has no session "${req.key ?? ""}".`, req.key, names);
}

/** `pg_cancel_backend`: interrupts what a session is running. Nothing is running in an idle transaction. */
export const cancelQuery: Kind = {
  interruptible: false,
  check(w, req) {
    const s = sessionOf(w, req);
    return isRefusal(s) ? s : null;
  },
  finish(w, op) {
    const s = sessionOf(w, op.request);
    if (isRefusal(s)) return "The session was over before";
    if (s.session.state !== "active")
      return "Nothing was running in the session: it is idle in a transaction and keeps its locks";
    endSession(w, s.session, "cancelled", false);
    return null;
  },
  note: (_w, req) => `Cancelling the query of session ${req.key ?? ""}`,
};

/** `pg_terminate_backend`: ends a session; what it wrote is undone first. */
export const killSession: Kind = {
  interruptible: false,
  check: cancelQuery.check,
  step(w, op) {
    const s = sessionOf(w, op.request);
    if (isRefusal(s) || op.memo.killed === 1) return;
    op.memo.killed = 1;
    const undo = endSession(w, s.session, "killed", true);
    if (undo <= 0) return;
    op.endsAt = Math.max(op.endsAt, w.second + undo);
    op.note = `Session ${op.request.key ?? ""} undoes what it wrote, about ${undo} s; its locks stay until then`;
  },
  note: (_w, req) => `Ending session ${req.key ?? ""}`,
};

function indexOf(w: WorldState, req: ActRequest): { place: Place; index: IndexSpec; table: string } | Refusal {
  const place = databaseOf(w, req, (d) => d.tables.some((t) => t.indexes.some((i) => i.id === req.key)));
  if (isRefusal(place)) return place;
  for (const table of place.database.tables) {
    const index = table.indexes.find((i) => i.id === req.key);
    if (index !== undefined) return { place, index, table: table.id };
  }
  const names = place.database.tables.flatMap((t) => t.indexes.map((i) => i.id));
  return refusal("unknown-index", `Nobody has described an index "${req.key ?? ""}".`, req.key, names);
}

/** Sessions with a transaction on a table: an index waits for them before it can be used. */
function transactionsOn(w: WorldState, place: Place, table: string): SessionSpec[] {
  return openSessions(place.database, w.slow, w.second).filter((s) => s.holds.some((h) => h.table === table));
}

/**
 * Builds an index (`value: drop` removes it). Concurrently by default: nobody waits, a core is busy. With `amount` 1 it takes half the
 * time and writes to the table wait. Either waits for the transactions on the table that were there before it.
 */
export const addIndex: Kind = {
  interruptible: true,
  check(w, req) {
    const i = indexOf(w, req);
    if (isRefusal(i)) return i;
    const key = `${i.place.node.id}|${i.index.id}`;
    const memory = statementsOf(w.slow);
    const there = isPresent(memory, i.place.node.id, i.index);
    if (req.value === "drop") return there ? null : refusal("no-index", `${i.index.id} does not exist.`);
    if (req.value !== undefined) return refusal("bad-value", 'The only value is "drop".', String(req.value), ["drop"]);
    if (memory.builds[key] !== undefined) return refusal("busy", `${i.index.id} is being built already.`);
    if (req.amount !== undefined && req.amount !== 0 && req.amount !== 1)
      return refusal("bad-amount", "1 builds with a lock, 0 or nothing without.", String(req.amount), ["0", "1"]);
    return there ? refusal("index-exists", `${i.index.id} exists already.`) : null;
  },
  seconds(w, req, usual) {
    const i = indexOf(w, req);
    if (isRefusal(i)) return usual;
    if (req.value === "drop") return 2;
    return i.index.build * (req.amount === 1 ? 0.5 : 1);
  },
  step(w, op) {
    const i = indexOf(w, op.request);
    if (isRefusal(i) || op.request.value === "drop") return;
    const { builds } = statementMemory(w);
    const key = `${i.place.node.id}|${i.index.id}`;
    const locked = op.request.amount === 1;
    const build = builds[key] ?? { from: w.second, locked, waiting: false };
    const others = transactionsOn(w, i.place, i.table).filter((s) => s.from < op.startsAt);
    // With a lock it waits at the beginning; without, at the end, for those who might not see the index.
    const waits = others.length > 0 && (locked || w.second >= op.endsAt - 1);
    if (builds[key] === undefined || build.waiting !== waits) w.stale = true;
    builds[key] = { ...build, waiting: waits };
    if (!waits) {
      op.note = addIndex.note(w, op.request);
      return;
    }
    op.endsAt++;
    op.note = `${i.index.id}: waiting for the transaction of session ${others[0]?.id ?? ""} (pid ${others[0]?.pid ?? 0})`;
  },
  finish(w, op) {
    const i = indexOf(w, op.request);
    if (isRefusal(i)) return i.text;
    const memory = statementMemory(w);
    const key = `${i.place.node.id}|${i.index.id}`;
    delete memory.builds[key];
    memory.present[key] = op.request.value !== "drop";
    w.stale = true;
    return null;
  },
  note(w, req) {
    const i = indexOf(w, req);
    if (isRefusal(i)) return i.text;
    if (req.value === "drop") return `Dropping ${i.index.id}`;
    const how = req.amount === 1 ? "with a lock: writes wait" : "concurrently";
    return `Building ${i.index.id} on ${i.table} (${i.index.columns.join(", ")}), ${how}`;
  },
};

/** An index whose building was stopped leaves nothing behind. */
export function abandonIndex(w: WorldState, req: ActRequest): void {
  const i = indexOf(w, req);
  if (isRefusal(i)) return;
  delete statementMemory(w).builds[`${i.place.node.id}|${i.index.id}`];
  w.stale = true;
}

/** Runs a statement for its plan: once, for real. */
export const explainAnalyze: Kind = {
  interruptible: true,
  check(w, req) {
    const known = w.system.operations.filter(
      (o) => o.statement !== undefined && (req.node === undefined || o.node === req.node),
    );
    if (known.some((o) => o.id === req.key)) return null;
    return refusal(
      "unknown-statement",
      `There is no statement "${req.key ?? ""}".`,
      req.key,
      known.map((o) => o.id),
    );
  },
  seconds: (w, req) => 2 + statementSeconds(w, req.key ?? ""),
  step(w, op) {
    const { explaining } = statementMemory(w);
    const id = op.request.key as string;
    if (explaining[id] === true) return;
    explaining[id] = true;
    w.stale = true;
  },
  finish(w, op) {
    const id = op.request.key as string;
    const memory = statementMemory(w);
    delete memory.explaining[id];
    w.stale = true;
    const o = w.system.operations.find((x) => x.id === id);
    const database = w.system.nodes.find((n) => n.id === o?.node)?.database;
    if (o?.statement === undefined || database === undefined) return "The statement is gone";
    const plan = planOf(o.node, database, o.statement, memory);
    memory.explained[id] = {
      at: w.second,
      seconds: statementSeconds(w, id),
      scan: plan !== null && plan.index === null,
    };
    return null;
  },
  note: (_w, req) => `EXPLAIN ANALYZE runs ${req.key ?? ""} for real`,
};

/** Seconds a statement takes now: its recent response time, or its work where nobody asks it. */
function statementSeconds(w: WorldState, id: string): number {
  let most = 0;
  for (const lane of w.laneTable) {
    if (w.system.operations[lane.operation]?.id !== id) continue;
    const mean = w.laneCols.okMean[lane.id] as number;
    most = Math.max(most, mean > 0 ? mean : (w.laneCols.work[lane.id] as number));
  }
  return most;
}

export function abandonExplain(w: WorldState, req: ActRequest): void {
  delete statementMemory(w).explaining[req.key ?? ""];
  w.stale = true;
}

const cellsWith = (w: WorldState, node: number, role: string): Cell[] =>
  w.cellTable.filter((c) => c.node === node && c.info.role === role && c.info.pods > 0);

/** Counts so many writes as lost, by class as they come; returns how many. */
function countLost(w: WorldState, node: number, writes: number): number {
  const byClass = w.system.classes.map(() => 0);
  let all = 0;
  for (const lane of w.laneTable) {
    if (w.compiled.nodeOf[lane.operation] !== node || w.compiled.reads[lane.operation] === true) continue;
    const weight = w.portCols.rate.subarray(lane.portFrom, lane.portTo).reduce((a, b) => a + b, 0);
    byClass[lane.class] = (byClass[lane.class] as number) + weight;
    all += weight;
  }
  if (all <= 0) return 0;
  byClass.forEach((weight, c) => {
    if (w.system.classes[c]?.outcome.counted !== true) return;
    w.results[c * 5 + 3] = (w.results[c * 5 + 3] as number) + (writes * weight) / all;
  });
  return writes;
}

function replicaFor(w: WorldState, req: ActRequest): { place: Pick<Place, "index" | "node">; replica: Cell } | Refusal {
  const index = nodeOf(w, req);
  if (isRefusal(index)) return index;
  const node = w.system.nodes[index] as NodeSpec;
  if (node.kind !== "database") {
    const names = w.system.nodes.filter((n) => n.kind === "database").map((n) => n.id);
    return refusal("no-database", `${node.label} is not a database.`, node.id, names);
  }
  const region = regionOf(w, req, true);
  if (isRefusal(region)) return region;
  const all = cellsWith(w, index, "replica").filter((c) => c.info.ready > 0);
  const replica = all.find((c) => c.region === region && (req.value === undefined || c.info.zone === req.value));
  if (replica !== undefined) return { place: { index, node }, replica };
  const names = all.map((c) => w.system.regions[c.region]?.id ?? "");
  return refusal("no-replica", `${node.label} has no replica there.`, req.region, names);
}

/**
 * Makes a replica the primary: the old one is fenced off first, nobody writes meanwhile. What the replica had not applied is lost.
 * Callers of the old primary reach the new one, in whatever region it stands.
 */
export const promoteReplica: Kind = {
  interruptible: false,
  check(w, req) {
    const r = replicaFor(w, req);
    return isRefusal(r) ? r : null;
  },
  step(w, op) {
    if (op.memo.fenced === 1) return;
    const r = replicaFor(w, op.request);
    if (isRefusal(r)) return;
    op.memo.fenced = 1;
    const perWrite = r.place.node.database?.replication?.rowsPerWrite ?? 1;
    op.memo.lost = countLost(w, r.place.index, perWrite > 0 ? rowsBehind(w.slow, r.place.node.id) / perWrite : 0);
    fence(w, r.place.index);
  },
  finish(w, op) {
    const r = replicaFor(w, op.request);
    if (isRefusal(r)) return "The replica is gone, and the old primary is fenced off";
    const { index, node } = r.place;
    const old = w.cellTable.find((c) => c.node === index && c.info.role === "primary" && c.info.pods > 0);
    const from = old?.region ?? r.replica.region;
    setPods(w, r.replica, r.replica.info.pods - 1, r.replica.info.ready - 1);
    const id = identityOf(r.replica, { role: "primary" });
    const cell = ensureCell(w, from === r.replica.region ? id : { ...id, tag: `promoted:${from}` });
    setPods(w, cell, cell.info.pods + 1, cell.info.ready + 1);
    clearLag(w, node.id);
    op.note = `${node.label}: the replica in ${op.request.region ?? ""} is the primary, about ${Math.round(op.memo.lost as number)} writes are lost`;
    return null;
  },
  note: (w, req) => {
    const n = w.compiled.nodeIndex.get(req.node ?? "") ?? -1;
    return `Promoting the replica in ${req.region ?? ""}, ${Math.round(lagOf(w, n))} s behind`;
  },
};

/** Takes a database's primaries out of service; what they were working on is lost, and every session ends. */
function fence(w: WorldState, node: number): void {
  endSessions(w, node, "fenced off");
  for (const cell of cellsWith(w, node, "primary")) {
    dropShare(w, cell, 1);
    setPods(w, cell, cell.info.pods, 0);
  }
}

/** Puts the last backup (on the hour) back: the database is down meanwhile, all its sessions end, and what was written since is lost. */
export const restoreBackup: Kind = {
  interruptible: false,
  check(w, req) {
    const index = nodeOf(w, req);
    if (isRefusal(index)) return index;
    const node = w.system.nodes[index] as NodeSpec;
    if (node.kind === "database") return null;
    const names = w.system.nodes.filter((n) => n.kind === "database").map((n) => n.id);
    return refusal("no-database", `${node.label} is not a database.`, node.id, names);
  },
  step(w, op) {
    if (op.memo.down === 1) return;
    op.memo.down = 1;
    const index = w.compiled.nodeIndex.get(op.request.node ?? "") ?? -1;
    const since = (((w.system.startOfDay + w.second) % 3600) + 3600) % 3600;
    let rate = 0;
    for (const lane of w.laneTable) {
      if (w.compiled.nodeOf[lane.operation] !== index || w.compiled.reads[lane.operation] === true) continue;
      for (let port = lane.portFrom; port < lane.portTo; port++) rate += w.portCols.rate[port] as number;
    }
    op.memo.lost = countLost(w, index, rate * since);
    op.memo.ready = cellsWith(w, index, "primary")[0]?.info.ready ?? 1;
    op.note = `Restoring the backup of ${Math.round(since / 60)} min ago; what was written since is lost`;
    fence(w, index);
  },
  finish(w, op) {
    const index = w.compiled.nodeIndex.get(op.request.node ?? "") ?? -1;
    clearLag(w, op.request.node ?? "");
    for (const cell of cellsWith(w, index, "primary")) setPods(w, cell, cell.info.pods, cell.info.pods);
    op.note = `The backup is back; about ${Math.round(op.memo.lost as number)} writes are lost`;
    return null;
  },
  note: (w, req) => `Restoring the last backup of ${w.system.nodes.find((n) => n.id === req.node)?.label ?? ""}`,
};
