import type { Doc } from "../rules";
import { standsAt } from "./cues";
import { clauseEnd, hasNegator, isNegator, isSameClause, isSameSentence, some, stemAt, textAt } from "./place";
import {
  DOING,
  FATES,
  PARTICLES,
  REFERRING,
  REJECTING,
  REJECTING_WITH,
  TRYING,
  TURNS,
  UNDOING,
  UNDOING_WITH,
} from "./words";

/** A verb of rejecting at `i`, with its particle where it needs one. */
export function isRejecting(doc: Doc, i: number): boolean {
  return REJECTING.has(stemAt(doc, i)) || isParticleOf(doc, i, i + 1) || isParticleOf(doc, i, i + 2);
}

/** Is `k` the particle that makes the verb at `i` one of rejecting: "turn … down", "put … on ice"? */
export function isParticleOf(doc: Doc, i: number, k: number): boolean {
  const particles = REJECTING_WITH.get(stemAt(doc, i));
  if (particles === undefined || !particles.has(textAt(doc, k)) || !isSameClause(doc, k, i)) return false;
  return textAt(doc, k) !== "on" || textAt(doc, k + 1) === "ice";
}

/** "introduced and quietly switched off", "once, and then taken out": what follows an "and" or a "then" at `i` undoes what was tried in the sentence before. */
export function isUndoneFrom(doc: Doc, i: number): boolean {
  const from = doc.sentences[doc.tokens[i]?.sentence ?? 0]?.first ?? 0;
  if (!some(from, i, (k) => TRYING.has(stemAt(doc, k)) || textAt(doc, k) === "once")) return false;
  return some(i + 1, i + 5, (k) => isSameSentence(doc, k, i) && isUndoing(doc, k));
}

/** A verb that ends what was begun, at `i`, of nothing but what was named. */
export function isUndoing(doc: Doc, i: number): boolean {
  const verb = stemAt(doc, i);
  if (UNDOING.has(verb) && closesAt(doc, i + 1)) return true;
  return (
    UNDOING_WITH.get(verb)?.has(textAt(doc, i + 1)) === true && isSameClause(doc, i, i + 1) && closesAt(doc, i + 2)
  );
}

const LOOSE = new Set(
  (
    "out off away aside alone entirely completely again in for because after early quickly later straight right as since long too " +
    "down up at from by on immediately and it that them this altogether outright overboard"
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
