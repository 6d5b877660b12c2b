import type { Command, Refusal } from "#domain/commands";
import type { Seat, TeamRole } from "#domain/team";
import { refuse, unknown } from "../commands/names";
import type { TeamStory } from "./story";

/** The seat with an id. */
export const seatOf = (team: TeamStory, id: string): Seat | undefined => team.seats.find((seat) => seat.id === id);

/** Whether somebody at a seat holds a role. */
export const holds = (seat: Seat | undefined, role: TeamRole): boolean => seat?.roles.includes(role) ?? false;

/** Whether a device may act for a seat: its own, or as a facilitator's for somebody who has none. */
export function actsFor(team: TeamStory, device: string, seat: Seat): boolean {
  if (seat.device !== null) return seat.device === device;
  return team.seats.some((each) => each.device === device && holds(each, "facilitator"));
}

/** Why a device cannot give a command from the seat it names; joining makes the seat. */
export function checkSeat(team: TeamStory, command: Command): Refusal | null {
  if (command.kind === "team" && command.args.do === "join") return null;
  const seat = seatOf(team, command.role);
  if (seat === undefined) {
    return unknown(
      "seat",
      command.role,
      team.seats.map(({ id }) => id),
    );
  }
  if (actsFor(team, command.author, seat)) return null;
  return refuse("seat.not-yours", `${seat.name}'s seat belongs to another device.`);
}
