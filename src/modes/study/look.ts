import type { QuestionSkillId } from "#domain/questions";
import type { CardSubject, Flag } from "#domain/study";
import type { StudiedCard } from "./fold";

/** How a card stands: suspended and buried come before what its memory says. */
export type Standing = "new" | "learning" | "review" | "buried" | "suspended";

/** @param date the day of study */
export function standingOf({ isSuspended, buried, memory: { state } }: StudiedCard, date: string): Standing {
  if (isSuspended) return "suspended";
  if (buried === date) return "buried";
  return state === "relearning" ? "learning" : state;
}

/** A card with the words it is found by. */
export interface Entry {
  readonly card: StudiedCard;
  readonly title: string;
  /** Where the title belongs: the question of a concept, the drill of a mark; empty for a question. */
  readonly context: string;
  readonly skills: readonly QuestionSkillId[];
  readonly standing: Standing;
}

/** What is looked for; null and empty show everything. */
export interface Look {
  readonly words: string;
  readonly standing: Standing | null;
  readonly flag: Flag | null;
  readonly skill: QuestionSkillId | null;
  readonly kind: CardSubject["kind"] | null;
}

export const EVERYTHING: Look = { words: "", standing: null, flag: null, skill: null, kind: null };

/** Entries that fit: every word somewhere in id, title or context, in any case. */
export function looked(entries: readonly Entry[], look: Look): readonly Entry[] {
  const words = look.words.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ card, title, context, skills, standing }) => {
    const text = `${card.id} ${title} ${context}`.toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      (look.standing === null || standing === look.standing) &&
      (look.flag === null || card.flag === look.flag) &&
      (look.skill === null || skills.includes(look.skill)) &&
      (look.kind === null || card.subject.kind === look.kind)
    );
  });
}
