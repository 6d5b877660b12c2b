import type { Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import { duration } from "#lib/format";
import { containmentOf } from "./containment";
import type { Course } from "./course";
import { HarmLine } from "./harm";
import { causeSince, firstHand, lastAction, resultSeen } from "./moments";

export const STAGES = ["detect", "acknowledge", "assign", "diagnose", "mitigate", "resolve", "validate"] as const;
export type StageId = (typeof STAGES)[number];

/** A stage of an incident as a run went through it. */
export interface Stage {
  readonly id: StageId;
  /** Second it began; null when what comes before it never came. Negative before T+0. */
  readonly from: Second | null;
  /** Second it ended; null when it never did. */
  readonly to: Second | null;
  /** How long it took; null unless it began and ended. Never negative. */
  readonly seconds: number | null;
  /** What ended it, or why it never ended. A sentence. */
  readonly note: string;
}

/** Stage times of a run beside those of the expert on the same variant and seed. */
export interface StageTimes {
  readonly player: readonly Stage[];
  /** Null when the drill ships no expert. */
  readonly expert: readonly Stage[] | null;
  /** Weighted harm per second (mean of 30 s) above which customers are hurt. */
  readonly hurtLimit: number;
}

interface End {
  readonly to: Second | null;
  readonly note: string;
}

function stage(id: StageId, from: Second | null, { to, note }: End): Stage {
  const seconds = from === null || to === null ? null : Math.max(0, to - from);
  return { id, from: from !== null && to !== null ? Math.min(from, to) : from, to, seconds, note };
}

const first = (course: Course, kind: JournalEntry["kind"]): Second | null =>
  course.journal.find((entry) => entry.kind === kind)?.at.second ?? null;

function detection(onset: Second | null, paged: Second | null): End {
  if (paged === null) return { to: null, note: "Nobody was paged." };
  if (onset === null) return { to: paged, note: "The page went off, and customers were never hurt." };
  const ahead = onset - paged;
  if (ahead > 0) return { to: paged, note: `The page went off ${duration(ahead)} before customers were hurt.` };
  return { to: paged, note: "The page went off." };
}

function mitigation(course: Course, line: HarmLine, onset: Second | null): End {
  const { action, at: calm, back } = containmentOf(course, line, onset);
  if (onset === null) return { to: null, note: "Customers were never hurt: there was nothing to take away." };
  if (action === null) return { to: null, note: "Nothing was done that could have ended it." };
  if (calm === null) return { to: null, note: "The harm never fell to a fifth of its worst for four minutes." };
  const done = lastAction(course, calm) ?? action;
  const relapse = back === null ? "" : ` It came back ${duration(back - calm)} later.`;
  return { to: calm, note: `Down to a fifth of its worst. The last thing done before: ${done.text}.${relapse}` };
}

/** The beginning of the last quiet: the first one, or the one after the harm had come back. Null when it ended in harm. */
function lastCalm(line: HarmLine, calm: Second): Second | null {
  let since: Second | null = calm;
  while (since !== null) {
    const back = line.backAt(since, line.calmLimit(since));
    if (back === null) return since;
    since = line.calmFrom(back);
  }
  return null;
}

function validation(course: Course, calm: Second | null, last: Second | null): End {
  if (calm === null) return { to: null, note: "There was no result to look at." };
  if (last === null) return { to: null, note: "It came back, and stayed." };
  const looked = resultSeen(course, last);
  if (looked === null) return { to: null, note: "Nobody looked at the result." };
  return { to: looked, note: "The result was looked at, and it stayed." };
}

function resolution(course: Course, onset: Second | null, calm: Second | null): End {
  const declared = first(course, "resolve");
  if (declared === null) return { to: null, note: "It was never declared over." };
  const early = onset !== null && (calm === null || declared < calm);
  return { to: declared, note: early ? "Declared over while customers were still hurt." : "Declared over." };
}

/**
 * The stages of a run. They overlap where work does: cause and containment are both worked on from the moment somebody
 * is at it.
 */
function stagesOfOne(course: Course, hurtLimit: number): readonly Stage[] {
  const line = new HarmLine(course);
  const onset = line.onset(hurtLimit);
  const paged = first(course, "page");
  const acked = first(course, "ack");
  const hand = acked === null ? null : firstHand(course, acked);
  const mitigated = mitigation(course, line, onset);
  const calm = mitigated.to;
  const last = calm === null ? null : lastCalm(line, calm);
  const resolved = resolution(course, onset, calm);
  const resolveFrom = calm !== null && (resolved.to === null || calm <= resolved.to) ? calm : (hand?.second ?? null);
  return [
    stage("detect", onset, detection(onset, paged)),
    stage("acknowledge", paged, {
      to: acked,
      note: acked === null ? "Nobody took the page." : "The page was acknowledged.",
    }),
    stage("assign", acked, {
      to: hand?.second ?? null,
      note: hand?.text ?? (acked === null ? "Nobody had the page." : "Nobody began to work on it."),
    }),
    stage("diagnose", hand?.second ?? null, causeSince(course)),
    stage("mitigate", hand?.second ?? null, mitigated),
    stage("resolve", resolveFrom, resolved),
    stage("validate", last, validation(course, calm, last)),
  ];
}

/**
 * Stage times of a run and of the expert's. Customers are hurt where the mean harm of 30 s is above what is usual by more
 * than a fiftieth of the worst of nobody acting; the same limit for both runs.
 */
export function stagesOf(player: Course, expert: Course | null, idle: Course): StageTimes {
  const { hurtLimit } = new HarmLine(idle);
  return {
    player: stagesOfOne(player, hurtLimit),
    expert: expert === null ? null : stagesOfOne(expert, hurtLimit),
    hurtLimit,
  };
}
