import type { CommandBody, Refusal } from "#domain/commands";
import type { Run } from "#domain/run";
import type { View } from "#domain/view";
import { apply, type DrillState, fork, newHeader, playThrough, view } from "#engine/index";
import type { Entries, Intent, Need } from "#modes/interview/incident/intent";
import { drill, playedBy, playerOf, SLUGS } from "../drills";

export { drill, SLUGS };

/** What a play of a drill's first variant has come to by a second. */
export function stateAt(slug: string, play: string, second: number): DrillState {
  const program = drill(slug);
  const variant = program.variants[0]?.info.id ?? "";
  const header = newHeader(program, { seed: 1, variant });
  return playThrough(program, header, playerOf(program, play), { until: second }).state;
}

export const viewOf = (state: DrillState): View => view(state, state.header.roles[0]?.role ?? "lead");

/** The run of a play, as if its player had left at a second. */
export function runUntil(slug: string, play: string, second: number): Run {
  const program = drill(slug);
  const run = playedBy(program, play, { seed: 1 }, { until: second });
  return fork(run, { second, ordinal: Number.MAX_SAFE_INTEGER }, `${play}-${second}`);
}

let counters = 1_000_000;

/** Gives a command now; what the engine says to it. */
export function give(state: DrillState, body: CommandBody): Refusal | null {
  const { author, role } = state.header.roles[0] ?? { author: "player", role: "lead" };
  const { now } = state;
  return apply(state, { ...body, second: now, seen: now, author, role, counter: counters++ }).refusal;
}

/** Something for every need: the first that is offered, a number, a word. */
export function filled({ needs }: Intent): Entries {
  const entry = (need: Need): string => {
    if (need.kind === "choice") return need.choices[0]?.value ?? "";
    return need.kind === "number" ? "2" : "on";
  };
  return Object.fromEntries(needs.map((need) => [need.field, entry(need)]));
}
