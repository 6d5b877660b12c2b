import type { DrillCard } from "#domain/drill";
import { drawInt, pick, streamId } from "#lib/random";
import { IMPORTED, type RunSummary } from "#session/contract";

/** A drill with a run of so many points is mastered. */
export const MASTERED = 85;
/** Seeds that are tried to find a variant that has not been seen. */
const TRIES = 64;
/** What somebody who is new here is shown round with. */
const TUTORIAL = "tutorial";
const DRILL_STREAM = streamId("shift drill");
const SEED_STREAM = streamId("shift seed");

type Played = Pick<
  RunSummary,
  "drill" | "clock" | "status" | "total" | "labels" | "variant" | "forkOf" | "shown" | "tried"
>;

/** Whether one of the runs proves the drill: played here on a live clock from its beginning, with 85 points or more. */
export function isMastered(drill: string, runs: readonly Played[]): boolean {
  return runs.some(
    (run) =>
      run.drill === drill &&
      run.status === "finished" &&
      (run.clock === "live" || run.clock === "live-pause") &&
      (run.total ?? 0) >= MASTERED &&
      run.forkOf === null &&
      run.shown === null &&
      !run.tried &&
      !run.labels.includes(IMPORTED),
  );
}

/** Drills that somebody can be paged with: live incidents that are not mastered. The tutorial is none. */
export function pageable(cards: readonly DrillCard[], runs: readonly Played[]): readonly DrillCard[] {
  return cards.filter((card) => card.form === "live" && !card.tags.includes(TUTORIAL) && !isMastered(card.slug, runs));
}

/** The variants of a drill that have been played. */
export function variantsPlayed(drill: string, runs: readonly Played[]): ReadonlySet<string> {
  return new Set(runs.flatMap((run) => (run.drill === drill && !run.tried ? [run.variant] : [])));
}

/**
 * What the page `at` of a shift is about: preferably a drill that this shift has not had, of those one without any run, or
 * else one with a variant that has not been played. Null when all are mastered.
 */
export function chooseDrill(
  cards: readonly DrillCard[],
  runs: readonly Played[],
  had: readonly string[],
  seed: number,
  at: number,
): DrillCard | null {
  const all = pageable(cards, runs);
  if (all.length === 0) return null;
  const fresh = all.filter(({ slug }) => !had.includes(slug));
  const left = fresh.length > 0 ? fresh : all;
  const unseen = left.filter(({ slug }) => variantsPlayed(slug, runs).size === 0);
  const unfinished = left.filter(({ slug, variants }) => variantsPlayed(slug, runs).size < variants);
  return pick([unseen, unfinished].find((some) => some.length > 0) ?? left, seed, DRILL_STREAM, at, 0);
}

/** The seed of the run that page `at` leads to: one whose variant has not been played, if a few tries find one. */
export function chooseSeed(
  variantOf: (seed: number) => string,
  played: ReadonlySet<string>,
  seed: number,
  at: number,
): number {
  const nth = (n: number) => drawInt(2 ** 32, seed, SEED_STREAM, at, n);
  for (let n = 0; n < TRIES; n++) {
    const each = nth(n);
    if (!played.has(variantOf(each))) return each;
  }
  return nth(0);
}
