/**
 * What a message says, as features with the words that decided. Visible rules, no hidden model: the rules are in
 * lexicon.ts, what counts for whom in audience.ts.
 */
import { AUDIENCES, type Audience, type FeatureId } from "./audience";
import { GROUPS, RULES, type RuleName } from "./lexicon";
import { createMatcher, type Doc, type Match } from "./rules";
import { isSoup } from "./soup";
import { stem } from "./stem";
import type { TimeExpression } from "./times";
import type { Span, Token } from "./tokens";

export { AUDIENCES, type Audience, type AudienceRule, type AudienceRules, type FeatureId } from "./audience";

/** A time stated in a message: a point in the day, or a length from now. Both in seconds. */
export interface StatedTime {
  readonly kind: "at" | "in";
  readonly seconds: number;
}

export interface Feature {
  readonly id: FeatureId;
  /** The deciding words, in text order. */
  readonly spans: readonly Span[];
  readonly note: string;
  /** For promise and next-update, when the time can be read ("tomorrow" cannot). */
  readonly value?: StatedTime;
}

export interface MessageContext {
  /** Names of internal hosts and services: as revealing as a host name. */
  readonly terms?: readonly string[];
  /** Names of people, so that "sam" in lower case is a person too. */
  readonly people?: readonly string[];
}

export interface Assessment {
  readonly good: readonly Feature[];
  readonly bad: readonly Feature[];
  /** Required features that the message does not have. */
  readonly missing: readonly FeatureId[];
}

const matcher = createMatcher<RuleName>(RULES, GROUPS);

/** The longest text that is read; the rest is ignored. */
export const MAX_TEXT = 20_000;

const GOOD: ReadonlySet<FeatureId> = new Set([
  "impact",
  "action",
  "next-update",
  "workaround",
  "status",
  "apology",
  "ack",
  "hypothesis",
  "figure",
  "decline-with-reason",
  "delegation",
]);

function spans(doc: Doc, matches: readonly Match[]): Span[] {
  const out: Span[] = [];
  for (const m of [...matches].sort((a, b) => a.first - b.first || b.last - a.last)) {
    const span = matcher.span(doc, m);
    const before = out[out.length - 1];
    if (!before || span.start >= before.end) out.push(span);
    else if (span.end > before.end) out[out.length - 1] = { start: before.start, end: span.end };
  }
  return out;
}

function asserted(doc: Doc, name: RuleName): Match[] {
  return matcher.find(doc, name).filter((m) => !m.negated);
}

function sentenceOf(doc: Doc, m: Match): number {
  return (doc.tokens[m.first] as Token).sentence;
}

function withTime(time: TimeExpression | undefined): { value: StatedTime } | Record<string, never> {
  return time?.value === undefined ? {} : { value: { kind: time.kind, seconds: time.value } };
}

function timeWithin(doc: Doc, m: Match): TimeExpression | undefined {
  return doc.times.find((t) => t.first >= m.first && t.last <= m.last);
}

const FUTURE =
  /^(?:will|shall|should|expect|expected|expecting|hope|hoping|aim|aiming|plan|planning|promised?|going|eta|estimate|estimated|target|soon)$/;
const PAST = /^(?:was|were|been|had|since|did|already|ago|got|came|went|fell)$/;

/**
 * Is the recovery announced, not reported? "was fixed at 12:20" and "errors dropped to normal within two minutes" look
 * back; "fixed by 12:30" looks ahead even without a verb.
 */
function isAhead(doc: Doc, m: Match, time: TimeExpression): boolean {
  const sentence = sentenceOf(doc, m);
  const here = doc.tokens.filter((t) => t.sentence === sentence);
  if (here.some((t) => FUTURE.test(t.text))) return doc.tokens[time.last]?.text !== "ago";
  if (here.some((t) => PAST.test(t.text)) || /^(?:have|has)$/.test(doc.tokens[m.first - 1]?.text ?? "")) return false;
  if (time.preposition === "by" || time.preposition === "before") return true;
  const reported = (t: Token, i: number): boolean =>
    t.sentence === sentence && /ed$/.test(t.text) && (i < m.first || i >= m.last) && t.text !== "affected";
  return time.preposition !== "" && time.preposition !== "at" && !doc.tokens.some(reported);
}

const DEED_VERB = new Set(["take", "last", "need", "run", "complete", "finish", "start", "done"].map(stem));

/** Does the time belong to an action ("the rollback takes 3:30") and not to the recovery? */
function isDeedTime(doc: Doc, m: Match, deeds: readonly Match[], time: TimeExpression): boolean {
  return deeds.some((d) => {
    const between = m.first >= d.last && m.first < time.first;
    if (between || d.first > time.first || sentenceOf(doc, d) !== sentenceOf(doc, m)) return false;
    return doc.stems.slice(d.last, time.first).some((s) => DEED_VERB.has(s));
  });
}

/** A time whose nearest owner before it is the recovery, and which is not the time of an update. */
function promiseTime(
  doc: Doc,
  m: Match,
  updates: readonly Match[],
  deeds: readonly Match[],
): TimeExpression | undefined {
  const sentence = sentenceOf(doc, m);
  return doc.times
    .filter((t) => doc.tokens[t.first]?.sentence === sentence && Math.abs(t.first - m.last) <= 14)
    .filter((t) => !updates.some((u) => u.first <= t.first && t.last <= u.last))
    .filter((t) => !/^(?:every|for|after|until|till)$/.test(t.preposition))
    .filter((t) => isAhead(doc, m, t) && !isDeedTime(doc, m, deeds, t))
    .sort((a, b) => Math.abs(a.first - m.last) - Math.abs(b.first - m.last))[0];
}

function promises(doc: Doc, audience: Audience, updates: readonly Match[]): Feature[] {
  const deeds = matcher.find(doc, "deed");
  const inUpdate = (m: Match): boolean => updates.some((u) => u.first <= m.first && m.last <= u.last);
  for (const m of asserted(doc, "recovery")) {
    const time = inUpdate(m) ? undefined : promiseTime(doc, m, updates, deeds);
    if (!time) continue;
    const whole = { first: Math.min(m.first, time.first), last: Math.max(m.last, time.last), negated: false };
    return [{ id: "promise", spans: spans(doc, [whole]), note: "a recovery time is promised", ...withTime(time) }];
  }
  const soon = asserted(doc, "vagueSoon")[0];
  if (soon) return [{ id: "promise", spans: spans(doc, [soon]), note: "recovery at any minute is promised" }];
  // A bare length as the whole answer to "when is it fixed?" is heard as a recovery time, unless it is an action's.
  for (const m of asserted(doc, "timeAsked")) {
    const sentence = sentenceOf(doc, m);
    const other = [...updates, ...deeds].some((x) => sentenceOf(doc, x) === sentence);
    const eta = /^et[ar]$/.test(doc.tokens[m.first]?.text ?? "");
    if (other || (!eta && audience === "internal")) continue;
    const time = timeWithin(doc, m);
    return [{ id: "promise", spans: spans(doc, [m]), note: "heard as a recovery time", ...withTime(time) }];
  }
  return [];
}

function causes(doc: Doc, audience: Audience, updates: readonly Match[]): Feature[] {
  // "We think it holds, next update 12:40": the update is announced, not suspected.
  const inUpdate = (m: Match): boolean => updates.some((u) => u.first < m.last && m.last <= u.last);
  const found = asserted(doc, "hedgedCause").filter((m) => !inUpdate(m));
  const inside = audience === "internal" || audience === "colleague";
  // "not confirmed" is a label although it contains a not: the rule has its own.
  const labels = asserted(doc, "label");
  if (inside && labels.length > 0) {
    return [{ id: "hypothesis", spans: spans(doc, labels), note: "a cause, labelled as a hypothesis" }];
  }
  return found.length > 0 ? [{ id: "guess", spans: spans(doc, found), note: "a cause is guessed" }] : [];
}

function hosts(doc: Doc, context: MessageContext): Span[] {
  const out: Span[] = doc.tokens.filter((t) => t.kind === "host").map(({ start, end }) => ({ start, end }));
  const lower = doc.text.toLowerCase();
  // Lower-casing may change the length of exotic characters; positions would then be wrong.
  if (lower.length !== doc.text.length) return out;
  for (const term of context.terms ?? []) {
    const wanted = term.toLowerCase();
    if (wanted === "") continue;
    for (let i = lower.indexOf(wanted); i >= 0; i = lower.indexOf(wanted, i + wanted.length)) {
      const around = `${lower.charAt(i - 1)} ${lower.charAt(i + wanted.length)}`;
      if (!/[a-z0-9]/.test(around)) out.push({ start: i, end: i + wanted.length });
    }
  }
  out.sort((a, b) => a.start - b.start || b.end - a.end);
  return out.filter((s, i) => !out.slice(0, i).some((o) => o.start <= s.start && s.end <= o.end));
}

const NO_NAME = new Set(
  (
    "please can could the we i you this that next no yes not do don stop hold check update impact status action sorry they it if " +
    "when what who why how all our rollback rolling customers checkout thanks ok okay investigating monday tuesday wednesday thursday friday"
  ).split(" "),
);

/** "Priya, compare the tickets with orders, ten minutes": a person, a task and a time box in one or two sentences. */
function delegations(doc: Doc, context: MessageContext): Feature[] {
  const people = new Set((context.people ?? []).map((p) => p.toLowerCase()));
  const tasks = asserted(doc, "task");
  for (const m of tasks) {
    const sentence = sentenceOf(doc, m);
    const name = doc.tokens.findIndex((t, i) => {
      if (t.sentence !== sentence || i >= m.first || t.kind !== "word") return false;
      if (people.has(t.text)) return true;
      const addressed = doc.text.charAt(t.start - 1) === "@";
      if (addressed) return true;
      // The second half of "I'll" shares the first one's capital.
      if (doc.tokens[i - 1]?.start === t.start) return false;
      if (!t.capital || NO_NAME.has(t.text)) return false;
      const opens = i === doc.sentences[sentence]?.first;
      const asked = /^(?:can|could|will|would|please|you|to|takes?)$/.test(doc.tokens[i + 1]?.text ?? "");
      return (opens && (t.after === "," || t.after === ":" || asked)) || i + 1 === m.first;
    });
    const time = doc.times.find((t) => {
      const s = doc.tokens[t.first]?.sentence ?? -1;
      return s === sentence || s === sentence + 1;
    });
    if (name < 0 || !time) continue;
    const parts = [
      { first: name, last: name + 1, negated: false },
      m,
      { first: time.first, last: time.last, negated: false },
    ];
    return [{ id: "delegation", spans: spans(doc, parts), note: "a person, a task and a time box" }];
  }
  return [];
}

function refusals(doc: Doc): Feature[] {
  const reasons = matcher.find(doc, "reason");
  for (const m of matcher.find(doc, "refusal")) {
    const reason = reasons.find((r) => {
      const gap = sentenceOf(doc, r) - sentenceOf(doc, m);
      return gap >= 0 && gap <= 1 && r.first >= m.first + 1;
    });
    // "Hold the mail: checkout fails in Europe" gives its reason after the colon.
    const colon = doc.tokens.findIndex((t, i) => i >= m.first && t.sentence === sentenceOf(doc, m) && t.after === ":");
    const end = doc.sentences[sentenceOf(doc, m)]?.last ?? 0;
    if (!reason && colon >= 0 && end - colon > 3) {
      const whole = { first: m.first, last: end, negated: false };
      return [{ id: "decline-with-reason", spans: spans(doc, [whole]), note: "a no with its reason" }];
    }
    if (reason) return [{ id: "decline-with-reason", spans: spans(doc, [m, reason]), note: "a no with its reason" }];
  }
  return [];
}

const PLAIN: readonly (readonly [FeatureId, RuleName, string])[] = [
  ["impact", "impact", "who is affected and how"],
  ["action", "action", "what is being done"],
  ["workaround", "workaround", "what one can do meanwhile"],
  ["status", "status", "where the incident stands"],
  ["apology", "apology", "an apology"],
  ["ack", "ack", "acknowledged"],
  ["blame", "blame", "somebody is blamed"],
  ["figure", "figure", "a number with its unit"],
];

/**
 * Features of a message for an audience, with the deciding words. Pure, never throws; only the first MAX_TEXT
 * characters are read. In keyword soup the good features do not count, the bad ones do.
 */
export function judgeMessage(text: string, audience: Audience, context: MessageContext = {}): Feature[] {
  const doc = matcher.read(text.slice(0, MAX_TEXT));
  const features: Feature[] = [];
  const add = (id: FeatureId, found: readonly Span[], note: string): void => {
    if (found.length > 0) features.push({ id, spans: found, note });
  };
  for (const [id, rule, note] of PLAIN) add(id, spans(doc, asserted(doc, rule)), note);

  const updates = asserted(doc, "nextUpdate").filter((m) => timeWithin(doc, m) !== undefined);
  const update = updates[0];
  if (update) {
    const value = withTime(timeWithin(doc, update));
    features.push({ id: "next-update", spans: spans(doc, updates), note: "when the next update comes", ...value });
  }
  features.push(...promises(doc, audience, updates), ...causes(doc, audience, updates));
  if (audience === "customers") {
    const versions = doc.tokens.filter((t) => /^v\d+$/.test(t.text)).map(({ start, end }) => ({ start, end }));
    add(
      "jargon",
      [...spans(doc, asserted(doc, "jargon")), ...versions].sort((a, b) => a.start - b.start),
      "words only we use",
    );
  } else if (audience === "executives")
    add("jargon", spans(doc, asserted(doc, "deepJargon")), "words only engineers use");
  add("hostname", hosts(doc, context), "an internal name");
  const questions = doc.sentences.filter((s) => s.question);
  add(
    "question",
    questions.map((s) => ({ start: (doc.tokens[s.first] as Token).start, end: s.end })),
    "a question",
  );
  features.push(...refusals(doc), ...delegations(doc, context));

  if (!isSoup(doc)) return features;
  const all = { start: (doc.tokens[0] as Token).start, end: (doc.tokens[doc.tokens.length - 1] as Token).end };
  const soup: Feature = { id: "keyword-soup", spans: [all], note: "keywords without sentences: they do not count" };
  return [...features.filter((f) => !GOOD.has(f.id)), soup];
}

/** A message against the visible rules of its audience. */
export function assess(text: string, audience: Audience, context: MessageContext = {}): Assessment {
  const rules = AUDIENCES[audience];
  const features = judgeMessage(text, audience, context);
  const wanted = new Set([...rules.required, ...rules.welcome].map((r) => r.id));
  const forbidden = new Set(rules.forbidden.map((r) => r.id));
  const present = new Set(features.map((f) => f.id));
  return {
    good: features.filter((f) => wanted.has(f.id)),
    bad: features.filter((f) => forbidden.has(f.id)),
    missing: rules.required.map((r) => r.id).filter((id) => !present.has(id)),
  };
}
