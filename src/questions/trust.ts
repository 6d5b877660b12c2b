import { negatorsAround } from "#language/denial";
import type { Verdict } from "#language/rules";
import { exp, log1p } from "#lib/math";
import type { Reading } from "./matcher";

/** What speaks for and against a line of a rubric being meant as it was heard. */
export interface Evidence {
  /** By how many alternatives of its rule it was heard, at least 1. */
  readonly ways: number;
  /** Lines heard, of those that an answer of so many sentences could say, 0 to 1. */
  readonly share: number;
  /** Red flags raised in the answer. */
  readonly flags: number;
  /** Sentences of the answer that put aside what they begin with. */
  readonly putAside: number;
  /** Negating words in the sentences that say it, its own left out. */
  readonly negators: number;
}

/** What each piece of evidence weighs, in log odds. */
export type Weights = Readonly<Record<keyof Evidence | "base", number>>;

/** Fitted by `meantime trust` to answers from which no rule was made (README, A10). */
export const WEIGHTS: Weights = {
  base: -3.2,
  ways: 3.2,
  share: 3.6,
  flags: -1.6,
  putAside: -0.5,
  negators: -0.6,
};

/** What was heard is unclear when it is less likely said than not. */
export const TRUSTED = 0.5;

/** How much evidence counts: the second way of hearing says more than the tenth. */
export function scaled(evidence: Evidence): Readonly<Record<keyof Evidence, number>> {
  return { ...evidence, ways: log1p(evidence.ways) };
}

/** How likely a line that was heard was said, 0 to 1: a logistic regression. */
export function trust(evidence: Evidence, weights: Weights = WEIGHTS): number {
  const { ways, share, flags, putAside, negators } = scaled(evidence);
  const odds =
    weights.base +
    weights.ways * ways +
    weights.share * share +
    weights.flags * flags +
    weights.putAside * putAside +
    weights.negators * negators;
  return 1 / (1 + exp(-odds));
}

/**
 * Why a line that was heard is not trusted: red flags beside it; what is put aside or negated beside it; else that it is heard
 * in one way only, and little else of the rubric. Null when it is trusted.
 */
export function doubtOf(evidence: Evidence): "flags" | "aside" | "faint" | null {
  const isTrusted = (change: Partial<Evidence>): boolean => trust({ ...evidence, ...change }) >= TRUSTED;
  if (isTrusted({})) return null;
  if (isTrusted({ flags: 0 })) return "flags";
  return isTrusted({ flags: 0, putAside: 0, negators: 0 }) ? "aside" : "faint";
}

/** The evidence on a line that was heard, in an answer in which `heard` lines were, and `raised` red flags. */
export function evidenceOf(reading: Reading, verdict: Verdict, heard: number, raised: number): Evidence {
  const { doc, putAside } = reading;
  const sayable = Math.max(1, Math.min(reading.lines, doc.sentences.length));
  return {
    ways: Math.max(1, verdict.ways),
    share: Math.min(1, heard / sayable),
    flags: raised,
    putAside,
    negators: negatorsAround(doc, verdict.asserted),
  };
}
