import type { Doc } from "../rules";
import { standsAt } from "./cues";
import { BEFORE_MATCH, BREAKS, LEAVES, marksOf, NEGATES } from "./marks";
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
import { isParticleOf, isRejecting } from "./verbs";
import {
  ASKING,
  AUXILIARY,
  AVOIDING,
  BEHIND,
  CARING,
  CONDITIONS,
  DECIDERS,
  DECIDING,
  EXCEPTING,
  GATED,
  LEAVING,
  LEAVING_WITH,
  NEGATORS,
  REFUSING,
  REVERSING,
  SUBJECTS,
  TOLD,
  TURNS,
} from "./words";

/** So near its object a verb of leaving stands, and so near a cue what it is about. */
const NEAR = 5;

/** Is there something before the match, in the same clause and not itself part of the match, that denies what follows? */
export function isDeniedBefore({ doc, first, end, used }: Place): boolean {
  const { bits } = marksOf(doc);
  const from = listStart(doc, first);
  for (let i = end - 2; i >= from; i--) {
    const mark = bits[i] ?? 0;
    if ((mark & BEFORE_MATCH) === 0 || used.includes(i)) continue;
    // "if it is not there, then …"
    if ((mark & BREAKS) !== 0 && i < first && (textAt(doc, i) === "then" || isReason(doc, i))) return false;
    if ((mark & NEGATES) !== 0 && isNegator(doc, i)) return !isTurnedRound(doc, i, first) && !isCondition(doc, i, end);
    if ((mark & LEAVES) !== 0 && i < first && (isLeaving(doc, i, first, end) || isBehind(doc, i, first)))
      return !hasNegator(doc, clauseStart(doc, i), i);
  }
  return false;
}

/** "no release without", "never skip": two denials that cancel; "nothing except": an exception; "does not care which". */
function isTurnedRound(doc: Doc, i: number, first: number): boolean {
  if (textAt(doc, i) === "without" && hasNegator(doc, clauseStart(doc, i), i)) return true;
  if (opensPhrase(doc, i) && some(i + 2, first, (k) => isSpeaking(doc, k))) return true;
  return some(i + 1, first, (k) => {
    if (EXCEPTING.has(textAt(doc, k)) || (k <= i + 3 && REVERSING.has(stemAt(doc, k)))) return true;
    return k <= i + 2 && CARING.has(stemAt(doc, k)) && ASKING.has(textAt(doc, k + 1));
  });
}

/** "which is why", "that is why": what was denied before is the reason for what follows. */
export const isReason = (doc: Doc, i: number): boolean =>
  textAt(doc, i) === "why" && /^(?:which|that)$/.test(textAt(doc, i - 2)) && stemAt(doc, i - 1) === "be";

/** "without a word", "not knowing the cause", "when nobody answers": a phrase that a clause with its own subject may follow without a comma. */
function opensPhrase(doc: Doc, i: number): boolean {
  const text = textAt(doc, i);
  if (text === "without" || CONDITIONS.has(textAt(doc, clauseStart(doc, i)))) return true;
  return text === "not" && clauseStart(doc, i) === i && textAt(doc, i + 1).endsWith("ing");
}

const isSpeaking = (doc: Doc, k: number): boolean =>
  /^(?:i|we)$/.test(textAt(doc, k)) && !ASKING.has(textAt(doc, k - 1)) && textAt(doc, k - 1) !== "that";

/** "without a runbook nothing goes out", "if there is no owner, we do not page", "no runbook, no release": what is denied twice is asked for. */
function isCondition(doc: Doc, i: number, end: number): boolean {
  const text = textAt(doc, i);
  const from = clauseStart(doc, i);
  if (
    text === "no" &&
    from === i &&
    isSameSentence(doc, end, i) &&
    textAt(doc, end) === "no" &&
    clauseStart(doc, end) === end
  )
    return some(end + 1, end + 3, (k) => GATED.has(stemAt(doc, k)));
  const isIf = CONDITIONS.has(textAt(doc, from)) || textAt(doc, i - 2) === "that";
  if (text !== "without" && !(isIf && (text === "no" || text === "not"))) return false;
  const until = Math.min(end + 10, doc.sentences[doc.tokens[i]?.sentence ?? 0]?.last ?? end);
  if (some(i + 1, until, (k) => TOLD.has(textAt(doc, k)) || textAt(doc, k) === "but")) return false;
  return hasNegator(doc, end, until);
}

/** A verb of leaving undone at `i`, with the match as its object. */
function isLeaving(doc: Doc, i: number, first: number, end: number): boolean {
  const verb = stemAt(doc, i);
  if (AVOIDING.has(verb)) return true;
  // "we refused to guess and opened it"
  if (REFUSING.has(verb) && textAt(doc, i + 1) === "to")
    return !some(i + 2, first + 1, (k) => textAt(doc, k).endsWith("ed") && textAt(doc, k - 1) === "and");
  if (first - i > NEAR) return false;
  if (LEAVING.has(verb) || isDecision(doc, i, end)) return true;
  const particles = LEAVING_WITH.get(verb);
  if (particles === undefined) return false;
  const isParticle = (k: number): boolean =>
    isSameClause(doc, k, i) && (particles.has(textAt(doc, k)) || (verb === "leav" && textAt(doc, k) === "to"));
  // "leave out the tests", "leave the tests out", "leave the tests to others"
  return some(i + 1, first, (k) => isParticle(k) && textAt(doc, k) !== "to") || some(end, end + 3, isParticle);
}

/** "management refused it", "the architect voted it down": the verb at `i`, with its subject right before it. */
function isDecision(doc: Doc, i: number, end: number): boolean {
  if (!isSameClause(doc, i - 1, i)) return false;
  const by = stemAt(doc, i - 1);
  if (!DECIDERS.has(by) && !(AUXILIARY.has(by) && !/^be$/.test(by) && DECIDERS.has(stemAt(doc, i - 2)))) return false;
  return DECIDING.has(stemAt(doc, i)) || isRejecting(doc, i) || some(end, end + 2, (k) => isParticleOf(doc, i, k));
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
