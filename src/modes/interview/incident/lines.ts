import type { Course } from "#debrief/course";
import type { Stage, StageId, StageTimes } from "#debrief/stages";
import type { Command } from "#domain/commands";
import type { Dimension } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { IncidentSaying } from "#domain/interview";
import type { Mark, Scorecard } from "#domain/score";
import { duration } from "#lib/format";

/** One thing that counted, explained. */
export interface IncidentLine {
  readonly id: string;
  readonly label: string;
  /** Points got, and points there were to get (0 for what a hint cost); a dimension has 100. */
  readonly points: number;
  readonly of: number;
  /** Second of the run it is about; null when it never came. */
  readonly second: Second | null;
  readonly reason: string;
  readonly source: string;
}

/** What the lines are read from. */
export interface Material {
  readonly card: Scorecard;
  readonly course: Course;
  readonly expert: Course | null;
  readonly stages: StageTimes;
  readonly said: readonly IncidentSaying[];
  readonly commands: readonly Command[];
  /** When the round began and ended, seconds of the run; and until when it was to last. */
  readonly began: Second;
  readonly ended: Second;
  readonly until: Second;
}

/** Where lines of its own come from. */
export const TROUBLESHOOTING = "Rubrics of troubleshooting rounds";
const WALKTHROUGH = "Rubrics of incident walkthroughs";

/** Ids that the scorecard gives to the hints that were taken. */
export const IS_HINT = /^hint-\d+$/;

const clamp = (share: number): number => Math.max(0, Math.min(1, share));

/** A line by the share of its points that was got. */
export const line = (
  id: string,
  label: string,
  share: number,
  of: number,
  second: Second | null,
  reason: string,
  source = WALKTHROUGH,
): IncidentLine => ({ id, label, points: of * clamp(share), of, second, reason, source });

/** The marks of a dimension of the drill's own card, brought to a number of points. Hints are told apart. */
export function fromMarks(marks: readonly Mark[], dimension: Dimension, budget: number): readonly IncidentLine[] {
  const own = marks.filter((mark) => mark.dimension === dimension && !IS_HINT.test(mark.id));
  const available = own.reduce((sum, { of }) => sum + of, 0);
  if (available <= 0) return [];
  const scale = budget / available;
  return own.map(({ id, label, points, of, second, reason, source }) => ({
    id,
    label,
    points: points * scale,
    of: of * scale,
    second,
    reason,
    source,
  }));
}

export const stageOf = (stages: readonly Stage[] | null, id: StageId): Stage | undefined =>
  stages?.find((stage) => stage.id === id);

/** Full points up to so many times the expert's time, none from so many on. */
const IN_TIME = 1.5;
const TOO_LATE = 4;
/** Where there is no expert, or the expert was there at once: a usual time, in seconds. */
const USUAL = 300;

/** How a stage's time stands against the expert's. */
export function inTime({ stages }: Material, id: StageId, label: string, of: number): IncidentLine {
  const own = stageOf(stages.player, id);
  const best = stageOf(stages.expert, id)?.seconds ?? null;
  const taken = own?.seconds ?? null;
  const source = TROUBLESHOOTING;
  if (own === undefined || taken === null) return line(id, label, 0, of, null, own?.note ?? "It never came.", source);
  const usual = Math.max(USUAL, best ?? 0);
  const share = (TOO_LATE - taken / usual) / (TOO_LATE - IN_TIME);
  const against = best === null ? "" : `; the expert took ${duration(best)}`;
  return line(id, label, share, of, own.to, `${own.note} It took ${duration(taken)}${against}.`, source);
}
