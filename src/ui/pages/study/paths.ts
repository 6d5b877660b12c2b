import type { CardId } from "#domain/study";

/** The address of a card's page. Ids have slashes and colons of their own. */
export const cardPath = (id: CardId): string => `#/study/card/${encodeURIComponent(id)}`;
