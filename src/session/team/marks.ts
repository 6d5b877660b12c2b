import type { Second } from "#domain/ids";
import type { Checkpoint, TeamEntry } from "./contract";

/** A checkpoint, and where in the log of its author it stands. */
export interface Mark extends Required<Checkpoint> {
  readonly author: string;
  readonly counter: number;
}

/** How many entries of an author a checkpoint counts; of its own author at least those before it. */
export function countedBy(mark: Mark, author: string): number {
  const counted = Object.hasOwn(mark.counters, author) ? (mark.counters[author] ?? 0) : 0;
  return author === mark.author ? Math.max(counted, mark.counter) : counted;
}

/** Somebody's time with the clock: from which second on, as they said when they took it, and what they wrote meanwhile. */
interface Turn {
  readonly since: Second;
  readonly author: string;
  readonly counter: number;
  readonly marks: Mark[];
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Checkpoints that count. */
export interface Marks {
  /** In order. */
  readonly marks: readonly Mark[];
  /** Whose turn is the last of which anything counts; empty before the first. */
  readonly turn: string;
  /** The newest of that turn, −1 before the first. */
  readonly latest: Second;
}

/**
 * The checkpoints that count: those that devices which may facilitate wrote while they had the clock, as far as whoever
 * took it after them knew of it by that second. So where two devices drove the clock apart from each other, the one that took it last is right.
 */
export function marksOf(
  logs: ReadonlyMap<string, readonly TeamEntry[]>,
  facilitators: ReadonlySet<string>,
  founder: string,
): Marks {
  const turns = [...facilitators].flatMap((author) => turnsOf(logs.get(author) ?? [], author === founder));
  turns.sort((a, b) => b.since - a.since || byText(b.author, a.author) || b.counter - a.counter);
  const counting: Mark[][] = [];
  let last: Turn | undefined;
  for (const turn of turns) {
    const known = turn.marks.filter((mark) => isKnown(mark, counting));
    if (known.length === 0) continue;
    counting.push(known);
    last ??= turn;
  }
  const marks = counting
    .flat()
    .sort((a, b) => a.second - b.second || byText(a.author, b.author) || a.counter - b.counter);
  const turn = last === undefined ? "" : `${last.author} ${last.counter}`;
  return { marks, turn, latest: counting[0]?.at(-1)?.second ?? -1 };
}

/**
 * Whether a mark was known by its second to who had the clock later. `later` has the marks of later turns, the last turn first; the first
 * of them that was as far as that decides. Each mark of a turn knows what those before it did.
 */
function isKnown(mark: Mark, later: readonly (readonly Mark[])[]): boolean {
  for (const marks of later) {
    const judge = marks.find(({ second }) => second >= mark.second);
    if (judge !== undefined) return countedBy(judge, mark.author) > mark.counter;
  }
  return true;
}

/** The turns of one device. Only the founder has had one without having taken the clock. */
function turnsOf(log: readonly TeamEntry[], isFounder: boolean): readonly Turn[] {
  const turns: Turn[] = [];
  const [first] = log;
  if (isFounder && first !== undefined) turns.push({ since: -1, author: first.author, counter: -1, marks: [] });
  for (const { author, counter, body } of log) {
    if (body.kind === "checkpoint") {
      const { second, counters, versions = {} } = body;
      turns.at(-1)?.marks.push({ author, counter, second, counters, versions });
    } else if (body.body.kind === "team" && body.body.args.do === "hold") {
      turns.push({ since: body.second, author, counter, marks: [] });
    }
  }
  return turns;
}
