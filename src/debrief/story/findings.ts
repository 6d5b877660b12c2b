import type { Second } from "#domain/ids";
import { capital, lasted, sentences, tail } from "./phrases";
import type { FactTold, Told } from "./told";
import { PLACES } from "./words";

/** Keeps what has been told, so that nothing is told twice. */
export class Findings {
  private readonly told = new Set<string>();
  private count = 0;
  constructor(private readonly all: readonly FactTold[]) {}

  /** Untold facts between two seconds, in order; of more than asked for, the pinned ones. What is beside the point is left out. */
  take(from: Second, to: Second, most: number): readonly FactTold[] {
    const open = this.all.filter(
      ({ id, second, isDecoy }) => second >= from && second <= to && !this.told.has(id) && !isDecoy,
    );
    const chosen = [...open].sort((a, b) => Number(b.isPinned) - Number(a.isPinned)).slice(0, most);
    for (const { id } of chosen) this.told.add(id);
    return chosen.sort((a, b) => a.second - b.second);
  }

  /** Counts up, so that like sentences begin differently. */
  next(): number {
    return this.count++;
  }
}

/** The first sentence of a fact, to go on with. Its authors count from T+0; who tells it says when it began. */
export function factTail({ names }: Told, { text }: FactTold): string {
  return tail(sentences(text)[0] ?? text, names).replaceAll("T+0", "it began");
}

/** A fact with the place it came from, as a sentence. `nth` chooses how it begins. */
export function foundText(told: Told, fact: FactTold, nth: number): string {
  const what = factTail(told, fact);
  if (fact.panel === "told") return `A colleague told me that ${what}.`;
  const place = PLACES[fact.panel];
  const when = lasted(fact.second - (told.pagedAt ?? 0));
  const small = `${place.charAt(0).toLowerCase()}${place.slice(1)}`;
  switch (nth % 4) {
    case 0:
      return `${place} showed that ${what}.`;
    case 1:
      return `${capital(when)} in, I had this from ${small}: ${what}.`;
    case 2:
      return `${place} made it plain: ${what}.`;
    default:
      return `From ${small} I learned that ${what}.`;
  }
}
