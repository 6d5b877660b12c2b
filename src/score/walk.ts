import type { Command } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { apply, createState, type DrillState, isFrozen, leave, orderCommands, tick } from "#engine/index";

/** Ends the run where its log stops, for its first author. */
function leaving(state: DrillState, run: Run): Command {
  const { author, role } = run.header.roles[0] ?? { author: "player", role: "lead" };
  const counter = run.commands.reduce((last, c) => (c.author === author ? Math.max(last, c.counter) : last), 0) + 1;
  return { kind: "end", args: {}, second: state.now, author, counter, role, seen: state.now };
}

/**
 * Carries a run out to its fixed horizon and calls `at` after creation, after every command and after every second. A run
 * that was not ended is ended where its log stops: the world goes on to the horizon without further commands.
 */
export function walk(program: Program, run: Run, at: (state: DrillState) => void): DrillState {
  const state = createState(program, run.header);
  at(state);
  const commands = orderCommands(run.commands);
  let next = 0;
  while (!isFrozen(state)) {
    for (let c = commands[next]; c !== undefined && c.second === state.now; c = commands[++next]) {
      apply(state, c);
      at(state);
    }
    if (isFrozen(state)) break;
    if (state.now >= run.horizon && state.story.leftAt < 0) {
      // In a team nobody need be there who may end it.
      if (state.story.team === undefined) apply(state, leaving(state, run));
      else leave(state, "platform");
      at(state);
      continue;
    }
    tick(state);
    at(state);
  }
  return state;
}
