import type { Seat, TeamView } from "#domain/team";

/** Seats a device may act for: its own, and a facilitator's for those of people who have none. */
export function seatsOf(team: Pick<TeamView, "seats">, device: string | null): readonly Seat[] {
  if (device === null) return [];
  const own = team.seats.filter((seat) => seat.device === device);
  if (!own.some(({ roles }) => roles.includes("facilitator"))) return own;
  return [...own, ...team.seats.filter((seat) => seat.device === null)];
}

/** The seat of a device from which it drives the clock; null when it does not facilitate. */
export function facilitatorSeat(team: Pick<TeamView, "seats">, device: string | null): Seat | null {
  return team.seats.find((seat) => seat.device === device && seat.roles.includes("facilitator")) ?? null;
}

/**
 * The device that the clock goes to, when whoever has it facilitates no longer: that of who was handed the role, else of the first
 * who has it. Null while the clock is where it belongs.
 */
export function heirOf(team: TeamView): string | null {
  if (facilitatorSeat(team, team.clock.holder) !== null) return null;
  const facilitating = team.seats.filter(
    ({ device, roles, isHere }) => isHere && device !== null && roles.includes("facilitator"),
  );
  const heir = team.deeds.findLast(
    ({ deed }) =>
      deed.do === "handover" && deed.role === "facilitator" && facilitating.some(({ id }) => id === deed.to),
  );
  const seat = heir?.deed.do === "handover" ? heir.deed.to : facilitating[0]?.id;
  return facilitating.find(({ id }) => id === seat)?.device ?? null;
}
