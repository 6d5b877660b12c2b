import type { Doc } from "../rules";
import { standsAt } from "./cues";
import { clauseEnd, hasNegator, isNegator, isSameClause, isSameSentence, some, stemAt, textAt } from "./place";
import { DOING, FATES, PARTICLES, REFERRING, REJECTING, REJECTING_WITH, TURNS } from "./words";

/** A verb of rejecting at `i`, with its particle where it needs one. */
export function isRejecting(doc: Doc, i: number): boolean {
  const verb = stemAt(doc, i);
  const particles = REJECTING_WITH.get(verb);
  const isParticle = (k: number): boolean => isSameClause(doc, k, i) && particles?.has(textAt(doc, k)) === true;
  return REJECTING.has(verb) || isParticle(i + 1) || isParticle(i + 2);
}

const LOOSE = new Set(
  (
    "out off away aside alone entirely completely again in for because after early quickly later straight right as since long too " +
    "down up at from by immediately and it that them this altogether outright overboard"
  ).split(" "),
);

/** Does a verb that ends before `i` go without another object? */
export function closesAt(doc: Doc, i: number): boolean {
  return !isSameClause(doc, i, i - 1) || TURNS.has(textAt(doc, i)) || LOOSE.has(textAt(doc, i));
}

const INSIDE = new Set(
  "been going to even really ever yet be have had actually properly seriously quite once".split(" "),
);
const TRAILING = new Set("yet before ourselves properly really anyway back then way".split(" "));

/** Does the clause end with the verb at `i`, or with a word that refers back? "did not open", "never do that", "have not got". */
export function endsAfterVerb(doc: Doc, i: number): boolean {
  const inClause = (k: number): string => {
    const text = textAt(doc, k);
    return isSameClause(doc, k, i) && !TURNS.has(text) && text !== "and" && text !== "or" ? text : "";
  };
  const past = (k: number, isSkipped: (text: string) => boolean): number => {
    let at = k;
    while (inClause(at) !== "" && isSkipped(inClause(at))) at += 1;
    return at;
  };
  const particles = (k: number): number => past(k, (text) => PARTICLES.has(text));
  const verb = past(i, (text) => INSIDE.has(text));
  if (inClause(verb) === "" || !DOING.has(stemAt(doc, verb))) return false;
  let at = particles(verb + 1);
  if (/(?:ing|ed)$/.test(inClause(at))) at = particles(at + 1);
  return inClause(past(at, (text) => REFERRING.has(text) || TRAILING.has(text) || PARTICLES.has(text))) === "";
}

/** "we dropped it", "it fell through", "we threw that out": a short clause from `from` that refers back and rejects. */
export function rejectsWhatWasNamed(doc: Doc, from: number): boolean {
  const end = clauseEnd(doc, from);
  if (end - from > 9 || !some(from, end, (k) => /^(?:it|that|this|them|those|these|one)$/.test(textAt(doc, k))))
    return false;
  return some(from, end, (k) => (isRejecting(doc, k) && !hasNegator(doc, from, k)) || standsAt(doc, k, FATES));
}

/** "we have one, but I never use it": from the word after "but". */
export function putsAsideWhatWasNamed(doc: Doc, from: number): boolean {
  return some(from + 1, from + 4, (i) => {
    if (!isSameSentence(doc, i, from) || !isNegator(doc, i)) return false;
    const refers = some(i + 1, i + 4, (k) => isSameClause(doc, k, i) && REFERRING.has(textAt(doc, k)));
    return refers && endsAfterVerb(doc, i + 1);
  });
}
