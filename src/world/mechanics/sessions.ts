/** Sessions that somebody holds open in a database, and what waits behind the locks they hold or want. */
import type { DatabaseSpec, SessionSpec } from "#domain/mechanics";
import type { WorldState } from "../state";
import { type Mechanic, memoryOf } from "./mechanic";
import { statementsOf } from "./statements";

/** What became of a session: when the lock it wants was granted, when it is over (while it rolls back: in the future), and why. */
export interface SessionFate {
  granted: number | null;
  ends: number | null;
  why: string;
}
type SessionMemory = Record<string, SessionFate>;

/** Longest time a transaction takes to undo what it wrote, as a share of how long it ran, and at most. */
const ROLLBACK = { share: 0.1, most: 120 };

function remembered(w: WorldState): SessionMemory {
  return memoryOf<SessionMemory>(w, "sessions", () => ({}));
}

export function fateOf(slow: Readonly<Record<string, unknown>>, id: string): SessionFate | null {
  return (slow.sessions as SessionMemory | undefined)?.[id] ?? null;
}

/** Whether a session is there at `second`. */
export function isOpen(s: SessionSpec, fate: SessionFate | null, second: number): boolean {
  if (second < s.from || (s.until !== null && second >= s.until)) return false;
  return fate?.ends === undefined || fate.ends === null || second < fate.ends;
}

/** Open sessions of a database, the oldest first. */
export function openSessions(
  database: DatabaseSpec,
  slow: Readonly<Record<string, unknown>>,
  second: number,
): SessionSpec[] {
  return database.sessions
    .filter((s) => isOpen(s, fateOf(slow, s.id), second))
    .sort((a, b) => a.from - b.from || a.pid - b.pid);
}

/** Sessions that a session's wish for a table waits for: holders of it, and older ones that want it too. */
export function blockersOf(
  s: SessionSpec,
  open: readonly SessionSpec[],
  slow: Readonly<Record<string, unknown>>,
): SessionSpec[] {
  const { wants } = s;
  if (wants === null || (fateOf(slow, s.id)?.granted !== undefined && fateOf(slow, s.id)?.granted !== null)) return [];
  const at = open.indexOf(s);
  return open.filter(
    (o, i) => o !== s && (o.holds.some((h) => h.table === wants.table) || (i < at && o.wants?.table === wants.table)),
  );
}

/** Shares of the statements on a table that wait behind the open sessions and builds: reads, and writes. */
export function tableLocks(
  node: string,
  database: DatabaseSpec,
  table: string,
  slow: Readonly<Record<string, unknown>>,
  open: readonly SessionSpec[],
): { readonly reads: number; readonly writes: number } {
  let through = 1;
  let reads = 0;
  for (const s of open) {
    // Who waits for an exclusive lock keeps everybody out who comes after it, as if it had it.
    if (s.wants?.table === table) reads = 1;
    for (const h of s.holds) {
      if (h.table !== table) continue;
      if (h.mode === "exclusive") reads = 1;
      else through *= 1 - h.share;
    }
  }
  const spec = database.tables.find((t) => t.id === table);
  const { builds } = statementsOf(slow);
  for (const index of spec?.indexes ?? []) if (builds[`${node}|${index.id}`]?.locked === true) through = 0;
  return { reads, writes: reads === 1 ? 1 : 1 - through };
}

/** By operation: share that waits in this second. Derived from the sessions, so it is not saved. */
interface Blocked {
  second: number;
  readonly shares: Float64Array;
}
const blocked = new WeakMap<WorldState, Blocked>();

/** Share of the requests of an operation that wait behind sessions' locks in this second. Replicas have locks of their own. */
export function blockedShare(w: WorldState, operation: number, role: string): number {
  if (role !== "primary") return 0;
  let b = blocked.get(w);
  if (b === undefined) {
    b = { second: Number.NaN, shares: new Float64Array(w.system.operations.length) };
    blocked.set(w, b);
  }
  if (b.second !== w.second) {
    b.second = w.second;
    fill(w, b.shares);
  }
  return b.shares[operation] as number;
}

function fill(w: WorldState, shares: Float64Array): void {
  const open = w.system.nodes.map((n) => (n.database === undefined ? [] : openSessions(n.database, w.slow, w.second)));
  if (open.every((list) => list.length === 0) && Object.keys(statementsOf(w.slow).builds).length === 0) {
    shares.fill(0);
    return;
  }
  w.system.operations.forEach((o, i) => {
    const n = w.compiled.nodeOf[i] as number;
    const database = w.system.nodes[n]?.database;
    if (o.statement === undefined || database === undefined) return;
    const locks = tableLocks(o.node, database, o.statement.table, w.slow, open[n] as readonly SessionSpec[]);
    shares[i] = o.statement.kind === "select" ? locks.reads : locks.writes;
  });
}

/** Ends a session: at once, or after it has undone what it wrote. Returns the seconds that takes. */
export function endSession(w: WorldState, s: SessionSpec, why: string, undo: boolean): number {
  const wrote = s.holds.some((h) => h.mode === "exclusive" || h.share > 0);
  const ran = w.second - s.from;
  const rollback =
    undo && wrote && s.state === "active" ? Math.min(ROLLBACK.most, Math.round(ROLLBACK.share * ran)) : 0;
  const memory = remembered(w);
  memory[s.id] = { granted: memory[s.id]?.granted ?? null, ends: w.second + rollback, why };
  w.stale = true;
  return rollback;
}

/** Ends all open sessions of a node's database at once, as when its primary goes down: nobody waits for an undo. */
export function endSessions(w: WorldState, node: number, why: string): void {
  const database = w.system.nodes[node]?.database;
  if (database === undefined) return;
  for (const s of openSessions(database, w.slow, w.second)) endSession(w, s, why, false);
}

/** Sessions come and go by the clock; a wish for a table is granted when nobody is before it, and is over after its time. */
export const sessions: Mechanic = {
  name: "sessions",
  used: (w) => w.system.nodes.some((n) => (n.database?.sessions.length ?? 0) > 0),
  step(w) {
    for (const node of w.system.nodes) {
      const { database } = node;
      if (database === undefined) continue;
      for (const s of database.sessions) {
        if (s.cpu > 0 && (w.second === s.from || w.second === s.until || fateOf(w.slow, s.id)?.ends === w.second))
          w.stale = true;
      }
      const open = openSessions(database, w.slow, w.second);
      for (const s of open) {
        if (s.wants === null) continue;
        const memory = remembered(w);
        const fate = memory[s.id] ?? { granted: null, ends: null, why: "" };
        if (fate.granted !== null) {
          if (fate.ends === null && w.second >= fate.granted + s.wants.seconds)
            memory[s.id] = { ...fate, ends: w.second, why: "done" };
        } else if (blockersOf(s, open, w.slow).length === 0) memory[s.id] = { ...fate, granted: w.second };
        else if (database.lockTimeout !== null && w.second - s.from >= database.lockTimeout)
          memory[s.id] = { ...fate, ends: w.second, why: "lock timeout" };
      }
    }
  },
  cell(w, cell, adjust) {
    const node = w.system.nodes[cell.node];
    if (node?.database === undefined || cell.info.role !== "primary") return;
    let busy = 0;
    for (const s of openSessions(node.database, w.slow, w.second)) if (s.state === "active") busy += s.cpu;
    if (busy > 0) adjust.steal = 1 - (1 - adjust.steal) * (1 - Math.min(0.95, busy / node.cores));
  },
};
