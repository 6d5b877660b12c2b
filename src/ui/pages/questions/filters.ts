import type { Level, QuestionCard, QuestionSkillId, Role } from "#domain/questions";

/** What is shown of the bank; null and empty show everything. */
export interface Filters {
  readonly words: string;
  readonly skill: QuestionSkillId | null;
  readonly level: Level | null;
  readonly role: Role | null;
}

export const NO_FILTERS: Filters = { words: "", skill: null, level: null, role: null };

/** Cards that fit: every word somewhere in id, question or summary, in any case. */
export function matching(cards: readonly QuestionCard[], filters: Filters): readonly QuestionCard[] {
  const words = filters.words.toLowerCase().split(/\s+/).filter(Boolean);
  return cards.filter((card) => {
    const text = `${card.id} ${card.asks} ${card.summary}`.toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      (filters.skill === null || card.skills.includes(filters.skill)) &&
      (filters.level === null || card.level === filters.level) &&
      (filters.role === null || card.roles.includes(filters.role))
    );
  });
}
