import type { TeamEntry } from "./contract";
import { countedBy, type Mark } from "./marks";

/** More than anybody does in a day, and more than any team; what goes beyond it does not count. */
export const MOST_OF_AUTHOR = 5_000;
export const MOST_ENTRIES = 20_000;
/** More than can be told apart on a screen; a checkpoint that counts so many still fits into an entry. */
export const MOST_AUTHORS = 200;

type Logs = ReadonlyMap<string, readonly TeamEntry[]>;

/**
 * How many entries of each author count. Where there are too many, facilitators come first, then the others in the order in which checkpoints
 * came to know of them: whoever comes later to flood the log takes nobody's place. Among equals the lowest counters count.
 */
export function sharesOf(
  logs: Logs,
  marks: readonly Mark[],
  facilitators: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const shares = new Map([...logs].map(([author, log]) => [author, Math.min(log.length, MOST_OF_AUTHOR)]));
  const total = [...shares.values()].reduce((sum, share) => sum + share, 0);
  if (total <= MOST_ENTRIES && shares.size <= MOST_AUTHORS) return shares;
  let entries = MOST_ENTRIES;
  let authors = MOST_AUTHORS;
  for (const group of groupsOf([...logs.keys()], marks, facilitators)) {
    for (const author of group.splice(authors)) shares.set(author, 0);
    authors -= group.length;
    entries -= level(group, shares, entries);
  }
  return shares;
}

/** Authors by rank, the first first; by name within a rank. */
function groupsOf(authors: readonly string[], marks: readonly Mark[], facilitators: ReadonlySet<string>): string[][] {
  const groups = new Map<number, string[]>();
  for (const author of authors) {
    const known = marks.findIndex((mark) => countedBy(mark, author) > 0);
    const rank = facilitators.has(author) ? -1 : known < 0 ? marks.length : known;
    groups.set(rank, [...(groups.get(rank) ?? []), author]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}

/** Cuts the shares of a group to the same height, so that together they are at most so many; how many they are then. */
function level(group: readonly string[], shares: Map<string, number>, most: number): number {
  const of = (author: string) => shares.get(author) ?? 0;
  const total = (height: number) => group.reduce((sum, author) => sum + Math.min(of(author), height), 0);
  let height = MOST_OF_AUTHOR;
  while (height > 0 && total(height) > most) height--;
  for (const author of group) shares.set(author, Math.min(of(author), height));
  return total(height);
}
