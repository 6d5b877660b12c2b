import type { LabelledAnswer, LabelledPhrase, Labels } from "#domain/questions";
import { exp } from "#lib/math";
import { isHeldOut, isHeldOutPhrase } from "./accuracy";
import { evidenceIn } from "./assess";
import type { QuestionMatcher } from "./matcher";
import { type Evidence, scaled, type Weights } from "./trust";

/** A line that the rules heard, and whether it was said. */
export interface Heard {
  readonly evidence: Evidence;
  readonly said: boolean;
  /** How much it counts. */
  readonly weight: number;
}

/** Answers that rules were made from flatter the rules; sentences are many, and short. */
const FRESH = 1;
const KNOWN = 0.5;
const SENTENCE = 0.1;

/** Every line heard in the labelled texts that may be looked at. Bare lists are judged elsewhere; what a label calls unclear is left out. */
export function heardIn(matchers: ReadonlyMap<string, QuestionMatcher>, labels: Labels): readonly Heard[] {
  const inAnswer = (answer: LabelledAnswer): readonly Heard[] => {
    const matcher = matchers.get(answer.question);
    if (!matcher || answer.kind === "keywords" || isHeldOut(answer)) return [];
    return [...evidenceIn(matcher, answer.text)].flatMap(([id, evidence]) =>
      answer.unclear.includes(id)
        ? []
        : [{ evidence, said: answer.hit.includes(id), weight: answer.fresh ? FRESH : KNOWN }],
    );
  };
  const inSentence = (phrase: LabelledPhrase): readonly Heard[] => {
    const matcher = matchers.get(phrase.question);
    const evidence = matcher && !isHeldOutPhrase(phrase) && evidenceIn(matcher, phrase.text).get(phrase.concept);
    return evidence ? [{ evidence, said: phrase.said, weight: SENTENCE }] : [];
  };
  return [...labels.answers.flatMap(inAnswer), ...labels.phrases.flatMap(inSentence)];
}

const PIECES: readonly (keyof Evidence)[] = ["ways", "share", "flags", "putAside", "negators"];
const STEPS = 3000;
const RATE = 2;
/** Pull towards no weight at all, in samples. */
const RIDGE = 3;

const square = (x: number): number => x * x;

/** Weights of a logistic regression, by gradient descent on evidence brought to mean 0 and deviation 1. */
export function weightsFrom(samples: readonly Heard[]): Weights {
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  const rows = samples.map(({ evidence }) => PIECES.map((piece) => scaled(evidence)[piece]));
  const mean = (of: (row: readonly number[]) => number): number =>
    rows.reduce((sum, row, i) => sum + (samples[i]?.weight ?? 0) * of(row), 0) / total;
  const means = PIECES.map((_, k) => mean((row) => row[k] ?? 0));
  const spreads = PIECES.map((_, k) => Math.sqrt(mean((row) => square((row[k] ?? 0) - (means[k] ?? 0)))) || 1);
  const even = rows.map((row) => [1, ...row.map((value, k) => (value - (means[k] ?? 0)) / (spreads[k] ?? 1))]);
  const weights = [0, ...PIECES.map(() => 0)];
  for (let step = 0; step < STEPS; step++) {
    const slope = weights.map((weight, k) => (k === 0 ? 0 : RIDGE * weight));
    even.forEach((row, i) => {
      const odds = row.reduce((sum, value, k) => sum + value * (weights[k] ?? 0), 0);
      const miss = 1 / (1 + exp(-odds)) - Number(samples[i]?.said);
      for (let k = 0; k < slope.length; k++)
        slope[k] = (slope[k] ?? 0) + (samples[i]?.weight ?? 0) * miss * (row[k] ?? 0);
    });
    for (let k = 0; k < weights.length; k++) weights[k] = (weights[k] ?? 0) - (RATE * (slope[k] ?? 0)) / total;
  }
  const raw = PIECES.map((_, k) => (weights[k + 1] ?? 0) / (spreads[k] ?? 1));
  const base = (weights[0] ?? 0) - raw.reduce((sum, weight, k) => sum + weight * (means[k] ?? 0), 0);
  return { base, ...(Object.fromEntries(PIECES.map((piece, k) => [piece, raw[k]])) as Record<keyof Evidence, number>) };
}
