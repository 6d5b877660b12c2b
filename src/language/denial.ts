/** What denies the words of a match: before it in its clause, what is said of it afterwards in its sentence, or the answer to it. */
import { isDeniedAfter } from "./denial/after";
import { isDeniedBefore } from "./denial/before";
import { isDeniedBeyond } from "./denial/beyond";
import type { Place } from "./denial/place";
import type { Doc } from "./rules";

/**
 * Is what was matched from token `first` up to `end` denied? The tokens in `used` are the match itself, or belong with it to
 * something larger: they deny nothing.
 */
export function isDenied(doc: Doc, first: number, end: number, used: readonly number[]): boolean {
  if (doc.tokens[first] === undefined) return false;
  const place: Place = { doc, first, end, used };
  return isDeniedBefore(place) || isDeniedAfter(place) || isDeniedBeyond(place);
}

/** Within so many words a sentence names what it is about. */
const OPENING = 4;

/** How many sentences put aside what they begin with, whatever it is: "Error trackers I find overrated." */
export function sentencesPutAside(doc: Doc): number {
  const isPutAside = (i: number): boolean => {
    const place: Place = { doc, first: i, end: i + 1, used: [i] };
    return isDeniedAfter(place) || isDeniedBeyond(place);
  };
  return doc.sentences.filter(({ first, last }) => {
    for (let i = first; i < Math.min(last, first + OPENING); i++) if (isPutAside(i)) return true;
    return false;
  }).length;
}
