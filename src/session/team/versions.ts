import type { TeamEntry, Versions } from "./contract";
import type { Mark } from "./marks";

/**
 * Letters of a signature by which an entry is told from others, from its end: the half in front can be the same in several of a
 * device that means to deceive.
 */
const LETTERS = 24;

/** Entries that one checkpoint vouches for. With as many authors as count, it still fits into an entry. */
const MOST = 50;

/** How the signature ends that the first checkpoint vouched for; null when none did. `marks` in order. */
export function vouchedVersion(marks: readonly Mark[], author: string, counter: number): string | null {
  for (const mark of marks) {
    const own = ownOf(mark, author);
    const version = own?.signatures[counter - own.from];
    if (version !== undefined) return version;
  }
  return null;
}

/** For how many entries of each author, from the first on, checkpoints vouched. */
export function vouchedIn(marks: readonly Mark[]): ReadonlyMap<string, number> {
  const vouched = new Map<string, number>();
  for (const { versions } of marks) {
    for (const [author, { from, signatures }] of Object.entries(versions)) {
      const before = vouched.get(author) ?? 0;
      if (from <= before) vouched.set(author, Math.max(before, from + signatures.length));
    }
  }
  return vouched;
}

/**
 * What the next checkpoint vouches for: of each author's entries that count, those after the ones vouched for. Where they are too many, one of
 * each author after the other, those first who have long been there: a flood of new ones does not keep them waiting.
 */
export function vouchFor(
  logs: ReadonlyMap<string, readonly TeamEntry[]>,
  shares: ReadonlyMap<string, number>,
  vouched: ReadonlyMap<string, number>,
): Versions {
  const open = [...shares]
    .map(([author, share]) => ({ author, from: vouched.get(author) ?? 0, share }))
    .filter(({ from, share }) => from < share)
    .sort((a, b) => b.from - a.from);
  const versions: Record<string, { from: number; signatures: string[] }> = {};
  let left = MOST;
  for (let round = 0; left > 0; round++) {
    const more = open.filter(({ from, share }) => from + round < share).slice(0, left);
    if (more.length === 0) break;
    left -= more.length;
    for (const { author, from } of more) {
      versions[author] ??= { from, signatures: [] };
      const signature = logs.get(author)?.[from + round]?.signature ?? "";
      versions[author].signatures.push(signature.slice(-LETTERS));
    }
  }
  return versions;
}

/** Whether more may wait to be vouched for than one checkpoint takes. */
export const isFull = (versions: Versions): boolean =>
  Object.values(versions).reduce((sum, { signatures }) => sum + signatures.length, 0) >= MOST;

const ownOf = ({ versions }: Mark, author: string): Versions[string] | undefined =>
  Object.hasOwn(versions, author) ? versions[author] : undefined;
