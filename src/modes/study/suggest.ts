import type { Concept } from "#domain/questions";
import type { Grade } from "#domain/study";
import { type Assessment, type ConceptStatus, coverageOf, type Overrides } from "#questions/assess";

/** Rubric coverage, 0 to 100, below which an answer has failed, and from which on it is good and easy. */
export const PASSED = 50;
export const GOOD = 70;
export const EASY = 90;
/** Concepts of this weight are the point of the question. */
const POINT = 3;

/** What an answer suggests: a grade, and how much of the rubric it covered, 0 to 100. */
export interface Suggestion {
  readonly grade: Grade;
  readonly coverage: number;
}

/**
 * The grade an answer to a question suggests, with the verdicts that the learner changed. A failed rubric is Again, never Hard; Easy
 * needs every point of the question.
 */
export function suggestForQuestion(
  concepts: readonly Concept[],
  assessment: Assessment,
  overrides: Overrides = {},
): Suggestion {
  const coverage = coverageOf(concepts, assessment, overrides);
  if (coverage < PASSED) return { grade: 1, coverage };
  if (coverage < GOOD) return { grade: 2, coverage };
  const status = new Map(assessment.concepts.map((verdict) => [verdict.id, verdict.status]));
  const hasPoint = concepts.every(({ id, weight }) => weight < POINT || (overrides[id] ?? status.get(id)) === "hit");
  return { grade: coverage >= EASY && hasPoint ? 4 : 3, coverage };
}

/** Of a single concept one can say whether it was heard, not how easily it came. */
export function suggestForConcept(status: ConceptStatus): Suggestion {
  if (status === "hit") return { grade: 3, coverage: 100 };
  return status === "unclear" ? { grade: 2, coverage: 50 } : { grade: 1, coverage: 0 };
}
