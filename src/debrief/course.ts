import type { Scene } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import { type DrillState, playersOf } from "#engine/index";
import { horizonOf, weighHarm } from "#score/index";
import { type Impact, impactOf } from "#world/index";

/** A run that was carried out to its end, as far as stage times and error budgets read it. */
export interface Course {
  readonly scene: Scene;
  /** Whoever played, seats in a team; whoever else is named in the journal is a person of the story or the platform. */
  readonly authors: ReadonlySet<string>;
  readonly journal: readonly JournalEntry[];
  /** Weighted harm of each second before T+0, the oldest first; the last one is second −1. */
  readonly before: readonly number[];
  /** Weighted harm of each second from T+0 up to the fixed horizon. */
  readonly harm: readonly number[];
  /** Counted requests of each such second that failed or were answered later than their objective. */
  readonly bad: readonly number[];
  /** Requests per second of each counted class before T+0, with the share of them that the objective lets be bad. */
  readonly usual: readonly { readonly rate: number; readonly allowed: number }[];
}

/** Failed and delayed requests of the counted classes. */
function badOf({ system }: Scene, { classes }: Impact): number {
  let sum = 0;
  for (const { id, outcome } of system.classes) {
    const harm = classes[id];
    if (harm !== undefined && outcome.counted) sum += harm.failed + harm.delayed;
  }
  return sum;
}

/** What a finished state has been through. */
export function courseOf(state: DrillState): Course {
  const { scene, world, journal } = state;
  const { history, classes } = scene.system;
  const until: Second = Math.min(state.now, horizonOf(scene));
  const before = Array.from({ length: history }, (_, i) => impactOf(world, i - history));
  const during = Array.from({ length: until }, (_, second) => impactOf(world, second));
  const usual = classes.flatMap(({ id, outcome, slo }) => {
    if (!outcome.counted) return [];
    const requests = before.reduce((sum, impact) => {
      const harm = impact.classes[id];
      return sum + (harm === undefined ? 0 : harm.failed + harm.completed);
    }, 0);
    return [{ rate: requests / Math.max(1, history), allowed: 1 - slo.availability }];
  });
  return {
    scene,
    authors: playersOf(state).ids,
    journal,
    before: before.map((impact) => weighHarm(scene, impact)),
    harm: during.map((impact) => weighHarm(scene, impact)),
    bad: during.map((impact) => badOf(scene, impact)),
    usual,
  };
}
