import type { Second } from "#domain/ids";

/** What a tree of forks is built from; `createdAt` in epoch milliseconds. */
export interface Relative {
  readonly id: string;
  readonly createdAt: number;
  readonly forkOf: { readonly run: string; readonly second: Second } | null;
}

/** A run and what was forked from it. */
export interface Branch<T> {
  readonly id: string;
  /** Null when it is not there any more; what was forked from it still is. */
  readonly run: T | null;
  /** Where it left the run above it; null at the root. */
  readonly second: Second | null;
  readonly forks: readonly Branch<T>[];
}

/** The run that everything goes back to, as far as the runs know. */
function rootOf(known: ReadonlyMap<string, Relative>, id: string): string {
  const passed = new Set<string>();
  let root = id;
  for (;;) {
    passed.add(root);
    const above = known.get(root)?.forkOf?.run;
    // Files from elsewhere may name each other.
    if (above === undefined || passed.has(above)) return root;
    root = above;
  }
}

/**
 * The tree a run belongs to: where it comes from, what was forked from it, and forks of those. Forks stand in the order of
 * their seconds, then of their making. A run that is not among them and that nobody comes from is a tree of its own.
 */
export function familyOf<T extends Relative>(runs: readonly T[], id: string): Branch<T> {
  const known = new Map(runs.map((run) => [run.id, run]));
  const forks = new Map<string, T[]>();
  for (const run of runs) {
    if (run.forkOf === null) continue;
    const siblings = forks.get(run.forkOf.run) ?? [];
    siblings.push(run);
    forks.set(run.forkOf.run, siblings);
  }
  const placed = new Set<string>();
  const place = (at: string, second: Second | null): Branch<T> => {
    placed.add(at);
    const below = (forks.get(at) ?? [])
      .filter((run) => !placed.has(run.id))
      .sort((a, b) => (a.forkOf?.second ?? 0) - (b.forkOf?.second ?? 0) || a.createdAt - b.createdAt);
    return {
      id: at,
      run: known.get(at) ?? null,
      second,
      forks: below.map((run) => place(run.id, run.forkOf?.second ?? null)),
    };
  };
  return place(rootOf(known, id), null);
}

/** A branch in a list of the tree; the root has depth 0. */
export interface Placed<T> {
  readonly branch: Branch<T>;
  readonly depth: number;
}

/** The tree as a list: every run followed by its forks. */
export function listed<T>(branch: Branch<T>, depth = 0): readonly Placed<T>[] {
  return [{ branch, depth }, ...branch.forks.flatMap((fork) => listed(fork, depth + 1))];
}
