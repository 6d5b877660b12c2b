import type { TeamEntry } from "#session/team/contract";
import { MAX_AUTHORS, MAX_OF_AUTHOR } from "./limits";
import type { Kept } from "./messages";

/** Entries of one author: by counter, those that were signed with it, and how many they are together. */
interface Own {
  readonly places: Map<number, Kept[]>;
  size: number;
}

/**
 * Genuine entries, as a set that only grows: what it holds depends on what was added, never on the order. Several that one author
 * signed with the same counter are all kept; which of them counts is decided where they are ordered.
 */
export class EntryLog {
  private readonly authors = new Map<string, Own>();
  private list: readonly TeamEntry[] | null = [];
  private forks: readonly string[] = [];

  /** Whether something new was learned. What one device may write is bounded, so that it cannot take the room of others. */
  add(kept: Kept): boolean {
    const { author, counter } = kept.entry;
    if (this.find(kept) !== null || !this.hasRoomFor(author)) return false;
    const own = this.authors.get(author) ?? { places: new Map(), size: 0 };
    this.authors.set(author, own);
    const place = own.places.get(counter) ?? [];
    own.places.set(counter, place);
    place.push(kept);
    own.size++;
    this.list = null;
    if (place.length > 1 && !this.forks.includes(author)) this.forks = [...this.forks, author].sort();
    return true;
  }

  /** Whether one more entry of an author would be taken. */
  hasRoomFor(author: string): boolean {
    const own = this.authors.get(author);
    return own === undefined ? this.authors.size < MAX_AUTHORS : own.size < MAX_OF_AUTHOR;
  }

  /** The very entry, if it is known: under one key a signature fits nothing else. */
  find({ entry }: Kept): Kept | null {
    const place = this.authors.get(entry.author)?.places.get(entry.counter);
    return place?.find((each) => each.entry.signature === entry.signature) ?? null;
  }

  has(author: string): boolean {
    return this.authors.has(author);
  }

  /** One more than the last counter of an author. */
  next(author: string): number {
    let next = 0;
    for (const counter of this.authors.get(author)?.places.keys() ?? []) next = Math.max(next, counter + 1);
    return next;
  }

  entries(): readonly TeamEntry[] {
    this.list ??= [...this.all()].map(({ entry }) => entry);
    return this.list;
  }

  *all(): Generator<Kept> {
    for (const { places } of this.authors.values()) for (const place of places.values()) yield* place;
  }

  /** Authors that signed several entries with one counter. */
  forked(): readonly string[] {
    return this.forks;
  }
}
