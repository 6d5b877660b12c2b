import type { AnswerDimension, Concept, Order } from "#domain/questions";
import type { Verdict } from "#language/rules";
import type { Span } from "#language/tokens";
import type { Heard, QuestionMatcher, Reading } from "./matcher";
import { doubtOf, type Evidence, evidenceOf } from "./trust";

export type ConceptStatus = Verdict["status"];

/** Why a line is unclear: denied as well, only half of it said, in a bare list only, or not trusted (`doubtOf`). */
export type Doubt = "both" | "half" | "list" | NonNullable<ReturnType<typeof doubtOf>>;

export interface ConceptVerdict {
  readonly id: string;
  readonly status: ConceptStatus;
  /** Null unless it is unclear. */
  readonly doubt: Doubt | null;
  /** The deciding words, in text order. */
  readonly spans: readonly Span[];
}

export interface OrderVerdict {
  readonly order: Order;
  /** Null when one side was not said. */
  readonly kept: boolean | null;
}

/** An answer against its rubric. */
export interface Assessment {
  readonly concepts: readonly ConceptVerdict[];
  readonly orders: readonly OrderVerdict[];
  /** Red flags that were raised, with the words that raised them. */
  readonly flags: readonly { readonly id: string; readonly spans: readonly Span[] }[];
  readonly soup: boolean;
  readonly words: number;
}

/** Judgements that the learner changed, by concept. */
export type Overrides = Readonly<Record<string, ConceptStatus>>;

/** Reads an answer. Pure; only the first MAX_ANSWER characters count. */
export function assess(matcher: QuestionMatcher, text: string): Assessment {
  const reading = matcher.read(text);
  const { concepts, flags, orders } = matcher.question;
  const raised = flags.flatMap(({ id }) => {
    const { status, spans } = reading.flag(id);
    return status === "missed" ? [] : [{ id, spans: sorted(spans) }];
  });
  const verdicts = heardIn(reading, concepts, raised.length).map(({ id, verdict, evidence }) => {
    const doubt = evidence === null ? doubtIn(verdict) : doubtOf(evidence);
    const status: ConceptStatus = evidence !== null && doubt !== null ? "unclear" : verdict.status;
    return { id, status, doubt, spans: sorted(verdict.spans) };
  });
  return {
    concepts: verdicts,
    orders: orders.map((order) => ({ order, kept: isKept(order, verdicts) })),
    flags: raised,
    soup: reading.soup,
    words: wordsOf(reading),
  };
}

function doubtIn({ status, list, spans, asserted }: Heard): Doubt | null {
  if (status !== "unclear") return null;
  if (list) return "list";
  return spans.length > asserted.length ? "both" : "half";
}

/** Every concept as the rules hear it, with the evidence on those that are heard: whether they are meant is another question. */
function heardIn(reading: Reading, concepts: readonly Concept[], raised: number) {
  const verdicts = concepts.map(({ id }) => ({ id, verdict: reading.concept(id) }));
  const heard = verdicts.filter(({ verdict }) => verdict.status === "hit").length;
  return verdicts.map(({ id, verdict }) => {
    const evidence = verdict.status === "hit" ? evidenceOf(reading, verdict, heard, raised) : null;
    return { id, verdict, evidence };
  });
}

/** The evidence on every concept that the rules hear in a text. */
export function evidenceIn(matcher: QuestionMatcher, text: string): ReadonlyMap<string, Evidence> {
  const reading = matcher.read(text);
  const raised = matcher.question.flags.filter(({ id }) => reading.flag(id).status !== "missed").length;
  return new Map(
    heardIn(reading, matcher.question.concepts, raised).flatMap(({ id, evidence }) =>
      evidence ? [[id, evidence]] : [],
    ),
  );
}

function wordsOf(reading: Reading): number {
  return reading.doc.tokens.length;
}

/** Spans in text order, none twice, none inside another. */
function sorted(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1);
    if (last === undefined || span.start >= last.end) out.push(span);
    else if (span.end > last.end) out[out.length - 1] = { start: last.start, end: span.end };
  }
  return out;
}

function isKept(order: Order, verdicts: readonly ConceptVerdict[]): boolean | null {
  const begin = (ids: readonly string[]): number => {
    const said = verdicts.filter(
      ({ id, status, spans }) => ids.includes(id) && status !== "missed" && spans.length > 0,
    );
    return Math.min(...said.map(({ spans }) => spans[0]?.start ?? Number.POSITIVE_INFINITY));
  };
  const before = begin(order.before);
  const after = begin(order.after);
  return before === Number.POSITIVE_INFINITY || after === Number.POSITIVE_INFINITY ? null : before <= after;
}

const WORTH: Readonly<Record<ConceptStatus, number>> = { hit: 1, unclear: 0.5, missed: 0 };

/** Weighted share of the rubric, 0 to 100: what is unclear counts half; an order that could be judged weighs like one expected concept. */
export function coverageOf(concepts: readonly Concept[], assessment: Assessment, overrides: Overrides = {}): number {
  return shareOf(concepts, assessment, overrides, assessment.orders);
}

/** The same by dimension, orders left out; dimensions without a concept are left out. */
export function coverageByDimension(
  concepts: readonly Concept[],
  assessment: Assessment,
  overrides: Overrides = {},
): ReadonlyMap<AnswerDimension, number> {
  const dimensions = new Set(concepts.map((concept) => concept.dimension));
  return new Map(
    [...dimensions].map((dimension) => {
      const own = concepts.filter((concept) => concept.dimension === dimension);
      return [dimension, shareOf(own, assessment, overrides, [])];
    }),
  );
}

const ORDER_WEIGHT = 2;

function shareOf(
  concepts: readonly Concept[],
  assessment: Assessment,
  overrides: Overrides,
  orders: readonly OrderVerdict[],
): number {
  const status = new Map(assessment.concepts.map((verdict) => [verdict.id, verdict.status]));
  let weight = 0;
  let earned = 0;
  for (const concept of concepts) {
    weight += concept.weight;
    earned += concept.weight * WORTH[overrides[concept.id] ?? status.get(concept.id) ?? "missed"];
  }
  for (const { kept } of orders) {
    if (kept === null) continue;
    weight += ORDER_WEIGHT;
    earned += kept ? ORDER_WEIGHT : 0;
  }
  return weight === 0 ? 0 : (100 * earned) / weight;
}
