import type { BeatId, Guide } from "#domain/gameday";
import type { Second } from "#domain/ids";
import type { Reached } from "./beats";
import { lastNews, type Sight } from "./conditions";

export const PACES = ["before", "too-fast", "on-time", "stuck", "done"] as const;
export type PaceId = (typeof PACES)[number];

/** What of the guide fits now. */
export type Advice =
  | { readonly kind: "none" }
  /** Watch, and ask one of the questions if there is a lull. */
  | { readonly kind: "question"; readonly text: string }
  /** Slow them down: a question first, then a card, then a second front. */
  | { readonly kind: "slow"; readonly text: string; readonly card: string; readonly front: Guide["slow"]["front"] }
  /** Help them on: a question, a nudge by somebody of the drill, a plain hint. */
  | {
      readonly kind: "rescue";
      readonly step: 1 | 2 | 3;
      readonly text: string;
      readonly nudge: Guide["rescue"]["nudge"] | null;
    };

export interface Pace {
  readonly pace: PaceId;
  /** The beat that comes next; null when all were reached. */
  readonly next: BeatId | null;
  /** Seconds behind the guide at the next beat; negative: still so long until it is due. Null before the page. */
  readonly behind: Second | null;
  /** Seconds since anything new; null before the acknowledgement. */
  readonly quiet: Second | null;
  readonly sentence: string;
  readonly advice: Advice;
}

/** Ahead of the guide by this share of its time, and at least so long, a team is too fast. */
const AHEAD = 0.5;
const AHEAD_LEAST: Second = 180;
/** So far behind, or so long without anything new while behind, it is stuck. */
const BEHIND = 0.5;
const BEHIND_LEAST: Second = 300;
const QUIET: Second = 480;
/** A rescue that did not help after so long is followed by the next step. */
const PER_STEP: Second = 300;

const DONE: Readonly<Record<BeatId, string>> = {
  acknowledged: "take the page",
  scoped: "say how far it reaches",
  suspected: "suspect the right cause",
  mitigated: "bring the harm down",
  verified: "make sure that it is over",
};

/** How a team stands against the beats of its guide, and what of the guide fits now. */
export function paceOf(guide: Guide, reached: Reached, sight: Sight): Pace {
  const { view } = sight;
  const [page] = view.pages;
  const beats = guide.beats.toSorted((a, b) => a.minute - b.minute);
  const news = lastNews(sight);
  const quiet = news === null ? null : view.now - news;
  if (page === undefined) {
    return {
      pace: "before",
      next: null,
      behind: null,
      quiet,
      sentence: "Nobody was paged yet.",
      advice: { kind: "none" },
    };
  }
  const since = view.now - page.firedAt;
  const open = beats.filter(({ beat }) => reached.beats[beat] === undefined);
  const [next] = open;
  if (next === undefined || reached.beats.verified !== undefined) {
    return {
      pace: "done",
      next: null,
      behind: null,
      quiet,
      sentence: "All of it was reached.",
      advice: { kind: "none" },
    };
  }
  const due = next.minute * 60;
  const behind = since - due;
  const stuckSince = Math.min(due + Math.max(BEHIND_LEAST, due * BEHIND), Math.max(due, since - (quiet ?? 0) + QUIET));
  const base = { next: next.beat, behind, quiet };
  if (behind > 0 && since >= stuckSince) {
    const over = since - stuckSince;
    const step = over < PER_STEP ? 1 : over < 2 * PER_STEP ? 2 : 3;
    const sentence = `Stuck: by the guide they were to ${DONE[next.beat]} ${minutesOf(behind)} ago.`;
    return { pace: "stuck", ...base, sentence, advice: rescue(guide, step) };
  }
  const last = beats.findLast(({ beat }) => reached.beats[beat] !== undefined && beat !== "acknowledged");
  const ahead = last === undefined ? 0 : last.minute * 60 - ((reached.beats[last.beat] ?? 0) - page.firedAt);
  if (last !== undefined && ahead >= Math.max(AHEAD_LEAST, last.minute * 60 * AHEAD) && behind < 0) {
    const { question, card, front } = guide.slow;
    const sentence = `Too fast: they were ${minutesOf(ahead)} ahead of the guide to ${DONE[last.beat]}.`;
    return { pace: "too-fast", ...base, sentence, advice: { kind: "slow", text: question, card, front } };
  }
  const sentence =
    behind > 0
      ? `A little late to ${DONE[next.beat]}, by ${minutesOf(behind)}.`
      : `On time: they have ${minutesOf(-behind)} to ${DONE[next.beat]}.`;
  // One question after the other, as beats are reached: not the same one the whole time.
  const text = guide.questions[(beats.length - open.length) % Math.max(1, guide.questions.length)];
  return {
    pace: "on-time",
    ...base,
    sentence,
    advice: text === undefined ? { kind: "none" } : { kind: "question", text },
  };
}

const minutesOf = (seconds: Second): string => {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
};

function rescue({ rescue: { question, nudge, hint } }: Guide, step: 1 | 2 | 3): Advice {
  if (step === 1) return { kind: "rescue", step, text: question, nudge: null };
  if (step === 2) return { kind: "rescue", step, text: nudge.text, nudge };
  return { kind: "rescue", step, text: hint, nudge: null };
}
