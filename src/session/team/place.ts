import type { Second } from "#domain/ids";
import type { Checkpoint, TeamEntry } from "./contract";

/** A command that reaches the holder later than this many seconds after its own does not change what was shown then. */
export const LATE = 120;

/** A checkpoint, and where in the log of its author it stands. */
export interface Mark extends Checkpoint {
  readonly author: string;
  readonly counter: number;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** How many entries of an author a checkpoint counts. */
export const countedBy = (mark: Checkpoint, author: string): number =>
  Object.hasOwn(mark.counters, author) ? (mark.counters[author] ?? 0) : 0;

/**
 * The checkpoints that count, in order: those of devices that may facilitate, but for what one of them wrote 120 s or more behind
 * another that did not know of it. So of two devices that drove the clock apart from each other, the one that is ahead is right.
 */
export function marksOf(logs: ReadonlyMap<string, readonly TeamEntry[]>, facilitators: ReadonlySet<string>): Mark[] {
  const all: Mark[] = [];
  for (const author of facilitators) {
    for (const { counter, body } of logs.get(author) ?? []) {
      if (body.kind === "checkpoint") all.push({ author, counter, second: body.second, counters: body.counters });
    }
  }
  all.sort((a, b) => a.second - b.second || byText(a.author, b.author) || a.counter - b.counter);
  if (all.every(({ author }) => author === all[0]?.author)) return all;
  const counting: Mark[] = [];
  for (const mark of all.reverse()) {
    const isBehind = counting.some(
      (other) =>
        other.author !== mark.author &&
        other.second >= mark.second + LATE &&
        countedBy(other, mark.author) <= mark.counter,
    );
    if (!isBehind) counting.push(mark);
  }
  return counting.reverse();
}

/**
 * The second at which each entry of one author happens, by place in its log; null for checkpoints and for what is not merged yet.
 * `marks` in order. What one author did stays in the order it was done in: behind what waits, everything waits.
 */
export function placesOf(log: readonly TeamEntry[], marks: readonly Mark[]): (Second | null)[] {
  const newest = marks.at(-1)?.second ?? Number.NEGATIVE_INFINITY;
  let first = 0;
  let earliest = 0;
  let isWaiting = false;
  return log.map(({ author, counter, body }) => {
    if (body.kind !== "command" || isWaiting) return null;
    for (let mark = marks[first]; mark !== undefined && countedBy(mark, author) <= counter; mark = marks[++first]);
    const given = Math.max(0, body.second);
    const mark = marks[first];
    if (mark === undefined && newest >= given + LATE) {
      isWaiting = true;
      return null;
    }
    const isMoved = mark !== undefined && (mark.second - given > LATE || given > mark.second);
    earliest = Math.max(earliest, isMoved ? mark.second : given);
    return earliest;
  });
}
