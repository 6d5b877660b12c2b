import type { Doc } from "../rules";
import { isNegator, type Place, some, stemAt, textAt } from "./place";
import { isExclamation, isHarm } from "./said";
import { isRejecting, isUndoing, rejectsWhatWasNamed } from "./verbs";
import { AUXILIARY, BEING, DISMISSING, REFERRING, REVERSING, WANTED } from "./words";

/** A question of so many words may be a heading that is answered next; without a question mark, so many. */
const QUESTION = 9;
const HEADING = 4;
/** So long may a sentence be that only rejects what was named in the one before it. */
const ANSWER = 9;

/** Does the next sentence answer no to a heading or a question that says the match, or reject what it named? */
export function isDeniedBeyond({ doc, first, end }: Place): boolean {
  const at = doc.tokens[first]?.sentence ?? -1;
  const own = doc.sentences[at];
  const next = doc.sentences[at + 1];
  if (!own || !next || doc.text.slice(own.end, next.start).includes("\n\n")) return false;
  const size = own.last - own.first;
  if ((size <= HEADING || (own.question && size <= QUESTION)) && isNo(doc, next.first, next.last)) return true;
  if (own.question && size <= QUESTION && isGivenUp(doc, next.first, next.last)) return true;
  if (own.question)
    return (
      size <= QUESTION + 3 &&
      some(next.first, Math.min(next.last, next.first + 10), (k) => isExclamation(doc, k) || isHarm(doc, k, k))
    );
  if (next.last - next.first > ANSWER || own.last - end > 8) return false;
  if (REFERRING.has(textAt(doc, next.first)) && isRefusal(doc, next.first, next.last)) return true;
  return rejectsWhatWasNamed(doc, next.first);
}

/** "No.", "Never asked.", "We don't do that.", "Haven't opened it in years.", "Overkill." */
function isNo(doc: Doc, first: number, last: number): boolean {
  const begin = textAt(doc, first);
  if (begin !== "without" && isNegator(doc, first)) return !some(first + 1, last, (k) => REVERSING.has(stemAt(doc, k)));
  if (begin === "no" && textAt(doc, first + 1) !== "longer") return true;
  if (some(first, Math.min(last, first + 5), (k) => DISMISSING.has(stemAt(doc, k)))) return true;
  const reach = /^(?:i|we|nobody)$/.test(begin) ? 4 : AUXILIARY.has(stemAt(doc, first)) ? 2 : 0;
  return some(first, Math.min(last, first + reach), (k) => isNegator(doc, k));
}

/** "Had that, sold them." */
function isGivenUp(doc: Doc, first: number, last: number): boolean {
  if (!some(first, Math.min(last, first + 2), (k) => /^(?:had|tried|bought|wanted)$/.test(textAt(doc, k))))
    return false;
  return some(first + 2, Math.min(last, first + 9), (k) => isUndoing(doc, k) || isRejecting(doc, k));
}

/** "It was not worth it", "That was overkill". */
function isRefusal(doc: Doc, first: number, last: number): boolean {
  return some(first + 1, last, (i) => {
    if (DISMISSING.has(stemAt(doc, i)) && BEING.has(stemAt(doc, i - 1))) return true;
    return isNegator(doc, i) && (WANTED.has(stemAt(doc, i + 1)) || WANTED.has(stemAt(doc, i + 2)));
  });
}
