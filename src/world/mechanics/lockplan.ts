/** What follows from the locks of a system once and for all: which operations want the same rows, and which wait for each other in a circle. */
import type { LockSpec } from "#domain/mechanics";
import type { Compiled } from "../static";

/** What a line of a lane holds when it belongs to no fault: requests that wait in a database. */
export const ROW = -1;
export const STUCK = -2;
export const BLOCKED = -3;
export const VICTIM = -4;

export interface LockPlan {
  /** Lock of an operation, and the group of those that want the same rows (−1 none). */
  readonly lockOf: readonly (LockSpec | null)[];
  readonly groupOf: readonly number[];
  readonly groups: readonly { readonly node: number; readonly table: string; readonly rows: number }[];
  /**
   * By operation that wants rows of group g: the calls whose callers hold rows of another group h while they come here, and the
   * calls by which holders of g come to want rows of h. Empty when nobody can wait in a circle.
   */
  readonly crossing: readonly { readonly from: ReadonlySet<number>; readonly counter: ReadonlySet<number> }[];
}

const plans = new WeakMap<Compiled, LockPlan>();

/** The plan of a system, made once. */
export function lockPlan(compiled: Compiled): LockPlan {
  let plan = plans.get(compiled);
  if (plan === undefined) {
    plan = makePlan(compiled);
    plans.set(compiled, plan);
  }
  return plan;
}

function makePlan(compiled: Compiled): LockPlan {
  const { operations } = compiled.system;
  const lockOf = operations.map((o) => o.locks?.[0] ?? null);
  const names: string[] = [];
  const groups: { node: number; table: string; rows: number }[] = [];
  const groupOf = lockOf.map((lock) => {
    if (lock === null) return -1;
    const node = compiled.nodeIndex.get(lock.node);
    if (node === undefined) throw new RangeError(`node "${lock.node}" does not exist in this system`);
    const name = `${lock.node}|${lock.table}`;
    const at = names.indexOf(name);
    if (at < 0) {
      names.push(name);
      groups.push({ node, table: lock.table, rows: Math.max(1, lock.rows) });
      return names.length - 1;
    }
    const group = groups[at] as { rows: number };
    group.rows = Math.max(group.rows, lock.rows);
    return at;
  });
  return { lockOf, groupOf, groups, crossing: crossings(compiled, lockOf, groupOf) };
}

/** Calls on the ways from `operation` to any that wants rows of `group`, the first ones of each way and all of them. */
function waysTo(
  compiled: Compiled,
  groupOf: readonly number[],
  operation: number,
  group: number,
): { first: Set<number>; last: Set<number> } {
  const first = new Set<number>();
  const last = new Set<number>();
  const visit = (from: number, through: number): boolean => {
    let found = false;
    for (const call of compiled.callsOf[from] ?? []) {
      if (call.call.async) continue;
      const direct = groupOf[call.to] === group;
      if (direct) last.add(call.index);
      if (visit(call.to, through < 0 ? call.index : through) || direct) {
        found = true;
        first.add(through < 0 ? call.index : through);
      }
    }
    return found;
  };
  visit(operation, -1);
  return { first, last };
}

function crossings(
  compiled: Compiled,
  lockOf: readonly (LockSpec | null)[],
  groupOf: readonly number[],
): { from: Set<number>; counter: Set<number> }[] {
  const out = lockOf.map(() => ({ from: new Set<number>(), counter: new Set<number>() }));
  const holders = lockOf.flatMap((lock, o) => (lock?.hold === "request" ? [o] : []));
  for (const a of holders) {
    for (const b of holders) {
      const mine = groupOf[a] as number;
      const theirs = groupOf[b] as number;
      if (mine === theirs) continue;
      const there = waysTo(compiled, groupOf, a, theirs);
      const back = waysTo(compiled, groupOf, b, mine);
      if (there.last.size === 0 || back.last.size === 0) continue;
      groupOf.forEach((group, o) => {
        if (group !== theirs || o === b) return;
        for (const c of there.last) if (compiled.calls[c]?.to === o) out[o]?.from.add(c);
        for (const c of back.first) out[o]?.counter.add(c);
      });
    }
  }
  return out.map((x) => (x.from.size > 0 ? x : { from: new Set<number>(), counter: new Set<number>() }));
}

/** Lines that a lane of an operation needs for what waits in databases. */
export function lockLines(compiled: Compiled, operation: number): number[] {
  const plan = lockPlan(compiled);
  const spec = compiled.system.operations[operation];
  const lines: number[] = [];
  const lock = plan.lockOf[operation];
  if (lock !== null && lock !== undefined) {
    lines.push(ROW);
    if ((plan.crossing[operation]?.from.size ?? 0) > 0) lines.push(STUCK);
    if (lock.actions > 1) lines.push(VICTIM);
  }
  const database = compiled.system.nodes[compiled.nodeOf[operation] as number]?.database;
  const table = database?.tables.find((t) => t.id === spec?.statement?.table);
  const locked = database?.sessions.some((s) => [...s.holds, s.wants].some((h) => h?.table === table?.id));
  if (table !== undefined && (locked === true || table.indexes.length > 0)) lines.push(BLOCKED);
  return lines;
}
