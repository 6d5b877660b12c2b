import { useEffect, useState } from "react";
import type { Program } from "#domain/drill";
import type { PlanSubject } from "#domain/exercise";
import type { DeckCard, Guide } from "#domain/gameday";
import { messageOf } from "#lib/message";
import { useServices } from "../../services";

type Found<T> = T | { readonly failure: string } | null;

/** What `load` gives; why it cannot be had; null while it is loaded. `load` is called again when `key` changes. */
function useLoaded<T>(key: string, load: () => Promise<T>): Found<T> {
  const [found, setFound] = useState<Found<T>>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is loaded
  useEffect(() => {
    let gone = false;
    load().then(
      (loaded) => !gone && setFound(loaded),
      (error: unknown) => !gone && setFound({ failure: messageOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [key]);
  return found;
}

/** A guide with the drill it was written for: its texts name that one's ids. */
export interface GuideOf {
  readonly guide: Guide | null;
  readonly original: Program | null;
}

const NONE: GuideOf = { guide: null, original: null };

/** The guide of what is played; none for packs and told incidents. It gives everything away: only what was asked to show it loads it. */
export function useGuide(subject: PlanSubject): Found<GuideOf> {
  const { gameday, library } = useServices();
  const slug = subject.kind === "drill" ? subject.slug : "";
  return useLoaded(slug, async () => {
    if (slug === "") return NONE;
    const [guide, original] = await Promise.all([
      gameday().then((content) => content.guide(slug)),
      library.program(slug),
    ]);
    return { guide, original };
  });
}

/** The cards that fit any drill. */
export function useDeck(): Found<{ readonly cards: readonly DeckCard[] }> {
  const { gameday } = useServices();
  return useLoaded("deck", async () => ({ cards: await (await gameday()).deck() }));
}
