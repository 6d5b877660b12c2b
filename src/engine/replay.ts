import type { Command } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Position, Second } from "#domain/ids";
import type { Run, RunHeader } from "#domain/run";
import { apply } from "./apply";
import { type DrillState, isFrozen } from "./state";
import { createState, tick } from "./tick";

/** Called after creation and after every second; `state` must not be changed. */
export type Watcher = (state: DrillState) => void;

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The order in which a log is carried out: by second, Lamport number, author, counter. The same for every device of a team, and
 * never an answer before what it answers: in a lobby, a pause or the end all stand in one second.
 * (Lamport, Time, Clocks, and the Ordering of Events in a Distributed System, 1978.)
 */
export function orderCommands(commands: readonly Command[]): readonly Command[] {
  return [...commands].sort(
    (a, b) =>
      a.second - b.second || (a.lamport ?? 0) - (b.lamport ?? 0) || byText(a.author, b.author) || a.counter - b.counter,
  );
}

/** Whether the command at this ordinal of this second comes before a position. */
function isBefore(second: Second, ordinal: number, position: Position): boolean {
  return second < position.second || (second === position.second && ordinal < position.ordinal);
}

/** Orders commands and keeps those before a position. */
export function commandsBefore(commands: readonly Command[], position: Position): readonly Command[] {
  let second = Number.NEGATIVE_INFINITY;
  let ordinal = 0;
  return orderCommands(commands).filter((command) => {
    ordinal = command.second === second ? ordinal + 1 : 0;
    second = command.second;
    return isBefore(second, ordinal, position);
  });
}

/**
 * The state of a run: a pure function of program and log. Without `upTo`, all commands at the horizon; with it, the
 * commands before that position at its second. Commands after the end of the run are refused like any other.
 */
export function replay(program: Program, run: Run, upTo?: Position, watch?: Watcher): DrillState {
  const target = upTo ?? { second: run.horizon, ordinal: Number.POSITIVE_INFINITY };
  const state = createState(program, run.header);
  watch?.(state);
  advanceTo(state, target.second, commandsBefore(run.commands, target), watch);
  return state;
}

/**
 * Brings a state forward to a second, carrying out the given commands (ordered, none earlier than the state) on the
 * way, those of the last second included. A frozen run stays where it ended.
 */
export function advanceTo(
  state: DrillState,
  second: Second,
  commands: readonly Command[],
  watch?: Watcher,
): DrillState {
  let next = 0;
  for (;;) {
    for (
      let command = commands[next];
      command !== undefined && command.second === state.now;
      command = commands[++next]
    ) {
      apply(state, command);
    }
    if (state.now >= second || isFrozen(state)) return state;
    tick(state);
    watch?.(state);
  }
}

/** Whose steps a fork takes over that are not the player's: those of a play that was shown before the position. */
function grownOf({ header, commands }: Run, position: Position): RunHeader["grown"] {
  const { shown, grown, forkOf } = header;
  if (shown !== undefined && forkOf !== null) {
    const own = commandsBefore(commands, forkOf).length;
    if (commandsBefore(commands, position).length > own) return { play: shown.play, since: forkOf.second };
  }
  return grown !== undefined && position.second > grown.since ? grown : undefined;
}

/**
 * A new run that shares everything before a position with an old one. From there on it is the player's, whoever played the
 * old one; that steps of a play are among what it shares stays on it.
 */
export function fork(run: Run, position: Position, id: string): Run {
  const { shown: _shown, grown: _grown, ...header } = run.header;
  const grown = grownOf(run, position);
  return {
    header: {
      ...header,
      id,
      forkOf: { run: run.header.id, second: position.second, ordinal: position.ordinal },
      ...(grown !== undefined && { grown }),
    },
    commands: commandsBefore(run.commands, position),
    horizon: position.second,
  };
}
