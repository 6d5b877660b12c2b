import type { Program } from "#domain/drill";
import type { DeckCard, Guide } from "#domain/gameday";
import type { GamedayContent } from "#session/contract";

/** What was built in for game days. Each guide is a chunk of its own, which only the page of a facilitator asks for. */
class BundledGameday implements GamedayContent {
  async deck(): Promise<readonly DeckCard[]> {
    return (await import("virtual:gameday")).deck;
  }

  async guide(slug: string): Promise<Guide | null> {
    const { guides } = await import("virtual:gameday");
    const load = Object.hasOwn(guides, slug) ? guides[slug] : undefined;
    return load === undefined ? null : (await load()).default;
  }

  async tabletop(): Promise<Program> {
    return (await import("virtual:tabletop")).default;
  }
}

export const gameday: GamedayContent = new BundledGameday();
