import type { TeamRole, TeamView } from "#domain/team";
import { NEEDED, RIGHTS, type Right, type RoleRights } from "#engine/team/rights";
import { roleName } from "#modes/gameday/words";
import { useView } from "../live";

/** Whether something that goes on when the exercise is over may be done; else `useCanDo` is asked. */
export function useMayStill(right: Right): boolean {
  return useView(({ team }) => team?.may.includes(right) ?? false);
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

/** Whose business something is, in words: those who can be reached and hold such a role, else the roles. */
export const whoMay = (team: TeamView, right: Right): string => whoCan(team, ({ may }) => may.includes(right));

/** The same of whatever roles have rights for. */
export function whoCan(team: TeamView, can: (rights: RoleRights) => boolean): string {
  const roles = (Object.keys(RIGHTS) as TeamRole[]).filter((role) => role !== "facilitator" && can(RIGHTS[role]));
  // What nobody holds falls to somebody, as the engine has it (`engine/team/standing.ts`).
  const held = (role: TeamRole) => team.seats.some((seat) => seat.isHere && seat.roles.includes(role));
  const heir = roles.some((role) => NEEDED.includes(role) && !held(role)) ? NEEDED.find(held) : undefined;
  const able = heir === undefined ? roles : [...roles, heir];
  const away = new Set(team.unreachable.map(({ seat }) => seat));
  const holders = team.seats.flatMap((seat) => {
    const role = able.find((each) => seat.roles.includes(each));
    if (role === undefined || !seat.isHere || away.has(seat.id) || seat.id === team.seat) return [];
    return [`${seat.name} (${roleName(role)})`];
  });
  if (holders.length > 0) return listed(holders);
  return `the ${listed(roles.map(roleName))}, and there is none at present`;
}
