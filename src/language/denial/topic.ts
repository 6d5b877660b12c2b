/** What is named first and then put aside: "error trackers I find overrated", "the release list, no idea". */
import type { Doc } from "../rules";
import { clauseEnd, clauseStart, isNegator, isSameClause, isSameSentence, some, stemAt, textAt } from "./place";
import {
  ASKING,
  AUXILIARY,
  DISMISSING,
  DOING,
  FINDING,
  HEEDING,
  LEADING,
  OTHERS,
  PRAISE,
  SPEAKERS,
  STRANGERS,
  SUBJECTS,
  TURNS,
} from "./words";

/** Does the sentence begin with the match, as what is then spoken about: no subject, auxiliary or preposition before it? */
export function isTopic(doc: Doc, first: number, end: number): boolean {
  const sentence = doc.sentences[doc.tokens[first]?.sentence ?? -1];
  if (sentence === undefined) return false;
  let own = sentence.first;
  while (/^(?:and|or|also|well)$/.test(textAt(doc, own)) && own < first) own += 1;
  if (first - own > 8 || LEADING.has(textAt(doc, own))) return false;
  return !some(own, end, (k) => {
    const text = textAt(doc, k);
    return SPEAKERS.has(text) || AUXILIARY.has(stemAt(doc, k)) || /^(?:it|there|so|because)$/.test(text);
  });
}

/** "X, I've never seen the point", "X we've not set up", "X, nobody found the time": somebody denies, at `i`, something of the topic. */
export function isDeniedOfTopic(doc: Doc, end: number, i: number): boolean {
  if (!isNegator(doc, i)) return false;
  const turns = (k: number): boolean =>
    TURNS.has(textAt(doc, k)) ||
    ASKING.has(textAt(doc, k)) ||
    (textAt(doc, k) === "that" && isSameClause(doc, k, k - 1));
  if (some(end, i, turns)) return false;
  const text = textAt(doc, i);
  if (text === "nobody" || text === "none") return HEEDING.has(stemAt(doc, i + 1));
  if (!/^(?:not|never|no|nothing)$/.test(text)) return false;
  const speaks = some(Math.max(clauseStart(doc, i), end), i, (k) => /^(?:i|we|nobody)$/.test(textAt(doc, k)));
  // "I have no login for that", "I know nothing about it"
  if (text === "no" || text === "nothing") return speaks && /^(?:have|know|see|feel|get)$/.test(stemAt(doc, i - 1));
  return speaks && (text === "never" || AUXILIARY.has(stemAt(doc, i - 1)));
}

const BETWEEN = /^(?:would|will|did|do|have|always|just|then|can|could|gladly|usually|normally)$/;

/** "X, I consider it an insult", "X, I think of it as a toy": an opinion without praise, of what is spoken about, by the verb at `i`. */
export function isFoundSo(doc: Doc, i: number): boolean {
  if (!FINDING.has(stemAt(doc, i)) || !/^(?:i|we)$/.test(textAt(doc, i - 1)) || textAt(doc, i) === "found")
    return false;
  const isOf = textAt(doc, i + 1) === "of";
  // "I think that …", "I see it" are no opinions of it.
  if (/^(?:think|see|call|rate)$/.test(textAt(doc, i)) && !isOf) return false;
  const object = isOf ? i + 2 : i + 1;
  if (!/^(?:it|that|this|them|those|these)$/.test(textAt(doc, object)) || !isSameClause(doc, object + 1, i))
    return false;
  if (SUBJECTS.has(textAt(doc, object + 1)) || AUXILIARY.has(stemAt(doc, object + 1))) return false;
  const isGood = (k: number): boolean => isSameClause(doc, k, i) && (PRAISE.has(stemAt(doc, k)) || isNegator(doc, k));
  return !some(object, object + 7, isGood);
}

/** "X, somebody else does that", "X, ask the vendor": a short clause from `i`. */
export function isDoneByOthers(doc: Doc, i: number): boolean {
  if (clauseStart(doc, i) !== i) return false;
  const end = clauseEnd(doc, i);
  const text = textAt(doc, i);
  if (text === "ask")
    return end - i <= 5 && some(i + 1, end, (k) => OTHERS.has(stemAt(doc, k)) || STRANGERS.has(textAt(doc, k)));
  const isElse = text === "others" || (/^(?:somebody|someone)$/.test(text) && textAt(doc, i + 1) === "else");
  return isElse && end - i <= 8 && some(i + 2, end, (k) => /^(?:that|it|those|them)$/.test(textAt(doc, k)));
}

/** The match stands first in its clause, and the somebody at `i` puts it aside: "X I leave to support", "X I find silly", "X we could have had". */
export function isFrontedAndLeft(doc: Doc, first: number, end: number, i: number, isAbout: boolean): boolean {
  if (!SPEAKERS.has(textAt(doc, i))) return false;
  // "X, I'd leave that to support"
  if (isAbout && clauseStart(doc, i) === i && isLeft(doc, i, BETWEEN.test(textAt(doc, i + 1)) ? i + 2 : i + 1, true))
    return true;
  if (i - end > 4 || !isSameClause(doc, i, end - 1)) return false;
  const own = clauseStart(doc, first);
  if (own < first && LEADING.has(textAt(doc, own))) return false;
  const isVerbal = (k: number): boolean => SUBJECTS.has(textAt(doc, k)) || AUXILIARY.has(stemAt(doc, k));
  if (some(own, first, isVerbal) || some(end, i, (k) => AUXILIARY.has(stemAt(doc, k)))) return false;
  if (/^(?:could|would|should)$/.test(textAt(doc, i + 1)) && textAt(doc, i + 2) === "have") return true;
  const verb = BETWEEN.test(textAt(doc, i + 1)) ? i + 2 : i + 1;
  return isLeft(doc, i, verb, false);
}

/** `isApart`: in a clause of its own, which names it again, or not at all. */
function isLeft(doc: Doc, speaker: number, verb: number, isApart: boolean): boolean {
  const refers = isApart && /^(?:that|it|those|them|this|these)$/.test(textAt(doc, verb + 1));
  const next = textAt(doc, refers ? verb + 2 : verb + 1);
  switch (stemAt(doc, verb)) {
    case "leav":
      return next === "to" || next === "for";
    case "let":
      return /^(?:others|them|the|other|someone|somebody|my)$/.test(next);
    case "keep":
    case "save":
    case "postpon":
      return next === "for";
    case "shut":
      return next === "down";
    case "find":
    case "consid":
    case "regard": {
      if (isApart) return false;
      const isGood = (k: number): boolean =>
        isSameClause(doc, k, verb) && (PRAISE.has(stemAt(doc, k)) || isNegator(doc, k));
      return (
        /^(?:i|we)$/.test(textAt(doc, speaker)) && textAt(doc, verb) !== "found" && !some(verb + 1, verb + 7, isGood)
      );
    }
    case "ban":
      return true;
    case "have":
    case "switch":
    case "take":
    case "cut":
      if (isApart) return false;
      // "we had until …", "we had once and switched off"
      return some(verb, verb + 7, (k) => isSameSentence(doc, k, verb) && /^(?:off|until)$/.test(textAt(doc, k)));
    case "stop":
    case "quit":
      return /ing$/.test(next);
    default:
      return false;
  }
}

/** "X, no idea", "X, never", "X, overkill": a short clause of its own that begins at `i`. */
export function isDenialAlone(doc: Doc, end: number, i: number): boolean {
  if (isSameClause(doc, i, end - 1) || clauseStart(doc, i) !== i) return false;
  const size = clauseEnd(doc, i) - i;
  const text = textAt(doc, i);
  if (DISMISSING.has(stemAt(doc, i))) return size <= 2;
  if (text === "no" && size === 1) return /[,.]/.test(doc.tokens[i]?.after ?? "");
  if (text === "no")
    return (
      size <= 5 &&
      /^(?:idea|clue|time|need|chance|thanks|way|point|reason|interest|budget|thank)$/.test(textAt(doc, i + 1))
    );
  return text === "nope" || text === "nah" || (text === "never" && (size === 1 || DOING.has(stemAt(doc, i + 1))));
}
