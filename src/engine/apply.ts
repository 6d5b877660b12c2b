import type { Command, Refusal } from "#domain/commands";
import type { Outcome } from "#domain/view";
import { COMMANDS } from "./commands/index";
import { takeWorldEvents, tellStory } from "./events";
import { readBody } from "./shape";
import { type DrillState, record } from "./state";
import { checkRights } from "./team/check";
import { checkSeat, isTheirs } from "./team/seats";

/**
 * Carries out one command at the state's own second; it takes no simulated time. A refused command changes nothing: it
 * is written to the log and the journal, and its author's view says why.
 *
 * Throws a RangeError when the command belongs to another second: bringing the state there is the caller's business.
 */
export function apply(state: DrillState, command: Command): Outcome {
  if (command.second !== state.now) {
    throw new RangeError(`a command for second ${command.second} was applied at ${state.now}`);
  }
  const mark = state.journal.length;
  // In a team, who did something is a seat: several people may share a device, and people change devices.
  const by = state.story.team === undefined ? command.author : command.role;
  const refusal = check(state, command) ?? carryOut(state, command, by);
  if (refusal === null) {
    state.refusals.delete(by);
    takeWorldEvents(state);
    tellStory(state);
    takeWorldEvents(state);
    tellStory(state);
  } else {
    // What somebody tried from a seat that is not theirs is no business of that seat.
    const from = state.story.team === undefined || isTheirs(state.story.team, command) ? by : command.author;
    state.refusals.set(from, { ...refusal, at: { second: state.now, ordinal: state.ordinal } });
    record(state, "refused", from, { command: command.kind, code: refusal.code });
  }
  state.log.push(command);
  state.ordinal++;
  return { command, refusal, journal: state.journal.slice(mark) };
}

/** What holds for every command, whatever it asks. */
function check(state: DrillState, command: Command): Refusal | null {
  const body = readBody({ kind: command.kind, args: command.args });
  if (!body.ok) {
    return { code: "command.malformed", text: `${body.error.path} ${body.error.message}.` };
  }
  if (command.seen > state.now) {
    return {
      code: "command.from-future",
      text: "This was sent by somebody who has seen more than has happened.",
      expected: `at most ${state.now}`,
    };
  }
  const { story, scene } = state;
  if (story.team !== undefined) {
    const refusal = checkSeat(story.team, command) ?? checkRights(state, story.team, command);
    if (refusal !== null || command.kind === "team") return refusal;
  }
  if (story.phase === "ended") return { code: "run.ended", text: "The run is over." };
  if (story.team === undefined && !scene.roles.some((role) => role.id === command.role)) {
    const expected = scene.roles.map((role) => role.id).join(", ");
    return { code: "command.unknown-role", text: `There is no role "${command.role}" here.`, expected };
  }
  if (story.pagedAt < 0 && !EARLY.has(command.kind)) {
    return { code: "run.not-paged", text: "Nobody has called you yet.", expected: [...EARLY].join(", ") };
  }
  return null;
}

/** What may be done before the page goes off. */
const EARLY: ReadonlySet<string> = new Set(["note", "pause", "end"]);

function carryOut(state: DrillState, command: Command, by: string): Refusal | null {
  const handler = COMMANDS[command.kind] as (state: DrillState, command: Command) => Refusal | null;
  // Seats are given to devices: what people of a team do with each other keeps the device it came from.
  return handler(state, command.kind === "team" ? command : { ...command, author: by });
}
