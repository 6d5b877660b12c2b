import { stem } from "#language/stem";
import { tokenize } from "#language/tokens";
import { editDistance } from "#lib/nearest";
import type { Choice } from "./intent";

/** Words that names are made of without saying which one is meant. */
const FILLERS = new Set(["the", "of", "and", "a", "an", "in", "on", "to", "for", "by", "http", "https", "localhost"]);

/** Words that people also use when they mean no name, as stems: alone they name nothing. */
const COMMON = new Set([
  "us",
  ..."rate error request time service user customer page order message client limit check health ready connect wait data"
    .split(" ")
    .map(stem),
]);
const COMMON_WEIGHT = 0.3;

/** Other ways to write a word of a name. */
const SAME: Readonly<Record<string, string>> = {
  db: "database",
  gw: "gateway",
  lb: "balancer",
  svc: "service",
  europe: "eu",
  american: "america",
};

/** Shorter words are taken as they stand: they have next to no forms, and stems of their own. */
const SHORT = 3;

const stemsIn = (text: string): string[] =>
  text
    .replace(/\bUSA?\b/g, "america")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && !FILLERS.has(word))
    .map((word) => SAME[word] ?? word)
    .map((word) => (word.length <= SHORT ? word : stem(word)));

/** What somebody wrote, as far as names are looked for in it. */
export interface Words {
  readonly text: string;
  readonly stems: ReadonlySet<string>;
  /** Numbers in the order they were written, those that are no part of a name. */
  readonly numbers: readonly { readonly value: number; readonly percent: boolean }[];
}

export function readWords(text: string): Words {
  const numbers = tokenize(text).tokens.flatMap(({ kind, value }) =>
    (kind === "number" || kind === "percent") && value !== undefined ? [{ value, percent: kind === "percent" }] : [],
  );
  return { text, stems: new Set(stemsIn(text)), numbers };
}

/** From this length on one wrong letter is forgiven. */
const LONG = 6;

function isIn(words: Words, part: string): boolean {
  if (words.stems.has(part)) return true;
  return part.length >= LONG && [...words.stems].some((s) => s[0] === part[0] && editDistance(s, part, 1) <= 1);
}

/** Share of a name that must be there, and of the best one's weight that another needs beside it. */
const ENOUGH = 0.5;
const NEAR_BEST = 0.75;

/**
 * The named things that a text mentions, the clearest first. A word says the more about a name the fewer names have it; one that only
 * one name has is enough for it.
 */
export function mentioned<T extends Choice>(words: Words, list: readonly T[]): readonly T[] {
  const parts = list.map(({ value, label }) => [new Set(stemsIn(value)), new Set(stemsIn(label))] as const);
  const owners = new Map<string, number>();
  for (const both of parts) {
    for (const part of new Set(both.flatMap((each) => [...each]))) owners.set(part, (owners.get(part) ?? 0) + 1);
  }
  const weightOf = (part: string): number => (COMMON.has(part) ? COMMON_WEIGHT : 1) / (owners.get(part) ?? 1);
  const weigh = (stems: Iterable<string>): number => [...stems].reduce((sum, part) => sum + weightOf(part), 0);
  const found = list.flatMap((item, i) => {
    const both = parts[i] ?? [new Set<string>(), new Set<string>()];
    const hits = [...new Set(both.flatMap((each) => [...each]))].filter((part) => isIn(words, part));
    if (hits.length === 0) return [];
    const share = Math.max(
      ...both.map((each) => weigh([...each].filter((s) => hits.includes(s))) / (weigh(each) || 1)),
    );
    const isAlone = hits.some((part) => owners.get(part) === 1 && part.length > 2 && !COMMON.has(part));
    return share >= ENOUGH || isAlone ? [{ item, weight: weigh(hits), share }] : [];
  });
  const best = Math.max(0, ...found.map(({ weight }) => weight));
  return found
    .filter(({ weight }) => weight >= best * NEAR_BEST)
    .sort((a, b) => b.weight - a.weight || b.share - a.share)
    .map(({ item }) => item);
}

/** How much of some words, 0 to 1, stands in a text. */
export function overlap(words: Words, label: string): number {
  const parts = new Set(stemsIn(label));
  return parts.size === 0 ? 0 : [...parts].filter((part) => isIn(words, part)).length / parts.size;
}
