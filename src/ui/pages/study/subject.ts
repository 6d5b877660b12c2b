import type { Concept, Question } from "#domain/questions";
import type { CardSubject } from "#domain/study";
import { type Suggestion, suggestForConcept, suggestForQuestion } from "#modes/study/suggest";
import { type Assessment, assess, type Overrides } from "#questions/assess";
import type { QuestionMatcher } from "#questions/matcher";

/** What a card shows, with everything it takes to show it. */
export type Face =
  | { readonly kind: "question"; readonly question: Question; readonly matcher: QuestionMatcher }
  | {
      readonly kind: "concept";
      readonly question: Question;
      readonly matcher: QuestionMatcher;
      readonly concept: Concept;
    }
  | { readonly kind: "mark"; readonly subject: Extract<CardSubject, { readonly kind: "mark" }> };

/** An answer that was written, read against its card. */
export interface ReadAnswer extends Suggestion {
  readonly text: string;
  readonly assessment: Assessment;
}

/** Null when nothing was written, or there is nothing to read it by. */
export function readAnswer(face: Face, text: string, overrides: Overrides): ReadAnswer | null {
  if (text.trim() === "" || face.kind === "mark") return null;
  const assessment = assess(face.matcher, text);
  if (face.kind === "question") {
    return { text, assessment, ...suggestForQuestion(face.question.concepts, assessment, overrides) };
  }
  const { id } = face.concept;
  const heard = assessment.concepts.find((verdict) => verdict.id === id);
  return {
    text,
    // The card asks for one thing; what else is in the answer is another card's.
    assessment: { ...assessment, concepts: heard === undefined ? [] : [heard], orders: [], flags: [] },
    ...suggestForConcept(overrides[id] ?? heard?.status ?? "missed"),
  };
}
