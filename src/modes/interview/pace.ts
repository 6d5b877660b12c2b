import type { InterviewHeader } from "#domain/interview";
import { duration } from "#lib/format";
import { PERSONAS } from "#questions/interviewers";
import type { InterviewState, RoundState } from "./fold";

/** Before the first question, seconds. */
export const OPENING = 60;
/** Without a word for so long, the interviewer asks for thoughts (think-aloud), seconds. */
export const SILENCE = 20;

/** Words a second of calm speech, about 140 a minute: how long a spoken answer is. */
export const SPOKEN = 2.3;

/** How a round goes against its box of time. */
export interface Pace {
  readonly used: number;
  readonly box: number;
  /** `near`: the last quarter. `over`: beyond the box. */
  readonly state: "fine" | "near" | "over";
}

/** Seconds that a round has taken at `now` (seconds the interview has been open); 0 before it was asked. */
export function usedOf({ askedAt, endedAt }: RoundState, now: number): number {
  return askedAt === null ? 0 : Math.max(0, (endedAt ?? now) - askedAt);
}

export function paceOf(round: RoundState, now: number): Pace {
  const used = usedOf(round, now);
  const box = round.round.seconds;
  return { used, box, state: used > box ? "over" : used > box * 0.75 ? "near" : "fine" };
}

/** Time away, in words, where there was any; `away` in seconds. */
export const awayWords = (away: number): string | null =>
  away < 1 ? null : `away ${duration(Math.round(away))}, which is not counted`;

/** What was used of a time, and how long nobody was there. All in seconds. */
export function timeWords(used: number, box: number, away: number): string {
  const gone = awayWords(away);
  return `${duration(Math.round(used))} of ${duration(box)}${gone === null ? "" : `; ${gone}`}`;
}

/** Whether the interviewer moves on now: far over the round's time. */
export function isCutDue({ setup }: InterviewHeader, round: RoundState, now: number): boolean {
  return round.cutAt === null && usedOf(round, now) >= round.round.seconds * PERSONAS[setup.persona].cutAfter;
}

/**
 * Whether the interviewer interrupts the first answer of a round now, and for what: an answer that is long, or one that says nothing
 * of what was asked for a good while. At most once a round.
 */
export function interruptionDue(
  { setup }: InterviewHeader,
  round: RoundState,
  now: number,
  words: number,
  isOnSubject: () => boolean,
): "long" | "tangent" | null {
  if (round.interruptions.length > 0 || round.turns.length !== 1 || round.cutAt !== null) return null;
  const share = usedOf(round, now) / round.round.seconds;
  const { longAfter, tangentAfter } = PERSONAS[setup.persona];
  if (share >= longAfter && words >= 40) return "long";
  return share >= tangentAfter && words >= 60 && !isOnSubject() ? "tangent" : null;
}

/** Seconds for which the interview as a whole may still go on. */
export function leftOf({ setup }: InterviewHeader, { elapsed }: Pick<InterviewState, "elapsed">): number {
  return setup.minutes * 60 - elapsed;
}
