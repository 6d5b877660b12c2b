import type { Doc } from "../rules";
import { isReason } from "./before";
import { BEGINS, BEHIND_MATCH, EXCLAIMS, FINDS, marksOf, NEGATES, REJECTS, SLIGHTS, SPEAKS, TURNING } from "./marks";
import {
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
import { isExclamation, isSlighted, isSlightFrom } from "./said";
import { isDenialAlone, isDeniedOfTopic, isDoneByOthers, isFoundSo, isFrontedAndLeft, isTopic } from "./topic";
import {
  closesAt,
  endsAfterVerb,
  isRejecting,
  isUndoneFrom,
  putsAsideWhatWasNamed,
  rejectsWhatWasNamed,
} from "./verbs";
import {
  ASKING,
  AUXILIARY,
  DECIDERS,
  DONE_TO_REQUESTS,
  PRONOUNS,
  REFERRING,
  SET_UP,
  SPEAKERS,
  SUBJECTS,
  WANTED,
} from "./words";

/** Marks of what somebody says of a topic. */
const SPOKEN = NEGATES | FINDS | SPEAKS | BEGINS;

/** So many words after a match may belong to what is said of it. */
const REACH = 12;

/**
 * Is what was named put aside by what follows it in its sentence: made light of, denied, rejected, left to others or for later?
 */
export function isDeniedAfter({ doc, first, end, used }: Place): boolean {
  const { bits } = marksOf(doc);
  const last = Math.min(end + REACH, doc.sentences[doc.tokens[first]?.sentence ?? -1]?.last ?? end);
  let isAbout: boolean | undefined;
  for (let i = end; i < last; i++) {
    const mark = bits[i] ?? 0;
    if ((mark & BEHIND_MATCH) === 0 || used.includes(i)) continue;
    if ((mark & EXCLAIMS) !== 0 && isExclamation(doc, i)) return true;
    if ((mark & TURNING) !== 0) {
      const turn = turnsAt(doc, i);
      if (turn !== undefined) return turn;
    }
    if ((mark & SLIGHTS) !== 0 && isSubjectOf(doc, end, i) && isSlighted(doc, first, end, i)) return true;
    if ((mark & REJECTS) !== 0 && isRejectedAt(doc, end, i)) return true;
    if ((mark & NEGATES) !== 0 && isDeniedAt(doc, end, i)) return true;
    if ((mark & SPOKEN) === 0) continue;
    isAbout ??= isTopic(doc, first, end);
    if (isAbout && isSpokenOf(doc, end, i)) return true;
    if ((mark & SPEAKS) !== 0 && isFrontedAndLeft(doc, first, end, i, isAbout)) return true;
    if ((mark & BEGINS) !== 0 && isDenialAlone(doc, end, i)) return true;
  }
  return false;
}

/** What an "and", a "but" or a "so" at `i` makes of what was named before; undefined where the sentence goes on about it. */
function turnsAt(doc: Doc, i: number): boolean | undefined {
  const text = textAt(doc, i);
  if ((text === "and" || text === "then") && isUndoneFrom(doc, i)) return true;
  if (text === "and") return SUBJECTS.has(textAt(doc, i + 1)) || isRejecting(doc, i + 1) ? undefined : false;
  if (isRelative(doc, i)) return undefined;
  if (text === "so") return isSlightFrom(doc, i + 1);
  return text === "but" && (putsAsideWhatWasNamed(doc, i + 1) || rejectsWhatWasNamed(doc, i + 1));
}

/** What these begin is told by the match, not said of it: "it shows what is not needed". */
const QUOTING = new Set(["what", "whether", "where", "how", "if"]);

/** "nobody had tried it, which is why we do": what is denied at `i` is the reason for something. */
const isReasonFor = (doc: Doc, i: number): boolean =>
  some(i + 1, i + REACH, (k) => isReason(doc, k) && isSameSentence(doc, k, i));

/** "the requests that were refused": what follows is said of another word. "Of that kind" is not such a "that". */
const isRelated = (doc: Doc, k: number): boolean =>
  /^(?:that|which|who)$/.test(textAt(doc, k)) &&
  isSameClause(doc, k, k - 1) &&
  !/^(?:of|like|as|in|with|for)$/.test(textAt(doc, k - 1));

/** "X, so that I skip": no turn. */
const isRelative = (doc: Doc, i: number): boolean =>
  textAt(doc, i) === "so" && textAt(doc, i + 1) === "that" && SPEAKERS.has(textAt(doc, i + 2));

/** Is what the sentence begins with put aside by what somebody says of it at `i`? */
function isSpokenOf(doc: Doc, end: number, i: number): boolean {
  if (isDeniedOfTopic(doc, end, i)) return !isReasonFor(doc, i);
  return !isSameClause(doc, i, end - 1) && (isFoundSo(doc, i) || isDoneByOthers(doc, i));
}

/** Is `i` in the clause in which the match ends, or in one that begins by referring back? */
function isSubjectOf(doc: Doc, end: number, i: number): boolean {
  if (isSameClause(doc, end - 1, i)) return true;
  let start = clauseStart(doc, i);
  if (textAt(doc, start) === "and") start += 1;
  return REFERRING.has(textAt(doc, start)) || textAt(doc, start) === "they";
}

/** "X we looked at and rejected", "X was dropped": the verb stands at `i`. */
function isRejectedAt(doc: Doc, end: number, i: number): boolean {
  if (!isRejecting(doc, i) || hasNegator(doc, end, i) || !closesAt(doc, i + 1)) return false;
  // "X shows the requests that were rejected", "X says what we put off"
  if (some(end, i, (k) => QUOTING.has(textAt(doc, k)) || (k > end && isRelated(doc, k)))) return false;
  const isNear = isSameClause(doc, end - 1, i);
  const isOwnObject = isNear && /^(?:it|that)$/.test(textAt(doc, i + 1));
  if (!isOwnObject && some(end, Math.min(i, end + 3), (k) => SPEAKERS.has(textAt(doc, k)))) return true;
  const isPassive = some(Math.max(end, i - 3), i, (k) => /^(?:be|get)$/.test(stemAt(doc, k)));
  const isByDecider = textAt(doc, i + 1) === "by" && some(i + 2, i + 5, (k) => DECIDERS.has(stemAt(doc, k)));
  return (
    isNear &&
    isPassive &&
    (isByDecider || (!DONE_TO_REQUESTS.has(stemAt(doc, i)) && /(?:ed|en|wn|ft|pt|ut|ck)$/.test(textAt(doc, i))))
  );
}

/** "is not needed", "was not planned", "I do not need", "we never do that", "nobody reads": the negator stands at `i`. */
function isDeniedAt(doc: Doc, end: number, i: number): boolean {
  if (!isNegator(doc, i) || some(end, i, (k) => QUOTING.has(textAt(doc, k)))) return false;
  if (isReasonFor(doc, i)) return false;
  const text = textAt(doc, i);
  if (text === "nobody" || text === "none" || text === "neither") return endsAfterVerb(doc, i + 1);
  if (text !== "not" && text !== "never") return false;
  const isSubject = (k: number): boolean => SUBJECTS.has(textAt(doc, k));
  const isNext = (table: ReadonlySet<string>): boolean =>
    some(i + 1, i + 3, (k) => isSameClause(doc, k, i) && table.has(stemAt(doc, k)));
  // With a subject of its own before the verb, the verb is not said of the match: "with an index it does not have to …".
  if (
    isSameClause(doc, end - 1, i) &&
    AUXILIARY.has(stemAt(doc, i - 1)) &&
    !(i - 2 >= end && PRONOUNS.has(textAt(doc, i - 2)))
  ) {
    if (isNext(WANTED) || (stemAt(doc, i - 1) === "be" && i - end <= 5 && isNext(SET_UP))) return true;
  }
  // The nearest subject is whose verb it is: "to find who had not read it" denies nothing.
  for (let k = i - 1; k >= end && !ASKING.has(textAt(doc, k)); k--)
    if (isSubject(k)) return !ASKING.has(textAt(doc, k - 1)) && endsAfterVerb(doc, i + 1);
  return false;
}
