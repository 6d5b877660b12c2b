import type { Doc } from "../rules";
import { marksOf } from "./marks";
import { AMOUNTS, IDIOMS, NEGATORS, OPENERS } from "./words";

/** A match in its text: its first token, one past its last, and the tokens that cannot deny it, because they are part of it. */
export interface Place {
  readonly doc: Doc;
  readonly first: number;
  readonly end: number;
  readonly used: readonly number[];
}

/** The text of a token; "" outside the text. */
export const textAt = (doc: Doc, i: number): string => doc.tokens[i]?.text ?? "";
export const stemAt = (doc: Doc, i: number): string => doc.stems[i] ?? "";

export const isSameClause = (doc: Doc, a: number, b: number): boolean =>
  doc.tokens[a] !== undefined && doc.tokens[a]?.clause === doc.tokens[b]?.clause;
export const isSameSentence = (doc: Doc, a: number, b: number): boolean =>
  doc.tokens[a] !== undefined && doc.tokens[a]?.sentence === doc.tokens[b]?.sentence;

/** First token of the clause of `i`. */
export function clauseStart(doc: Doc, i: number): number {
  return marksOf(doc).starts[i] ?? i;
}

/** One past the last token of the clause of `i`. */
export function clauseEnd(doc: Doc, i: number): number {
  return marksOf(doc).ends[i] ?? i + 1;
}

/** Is it so of a token from `from` up to `to`, exclusive? */
export function some(from: number, to: number, is: (k: number) => boolean): boolean {
  for (let k = from; k < to; k++) if (is(k)) return true;
  return false;
}

/** A negating word at `i`, idioms left out. */
export function isNegator(doc: Doc, i: number): boolean {
  const text = textAt(doc, i);
  if (!NEGATORS.has(text) || IDIOMS.get(text)?.has(textAt(doc, i + 1))) return false;
  if (text === "no")
    return doc.tokens[i]?.after !== "," && !(textAt(doc, i - 1) === "in" && textAt(doc, i + 1) === "time");
  if (text === "nothing") return !isAmount(doc, i);
  return !(text === "not" && OPENERS.has(textAt(doc, i - 1)) && isSameClause(doc, i - 1, i));
}

/** "dropped to nothing", "on conflict do nothing". */
function isAmount(doc: Doc, i: number): boolean {
  if (!isSameClause(doc, i - 1, i)) return false;
  return AMOUNTS.has(textAt(doc, i - 1)) || (textAt(doc, i - 1) === "do" && textAt(doc, i - 2) === "conflict");
}

export const hasNegator = (doc: Doc, from: number, to: number): boolean => some(from, to, (k) => isNegator(doc, k));
