import type { Command } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Position, Second } from "#domain/ids";
import type { Run } from "#domain/run";
import type { Scorecard } from "#domain/score";
import { continuePlay, type DrillState, fork, idle, type Player, playOf, replay } from "#engine/index";
import { fixed } from "#lib/format";

/** Who can go on in somebody's place: the drill's expert, or nobody. */
export type Stand = "expert" | "idle";

/** A second with everything that was done in it: where a run can be taken over. */
export const afterSecond = (second: Second): Position => ({ second, ordinal: Number.MAX_SAFE_INTEGER });

/** Before anything was done. */
export const BEGINNING: Position = { second: 0, ordinal: 0 };

function playerOf(program: Program, stand: Stand): Player {
  const play = program.plays.find(({ id }) => id === stand);
  if (play !== undefined) return playOf(play);
  if (stand === "idle") return idle;
  throw new RangeError("This drill has no expert who could show it.");
}

/**
 * The run as it goes on when a play of the drill takes over at a position: a fork with the same commands before it, played
 * to the end in the situation as it is then, and marked as shown. Throws a RangeError when the run was over by then, the
 * drill has no such play, or a team played: a play has no seat there. Takes as long as a replay.
 */
export function showFrom(program: Program, run: Run, position: Position, stand: Stand, id: string): Run {
  if (run.header.clock === "team") throw new RangeError("Nobody can go on in the place of a whole team.");
  const player = playerOf(program, stand);
  const begun = fork(run, position, id);
  const header = { ...begun.header, shown: { play: stand } };
  const state = replay(program, { ...begun, header });
  if (state.story.leftAt >= 0) throw new RangeError("The run was over by then: nothing can be done any more.");
  continuePlay(state, player);
  const commands = [...begun.commands, ...carriedOut(state, begun.commands.length)];
  return { header, commands, horizon: state.now };
}

/**
 * The log from number `first` on, without what was refused. A play that takes over tries what was done already, such as to
 * acknowledge the page; a refusal changes nothing, and nobody learns anything from watching it.
 */
export function carriedOut({ log, journal }: DrillState, first: number): readonly Command[] {
  const refused = new Set(
    journal.flatMap(({ kind, at }) => (kind === "refused" ? [`${at.second}/${at.ordinal}`] : [])),
  );
  let second = Number.NEGATIVE_INFINITY;
  let ordinal = 0;
  return log.filter((command, index) => {
    ordinal = command.second === second ? ordinal + 1 : 0;
    second = command.second;
    return index >= first && !refused.has(`${second}/${ordinal}`);
  });
}

/** Totals this close to each other are the same. */
const ALIKE = 2;

/**
 * What is to be said when the expert has gone on from a second: how far it came, what could not be mended any more, how it
 * ends, and how that stands beside the player's own run. `best` is what the expert comes to from the beginning. Sentences.
 */
export function verdictOf(own: Scorecard, shown: Scorecard, best: Scorecard): readonly string[] {
  const points = (card: Scorecard) => fixed(card.total, 0);
  const lost = Math.round(best.total) - Math.round(shown.total);
  const reach =
    lost <= ALIKE
      ? `From here the expert still comes to ${points(shown)} of 100, as from the beginning: nothing was lost yet.`
      : `From here the expert comes to ${points(shown)} of 100, from the beginning to ${points(best)}: ${lost} points could not be won back any more.`;
  const beside =
    Math.round(shown.total) > Math.round(own.total) + ALIKE
      ? `Your run came to ${points(own)}.`
      : `Your run came to ${points(own)}: from here on the expert does no better.`;
  const cap = shown.cap === null ? [] : [`No more than ${fixed(shown.cap.total, 0)}: ${shown.cap.reason}`];
  return [reach, beside, ...(shown.ending === null ? [] : [`It ends: ${shown.ending.title}.`]), ...cap];
}
