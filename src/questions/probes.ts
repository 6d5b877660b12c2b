import type { PersonaId, Probe } from "#domain/interview";
import type { Concept } from "#domain/questions";
import { createMatcher, type Verdict } from "#language/rules";
import type { Token } from "#language/tokens";
import { pick, shuffle, streamId } from "#lib/random";
import type { Assessment } from "./assess";
import { PERSONAS } from "./interviewers";
import type { QuestionMatcher, Reading } from "./matcher";
import { CLAIM_RULE, DIG_ASKS, DIG_RULES, type DigAbout } from "./probes-dig";

const DIG_STREAM = streamId("probe dig");
const TWIST_STREAM = streamId("probe twist");
const BOTH_STREAM = streamId("probe contradiction");

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

const textOf = (doc: Reading["doc"], sentence: number): string => {
  const span = doc.sentences[sentence];
  const text = span === undefined ? "" : doc.text.slice(span.start, span.end).replace(/\s+/g, " ").trim();
  if (text.length <= QUOTE) return text;
  const cut = text.slice(0, QUOTE);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), QUOTE / 2))} …`;
};

const WE = new Set(["we", "us", "our", "ours"]);
const I = new Set(["i", "me", "my", "mine", "myself"]);
const FIRST = /^(?:first|one)$/;

/** What of an answer can be dug into, and the sentence that is taken up; null when it leaves nothing to ask for. */
function digFor(reading: Reading): { readonly about: DigAbout; readonly sentence: number } | null {
  const { doc } = reading;
  const count = (words: ReadonlySet<string>): number => doc.tokens.filter(({ text }) => words.has(text)).length;
  const sentenceWith = (fits: (token: Token) => boolean): number => doc.tokens.find(fits)?.sentence ?? -1;
  const we = count(WE);
  if (we >= 2 && we > count(I)) return { about: "self", sentence: sentenceWith(({ text }) => WE.has(text)) };
  const hasFigure = doc.tokens.some(({ kind, text }) => kind !== "word" && kind !== "host" && !FIRST.test(text));
  const claimDoc = digs.read(doc.text);
  const claim = digs.find(claimDoc, "claim").find(({ negated }) => !negated);
  const claimed = claim === undefined ? -1 : (claimDoc.tokens[claim.first]?.sentence ?? -1);
  if (!hasFigure) return claimed < 0 ? null : { about: "number", sentence: claimed };
  if (digs.judge(claimDoc, "measured").status !== "missed") return null;
  const figure = sentenceWith(({ kind, text }) => kind !== "word" && kind !== "host" && !FIRST.test(text));
  return { about: "measured", sentence: claimed < 0 ? figure : claimed };
}

/** Whether a text says nothing of the rubric that the answer has not said. */
function givesNothingAway(matcher: QuestionMatcher, assessment: Assessment, text: string): boolean {
  const reading = matcher.read(text);
  return assessment.concepts.every(({ id, status }) => status === "hit" || reading.concept(id).status === "missed");
}

function dig(matcher: QuestionMatcher, assessment: Assessment, reading: Reading, at: Drawn): Probe | null {
  const found = digFor(reading);
  if (found === null || found.sentence < 0) return null;
  const asks = DIG_ASKS[found.about].filter((text) => givesNothingAway(matcher, assessment, text));
  if (asks.length === 0) return null;
  const text = pick(asks, at.seed, DIG_STREAM, at.round, 0);
  return { kind: "dig", about: found.about, text, quote: textOf(reading.doc, found.sentence) };
}

function twist({ question }: QuestionMatcher, at: Drawn): Probe | null {
  if (question.twists.length === 0) return null;
  const [first] = shuffle([...question.twists.keys()], at.seed, TWIST_STREAM, at.round, 0);
  const index = first ?? 0;
  return { kind: "twist", twist: index, text: question.twists[index]?.asks ?? "" };
}

/** The sentences in which an unclear concept was said, and denied. */
function sayings(matcher: QuestionMatcher, reading: Reading, { id, spans }: Assessment["concepts"][number]) {
  const { doc } = reading;
  const sentences = [
    ...new Set(spans.map((span) => doc.sentences.findIndex((s) => span.start >= s.start && span.start < s.end))),
  ].filter((at) => at >= 0);
  const isSaid = (at: number): boolean => matcher.read(textOf(doc, at)).concept(id).status === "hit";
  return { said: sentences.filter(isSaid), denied: sentences.filter((at) => !isSaid(at)), sentences };
}

function gap(matcher: QuestionMatcher, assessment: Assessment, reading: Reading, at: Drawn): Probe | null {
  const heaviest = (ids: readonly Assessment["concepts"][number][]) =>
    ids
      .map((verdict) => ({
        verdict,
        concept: matcher.question.concepts.find((each) => each.id === verdict.id) as Concept,
      }))
      .sort((a, b) => b.concept.weight - a.concept.weight)[0];
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
  const { order } = PERSONAS[persona];
  return found
    .filter((probe): probe is Probe => probe !== null)
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

/** Whether a reply says what its probe was after, with the words that decided. */
export function judgeReply(matcher: QuestionMatcher, probe: Probe, text: string): Verdict {
  if (probe.kind === "dig") return digs.judge(digs.read(text), probe.about);
  const reading = matcher.read(text);
  if (probe.kind === "twist") {
    return matcher.question.twists[probe.twist] === undefined
      ? { status: "missed", spans: [] }
      : reading.twist(probe.twist);
  }
  return matcher.question.concepts.some(({ id }) => id === probe.concept)
    ? reading.concept(probe.concept)
    : { status: "missed", spans: [] };
}
