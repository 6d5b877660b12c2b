import type { Second } from "#domain/ids";
import type { Course } from "./course";
import type { HarmLine } from "./harm";
import { type Deed, firstAction } from "./moments";

/** When the harm of a run was contained. */
export interface Containment {
  /** The first thing done about it. */
  readonly action: Deed | null;
  /** When harm came down, after that if there was anything; null when it never did, or customers were never hurt. */
  readonly at: Second | null;
  /** When it was back above what counts as contained. */
  readonly back: Second | null;
}

/** The first containment of a run whose customers are hurt from `onset` on; null where they never are. */
export function containmentOf(course: Course, line: HarmLine, onset: Second | null): Containment {
  const action = firstAction(course);
  const at = onset === null ? null : line.calmFrom(Math.max(0, onset, action?.second ?? 0));
  return { action, at, back: at === null ? null : line.backAt(at, line.calmLimit(at)) };
}
