import type { AnswerDimension, Concept, Order } from "#domain/questions";
import type { Verdict } from "#language/rules";
import type { Span } from "#language/tokens";
import type { QuestionMatcher, Reading } from "./matcher";

export type ConceptStatus = Verdict["status"];

export interface ConceptVerdict {
  readonly id: string;
  readonly status: ConceptStatus;
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
    const verdict = sorted(reading.flag(id));
    return verdict.status === "missed" ? [] : [{ id, spans: verdict.spans }];
  });
  const verdicts = mistrusted(
    concepts.map(({ id }) => ({ id, ...sorted(reading.concept(id)) })),
    raised.length,
    reading.putAside,
  );
  return {
    concepts: verdicts,
    orders: orders.map((order) => ({ order, kept: isKept(order, verdicts) })),
    flags: raised,
    soup: reading.soup,
    words: wordsOf(reading),
  };
}

/** How much a line of the rubric that is denied, and a red flag, speak against the rest, beside a sentence that puts aside anything at all. */
const AGAINST = 2;

/**
 * Who speaks against the rubric as much as for it argues against it: what still sounds right is unclear. Measured on labelled answers: it takes away
 * more than half of what is wrongly heard in negating and in confidently wrong ones, and next to nothing from others.
 */
function mistrusted(verdicts: readonly ConceptVerdict[], raised: number, putAside: number): readonly ConceptVerdict[] {
  const hits = verdicts.filter(({ status }) => status === "hit").length;
  const denied = verdicts.filter(({ status, spans }) => status === "missed" && spans.length > 0).length;
  const against = AGAINST * (denied + raised) + putAside;
  // One sentence that puts something aside is no stance.
  if (against < AGAINST || against < hits) return verdicts;
  return verdicts.map((verdict) => (verdict.status === "hit" ? { ...verdict, status: "unclear" } : verdict));
}

function wordsOf(reading: Reading): number {
  return reading.doc.tokens.length;
}

/** Spans in text order, none twice, none inside another. */
function sorted(verdict: Verdict): Verdict {
  const out: Span[] = [];
  for (const span of [...verdict.spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1);
    if (last === undefined || span.start >= last.end) out.push(span);
    else if (span.end > last.end) out[out.length - 1] = { start: last.start, end: span.end };
  }
  return { status: verdict.status, spans: out };
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
