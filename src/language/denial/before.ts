import type { Doc } from "../rules";
import { standsAt } from "./cues";
import {
  clauseEnd,
  clauseStart,
  hasNegator,
  isNegator,
  isSameClause,
  isSameSentence,
  type Place,
  some,
  stemAt,
  textAt,
} from "./place";
import {
  ASKING,
  AUXILIARY,
  AVOIDING,
  BEHIND,
  CARING,
  EXCEPTING,
  LEAVING,
  LEAVING_WITH,
  NEGATORS,
  REFUSING,
  REVERSING,
  SUBJECTS,
  TURNS,
} from "./words";

/** So near its object a verb of leaving stands, and so near a cue what it is about. */
const NEAR = 5;

/** Is there something before the match, in the same clause and not itself part of the match, that denies what follows? */
export function isDeniedBefore({ doc, first, end, used }: Place): boolean {
  const from = listStart(doc, first);
  for (let i = end - 2; i >= 0 && isSameSentence(doc, i, first); i--) {
    if (i < from && !isSameClause(doc, i, first)) return false;
    if (used.includes(i)) continue;
    // "if it is not there, then …"
    if (i < first && textAt(doc, i) === "then") return false;
    if (isNegator(doc, i)) return !isTurnedRound(doc, i, first);
    if (i < first && (isLeaving(doc, i, first, end) || isBehind(doc, i, first)))
      return !hasNegator(doc, clauseStart(doc, i), i);
  }
  return false;
}

/** "no release without", "never skip": two denials that cancel; "nothing except": an exception; "does not care which". */
function isTurnedRound(doc: Doc, i: number, first: number): boolean {
  if (textAt(doc, i) === "without") return hasNegator(doc, clauseStart(doc, i), i);
  return some(i + 1, first, (k) => {
    if (EXCEPTING.has(textAt(doc, k)) || (k <= i + 3 && REVERSING.has(stemAt(doc, k)))) return true;
    return k <= i + 2 && CARING.has(stemAt(doc, k)) && ASKING.has(textAt(doc, k + 1));
  });
}

/** A verb of leaving undone at `i`, with the match as its object. */
function isLeaving(doc: Doc, i: number, first: number, end: number): boolean {
  const verb = stemAt(doc, i);
  if (AVOIDING.has(verb)) return true;
  if (REFUSING.has(verb) && textAt(doc, i + 1) === "to") return true;
  if (first - i > NEAR) return false;
  if (LEAVING.has(verb)) return true;
  const particles = LEAVING_WITH.get(verb);
  if (particles === undefined) return false;
  const isParticle = (k: number): boolean =>
    isSameClause(doc, k, i) && (particles.has(textAt(doc, k)) || (verb === "leav" && textAt(doc, k) === "to"));
  // "leave out the tests", "leave the tests out", "leave the tests to others"
  return some(i + 1, first, (k) => isParticle(k) && textAt(doc, k) !== "to") || some(end, end + 3, isParticle);
}

/** A cue at `i` that the match stands behind: "instead of", "better than", "no point in", "as if". */
function isBehind(doc: Doc, i: number, first: number): boolean {
  const isFar = textAt(doc, i) === "instead" || textAt(doc, i) === "rather";
  return (isFar || first - i <= NEAR + 1) && standsAt(doc, i, BEHIND);
}

/** Where the list begins that the match closes or stands in: "no retries, jitter or breakers". Else the first token of its clause. */
function listStart(doc: Doc, first: number): number {
  let start = clauseStart(doc, first);
  const end = clauseEnd(doc, first);
  const joins = (k: number): boolean => textAt(doc, k) === "or" || textAt(doc, k) === "nor";
  if (!isItem(doc, start) || !(some(start, end, joins) || (isSameSentence(doc, end, first) && joins(end))))
    return start;
  while (isSameSentence(doc, start - 1, first) && doc.tokens[start - 1]?.after === ",") {
    start = clauseStart(doc, start - 1);
    if (!isItem(doc, start)) break;
  }
  return start;
}

/** Up to five words that name a thing and say nothing of it. */
function isItem(doc: Doc, start: number): boolean {
  const end = clauseEnd(doc, start);
  const isVerbal = (k: number): boolean => {
    const text = textAt(doc, k);
    return SUBJECTS.has(text) || AUXILIARY.has(stemAt(doc, k)) || NEGATORS.has(text) || TURNS.has(text);
  };
  return end - start <= 5 && !some(start, end, (k) => isVerbal(k) || /^(?:just|only|first|also)$/.test(textAt(doc, k)));
}
