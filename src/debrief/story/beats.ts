import { STORY_LENGTHS, STORY_PARTS, type StoryLength, type StoryPart } from "#domain/documents";
import type { Person } from "#domain/drill";
import type { Second } from "#domain/ids";
import { countWords, wordsFor } from "./length";
import { sentences } from "./phrases";

/** One thing that can be told. People stand in it as `@[id]`. */
export interface Beat {
  readonly part: StoryPart;
  /** Its place in the part: a second, or any number. */
  readonly order: number;
  /** 0 must be told; the higher, the sooner it is left out. */
  readonly rank: number;
  /** From which version on it is told, and how: a longer version has more to say. */
  readonly say: Readonly<Partial<Record<StoryLength, string>>>;
}

/** Collects the beats of a part. */
export class Part {
  readonly beats: Beat[] = [];
  constructor(private readonly part: StoryPart) {}

  /** Something told from a version on; `longer` where the longer versions say more. Empty texts are left out. */
  add(from: StoryLength, rank: number, order: Second, text: string, longer: Beat["say"] = {}): this {
    const said = Object.entries({ [from]: text, ...longer }).filter(([, each]) => each !== "");
    if (said.length > 0) this.beats.push({ part: this.part, order, rank, say: Object.fromEntries(said) });
    return this;
  }
}

function textFor(beat: Beat, length: StoryLength): string | null {
  const known = STORY_LENGTHS.filter((each) => each <= length && beat.say[each] !== undefined).at(-1);
  return known === undefined ? null : (beat.say[known] ?? null);
}

/** Tells who somebody is where they come in first, and their first name from then on. */
class Cast {
  private readonly met = new Set<string>();
  constructor(private readonly people: readonly Person[]) {}

  name(text: string): string {
    return text.replace(/@\[([^\]]+)\]/g, (whole, id: string) => {
      const person = this.people.find((each) => each.id === id);
      if (person === undefined) return whole;
      const first = person.name.split(" ")[0] ?? person.name;
      const isOnly = this.people.filter(({ name }) => name.split(" ")[0] === first).length === 1;
      const called = isOnly ? first : person.name;
      if (this.met.has(id)) return called;
      this.met.add(id);
      return `${called} from ${person.team}`;
    });
  }
}

/** Chosen beats, told in order, by part. */
export type Parts = Readonly<Record<StoryPart, string>>;

function write(chosen: readonly Beat[], length: StoryLength, people: readonly Person[]): Parts {
  const cast = new Cast(people);
  const written = STORY_PARTS.map((part) => {
    const own = chosen.filter((beat) => beat.part === part).sort((a, b) => a.order - b.order);
    const said = new Set<string>();
    const texts = own.flatMap((beat) => {
      const all = sentences(cast.name(textFor(beat, length) ?? "")).filter((each) => !said.has(each));
      for (const each of all) said.add(each);
      return all;
    });
    return [part, texts.join(" ").replace(/([?!])\./g, "$1")] as const;
  });
  return Object.fromEntries(written) as Record<StoryPart, string>;
}

const wordsOf = (parts: Parts): number => STORY_PARTS.reduce((sum, part) => sum + countWords(parts[part]), 0);

/** Beyond this share of its words a version takes nothing more in. */
const FULL = 1.06;

/**
 * A version: what must be told, then what matters most, as long as it fits. A beat that is too long for what is left makes
 * room for a shorter one.
 */
export function compose(beats: readonly Beat[], length: StoryLength, people: readonly Person[]): Parts {
  const ranked = beats.filter((beat) => textFor(beat, length) !== null).sort((a, b) => a.rank - b.rank);
  const chosen: Beat[] = [];
  for (const beat of ranked) {
    const tried = [...chosen, beat];
    if (beat.rank === 0 || wordsOf(write(tried, length, people)) <= FULL * wordsFor(length)) chosen.push(beat);
  }
  return write(chosen, length, people);
}

/** The parts as one text, a paragraph each. */
export const joined = (parts: Parts): string =>
  STORY_PARTS.map((part) => parts[part])
    .filter((text) => text !== "")
    .join("\n\n");
