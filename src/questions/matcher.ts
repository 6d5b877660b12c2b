import type { Question } from "#domain/questions";
import type { Groups, Rule } from "#domain/rules";
import { sentencesPutAside } from "#language/denial";
import { createMatcher, type Doc, type Verdict } from "#language/rules";
import { isSoup, listSentences } from "#language/soup";
import type { Span } from "#language/tokens";

/** The longest answer that is read; the rest is ignored. Twenty minutes of speech. */
export const MAX_ANSWER = 20_000;

/** A verdict, and whether it is nothing but words of a bare list. */
export interface Heard extends Verdict {
  readonly list: boolean;
}

/** A text read once against the rules of one question. */
export interface Reading {
  concept(id: string): Heard;
  flag(id: string): Verdict;
  /** By their place in the card. */
  twist(index: number): Verdict;
  clarification(index: number): Verdict;
  /** A bare list of keywords as a whole. */
  readonly soup: boolean;
  /** Sentences that put aside what they begin with. */
  readonly putAside: number;
  /** Lines of the rubric. */
  readonly lines: number;
  readonly doc: Doc;
}

/** The rules of a question compiled once; reading a text is pure. */
export interface QuestionMatcher {
  readonly question: Question;
  read(text: string): Reading;
}

function rulesOf(question: Question): Record<string, Rule> {
  return Object.fromEntries([
    ...question.concepts.map(({ id, rule }) => [`concept:${id}`, rule] as const),
    ...question.flags.map(({ id, rule }) => [`flag:${id}`, rule] as const),
    ...question.twists.map(({ rule }, i) => [`twist:${i}`, rule] as const),
    ...question.clarifications.map(({ rule }, i) => [`clarification:${i}`, rule] as const),
  ]);
}

const inside = (span: Span, doc: Doc, sentences: ReadonlySet<number>): boolean => {
  const sentence = doc.sentences.findIndex((s) => span.start >= s.start && span.start < s.end);
  return sentences.has(sentence);
};

/**
 * What bare keywords are worth: in a list they count for nothing; a sentence that is a list makes a hit unclear when
 * nothing else in the text says it.
 */
function damped(verdict: Verdict, doc: Doc, soup: boolean, lists: ReadonlySet<number>): Heard {
  if (verdict.spans.length === 0 || verdict.status === "missed") return { ...verdict, list: false };
  if (soup) return { ...verdict, status: "missed", list: true };
  const list = verdict.spans.every((span) => inside(span, doc, lists));
  return { ...verdict, status: list ? "unclear" : verdict.status, list };
}

/**
 * The text with lines that were only wrapped put together; every character keeps its place. A line goes on where the
 * next begins in lower case, or where it is as long as a wrapped one.
 */
function unwrapped(text: string): string {
  const lines = text.split("\n");
  return lines.reduce((before, next, i) => {
    const line = lines[i - 1] ?? "";
    const isWrapped = line !== "" && !/[.!?:;]$/.test(line) && next !== "" && (/^[a-z]/.test(next) || line.length > 60);
    return `${before}${isWrapped ? " " : "\n"}${next}`;
  });
}

/** Compiles the rules of a question. Throws a RangeError for a group that does not exist. */
export function questionMatcher(question: Question, groups: Groups): QuestionMatcher {
  const matcher = createMatcher(rulesOf(question), groups);
  return {
    question,
    read(text) {
      const doc = matcher.read(unwrapped(text.slice(0, MAX_ANSWER)));
      const soup = isSoup(doc);
      const lists = listSentences(doc);
      const judge = (name: string): Verdict => matcher.judge(doc, name);
      return {
        concept: (id) => damped(judge(`concept:${id}`), doc, soup, lists),
        flag: (id) => judge(`flag:${id}`),
        twist: (index) => damped(judge(`twist:${index}`), doc, soup, lists),
        clarification: (index) => judge(`clarification:${index}`),
        soup,
        putAside: sentencesPutAside(doc),
        lines: question.concepts.length,
        doc,
      };
    },
  };
}
