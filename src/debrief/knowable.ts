import type { Scene } from "#domain/drill";
import type { FactId, Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import type { Look, PanelId } from "#domain/telemetry";
import { type DrillState, type KnowableFact, knowableFacts } from "#engine/index";
import { lookOf } from "./journal";
import { lookText } from "./looks";

/** A place where a fact could have been read. */
export interface Place {
  readonly panel: PanelId;
  readonly look: Look;
  /** The place in words: "the board of Checkout by region". */
  readonly text: string;
}

/** A fact at one second of a run. */
export interface KnownFact {
  readonly fact: FactId;
  readonly text: string;
  /** What it bears on, in the drill's words. */
  readonly why: string;
  /** True and beside the point. */
  readonly decoy: boolean;
}

/** What had been seen by a second, and what looking would have shown at it. */
export interface Sight {
  readonly second: Second;
  /** In the order they were seen. `panel` is `told` where a person said it. */
  readonly seen: readonly (KnownFact & { readonly at: Second; readonly panel: PanelId | "told" })[];
  /** Everything that some look would have shown now, seen or not, one place per panel. */
  readonly knowable: readonly (KnownFact & { readonly seen: boolean; readonly places: readonly Place[] })[];
}

/** Looks that were made up to a second, each once. */
export function looksMade(journal: readonly JournalEntry[], until: Second): readonly Look[] {
  const made = new Map<string, Look>();
  for (const { kind, data, at } of journal) {
    if (kind !== "look" || at.second > until) continue;
    const look = lookOf({ data });
    made.set(JSON.stringify(look), look);
  }
  return [...made.values()];
}

/**
 * What had been seen at a state's second, and what could have been: every fact of the drill against a systematic set of
 * looks and those made so far. A fact that only a person tells, or that something has to be done for first, is not
 * knowable by looking.
 */
export function sightOf(state: DrillState): Sight {
  const { scene, journal, story, now } = state;
  const about = aboutFacts(scene);
  const seen = new Set(story.facts.map(({ id }) => id));
  const place = (look: Look): Place => ({ panel: look.panel, look, text: lookText(scene, look) });
  return {
    second: now,
    seen: story.facts.map(({ id, text, second, panel }) => ({
      fact: id,
      text,
      ...about(id),
      at: second,
      panel: panel as PanelId | "told",
    })),
    knowable: knowableFacts(state, looksMade(journal, now)).map(({ fact, text, looks }: KnowableFact) => ({
      fact,
      text,
      ...about(fact),
      seen: seen.has(fact),
      places: looks.map(place),
    })),
  };
}

function aboutFacts({ facts }: Scene): (id: FactId) => Pick<KnownFact, "why" | "decoy"> {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  return (id) => ({ why: byId.get(id)?.why ?? "", decoy: byId.get(id)?.decoy === true });
}
