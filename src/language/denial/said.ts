/** What is said of a thing to make light of it, to leave it to others or to put it off. */
import type { Doc } from "../rules";
import { standsAt } from "./cues";
import {
  clauseEnd,
  clauseStart,
  hasNegator,
  isNegator,
  isSameClause,
  isSameSentence,
  some,
  stemAt,
  textAt,
} from "./place";
import { closesAt } from "./verbs";
import {
  ADDING,
  BEING,
  BELITTLING,
  BURDENS,
  BUSINESS,
  DISMISSING,
  DRAWERS,
  EXCLAMATIONS,
  FATES,
  FINDING,
  HARMING,
  LATER,
  MERELY,
  OTHERS,
  PUTTING_OFF,
  RESOURCES,
  RESTING,
  RETORTS,
  SPEAKERS,
  SPENDING,
  STRANGERS,
} from "./words";

/** Is what was named from `first` up to `end` made light of by the words at `i`, of which it is the subject? */
export function isSlighted(doc: Doc, first: number, end: number, i: number): boolean {
  return (
    isDismissed(doc, end, i) ||
    isFate(doc, end, i) ||
    isForOthers(doc, i) ||
    isForLater(doc, end, i) ||
    isHarm(doc, end, i) ||
    isFoundBad(doc, first, end, i)
  );
}

/** "is overrated", "adds nothing". */
function isDismissed(doc: Doc, end: number, i: number): boolean {
  const isSaid = (k: number): boolean => BEING.has(stemAt(doc, k));
  if (DISMISSING.has(stemAt(doc, i))) return some(Math.max(end, i - 4), i, isSaid) && !hasNegator(doc, end, i);
  const isNought = textAt(doc, i) === "little" || (textAt(doc, i) === "nothing" && isNegator(doc, i));
  return isNought && i > end && isSaid(i - 1);
}

/** "never happened", "fell through", "can wait", "stayed in the backlog". */
function isFate(doc: Doc, end: number, i: number): boolean {
  if (standsAt(doc, i, FATES)) return true;
  if (textAt(doc, i) === "wait" && /^(?:can|could|must|to|will|would|may)$/.test(textAt(doc, i - 1)))
    return closesAt(doc, i + 1) && !hasNegator(doc, end, i);
  return DRAWERS.has(stemAt(doc, i)) && some(Math.max(end, i - 5), i, (k) => RESTING.has(stemAt(doc, k)));
}

/** "is the manager's business", "belongs in the BI department", "is for statisticians". */
function isForOthers(doc: Doc, i: number): boolean {
  const verb = stemAt(doc, i);
  if (!/^(?:be|belong|stay|remain)$/.test(verb) || textAt(doc, i + 1) === "not") return false;
  const inClause = (k: number): boolean => isSameClause(doc, k, i);
  const isStranger = (k: number): boolean => some(k + 1, k + 4, (n) => inClause(n) && STRANGERS.has(textAt(doc, n)));
  if (
    verb === "be" &&
    some(i + 1, i + 5, (k) => inClause(k) && /^(?:for|what|from)$/.test(textAt(doc, k)) && isStranger(k))
  )
    return true;
  // "is a job for the platform team"
  const isTeam = (k: number): boolean => inClause(k) && /^(?:team|depart)$/.test(stemAt(doc, k));
  const isOurs = (k: number): boolean => /^(?:our|my|whole|every|each|us)$/.test(textAt(doc, k));
  if (
    BUSINESS.has(stemAt(doc, i + 2)) &&
    textAt(doc, i + 3) === "for" &&
    some(i + 4, i + 8, isTeam) &&
    !some(i + 4, i + 8, isOurs)
  )
    return true;
  return some(i + 1, i + 7, (k) => {
    if (!inClause(k) || !(OTHERS.has(stemAt(doc, k)) || isOwner(doc, k))) return false;
    return verb === "belong" || some(k + 1, i + 7, (n) => inClause(n) && BUSINESS.has(stemAt(doc, n)));
  });
}

/** "the DBA's", "their". */
function isOwner(doc: Doc, i: number): boolean {
  const token = doc.tokens[i];
  if (token === undefined) return false;
  return /^(?:his|her)$/.test(token.text) || /['’]s?$/.test(doc.text.slice(token.start, token.end));
}

/** "I'd keep it for the very end", "is interesting for the report". */
function isForLater(doc: Doc, end: number, i: number): boolean {
  if (textAt(doc, i) !== "for" || !some(Math.max(end, i - 4), i, (k) => PUTTING_OFF.has(stemAt(doc, k)))) return false;
  let at = i + 1;
  while (/^(?:the|very|a)$/.test(textAt(doc, at))) at += 1;
  return LATER.has(textAt(doc, at));
}

/** "only adds stress", "introduces complexity", "burns money". */
export function isHarm(doc: Doc, end: number, i: number): boolean {
  if (MERELY.has(textAt(doc, i)))
    return !isNegator(doc, i - 1) && some(i - 1, i + 3, (k) => k !== i && HARMING.has(stemAt(doc, k)));
  const has = (table: ReadonlySet<string>): boolean =>
    some(i + 1, i + 4, (k) => isSameClause(doc, k, i) && table.has(stemAt(doc, k)));
  if (ADDING.has(stemAt(doc, i)) && isSameClause(doc, end - 1, i) && i - end <= 5 && has(BURDENS)) return true;
  return SPENDING.has(stemAt(doc, i)) && has(RESOURCES);
}

/** "X I find overrated", "I regard X as risky". */
function isFoundBad(doc: Doc, first: number, end: number, i: number): boolean {
  if (!BELITTLING.has(stemAt(doc, i)) && !DISMISSING.has(stemAt(doc, i))) return false;
  const finds = (k: number): boolean => FINDING.has(stemAt(doc, k)) && SPEAKERS.has(textAt(doc, k - 1));
  if (some(Math.max(end, i - 5), i, finds)) return !hasNegator(doc, end, i);
  const isAbove = (k: number): boolean => isSameClause(doc, k, first) && finds(k);
  // "I think the regex is slow", "we found it slow" are findings, not opinions.
  return (
    isSameClause(doc, i, first) &&
    i - end <= 4 &&
    some(first - 4, first, (k) => isAbove(k) && !/^(?:found|think|see|call)/.test(textAt(doc, k)))
  );
}

/** "so it's wasted minutes": a clause from `from` that refers back and makes light of it. */
export function isSlightFrom(doc: Doc, from: number): boolean {
  if (!/^(?:it|that|this|they|these|those)$/.test(textAt(doc, from)) || stemAt(doc, from + 1) !== "be") return false;
  return some(
    from + 2,
    from + 5,
    (k) => isSameClause(doc, k, from) && DISMISSING.has(stemAt(doc, k)) && !hasNegator(doc, from, k),
  );
}

/** "no way", "you must be joking", "what for?": at `i`. */
export function isExclamation(doc: Doc, i: number): boolean {
  if (standsAt(doc, i, EXCLAMATIONS)) return true;
  return (
    standsAt(doc, i, RETORTS) &&
    clauseStart(doc, i) === i &&
    clauseEnd(doc, i) <= i + 3 &&
    !isSameSentence(doc, clauseEnd(doc, i), i)
  );
}
