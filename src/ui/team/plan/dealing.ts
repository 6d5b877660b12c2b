import type { Program, Scene } from "#domain/drill";
import type { PlannedInject } from "#domain/exercise";
import type { DeckCard, Inject } from "#domain/gameday";
import { dealCard } from "#modes/gameday/deal";

/** An inject that is not in a queue yet. */
export type Dealt = Omit<PlannedInject, "id">;

/** An inject of a card or a guide, to be played by hand. */
export const plannedOf = (inject: Inject, card: string | null): Dealt => ({ ...inject, when: { kind: "hand" }, card });

/** A card as it is in this drill, or why it does not fit: a sentence. */
export function dealt(
  card: DeckCard,
  program: Program,
  scene: Scene,
): { readonly inject: Dealt } | { readonly why: string } {
  const deal = dealCard(card, program, [], scene.variant.id);
  return deal.ok ? { inject: plannedOf(deal.value, card.id) } : { why: deal.error };
}

/** Words of a card that stand for something of the drill, where the drill is not asked: without their braces. */
export const plain = (text: string): string => text.replace(/[{}]/g, "");
