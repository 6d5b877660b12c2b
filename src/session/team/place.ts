import type { CommandBody } from "#domain/commands";
import type { Second } from "#domain/ids";
import type { TeamEntry } from "./contract";
import { countedBy, type Mark } from "./marks";

/** A command that reaches the holder later than this many seconds after its own does not change what was shown then. */
export const LATE = 120;

/**
 * The same for what must not come into a past that others went on from: taking a seat, with the roles that were free then, and ending the
 * exercise, which would undo all that was done since. Two checkpoints, so that what is under way stays where it was done.
 */
export const PROMPT = 30;

const isPrompt = ({ kind, args }: CommandBody): boolean =>
  kind === "end" || (kind === "team" && (args.do === "join" || args.do === "stop"));

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
    // What counts a later entry of an author counts all before it.
    for (let mark = marks[first]; mark !== undefined && countedBy(mark, author) <= counter; mark = marks[++first]);
    const mark = marks[first];
    const given = Math.max(0, body.second);
    const most = isPrompt(body.body) ? PROMPT : LATE;
    if (mark === undefined && newest >= given + most) {
      isWaiting = true;
      return null;
    }
    const isMoved = mark !== undefined && (mark.second - given > most || given > mark.second);
    earliest = Math.max(earliest, isMoved ? mark.second : given);
    return earliest;
  });
}
