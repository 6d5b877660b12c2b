/** What denies the words of a match: before it in its clause, what is said of it afterwards in its sentence, or the answer to it. */
import { isDeniedAfter } from "./denial/after";
import { isDeniedBefore } from "./denial/before";
import { isDeniedBeyond } from "./denial/beyond";
import { isNegator, type Place } from "./denial/place";
import type { Doc, Match } from "./rules";

/**
 * Is what was matched from token `first` up to `end` denied? The tokens in `used` are the match itself, or belong with it to
 * something larger: they deny nothing.
 */
export function isDenied(doc: Doc, first: number, end: number, used: readonly number[]): boolean {
  if (doc.tokens[first] === undefined) return false;
  return isDeniedBefore({ doc, first, end, used }) || isPutAside({ doc, first, end, used });
}

/** Many rules match the same words: what is said of a range is read once for each text. */
const read = new WeakMap<Doc, Map<number, boolean>>();

/** Is a match put aside by what follows it? */
function isPutAside(place: Place): boolean {
  const { doc, first, end, used } = place;
  const judge = (): boolean => isDeniedAfter(place) || isDeniedBeyond(place);
  // Tokens of something larger, behind the match itself, make a difference.
  if (used.some((k) => k >= end)) return judge();
  let known = read.get(doc);
  if (known === undefined) {
    known = new Map();
    read.set(doc, known);
  }
  const key = first * (doc.tokens.length + 1) + end;
  const before = known.get(key);
  if (before !== undefined) return before;
  const verdict = judge();
  known.set(key, verdict);
  return verdict;
}

/** Within so many words a sentence names what it is about. */
const OPENING = 4;

/** How many sentences put aside what they begin with, whatever it is: "Error trackers I find overrated." */
export function sentencesPutAside(doc: Doc): number {
  return doc.sentences.filter(({ first, last }) => {
    for (let i = first; i < Math.min(last, first + OPENING); i++)
      if (isPutAside({ doc, first: i, end: i + 1, used: [i] })) return true;
    return false;
  }).length;
}

/** How many negating words stand in the sentences of these matches, outside of them. */
export function negatorsAround(doc: Doc, found: readonly Match[]): number {
  const own = new Set(found.flatMap(({ first, last }) => Array.from({ length: last - first }, (_, k) => first + k)));
  const sentences = new Set(found.map(({ first }) => doc.tokens[first]?.sentence));
  return doc.tokens.filter((token, i) => sentences.has(token.sentence) && !own.has(i) && isNegator(doc, i)).length;
}
