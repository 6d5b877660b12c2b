import type { Timeline, TimelineEntry } from "#debrief/index";
import type { Scene } from "#domain/drill";
import type { Mark } from "#domain/score";
import type { Text } from "#domain/text";
import type { FrozenRun } from "#session/contract";
import { placeOf } from "./words";

/** One line of the run as it is shown. */
export type Line = Pick<TimelineEntry, "second" | "title" | "detail" | "tone" | "count" | "marks">;

/** The run from what was kept of it: its marks and what was said. For runs that cannot be replayed any more. */
export function linesOf({ scorecard, transcript }: FrozenRun): readonly Line[] {
  const said = transcript.map(
    ({ second, from, audience, text }): Line => ({
      second,
      title: `${from}, ${placeOf(audience)}`,
      detail: text,
      tone: from === "You" ? "player" : "neutral",
      count: 1,
      marks: [],
    }),
  );
  const marked = scorecard.marks.flatMap((mark): Line[] =>
    mark.second === null
      ? []
      : [
          {
            second: mark.second,
            title: mark.label,
            detail: "",
            tone: mark.state === "cost" ? "bad" : "good",
            count: 1,
            marks: [mark.id],
          },
        ],
  );
  return [...said, ...marked].sort((a, b) => a.second - b.second);
}

const plain = (text: Text): string => text.map((part) => (typeof part === "string" ? part : "…")).join("");

/** A fact as the player read it. When and where is not known of a run that can only be read. */
export type SeenFact = { readonly text: string } & Partial<Timeline["facts"][number]>;

/** Each fact as the player read it where the run was replayed, else as it is written in the drill. */
export function factsOf(scene: Scene, timeline: Timeline | null): ReadonlyMap<string, SeenFact> {
  const facts = new Map<string, SeenFact>(scene.facts.map((fact) => [fact.id, { text: plain(fact.text) }]));
  for (const fact of timeline?.facts ?? []) facts.set(fact.id, fact);
  return facts;
}

/** The entry that stands nearest to a second; undefined when there is none. */
export function nearest<T extends { readonly second: number }>(entries: readonly T[], second: number): T | undefined {
  let best: T | undefined;
  for (const entry of entries) {
    if (best === undefined || Math.abs(entry.second - second) < Math.abs(best.second - second)) best = entry;
  }
  return best;
}

/** Marks that fall so close together that they share a pin. */
export interface Pin {
  readonly second: number;
  readonly marks: readonly Mark[];
}

/** Pins for all marks that happened, those within `width` seconds joined. */
export function pinsOf(marks: readonly Mark[], width: number): readonly Pin[] {
  const pins: { second: number; marks: Mark[] }[] = [];
  const happened = marks.flatMap((mark) => (mark.second === null ? [] : [{ mark, second: mark.second }]));
  happened.sort((a, b) => a.second - b.second);
  for (const { mark, second } of happened) {
    const last = pins.at(-1);
    if (last !== undefined && second - last.second <= width) last.marks.push(mark);
    else pins.push({ second, marks: [mark] });
  }
  return pins;
}
