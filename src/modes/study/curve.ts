import type { StudiedCard } from "./fold";
import type { Scheduler } from "./schedule";

/** Points between two reviews. */
const STEPS = 24;

export interface RecallPoint {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Chance that the card is known, 0 to 1. */
  readonly recall: number;
}

/** How surely the card was known from its first review on, until `until`: it falls, and each review lifts it to 1. */
export function recallCurve({ reviews }: StudiedCard, scheduler: Scheduler, until: number): readonly RecallPoint[] {
  return reviews.flatMap(({ after }, index) => {
    const from = after.last ?? until;
    const to = Math.max(from, reviews[index + 1]?.after.last ?? until);
    return Array.from({ length: STEPS + 1 }, (_, step) => {
      const at = from + ((to - from) * step) / STEPS;
      return { at, recall: scheduler.recall(after, at) ?? 0 };
    });
  });
}
