import type { Command, Refusal } from "#domain/commands";
import type { Seat, TeamRole } from "#domain/team";
import { refuse, unknown } from "../commands/names";
import type { TeamStory } from "./story";

/** The seat with an id. */
export const seatOf = (team: TeamStory, id: string): Seat | undefined => team.seats.find((seat) => seat.id === id);

/** Whether somebody at a seat holds a role. */
export const holds = (seat: Seat | undefined, role: TeamRole): boolean => seat?.roles.includes(role) ?? false;

/** Refusal of a seat that does not exist. */
export const unknownSeat = (team: TeamStory, id: string): Refusal =>
  unknown(
    "seat",
    id,
    team.seats.map((seat) => seat.id),
  );

/** A seat that takes part at present, or why it cannot be named. */
export function presentSeat(team: TeamStory, id: string): Seat | Refusal {
  const seat = seatOf(team, id);
  if (seat === undefined) return unknownSeat(team, id);
  if (seat.isHere) return seat;
  const here = team.seats.filter((each) => each.isHere).map((each) => each.id);
  return refuse("seat.not-here", `${seat.name} is not here.`, here.slice(0, 20).join(", "));
}

/** Whether a device may act for a seat: its own, or as a facilitator's for somebody who has none. */
export function actsFor(team: TeamStory, device: string, seat: Seat): boolean {
  if (seat.device !== null) return seat.device === device;
  return team.seats.some((each) => each.device === device && holds(each, "facilitator"));
}

/** Whether a command comes from a device that may act for the seat it names. */
export function isTheirs(team: TeamStory, command: Command): boolean {
  const seat = seatOf(team, command.role);
  return seat !== undefined && actsFor(team, command.author, seat);
}

/** Whether somebody is a person of the team at all, or only wants to become one with a name of their own. */
const isNew = (team: TeamStory, command: Command): boolean =>
  command.kind === "team" &&
  command.args.do === "join" &&
  command.args.seat === command.role &&
  seatOf(team, command.role) === undefined;

/** Why a device cannot give a command from the seat it names; joining makes the seat. */
export function checkSeat(team: TeamStory, command: Command): Refusal | null {
  if (isNew(team, command)) return null;
  const seat = seatOf(team, command.role);
  if (seat === undefined) return unknownSeat(team, command.role);
  if (actsFor(team, command.author, seat)) return null;
  const own = team.seats.filter((each) => actsFor(team, command.author, each)).map((each) => each.id);
  const joins = command.kind === "team" && command.args.do === "join" && command.args.seat === command.role;
  if (joins) return refuse("seat.taken", `${seat.name} sits there already.`);
  return refuse("seat.not-yours", `${seat.name}'s seat belongs to another device.`, own.join(", ") || "join first");
}
