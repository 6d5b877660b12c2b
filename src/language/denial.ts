/** What denies the words of a match: before it in its clause, or what is said of it afterwards in its sentence. */
import type { Doc } from "./rules";
import { stem } from "./stem";
import type { Token } from "./tokens";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const stems = (text: string): ReadonlySet<string> => new Set(text.split(" ").map(stem));

const NEGATORS = words("not no never without nobody none neither nor unable avoid cannot nothing");
const AVOIDING = stem("avoid");
/** These deny what one refuses to do; "refused callers" and "a declined card" deny nothing. */
const REFUSING = stems("refuse decline");

/** Is there a word before `first`, in the same clause and not itself part of the match, that denies what follows? */
function isDeniedBefore(doc: Doc, home: Token, first: number, used: readonly number[]): boolean {
  const last = used[used.length - 1] ?? first;
  for (let i = last - 1; i >= 0; i--) {
    const token = doc.tokens[i] as Token;
    if (token.sentence !== home.sentence) return false;
    if (i < first && token.clause !== home.clause) return false;
    if (used.includes(i)) continue;
    const next = doc.tokens[i + 1]?.text;
    if (token.text === "not" && (next === "only" || next === "just" || next === "sure")) continue;
    if (token.text === "no" && (next === "doubt" || next === "later" || next === "longer" || token.after === ","))
      continue;
    if (NEGATORS.has(token.text) || doc.stems[i] === AVOIDING) return true;
    if (REFUSING.has(doc.stems[i] ?? "") && next === "to") return true;
    if (i < first && token.text === "instead" && next === "of") return true;
    if (i < first && token.text === "rather" && next === "than") return true;
  }
  return false;
}

/** So many words after a match may belong to what is said of it. */
const REACH = 12;
/** After these something else is said. */
const TURNS = words(
  "but however although though until unless because so before then instead after when if which where",
);
const SUBJECTS = words("i we you they he she nobody people one it that this these those");
const BEING = stems("be seem look sound feel get stay remain have add bring do give buy help");
/** What makes light of a thing. */
const DISMISSING = stems(
  "unnecessary needless superfluous overrated overkill overhead pointless useless meaningless worthless irrelevant luxury " +
    "academic bureaucracy bureaucratic theatre theater cosmetic waste nonsense distraction folklore superstition gimmick obsolete " +
    "optional secondary overengineering hype",
);
const NOUGHT = words("nothing little");
const WANTED = stems(
  "need necessary require important worth useful use help matter want do bother keep have follow believe exist apply open read write press come happen something explain cover count",
);
/** What one does with a thing, and can leave: "nobody noticed" and "it did not go out" leave nothing. */
const DOING = stems(
  "do need use have get open read write look check follow believe trust keep want know bother try test measure track compare ask " +
    "record collect own run apply touch think explain discuss see press consider maintain schedule prepare",
);
/** What a denied verb may end with, and still be about what was named before: "I never do that". */
const REFERRING = words("that it them this those these there either here any one so myself much");

/**
 * Is what was named made light of, or denied, by what follows it: "is unnecessary", "adds nothing", "was not needed", "I never do
 * that", "we have not got"?
 */
function isDeniedAfter(doc: Doc, home: Token, end: number): boolean {
  for (let i = end; i < Math.min(end + REACH, doc.tokens.length); i++) {
    const token = doc.tokens[i] as Token;
    if (token.sentence !== home.sentence) return false;
    if (TURNS.has(token.text)) return token.text === "but" && isPutAside(doc, home, i + 1);
    if (token.text === "and" && !SUBJECTS.has(doc.tokens[i + 1]?.text ?? "")) return false;
    if (isSameSubject(doc, end, i) && isDismissal(doc, end, i)) return true;
    if ((token.text === "not" || token.text === "never") && isRejected(doc, home, end, i)) return true;
    if (token.text === "nobody" && endsAfterVerb(doc, home, i + 1)) return true;
  }
  return false;
}

/** "is overrated", "adds nothing", "nice for": at `i`. */
function isDismissal(doc: Doc, end: number, i: number): boolean {
  const text = doc.tokens[i]?.text ?? "";
  if (DISMISSING.has(doc.stems[i] ?? "")) return doc.stems.slice(Math.max(end, i - 4), i).some((s) => BEING.has(s));
  if (NOUGHT.has(text)) return i > end && BEING.has(doc.stems[i - 1] ?? "");
  return text === "nice" && doc.tokens[i + 1]?.text === "for";
}

/** Is `i` in the clause in which the match ends, or in one that begins by referring back? */
function isSameSubject(doc: Doc, end: number, i: number): boolean {
  const { clause } = doc.tokens[i] as Token;
  if (doc.tokens[end - 1]?.clause === clause) return true;
  let first = i;
  while (doc.tokens[first - 1]?.clause === clause) first -= 1;
  return REFERRING.has(doc.tokens[first]?.text ?? "");
}

const AUXILIARY = stems("be do have will would can could should shall might must seem look get");

/** "is not needed", "I do not need", "we never do that": the negator stands at `i`. */
function isRejected(doc: Doc, home: Token, end: number, i: number): boolean {
  const between = doc.tokens.slice(end, i);
  const negator = doc.tokens[i] as Token;
  const isWanted = (k: number) => doc.tokens[k]?.clause === negator.clause && WANTED.has(doc.stems[k] ?? "");
  const isSameClause = (doc.tokens[end - 1] as Token).clause === negator.clause;
  if (isSameClause && AUXILIARY.has(doc.stems[i - 1] ?? "") && (isWanted(i + 1) || isWanted(i + 2))) return true;
  return between.some((t) => SUBJECTS.has(t.text)) && endsAfterVerb(doc, home, i + 1);
}

/** "we have one, but I never use it": from the word after "but". */
function isPutAside(doc: Doc, home: Token, from: number): boolean {
  for (let i = from; i < from + 4; i++) {
    const token = doc.tokens[i];
    if (token === undefined || token.sentence !== home.sentence) return false;
    if (token.text !== "not" && token.text !== "never") continue;
    const refers = doc.tokens.slice(i + 1, i + 4).some((t) => t.clause === token.clause && REFERRING.has(t.text));
    return i > from && refers && endsAfterVerb(doc, home, i + 1);
  }
  return false;
}

const PARTICLES = words("got at into for about on with out of up off to");

/** Does the clause end with the verb at `i`, or with a word that refers back? "did not open", "never do that", "have not got". */
function endsAfterVerb(doc: Doc, home: Token, i: number): boolean {
  const verb = doc.tokens[i];
  if (verb === undefined || verb.sentence !== home.sentence) return false;
  const inClause = (k: number): Token | undefined => {
    const token = doc.tokens[k];
    const isInside = token !== undefined && token.sentence === home.sentence && token.clause === verb.clause;
    return isInside && !TURNS.has(token.text) && token.text !== "and" && token.text !== "or" ? token : undefined;
  };
  const skip = (k: number): number => {
    let at = k;
    while (PARTICLES.has(inClause(at)?.text ?? "")) at += 1;
    return at;
  };
  let at = i;
  while (/^(?:been|going|to|even|really|ever|yet|be)$/.test(inClause(at)?.text ?? "")) at += 1;
  if (inClause(at) === undefined || !DOING.has(doc.stems[at] ?? "")) return false;
  at = skip(at + 1);
  if (/(?:ing|ed)$/.test(inClause(at)?.text ?? "")) at = skip(at + 1);
  while (REFERRING.has(inClause(at)?.text ?? "")) at = skip(at + 1);
  return inClause(at) === undefined;
}

/** Is what was matched denied? `used` are the tokens of the match, `first` the first of them. */
export function isDenied(doc: Doc, first: number, used: readonly number[]): boolean {
  const home = doc.tokens[first];
  if (!home) return false;
  const end = (used[used.length - 1] ?? first) + 1;
  return isDeniedBefore(doc, home, first, used) || isDeniedAfter(doc, home, end);
}
