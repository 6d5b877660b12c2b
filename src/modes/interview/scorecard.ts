import type { InterviewHeader, Probe } from "#domain/interview";
import type { AnswerDimension, Question } from "#domain/questions";
import {
  type Assessment,
  assess,
  type ConceptStatus,
  coverageByDimension,
  coverageOf,
  type Overrides,
} from "#questions/assess";
import type { QuestionMatcher } from "#questions/matcher";
import { judgeReply } from "#questions/probes";
import type { Judge } from "./calibration";
import type { Clarified, InterviewState, Override, RoundState, Turn } from "./fold";
import type { IncidentScore } from "./incident/score";
import { type Pace, paceOf } from "./pace";

/** A probe, what was replied, and whether the reply says what it was after. */
export interface Outcome {
  readonly probe: Probe;
  readonly reply: Turn;
  readonly verdict: ReturnType<typeof judgeReply>;
}

/** One concept of a round. */
export interface ConceptLine {
  readonly id: string;
  /** As the rules heard the answer. */
  readonly heard: ConceptStatus;
  /** As it counts: with replies, ticks and overrides. */
  readonly counts: ConceptStatus;
  /** What says so; `nobody`: it was spoken, and is not marked yet. */
  readonly by: "answer" | "reply" | "partner" | "self" | "override" | "nobody";
}

/** How it is known what was said: the rules read it, whoever spoke marks a recording, or a partner ticks what they hear. */
export type Basis = "words" | "self" | "partner";

/** What a question came to. Coverage 0 to 100. */
export interface QuestionScore {
  readonly kind: "question";
  readonly index: number;
  readonly question: Question;
  readonly text: string;
  readonly basis: Basis;
  readonly assessment: Assessment;
  readonly concepts: readonly ConceptLine[];
  /** Null while a recording is not marked to its end: half a mark sheet is no figure. */
  readonly coverage: number | null;
  readonly byDimension: ReadonlyMap<AnswerDimension, number>;
  readonly outcomes: readonly Outcome[];
  readonly clarified: readonly Clarified[];
  readonly overrides: readonly Override[];
  readonly pace: Pace;
  /** Seconds in which nobody was there; not in its pace. */
  readonly away: number;
  readonly self: number | null;
  readonly isInterrupted: boolean;
  readonly isCut: boolean;
}

/** What an incident round came to, in its interview. */
export interface IncidentPart {
  readonly kind: "incident";
  readonly index: number;
  readonly score: IncidentScore;
  readonly away: number;
  readonly self: number | null;
}

/** The whole of it. Figures are 0 to 100. */
export interface InterviewScore {
  readonly questions: readonly QuestionScore[];
  /** Incident rounds whose score is known. */
  readonly incidents: readonly IncidentPart[];
  /** Rubric coverage of the questions; null when there is a figure of none. What is recorded and not marked has none. */
  readonly coverage: number | null;
  /** Coverage and incidents together; null when nothing was asked or nothing is known of it. */
  readonly overall: number | null;
  readonly byDimension: ReadonlyMap<AnswerDimension, number>;
}

/**
 * How a concept counts: as the answer says it; what was said only when asked counts as unclear, what was unclear and then said counts as
 * said. Ticks of who listened stand in place of what was read, and an override has the last word.
 */
function lineOf(
  id: string,
  heard: ConceptStatus,
  outcomes: readonly Outcome[],
  replies: readonly Assessment[],
  round: RoundState,
  basis: Basis,
): ConceptLine {
  const override = round.overrides.findLast(({ concept }) => concept === id);
  if (override !== undefined) return { id, heard, counts: override.status, by: "override" };
  const tick = round.ticks[id];
  if (tick !== undefined) return { id, heard, counts: tick.status, by: tick.by };
  if (basis === "self") return { id, heard, counts: "missed", by: "nobody" };
  const isAsked = outcomes.some(
    ({ probe, verdict }) =>
      (probe.kind === "gap" || probe.kind === "contradiction") && probe.concept === id && verdict.status === "hit",
  );
  const isReplied = replies.some(({ concepts }) => concepts.some((each) => each.id === id && each.status === "hit"));
  if (heard === "unclear" && isAsked) return { id, heard, counts: "hit", by: "reply" };
  if (heard === "missed" && isReplied) return { id, heard, counts: "unclear", by: "reply" };
  return { id, heard, counts: heard, by: "answer" };
}

/** Rules read only what is written. */
function basisOf({ setup }: InterviewHeader, answer: Turn): Basis {
  if (setup.partner) return "partner";
  return answer.text.trim() === "" && answer.takes.length > 0 ? "self" : "words";
}

/** The score of a question's round; null when it was not asked. */
export function scoreRound(
  header: InterviewHeader,
  round: RoundState,
  index: number,
  matcher: QuestionMatcher,
  elapsed: number,
): QuestionScore | null {
  const { question } = matcher;
  const [first, ...rest] = round.turns;
  if (first === undefined) return null;
  const assessment = assess(matcher, first.text);
  const outcomes = rest.flatMap((reply): Outcome[] =>
    reply.probe === null || reply.answeredAt === null
      ? []
      : [{ probe: reply.probe, reply, verdict: judgeReply(matcher, reply.probe, reply.text) }],
  );
  const replies = outcomes.map(({ reply }) => assess(matcher, reply.text));
  const basis = basisOf(header, first);
  const concepts = assessment.concepts.map(({ id, status }) => lineOf(id, status, outcomes, replies, round, basis));
  const isMarked = concepts.every(({ by }) => by !== "nobody");
  const counts: Overrides = Object.fromEntries(concepts.map((line) => [line.id, line.counts]));
  // An order cannot be judged where nothing was written.
  const judged: Assessment = first.text !== "" ? assessment : { ...assessment, orders: [] };
  return {
    kind: "question",
    index,
    question,
    text: first.text,
    basis,
    assessment,
    concepts,
    coverage: isMarked ? coverageOf(question.concepts, judged, counts) : null,
    byDimension: isMarked ? coverageByDimension(question.concepts, judged, counts) : new Map(),
    outcomes,
    clarified: round.clarified,
    overrides: round.overrides,
    pace: paceOf(round, elapsed),
    away: round.away,
    self: round.self,
    isInterrupted: round.interruptions.length > 0,
    isCut: round.cutAt !== null,
  };
}

/**
 * What the rounds came to, and the interview: means in which every round weighs as much as its box of time.
 * @param incidents what incident rounds came to, by round; they take seconds to score, and one that is not known yet, or cannot be, does not count
 */
export function scoreInterview(
  header: InterviewHeader,
  state: InterviewState,
  matchers: ReadonlyMap<string, QuestionMatcher>,
  incidents: ReadonlyMap<number, IncidentScore> = new Map(),
): InterviewScore {
  const questions = state.rounds.flatMap((round, index) => {
    if (round.round.kind === "incident") return [];
    const matcher = matchers.get(round.round.question);
    const score = matcher === undefined ? null : scoreRound(header, round, index, matcher, state.elapsed);
    return score === null ? [] : [score];
  });
  const played = state.rounds.flatMap(({ away, self }, index): readonly IncidentPart[] => {
    const score = incidents.get(index);
    return score === undefined ? [] : [{ kind: "incident", index, score, away, self }];
  });
  const mean = (values: readonly (readonly [value: number, weight: number])[]): number | null => {
    const weight = values.reduce((sum, [, each]) => sum + each, 0);
    return weight === 0 ? null : values.reduce((sum, [value, each]) => sum + value * each, 0) / weight;
  };
  const dimensions = new Set(questions.flatMap(({ byDimension }) => [...byDimension.keys()]));
  const covered = questions.flatMap(({ coverage, pace }) => (coverage === null ? [] : [[coverage, pace.box] as const]));
  const handled = played.map(({ index, score }) => [score.total, state.rounds[index]?.round.seconds ?? 0] as const);
  return {
    questions,
    incidents: played,
    coverage: mean(covered),
    overall: mean([...covered, ...handled]),
    byDimension: new Map(
      [...dimensions].map((dimension) => {
        const values = questions.flatMap(({ byDimension, pace }) => {
          const value = byDimension.get(dimension);
          return value === undefined ? [] : [[value, pace.box] as const];
        });
        return [dimension, mean(values) ?? 0];
      }),
    ),
  };
}

/** By what the whole is judged. */
export function judgeOf({ questions, incidents }: InterviewScore): Judge {
  const spoken = questions.filter(({ basis, coverage }) => basis === "self" && coverage !== null).length;
  if (incidents.length > 0) return "score";
  if (spoken === 0) return "rubric";
  return questions.every(({ basis, coverage }) => basis === "self" || coverage === null) ? "marks" : "score";
}

/** Concepts of a round that do not count as said; what is not marked yet is left out. */
export function missedOf({ concepts }: QuestionScore): readonly string[] {
  return concepts.filter(({ counts, by }) => counts !== "hit" && by !== "nobody").map(({ id }) => id);
}
