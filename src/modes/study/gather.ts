import type { DrillCard } from "#domain/drill";
import type { Mark, Scorecard } from "#domain/score";
import { type CardOrigin, cardIdOf, type StudyDeed } from "#domain/study";
import type { Study } from "./fold";

export type AddDeed = Extract<StudyDeed, { readonly type: "add" }>;

/** Cards for concepts of a question that were missed; `question` is its id. Each concept once. */
export function deedsFromConcepts(
  question: string,
  concepts: readonly string[],
  origin: CardOrigin,
): readonly AddDeed[] {
  return [...new Set(concepts)].map((concept) => ({
    type: "add",
    subject: { kind: "concept", question, concept },
    origin,
  }));
}

/** Cards for what a drill's scorecard shows to be weak. They keep the words of the marks: the drill may change. */
export function deedsFromMarks(
  { slug, title }: Pick<DrillCard, "slug" | "title">,
  { marks }: Pick<Scorecard, "marks">,
  origin: CardOrigin,
): readonly AddDeed[] {
  return marks.filter(isWeak).map(({ id, label, reason, source }) => ({
    type: "add",
    subject: { kind: "mark", drill: slug, mark: id, title, label, reason, source },
    origin,
  }));
}

/** Missed, a cost, or less than half of what there was to get. */
export function isWeak({ state, points, of }: Mark): boolean {
  return state === "missed" || state === "cost" || (state === "partly" && points < of / 2);
}

/** Those of the deeds that add something: a card is never there twice. */
export function notYet(study: Study, deeds: readonly AddDeed[]): readonly AddDeed[] {
  const there = new Set(study.cards.keys());
  return deeds.filter(({ subject }) => {
    const id = cardIdOf(subject);
    if (there.has(id)) return false;
    there.add(id);
    return true;
  });
}
