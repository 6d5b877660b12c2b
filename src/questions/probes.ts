import type { PersonaId, Probe } from "#domain/interview";
import type { Concept } from "#domain/questions";
import { createMatcher, type Verdict } from "#language/rules";
import type { Token } from "#language/tokens";
import { pick, shuffle, streamId } from "#lib/random";
import type { Assessment } from "./assess";
import { PERSONAS } from "./interviewers";
import type { QuestionMatcher, Reading } from "./matcher";
import { CLAIM_RULE, DEEDS, DIG_ASKS, DIG_RULES, type DigAbout } from "./probes-dig";

const DIG_STREAM = streamId("probe dig");
const TWIST_STREAM = streamId("probe twist");
const BOTH_STREAM = streamId("probe contradiction");
const OPEN_STREAM = streamId("probe open");

/** The longest quotation of the candidate's words, in characters. */
const QUOTE = 140;

/** Asked where something was said both ways; the two sayings are quoted beside it. */
const BOTH_ASKS = [
  "I heard it both ways. Which one is it?",
  "These two do not go together for me. Which of them do you mean?",
  "First one thing, then the other: which holds?",
] as const;

const digs = createMatcher({ ...DIG_RULES, claim: CLAIM_RULE });

type Drawn = { readonly seed: number; readonly round: number };

const wholeOf = (doc: Reading["doc"], sentence: number): string => {
  const span = doc.sentences[sentence];
  return span === undefined ? "" : doc.text.slice(span.start, span.end).replace(/\s+/g, " ").trim();
};

/** A sentence as it is quoted. */
const textOf = (doc: Reading["doc"], sentence: number): string => {
  const text = wholeOf(doc, sentence);
  if (text.length <= QUOTE) return text;
  const cut = text.slice(0, QUOTE);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), QUOTE / 2))} …`;
};

const WE = new Set(["we", "us", "our", "ours"]);
const I = new Set(["i", "me", "my", "mine", "myself"]);
const DENYING = new Set(["not", "never", "no", "nobody", "nothing", "none", "without"]);
/** Words between "we" and what was done. */
const REACH = 3;

const isFigure = ({ kind, text }: Token): boolean =>
  kind !== "word" && kind !== "host" && text !== "first" && text !== "one";

/** The first sentence that says what "we" did; −1 when there is none. */
function ourDeed({ tokens, sentences }: Reading["doc"]): number {
  return sentences.findIndex(({ first, last }) => {
    const own = tokens.slice(first, last);
    if (own.some(({ text }) => DENYING.has(text))) return false;
    return own.some(
      ({ text }, i) =>
        text === "we" && own.slice(i + 1, i + 1 + REACH).some((next) => /ed$/.test(next.text) || DEEDS.has(next.text)),
    );
  });
}

/** What of an answer can be dug into, and the sentence that is taken up; null when it leaves nothing to ask for. */
function digFor({ doc }: Reading): { readonly about: DigAbout; readonly sentence: number } | null {
  const count = (words: ReadonlySet<string>): number => doc.tokens.filter(({ text }) => words.has(text)).length;
  const we = count(WE);
  const ours = we >= 2 && we > count(I) ? ourDeed(doc) : -1;
  if (ours >= 0) return { about: "self", sentence: ours };
  const read = digs.read(doc.text);
  const claims = digs
    .find(read, "claim")
    .filter(({ negated }) => !negated)
    .map(({ first }) => read.tokens[first]?.sentence ?? -1);
  const hasFigure = (sentence: number): boolean =>
    doc.tokens.some((token) => token.sentence === sentence && isFigure(token));
  const bare = claims.find((sentence) => !hasFigure(sentence));
  if (bare !== undefined) return { about: "number", sentence: bare };
  const [claimed] = claims;
  return claimed === undefined || digs.judge(read, "measured").status !== "missed"
    ? null
    : { about: "measured", sentence: claimed };
}

/** Whether a text says nothing of the rubric that the answer has not said. */
function givesNothingAway(matcher: QuestionMatcher, assessment: Assessment, text: string): boolean {
  const reading = matcher.read(text);
  return assessment.concepts.every(({ id, status }) => status === "hit" || reading.concept(id).status === "missed");
}

function dig(matcher: QuestionMatcher, assessment: Assessment, reading: Reading, at: Drawn): Probe | null {
  const found = digFor(reading);
  if (found === null) return null;
  const asks = DIG_ASKS[found.about].filter((text) => givesNothingAway(matcher, assessment, text));
  if (asks.length === 0) return null;
  const text = pick(asks, at.seed, DIG_STREAM, at.round, 0);
  return { kind: "dig", about: found.about, text, quote: textOf(reading.doc, found.sentence) };
}

function twist(matcher: QuestionMatcher, at: Drawn): Probe | null {
  const { twists } = matcher.question;
  const asks = (index: number): string => twists[index]?.asks ?? "";
  const index = shuffle([...twists.keys()], at.seed, TWIST_STREAM, at.round, 0).find(
    (each) => matcher.read(asks(each)).twist(each).status !== "hit",
  );
  return index === undefined ? null : { kind: "twist", twist: index, text: asks(index) };
}

/** The sentences in which an unclear concept was said, and those in which it was denied: found, but not asserted. */
function sayings(matcher: QuestionMatcher, reading: Reading, { id, spans }: Assessment["concepts"][number]) {
  const { doc } = reading;
  const sentences = [
    ...new Set(spans.map((span) => doc.sentences.findIndex((s) => span.start >= s.start && span.start < s.end))),
  ].filter((at) => at >= 0);
  const alone = sentences.map((at) => ({ at, verdict: matcher.read(wholeOf(doc, at)).concept(id) }));
  return {
    said: alone.filter(({ verdict }) => verdict.status === "hit").map(({ at }) => at),
    denied: alone.filter(({ verdict }) => verdict.status === "missed" && verdict.spans.length > 0).map(({ at }) => at),
    sentences,
  };
}

function gap(matcher: QuestionMatcher, assessment: Assessment, reading: Reading, at: Drawn): Probe | null {
  const heaviest = (verdicts: readonly Assessment["concepts"][number][]) =>
    verdicts
      .map((verdict) => ({
        verdict,
        concept: matcher.question.concepts.find((each) => each.id === verdict.id) as Concept,
      }))
      .sort((a, b) => b.concept.weight - a.concept.weight)
      // A card whose probe says what it asks for is mended by its author; until then it is not asked.
      .find(({ concept }) => matcher.read(concept.probe).concept(concept.id).status !== "hit");
  const unclear = heaviest(assessment.concepts.filter(({ status, spans }) => status === "unclear" && spans.length > 0));
  if (unclear !== undefined) {
    const { said, denied, sentences } = sayings(matcher, reading, unclear.verdict);
    const quoteOf = (list: readonly number[]): string => textOf(reading.doc, list[0] ?? -1);
    if (said.length > 0 && denied.length > 0) {
      const quote = `${quoteOf(said)} … ${quoteOf(denied)}`;
      const text = pick(BOTH_ASKS, at.seed, BOTH_STREAM, at.round, 0);
      return { kind: "contradiction", concept: unclear.concept.id, text, quote };
    }
    return { kind: "gap", concept: unclear.concept.id, text: unclear.concept.probe, quote: quoteOf(sentences) };
  }
  const missed = heaviest(assessment.concepts.filter(({ status }) => status === "missed"));
  return missed === undefined
    ? null
    : { kind: "gap", concept: missed.concept.id, text: missed.concept.probe, quote: "" };
}

const inOrder = (found: readonly (Probe | null)[], persona: PersonaId): readonly Probe[] => {
  const { order } = PERSONAS[persona];
  return found
    .filter((probe): probe is Probe => probe !== null)
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
};

/**
 * What the interviewer could ask after an answer that nobody has read: one changed constraint, and the probe of one concept, the
 * heavier the likelier. Pure: the same seed and round give the same.
 */
export function openProbes(matcher: QuestionMatcher, seed: number, persona: PersonaId, round = 0): readonly Probe[] {
  const lot = matcher.question.concepts
    .filter(({ id, probe }) => matcher.read(probe).concept(id).status !== "hit")
    .flatMap((concept) => Array.from({ length: concept.weight }, () => concept));
  const asked = lot.length === 0 ? null : pick(lot, seed, OPEN_STREAM, round, 0);
  const gapProbe: Probe | null = asked && { kind: "gap", concept: asked.id, text: asked.probe, quote: "" };
  return inOrder([twist(matcher, { seed, round }), gapProbe], persona);
}

/**
 * What the interviewer could ask after an answer: at most one that digs into what was claimed, one changed constraint, one gap or
 * contradiction, in the order of the persona. No text says what its concept or twist listens for. Pure: the same answer,
 * seed and round give the same probes.
 */
export function chooseProbes(
  matcher: QuestionMatcher,
  assessment: Assessment,
  text: string,
  seed: number,
  persona: PersonaId,
  round = 0,
): readonly Probe[] {
  const at = { seed, round };
  const reading = matcher.read(text);
  const found = [dig(matcher, assessment, reading, at), twist(matcher, at), gap(matcher, assessment, reading, at)];
  return inOrder(found, persona);
}

const UNSAID: Verdict = { status: "missed", spans: [], asserted: [], ways: 0 };

/** Whether a reply says what its probe was after, with the words that decided. */
export function judgeReply(matcher: QuestionMatcher, probe: Probe, text: string): Verdict {
  if (probe.kind === "dig") return digs.judge(digs.read(text), probe.about);
  const reading = matcher.read(text);
  if (probe.kind === "twist") {
    return matcher.question.twists[probe.twist] === undefined ? UNSAID : reading.twist(probe.twist);
  }
  return matcher.question.concepts.some(({ id }) => id === probe.concept) ? reading.concept(probe.concept) : UNSAID;
}
