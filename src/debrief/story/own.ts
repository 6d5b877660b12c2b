import { STORY_PARTS, type Story, type StoryLength, type StoryPart } from "#domain/documents";
import { countWords, wordsFor } from "./length";
import { sentences } from "./phrases";

/** Of a version's words, how many each part gets. */
const SHARES: Readonly<Record<StoryPart, number>> = {
  situation: 0.17,
  task: 0.09,
  action: 0.42,
  result: 0.16,
  learning: 0.16,
};

/** A story of a real incident, with nothing in it yet. */
export function blankStory(): Story {
  return {
    title: "",
    drill: null,
    parts: { situation: "", task: "", action: "", result: "", learning: "" },
    versions: { 60: "", 120: "", 240: "" },
    answers: [],
  };
}

/**
 * A version out of the parts: of each its first sentence, then as many as its share of the words holds, then whatever still
 * fits, from the action on. To be edited: nothing is reworded.
 */
export function composeVersion(parts: Story["parts"], length: StoryLength): string {
  const target = wordsFor(length);
  const all = STORY_PARTS.map((part) => ({ part, list: sentences(parts[part]) }));
  const taken = new Map<StoryPart, number>(all.map(({ part, list }) => [part, Math.min(1, list.length)]));
  const words = () =>
    all.reduce((sum, { part, list }) => sum + countWords(list.slice(0, taken.get(part) ?? 0).join(" ")), 0);
  const grow = (part: StoryPart, list: readonly string[], most: number): boolean => {
    const n = taken.get(part) ?? 0;
    const next = list[n];
    if (next === undefined || countWords(list.slice(0, n + 1).join(" ")) > most) return false;
    if (words() + countWords(next) > target * 1.05) return false;
    taken.set(part, n + 1);
    return true;
  };
  for (const { part, list } of all) while (grow(part, list, SHARES[part] * target));
  const byNeed = [...all].sort((a, b) => SHARES[b.part] - SHARES[a.part]);
  for (const { part, list } of byNeed) while (grow(part, list, target));
  return all
    .map(({ part, list }) => list.slice(0, taken.get(part) ?? 0).join(" "))
    .filter((text) => text !== "")
    .join("\n\n");
}
