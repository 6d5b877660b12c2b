/**
 * The rule language: small authored patterns over tokens, in place of a similarity score. A rule says which words, in
 * which order and how near; the answer names the words that decided.
 *
 * A phrase is a string of elements separated by spaces:
 *   word        any form of the word (compared by stem; one typing error allowed in words of six letters and more)
 *   word!       exactly this form
 *   a|b|c       one of them
 *   @group      a member of a lexicon group, also inside alternatives: a|@group; a member may end in ! too, and may be
 *               a phrase itself ("connection pool", "roll ~2 back")
 *   word?       may be missing
 *   ~ or ~N     up to 4 (or N) other words
 *   #number #percent #time #host   a token of this kind
 *   #when       a time expression of any form; #in a length, #at a point in time
 */
import type { Groups, Rule } from "#domain/rules";
import { editDistance } from "#lib/nearest";
import { isDenied } from "./denial";
import { stem } from "./stem";
import { findTimes, type TimeExpression } from "./times";
import { type Span, type Token, type Tokens, tokenize } from "./tokens";

export type { Groups, Rule } from "#domain/rules";

/** A text prepared for matching. */
export interface Doc extends Tokens {
  readonly times: readonly TimeExpression[];
  /** Time expressions by their first token. */
  readonly timeAt: ReadonlyMap<number, TimeExpression>;
  /** Tokens in text order by their stem, by their text (`exactKey`) and by their kind or kind of time (`kindKey`). */
  readonly positions: ReadonlyMap<string, readonly number[]>;
  /** Stem of each token after correcting one typing error against the vocabulary. */
  readonly stems: readonly string[];
}

/** Token range of a match; `negated` when its clause denies it. */
export interface Match {
  readonly first: number;
  readonly last: number;
  readonly negated: boolean;
}

export interface Verdict {
  readonly status: "hit" | "unclear" | "missed";
  /** The deciding words. */
  readonly spans: readonly Span[];
  /** Where it is asserted. */
  readonly asserted: readonly Match[];
  /** By how many of its alternatives it is asserted; a rule without alternatives is one. */
  readonly ways: number;
}

/** A match, and the tokens that it uses of those in its range. */
interface Part extends Match {
  readonly used: readonly number[];
}

interface Element {
  /** Keys of `positions` one of which it must begin with; null when that cannot be said. */
  readonly heads: ReadonlySet<string> | null;
  readonly stems: ReadonlySet<string>;
  readonly exact: ReadonlySet<string>;
  readonly kinds: readonly string[];
  /** Members of several words. */
  readonly phrases: readonly (readonly Element[])[];
  readonly optional: boolean;
  /** > 0 for a gap of up to this many words. */
  readonly gap: number;
}

interface Phrase {
  readonly type: "phrase";
  readonly elements: readonly Element[];
  /** Keys of `positions` of each element, one of which the text must hold. */
  readonly needs: readonly ReadonlySet<string>[];
}

type Compiled =
  | Phrase
  | { readonly type: "any"; readonly parts: readonly Compiled[] }
  | { readonly type: "all" | "ordered"; readonly parts: readonly Compiled[]; readonly within: number }
  | { readonly type: "without"; readonly part: Compiled; readonly other: Compiled }
  | { readonly type: "not" | "polar"; readonly part: Compiled };

const exactKey = (text: string): string => `=${text}`;
const kindKey = (kind: string): string => `#${kind}`;

/** Words a matcher knows: its own, and those around them that a typo must not be turned from. */
const COMMON = (
  "enable enabled disable except effect quite quiet through though thought because before should would could around " +
  "another within without people really please thanks always almost currently nothing something everything someone " +
  "shared threat charge things project present property compatible chart attach consider complex stories states remote " +
  "clause movies usable series throughout refers professional printer controlled center " +
  "sincerely certified guests county staple plates clutter thoroughly decay decays delay delays redundant refund refunded severity"
).split(" ");

function compileElement(text: string, groups: Groups, vocabulary: Set<string>): Element {
  const gap = /^~(\d*)$/.exec(text);
  if (gap) {
    const none: ReadonlySet<string> = new Set();
    return { heads: null, stems: none, exact: none, kinds: [], phrases: [], optional: false, gap: Number(gap[1] || 4) };
  }
  const optional = text.endsWith("?");
  const stems = new Set<string>();
  const exact = new Set<string>();
  const kinds: string[] = [];
  const phrases: Element[][] = [];
  for (const word of (optional ? text.slice(0, -1) : text).split("|")) {
    if (word.startsWith("#")) kinds.push(word.slice(1));
    else if (word.endsWith("!")) exact.add(word.slice(0, -1));
    else if (word.startsWith("@")) {
      const group = groups[word.slice(1)];
      if (!group) throw new RangeError(`there is no word group ${word}`);
      for (const member of group) {
        if (member.includes(" ")) phrases.push(compilePhrase(member, groups, vocabulary));
        else if (member.endsWith("!")) exact.add(member.slice(0, -1));
        else {
          stems.add(stem(member));
          vocabulary.add(member);
        }
      }
    } else {
      stems.add(stem(word));
      vocabulary.add(word);
    }
  }
  const first = phrases.map((phrase) => phrase[0]?.heads ?? null);
  const keys = [...stems, ...[...exact].map(exactKey), ...kinds.map(kindKey)];
  const heads =
    optional || first.includes(null) ? null : new Set([...keys, ...first.flatMap((one) => [...(one ?? [])])]);
  return { heads, stems, exact, kinds, phrases, optional, gap: 0 };
}

function compilePhrase(text: string, groups: Groups, vocabulary: Set<string>): Element[] {
  return text.split(" ").map((element) => compileElement(element, groups, vocabulary));
}

function compileRule(rule: Rule, groups: Groups, vocabulary: Set<string>): Compiled {
  const sub = (r: Rule): Compiled => compileRule(r, groups, vocabulary);
  if (typeof rule === "string") {
    const elements = compilePhrase(rule, groups, vocabulary);
    return { type: "phrase", elements, needs: elements.flatMap(({ heads }) => heads ?? []) };
  }
  if ("any" in rule) return { type: "any", parts: rule.any.map(sub) };
  if ("all" in rule) return { type: "all", parts: rule.all.map(sub), within: rule.within ?? 0 };
  if ("ordered" in rule) return { type: "ordered", parts: rule.ordered.map(sub), within: rule.within ?? 1000 };
  if ("rule" in rule) return { type: "without", part: sub(rule.rule), other: sub(rule.without) };
  return "not" in rule ? { type: "not", part: sub(rule.not) } : { type: "polar", part: sub(rule.polar) };
}

/** Does the element match the one word at token i? */
const isWord = (doc: Doc, e: Element, i: number): boolean =>
  e.stems.has(doc.stems[i] ?? "") || e.exact.has(doc.tokens[i]?.text ?? "");

/** Ends of an element matched at token i by anything but one word (last exclusive). */
function furtherEnds(doc: Doc, e: Element, i: number): number[] {
  const ends: number[] = [];
  for (const kind of e.kinds) {
    if (kind === doc.tokens[i]?.kind) ends.push(i + 1);
    else if (kind === "when" || kind === "in" || kind === "at") {
      const time = doc.timeAt.get(i);
      if (time && (kind === "when" || kind === time.kind)) ends.push(time.last);
    }
  }
  for (const phrase of e.phrases) {
    const used: number[] = [];
    if (follow(doc, phrase, 0, i, used)) ends.push((used[used.length - 1] as number) + 1);
  }
  return ends;
}

/** The shortest way to match elements from k on at token i: the tokens it uses stand in `used` behind those that were there, if there is one. */
function follow(doc: Doc, elements: readonly Element[], k: number, i: number, used: number[]): boolean {
  const e = elements[k];
  if (!e) return true;
  if (e.gap > 0) {
    for (let skip = 0; skip <= e.gap; skip++) {
      if (skip > 0 && doc.tokens[i + skip]?.sentence !== doc.tokens[i - 1]?.sentence) return false;
      if (follow(doc, elements, k + 1, i + skip, used)) return true;
    }
    return false;
  }
  const token = doc.tokens[i];
  if (token && (used.length === 0 || token.sentence === doc.tokens[used[0] as number]?.sentence)) {
    const length = used.length;
    const goesOn = (end: number): boolean => {
      for (let t = i; t < end; t++) used.push(t);
      if (follow(doc, elements, k + 1, end, used)) return true;
      used.length = length;
      return false;
    };
    if (isWord(doc, e, i) && goesOn(i + 1)) return true;
    if (e.kinds.length + e.phrases.length > 0 && furtherEnds(doc, e, i).some(goesOn)) return true;
  }
  return e.optional && follow(doc, elements, k + 1, i, used);
}

/** Does the text hold one of these? */
function holds(doc: Doc, keys: ReadonlySet<string>): boolean {
  for (const one of keys) if (doc.positions.has(one)) return true;
  return false;
}

function phraseMatches(doc: Doc, { elements, needs }: Phrase): Part[] {
  // Most phrases end here: one of their words is nowhere in the text.
  if (!needs.every((keys) => holds(doc, keys))) return [];
  const head = elements[0] as Element;
  const starts: number[] = [];
  if (head.heads === null) starts.push(...doc.tokens.keys());
  else for (const key of head.heads) starts.push(...(doc.positions.get(key) ?? []));
  starts.sort((a, b) => a - b);
  const out: Part[] = [];
  for (let k = 0; k < starts.length; k++) {
    const start = starts[k] as number;
    // One token may stand under its stem and under its text.
    if (start === starts[k - 1]) continue;
    const used: number[] = [];
    if (!follow(doc, elements, 0, start, used) || used.length === 0) continue;
    const first = used[0] as number;
    const last = (used[used.length - 1] as number) + 1;
    out.push({ first, last, used, negated: isDenied(doc, first, last, used) });
  }
  return out;
}

/** One match of several. What one of them says cannot deny another: "the cause" in "the cause can wait". */
function join(doc: Doc, parts: readonly Part[]): Part {
  const used = parts.flatMap((m) => m.used);
  return {
    first: Math.min(...parts.map((m) => m.first)),
    last: Math.max(...parts.map((m) => m.last)),
    used,
    negated: parts.some((m) => m.negated && isDenied(doc, m.first, m.last, used)),
  };
}

const overlap = (a: Part, b: Part): boolean => a.used.some((token) => b.used.includes(token));

/** Chains one match per part, greedily from each match of the first part; the number of chains stays linear. */
function chains(doc: Doc, lists: readonly (readonly Part[])[], ordered: boolean, within: number): Part[] {
  const out: Part[] = [];
  for (const start of lists[0] ?? []) {
    const sentence = doc.tokens[start.first]?.sentence;
    const picked = [start];
    for (const list of lists.slice(1)) {
      const previous = picked[picked.length - 1] as Part;
      // A word says one thing: what one part was heard in, another is not.
      const candidates = list.filter(
        (m) =>
          doc.tokens[m.first]?.sentence === sentence &&
          (ordered ? m.first >= previous.last : !picked.some((other) => overlap(other, m))),
      );
      const distance = (m: Match): number => Math.abs(m.first - start.first);
      const best = candidates.sort((a, b) => Number(a.negated) - Number(b.negated) || distance(a) - distance(b))[0];
      if (best) picked.push(best);
    }
    const whole = join(doc, picked);
    if (picked.length === lists.length && whole.last - whole.first <= within) out.push(whole);
  }
  return out;
}

function matches(doc: Doc, rule: Compiled): Part[] {
  switch (rule.type) {
    case "phrase":
      return phraseMatches(doc, rule);
    case "any":
      return rule.parts.flatMap((part) => matches(doc, part));
    case "ordered":
    case "all": {
      const lists: Part[][] = [];
      for (const part of rule.parts) {
        const list = matches(doc, part);
        if (list.length === 0) return [];
        lists.push(list);
      }
      if (rule.type === "ordered" || rule.within > 0) return chains(doc, lists, rule.type === "ordered", rule.within);
      // Each part stands for itself, so that only its own words are highlighted; one denied part spoils the whole.
      const denied = lists.some((list) => list.every((m) => m.negated));
      return lists.flat().map((m) => ({ ...m, negated: denied }));
    }
    case "without": {
      const other = new Set(matches(doc, rule.other).map((m) => doc.tokens[m.first]?.sentence));
      return matches(doc, rule.part).filter((m) => !other.has(doc.tokens[m.first]?.sentence));
    }
    case "polar":
      return matches(doc, rule.part).map((m) => ({ ...m, negated: false }));
    case "not":
      return [];
  }
}

function spanOf(doc: Doc, m: Match): Span {
  return { start: (doc.tokens[m.first] as Token).start, end: (doc.tokens[m.last - 1] as Token).end };
}

function verdict(doc: Doc, rule: Compiled): Verdict {
  if (rule.type === "not") {
    const found = matches(doc, rule.part).filter((m) => !m.negated);
    const status = found.length > 0 ? "missed" : "hit";
    return { status, spans: found.map((m) => spanOf(doc, m)), asserted: [], ways: 1 };
  }
  if (rule.type === "all" && rule.within === 0) {
    const parts = rule.parts.map((part) => verdict(doc, part));
    const hits = parts.filter((p) => p.status === "hit").length;
    const unclear = parts.some((p) => p.status === "unclear") || hits * 2 >= parts.length;
    const status = hits === parts.length ? "hit" : unclear && hits > 0 ? "unclear" : "missed";
    return {
      status,
      spans: parts.flatMap((p) => p.spans),
      asserted: parts.flatMap((p) => p.asserted),
      ways: Math.min(...parts.map((p) => p.ways)),
    };
  }
  const ways = rule.type === "any" ? rule.parts.map((part) => matches(doc, part)) : [matches(doc, rule)];
  const found = ways.flat();
  const asserted = found.filter((m) => !m.negated);
  // Who says it twice and denies a part of it once has said it; of the same words one rule may hear the denial as the point.
  const denied = found.filter((m) => m.negated && !asserted.some((other) => overlap(other, m))).length;
  const status = asserted.length === 0 ? "missed" : denied >= asserted.length ? "unclear" : "hit";
  return {
    status,
    spans: found.map((m) => spanOf(doc, m)),
    asserted,
    ways: ways.filter((way) => way.some((m) => !m.negated)).length,
  };
}

/** A set of named rules compiled together: they share groups and the vocabulary used to correct typing errors. */
export interface Matcher<Name extends string> {
  /** Prepares a text once for any number of questions. */
  read(text: string): Doc;
  /** Asserted and denied places where the rule holds, in text order. */
  find(doc: Doc, name: Name): Match[];
  /** hit: asserted more often than denied; unclear: as often or less, or half of an `all`; missed: absent or only denied. */
  judge(doc: Doc, name: Name): Verdict;
  span(doc: Doc, match: Match): Span;
}

function correction(word: string, buckets: ReadonlyMap<string, readonly string[]>, known: ReadonlySet<string>): string {
  if (word.length < 6 || known.has(word)) return word;
  for (const candidate of buckets.get(word.charAt(0)) ?? []) {
    if (Math.abs(candidate.length - word.length) <= 1 && editDistance(word, candidate, 1) <= 1) return candidate;
  }
  return word;
}

/**
 * Compiles named rules. Throws a RangeError for a group that does not exist.
 * The returned matcher is pure: the same text always gives the same answer.
 */
export function createMatcher<Name extends string>(
  rules: Readonly<Record<Name, Rule>>,
  groups: Groups = {},
): Matcher<Name> {
  const vocabulary = new Set<string>();
  const compiled = new Map<string, Compiled>();
  for (const [name, rule] of Object.entries<Rule>(rules)) compiled.set(name, compileRule(rule, groups, vocabulary));
  const stems = new Set([...vocabulary, ...COMMON].map(stem));
  const buckets = new Map<string, string[]>();
  for (const word of [...vocabulary].flatMap((w) => [w, stem(w), `${w}s`])) {
    if (word.length >= 5) buckets.set(word.charAt(0), [...(buckets.get(word.charAt(0)) ?? []), word]);
  }
  const correct = (token: Token): string => {
    if (token.kind !== "word" || token.text.length < 6 || stems.has(token.stem)) return token.stem;
    const whole = correction(token.text, buckets, vocabulary);
    if (whole !== token.text) return stem(whole);
    const part = correction(token.stem, buckets, stems);
    return part === token.stem ? part : stem(part);
  };
  const get = (name: string): Compiled => {
    const rule = compiled.get(name);
    if (!rule) throw new RangeError(`there is no rule ${name}`);
    return rule;
  };
  return {
    read(text) {
      const base = tokenize(text);
      const seen = new Map<string, string>();
      const corrected = base.tokens.map((token) => {
        const s = seen.get(token.text) ?? correct(token);
        seen.set(token.text, s);
        return s;
      });
      const positions = new Map<string, number[]>();
      const place = (key: string, i: number): void => {
        const list = positions.get(key);
        if (list) list.push(i);
        else positions.set(key, [i]);
      };
      base.tokens.forEach((token, i) => {
        place(corrected[i] as string, i);
        place(exactKey(token.text), i);
        if (token.kind !== "word") place(kindKey(token.kind), i);
      });
      const times = findTimes(base.tokens);
      for (const { kind, first } of times) {
        place(kindKey("when"), first);
        place(kindKey(kind), first);
      }
      return { ...base, times, timeAt: new Map(times.map((t) => [t.first, t])), positions, stems: corrected };
    },
    find: (doc, name) =>
      matches(doc, get(name))
        .map(({ first, last, negated }) => ({ first, last, negated }))
        .sort((a, b) => a.first - b.first || a.last - b.last),
    judge: (doc, name) => verdict(doc, get(name)),
    span: spanOf,
  };
}
