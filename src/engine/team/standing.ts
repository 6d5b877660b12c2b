import type { Audience } from "#domain/commands";
import type { NodeId, Second } from "#domain/ids";
import type { Seat, TeamRole } from "#domain/team";
import type { PanelId } from "#domain/telemetry";
import { part } from "../memo";
import type { DrillState } from "../state";
import { AFTERWARDS, BYSTANDERS, EVERYBODY, NEEDED, NOBODY, RIGHTS, type Right, type RoleRights } from "./rights";
import { holds, seatOf } from "./seats";
import type { TeamStory } from "./story";

/** What a seat may see and do at present: by its own roles, and by those that fall to it. */
export interface Standing {
  readonly id: string;
  /** Null: somebody without a seat, who sees what everybody sees. */
  readonly seat: Seat | null;
  /** Roles whose rights it has. */
  readonly roles: readonly TeamRole[];
  readonly panels: readonly PanelId[];
  readonly hears: readonly Audience[];
  readonly speaks: readonly Audience[];
  readonly answers: readonly Audience[];
  readonly may: readonly Right[];
  /** Nodes it acts on. */
  readonly services: readonly NodeId[];
  /** Nodes whose own panels it opens; null: all of them. */
  readonly sees: readonly NodeId[] | null;
  /** Sees all facts, whoever found them. */
  readonly watches: boolean;
  /** Since when it cannot be reached; null when it can. */
  readonly awaySince: Second | null;
}

/**
 * Roles that fall to a seat, because nobody who is here holds them. Who cannot be reached is here until somebody says otherwise:
 * that one may suddenly do more would tell.
 */
function fallen(team: TeamStory, seat: Seat): readonly TeamRole[] {
  const held = (role: TeamRole) => team.seats.some((each) => each.isHere && holds(each, role));
  const heir = NEEDED.find(held);
  if (heir === undefined || !seat.isHere || !holds(seat, heir)) return [];
  return NEEDED.filter((role) => !held(role));
}

/** What a seat may see and do now. The same object while nothing of it changes. */
export function standingOf(state: DrillState, team: TeamStory, id: string): Standing {
  const { seats, unreachable } = team;
  return part(state, `standing ${id}`, [seats, unreachable, state.story.phase], () => stand(state, team, id));
}

function stand(state: DrillState, team: TeamStory, id: string): Standing {
  const seat = seatOf(team, id) ?? null;
  const roles = seat === null ? [] : [...new Set([...seat.roles, ...fallen(team, seat)])];
  const own = roles.map((role) => RIGHTS[role]);
  const all = own.length === 0 ? [NOBODY] : own;
  const union = <T>(of: (rights: RoleRights) => readonly T[]): readonly T[] => [...new Set(all.flatMap(of))];
  const nodes = state.scene.system.nodes.map((node) => node.id);
  const isResolver = roles.includes("resolver");
  // Whoever stands in for resolvers that are not there stands in for all of them.
  const bound =
    isResolver && seat !== null && holds(seat, "resolver") && seat.services.length > 0 ? seat.services : null;
  const services = isResolver ? (bound ?? nodes) : [];
  const watches = roles.some((role) => role === "facilitator" || role === "observer");
  return {
    id,
    seat,
    roles,
    panels: union(({ panels }) => panels),
    hears: union(({ hears }) => hears),
    speaks: union(({ speaks }) => speaks),
    answers: union(({ answers }) => answers),
    may: seat === null ? [] : rightsOf(state, roles, all),
    services,
    sees: watches ? null : bound,
    watches,
    awaySince: team.unreachable.find((away) => away.seat === id)?.since ?? null,
  };
}

function rightsOf(state: DrillState, roles: readonly TeamRole[], all: readonly RoleRights[]): readonly Right[] {
  const isOver = state.story.phase === "ended";
  const stands = roles.every((role) => role === "facilitator" || role === "observer") && roles.length > 0;
  const may = new Set<Right>(stands ? BYSTANDERS : EVERYBODY);
  for (const rights of all) for (const right of rights.may) may.add(right);
  if (!isOver) return [...may];
  for (const { later = [] } of all) for (const right of later) may.add(right);
  return [...may].filter((right) => AFTERWARDS.has(right));
}
