import type { Audience } from "#domain/commands";
import type { FactId } from "#domain/ids";
import type { DrillState } from "../state";
import { type Standing, standingOf } from "./standing";
import type { Known, TeamStory } from "./story";

/** How a fact comes to be known: on somebody's own screen, by a person telling an audience, or to everybody. */
export type Learning = { readonly seat: string } | { readonly audience: Audience } | "all";

const more = <T>(list: readonly T[], item: T): readonly T[] => (list.includes(item) ? list : [...list, item]);

/** Writes down who knows a fact now. */
export function learn(team: TeamStory, fact: FactId, how: Learning): void {
  const before: Known = team.known.find((known) => known.fact === fact) ?? {
    fact,
    seats: [],
    audiences: [],
    all: false,
  };
  const after: Known =
    how === "all"
      ? { ...before, all: true }
      : "seat" in how
        ? { ...before, seats: more(before.seats, how.seat) }
        : { ...before, audiences: more(before.audiences, how.audience) };
  team.known = [...team.known.filter((known) => known.fact !== fact), after];
}

/** Whether a seat saw a fact itself, was told of it, or had it shown by somebody. */
export function isKnownTo(team: TeamStory, standing: Standing, fact: FactId): boolean {
  const known = team.known.find((each) => each.fact === fact);
  if (known === undefined) return false;
  if (known.all || standing.watches || known.seats.includes(standing.id)) return true;
  return known.audiences.some((audience) => standing.hears.includes(audience));
}

/** Whether everybody knows it. */
export const isShared = (team: TeamStory, fact: FactId): boolean =>
  team.known.some((known) => known.fact === fact && known.all);

/** Facts that a role, or in a team a seat, knows. */
export function knownFacts(state: DrillState, role: string): readonly FactId[] {
  const { facts, team } = state.story;
  const ids = facts.map(({ id }) => id);
  if (team === undefined) return ids;
  const standing = standingOf(state, team, role);
  return ids.filter((id) => isKnownTo(team, standing, id));
}
