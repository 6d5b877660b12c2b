import type { RunSummary } from "#session/contract";
import { isOwn, type OwnRun } from "./own";

/** The best run of a drill in one of the ways it can be, on one clock. */
export interface Best {
  readonly run: OwnRun;
  /** Own runs it was the best of. */
  readonly of: number;
  /** Points of the first of them, to see what practice brought. */
  readonly first: number;
}

/** Whether `a` is the better run: from the beginning before forked, then points, then who was first. */
function isBetter(a: OwnRun, b: OwnRun): boolean {
  if ((a.forkOf === null) !== (b.forkOf === null)) return a.forkOf === null;
  return a.total === b.total ? a.updatedAt < b.updatedAt : a.total > b.total;
}

/**
 * Bests per drill, variant and clock: runs on different clocks, or of different variants, are never compared. Sorted
 * by code, variant and clock.
 */
export function bestsOf(runs: readonly RunSummary[]): readonly Best[] {
  const groups = new Map<string, OwnRun[]>();
  for (const run of runs) {
    if (!isOwn(run)) continue;
    const key = JSON.stringify([run.code, run.drill, run.variant, run.clock]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [run]);
    else group.push(run);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const run = group.reduce((best, each) => (isBetter(each, best) ? each : best));
      const first = group.reduce((early, each) => (each.updatedAt < early.updatedAt ? each : early));
      return { run, of: group.length, first: first.total };
    });
}
