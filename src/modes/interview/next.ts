import type { InterviewDeed, InterviewHeader, Probe } from "#domain/interview";
import { assess } from "#questions/assess";
import { probesWanted } from "#questions/interviewers";
import type { QuestionMatcher } from "#questions/matcher";
import { chooseProbes, openProbes } from "#questions/probes";
import { DIG_ABOUT, DIG_ASKS } from "#questions/probes-dig";
import type { InterviewState, RoundState } from "./fold";
import { leftOf, paceOf } from "./pace";

/** No more than so many probes follow an answer. */
export const MOST_PROBES = 3;

/** What can be asked about the answer of a round, in the persona's order. An answer that was spoken is read by nobody: then it is what the card asks anyway. */
export function probesFor({ setup }: InterviewHeader, round: RoundState, index: number, matcher: QuestionMatcher) {
  const { seed, persona } = setup;
  const { text = "", takes = [] } = round.turns[0] ?? {};
  if (text.trim() === "" && takes.length > 0) return openProbes(matcher, seed, persona, index);
  return chooseProbes(matcher, assess(matcher, text), text, seed, persona, index);
}

/** What the interviewer asks next about the answer; null when they have asked enough, or time is up. With a partner the partner decides. */
export function nextProbe(
  header: InterviewHeader,
  round: RoundState,
  index: number,
  matcher: QuestionMatcher,
  now: number,
): Probe | null {
  const asked = round.turns.length - 1;
  const { seed, persona, partner } = header.setup;
  if (partner || round.cutAt !== null || paceOf(round, now).state === "over") return null;
  if (asked >= Math.min(MOST_PROBES, probesWanted(persona, seed, index))) return null;
  return probesFor(header, round, index, matcher)[asked] ?? null;
}

/** What a partner can ask who has listened: every concept that was not ticked as said, heaviest first, every twist, and what digs. */
export function partnerProbes(round: RoundState, { question }: QuestionMatcher): readonly Probe[] {
  const asked = new Set(round.turns.map(({ probe }) => probe?.text));
  const gaps = question.concepts
    .filter(({ id }) => round.ticks[id]?.status !== "hit")
    .sort((a, b) => b.weight - a.weight)
    .map(({ id, probe }): Probe => ({ kind: "gap", concept: id, text: probe, quote: "" }));
  const twists = question.twists.map(({ asks }, twist): Probe => ({ kind: "twist", twist, text: asks }));
  const digs = DIG_ABOUT.map((about): Probe => ({ kind: "dig", about, text: DIG_ASKS[about][0] ?? "", quote: "" }));
  return [...gaps, ...twists, ...digs].filter(({ text }) => !asked.has(text));
}

/** How it goes on from one round to the next: the next question, or the end. */
export function nextRound(header: InterviewHeader, state: InterviewState): InterviewDeed {
  const next = (state.at ?? -1) + 1;
  if (next >= header.rounds.length) return { type: "end", why: "done" };
  return leftOf(header, state) <= 0 ? { type: "end", why: "time" } : { type: "ask", round: next };
}
