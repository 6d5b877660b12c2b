import {
  ANSWER_KINDS,
  type AnswerKind,
  type LabelledAnswer,
  type LabelledPhrase,
  type Labels,
  QUESTION_SKILL_IDS,
  type Question,
  type QuestionSkillId,
} from "#domain/questions";
import type { Groups } from "#domain/rules";
import { hashString } from "#lib/hash";
import { assess, type ConceptStatus } from "./assess";
import { type QuestionMatcher, questionMatcher } from "./matcher";

/** What was read: a labelled answer, or a phrase under the name of its concept and words. */
export interface Labelled {
  readonly question: string;
  readonly id: string;
  readonly kind: AnswerKind | "phrase";
  readonly text: string;
}

/** True for about three answers in ten, by their name alone: these are never looked at when rules are changed. */
export function isHeldOut(answer: Pick<Labelled, "question" | "id">): boolean {
  return Number.parseInt(hashString(`${answer.question}/${answer.id}`).slice(0, 8), 16) % 10 < 3;
}

/** A phrase goes by its concept and words. */
const nameOf = ({ concept, text }: LabelledPhrase): string => `${concept} ${hashString(text).slice(0, 6)}`;

/** The same for phrases. */
export function isHeldOutPhrase(phrase: LabelledPhrase): boolean {
  return isHeldOut({ question: phrase.question, id: nameOf(phrase) });
}

/** One concept of one labelled text: what the label says and what the rules say. */
export interface Comparison {
  readonly answer: Labelled;
  readonly concept: string;
  readonly label: ConceptStatus;
  readonly verdict: ConceptStatus;
}

/** Every concept of an answer, compared. */
export function compare(matcher: QuestionMatcher, answer: LabelledAnswer): readonly Comparison[] {
  const { concepts } = assess(matcher, answer.text);
  return concepts.map(({ id, status }) => {
    const label = answer.hit.includes(id) ? "hit" : answer.unclear.includes(id) ? "unclear" : "missed";
    return { answer, concept: id, label, verdict: status };
  });
}

/** Every red flag of an answer, compared; it is "hit" when it is raised. */
function compareFlags(matcher: QuestionMatcher, answer: LabelledAnswer): readonly Comparison[] {
  const raised = assess(matcher, answer.text).flags.map(({ id }) => id);
  return matcher.question.flags.map(({ id }) => ({
    answer,
    concept: `flag ${id}`,
    label: answer.flags.includes(id) ? "hit" : "missed",
    verdict: raised.includes(id) ? "hit" : "missed",
  }));
}

/** The one concept a phrase is labelled for. */
function comparePhrase(matcher: QuestionMatcher, phrase: LabelledPhrase): readonly Comparison[] {
  const { question, concept, text, said } = phrase;
  const found = assess(matcher, text).concepts.find(({ id }) => id === concept);
  const answer: Labelled = { question, id: nameOf(phrase), kind: "phrase", text };
  return found ? [{ answer, concept, label: said ? "hit" : "missed", verdict: found.status }] : [];
}

/** Counts of "hit" against everything else. What the label calls unclear is in neither count: either verdict is fair. */
export interface Accuracy {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
  /** 0 to 1; null when nothing was found, or nothing was there to find. */
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

export function accuracyOf(comparisons: readonly Comparison[]): Accuracy {
  const count = (label: boolean, verdict: boolean): number =>
    comparisons.filter(
      (c) => c.label !== "unclear" && (c.label === "hit") === label && (c.verdict === "hit") === verdict,
    ).length;
  const truePositive = count(true, true);
  const falsePositive = count(false, true);
  const falseNegative = count(true, false);
  const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  const precision = ratio(truePositive, truePositive + falsePositive);
  const recall = ratio(truePositive, truePositive + falseNegative);
  return {
    truePositive,
    falsePositive,
    falseNegative,
    trueNegative: count(false, false),
    precision,
    recall,
    f1: ratio(2 * truePositive, 2 * truePositive + falsePositive + falseNegative),
  };
}

/** A concept and how often the rules were wrong about it. */
export interface Confusion {
  readonly question: Question["id"];
  readonly concept: string;
  readonly falsePositive: readonly Comparison[];
  readonly falseNegative: readonly Comparison[];
}

/** Concepts that were judged wrongly, most often wrong first, then by name. */
export function confusions(comparisons: readonly Comparison[]): readonly Confusion[] {
  const groups = new Map<string, Comparison[]>();
  for (const one of comparisons) {
    if (one.label === "unclear" || (one.label === "hit") === (one.verdict === "hit")) continue;
    const key = `${one.answer.question}/${one.concept}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .map(([, wrong]) => ({
      question: (wrong[0] as Comparison).answer.question,
      concept: (wrong[0] as Comparison).concept,
      falsePositive: wrong.filter((c) => c.verdict === "hit"),
      falseNegative: wrong.filter((c) => c.verdict !== "hit"),
    }));
}

/** Accuracy of some part of the answers, and how many there are. */
export interface PartAccuracy extends Accuracy {
  readonly answers: number;
}

/** How far the rules of a bank can be trusted. */
export interface BankAccuracy {
  /** Answers that were looked at when rules were made. */
  readonly tuned: PartAccuracy;
  readonly heldOut: PartAccuracy;
  /** Those of the held out that were written when the rules were there: nearest to answers never seen. */
  readonly fresh: PartAccuracy;
  /** Answers by which only the trust in the rules was fitted. */
  readonly fitted: PartAccuracy;
  /** Single sentences, labelled for one concept each: what they lack of an answer is all that surrounds it. */
  readonly phrases: { readonly tuned: PartAccuracy; readonly heldOut: PartAccuracy };
  /** Red flags: raised and labelled as raised. */
  readonly flags: { readonly tuned: PartAccuracy; readonly heldOut: PartAccuracy };
  /** Of what is held out. */
  readonly bySkill: readonly { readonly skill: QuestionSkillId; readonly accuracy: PartAccuracy }[];
  readonly byKind: readonly { readonly kind: AnswerKind; readonly accuracy: PartAccuracy }[];
  /** Of the part that may be looked at, worst first. */
  readonly confusions: readonly Confusion[];
}

/** Reads every labelled text of the questions given. Takes some milliseconds an answer. */
export function measure(questions: readonly Question[], groups: Groups, labels: Labels): BankAccuracy {
  const matchers = new Map(questions.map((question) => [question.id, questionMatcher(question, groups)]));
  const read = <T extends { readonly question: string }>(
    texts: readonly T[],
    compared: (matcher: QuestionMatcher, text: T) => readonly Comparison[],
  ): Parts => {
    const all = texts.flatMap((text) => {
      const matcher = matchers.get(text.question);
      return matcher ? compared(matcher, text) : [];
    });
    return {
      heldOut: all.filter(({ answer }) => isHeldOut(answer)),
      tuned: all.filter(({ answer }) => !isHeldOut(answer)),
    };
  };
  const of = (fresh: boolean) => labels.answers.filter((answer) => answer.fresh === fresh);
  const [known, fresh] = [read(of(false), compare), read(of(true), compare)];
  const { tuned } = known;
  const heldOut = [...known.heldOut, ...fresh.heldOut];
  const phrases = read(labels.phrases, comparePhrase);
  const flags = {
    tuned: read(of(false), compareFlags).tuned,
    heldOut: read(labels.answers, compareFlags).heldOut,
  };
  const has = (part: readonly Comparison[]): boolean => part.length > 0;
  const skillsOf = ({ answer }: Comparison): readonly string[] => matchers.get(answer.question)?.question.skills ?? [];
  const bySkill = QUESTION_SKILL_IDS.map((skill) => ({
    skill,
    part: heldOut.filter((c) => skillsOf(c).includes(skill)),
  }));
  const byKind = ANSWER_KINDS.map((kind) => ({ kind, part: heldOut.filter((c) => c.answer.kind === kind) }));
  return {
    tuned: partOf(tuned),
    heldOut: partOf(heldOut),
    fresh: partOf(fresh.heldOut),
    fitted: partOf(fresh.tuned),
    phrases: { tuned: partOf(phrases.tuned), heldOut: partOf(phrases.heldOut) },
    flags: { tuned: partOf(flags.tuned), heldOut: partOf(flags.heldOut) },
    bySkill: bySkill.filter(({ part }) => has(part)).map(({ skill, part }) => ({ skill, accuracy: partOf(part) })),
    byKind: byKind.filter(({ part }) => has(part)).map(({ kind, part }) => ({ kind, accuracy: partOf(part) })),
    confusions: confusions([...tuned, ...phrases.tuned, ...flags.tuned]),
  };
}

interface Parts {
  readonly tuned: readonly Comparison[];
  readonly heldOut: readonly Comparison[];
}

function partOf(comparisons: readonly Comparison[]): PartAccuracy {
  const answers = new Set(comparisons.map(({ answer }) => `${answer.question}/${answer.id}`));
  return { answers: answers.size, ...accuracyOf(comparisons) };
}
