import { hashString } from "#lib/hash";
import type { TeamEntry } from "#session/team/contract";
import { MAX_AUTHORS, MAX_OF_AUTHOR } from "./limits";
import type { Kept } from "./messages";

/** What one counter of one author stands for. `other`: a second entry that its author signed with the same counter. */
interface Place {
  counts: Kept;
  other: Kept | null;
}

/**
 * Genuine entries, as a set that only grows. What it holds depends on what was added, never on the order: of two entries
 * with one counter the one with the smaller hash counts everywhere.
 */
export class EntryLog {
  private readonly places = new Map<string, Map<number, Place>>();
  private list: readonly TeamEntry[] | null = [];
  private forks: readonly string[] = [];

  /** Whether something new was learned. What one device may write is bounded, so that it cannot take the room of others. */
  add(kept: Kept): boolean {
    const { author, counter } = kept.entry;
    let own = this.places.get(author);
    if (own === undefined) {
      if (this.places.size >= MAX_AUTHORS) return false;
      own = new Map();
      this.places.set(author, own);
    }
    const place = own.get(counter);
    if (place === undefined) {
      if (own.size >= MAX_OF_AUTHOR) return false;
      own.set(counter, { counts: kept, other: null });
      this.list = null;
      return true;
    }
    return this.fork(place, kept);
  }

  /** The entry with exactly this content, if it is known. */
  find({ entry, content }: Kept): Kept | null {
    const place = this.places.get(entry.author)?.get(entry.counter);
    if (place?.counts.content === content) return place.counts;
    return place?.other?.content === content ? place.other : null;
  }

  has(author: string): boolean {
    return this.places.has(author);
  }

  /** One more than the last counter of an author. */
  next(author: string): number {
    let next = 0;
    for (const counter of this.places.get(author)?.keys() ?? []) next = Math.max(next, counter + 1);
    return next;
  }

  entries(): readonly TeamEntry[] {
    this.list ??= [...this.places.values()].flatMap((own) => [...own.values()].map(({ counts }) => counts.entry));
    return this.list;
  }

  /** Everything, those entries included that do not count: they are what shows that there are two. */
  *all(): Generator<Kept> {
    for (const own of this.places.values()) {
      for (const { counts, other } of own.values()) {
        yield counts;
        if (other !== null) yield other;
      }
    }
  }

  forked(): readonly string[] {
    return this.forks;
  }

  private fork(place: Place, kept: Kept): boolean {
    if (place.counts.content === kept.content || place.other?.content === kept.content) return false;
    const isFirst = isBefore(kept, place.counts);
    if (!isFirst && place.other !== null) return false;
    place.other = isFirst ? place.counts : kept;
    if (isFirst) {
      place.counts = kept;
      this.list = null;
    }
    const { author } = kept.entry;
    if (!this.forks.includes(author)) this.forks = [...this.forks, author].sort();
    return true;
  }
}

/** An order that depends on nothing but what is signed; who finds two texts with one fingerprint gains nothing. */
function isBefore(a: Kept, b: Kept): boolean {
  const [one, two] = [hashString(a.content), hashString(b.content)];
  return one === two ? a.content < b.content : one < two;
}
