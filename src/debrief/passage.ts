import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { ClockMode, Run } from "#domain/run";
import {
  commandsBefore,
  createState,
  type DrillState,
  newHeader,
  playOf,
  playThrough,
  replay,
  statePath,
} from "#engine/index";
import { afterSecond } from "./whatif";

/** A machine of the story that has changed: where it stands from this second on. */
export interface Passed {
  readonly second: Second;
  readonly machine: string;
  /** Where it stands, from the machine downwards: `containment.contained`; several where states are parallel. */
  readonly states: readonly string[];
  /** What made it change; empty for where it began. */
  readonly event: string;
}

/** The way of a run through the story. */
export interface Passage {
  readonly moves: readonly Passed[];
  /** Its last second. */
  readonly end: Second;
}

const pathsOf = (machine: string, states: string): readonly string[] =>
  states.split(",").map((state) => `${machine}.${state}`);

/** The way a run took through the story. Takes as long as a replay. */
export function passageOf(program: Program, run: Run): Passage {
  return passageIn(program, replay(program, run));
}

function passageIn(program: Program, { header, journal, now }: DrillState): Passage {
  const outset = createState(program, header);
  const begun = outset.code.machines.map(({ id }, index): Passed => {
    return { second: 0, machine: id, states: pathsOf(id, statePath(outset.story.machines[index])), event: "" };
  });
  const moves = journal.flatMap(({ kind, at, data }): Passed[] => {
    if (kind !== "state") return [];
    const machine = String(data.machine);
    return [{ second: at.second, machine, states: pathsOf(machine, String(data.state)), event: String(data.event) }];
  });
  return { moves: [...begun, ...moves], end: now };
}

/** A play of the drill, played to its end on a variant (that of the seed when left out). Throws a RangeError when there is no such play. */
export function rehearse(
  program: Program,
  play: string,
  { seed, variant }: { readonly seed: number; readonly variant?: string },
): { readonly run: Run; readonly passage: Passage } {
  const found = program.plays.find(({ id }) => id === play);
  if (found === undefined) throw new RangeError(`This drill has no play “${play}”.`);
  const header = newHeader(program, { seed, ...(variant !== undefined && { variant }) });
  const { run, state } = playThrough(program, header, playOf(found));
  return { run, passage: passageIn(program, state) };
}

/** The second in which a run first came into a state; null when it never did. `state` from the machine downwards. */
export function enteredAt({ moves }: Passage, state: string): Second | null {
  const entry = moves.find(({ states }) => states.some((path) => path === state || path.startsWith(`${state}.`)));
  return entry?.second ?? null;
}

/** A run in which a play has been played as far as a second, with everything in it, and which goes on from there by hand. */
export function takenOver(
  run: Run,
  {
    play,
    second,
    id,
    clock,
  }: { readonly play: string; readonly second: Second; readonly id: string; readonly clock: ClockMode },
): Run {
  const header = { ...run.header, id, clock, grown: { play, since: 0 } };
  return { header, commands: commandsBefore(run.commands, afterSecond(second)), horizon: second };
}
