import type { Command, Refusal } from "#domain/commands";
import type { Seat, TeamDeed, TeamRole } from "#domain/team";
import { refuse, requireName } from "../commands/names";
import type { DrillState } from "../state";
import { SINGLE } from "./rights";
import { actsFor, holds, presentSeat, seatOf, unknownSeat } from "./seats";
import { standingOf } from "./standing";
import type { TeamStory } from "./story";

type Of<D extends TeamDeed["do"]> = Extract<TeamDeed, { do: D }>;

/** Seats of a team, and how many of them one device may take for itself. */
const MOST_SEATS = 60;
const MOST_OF_A_DEVICE = 12;

/** Names in the journal and the channels that are nobody's seat. */
const RESERVED = ["platform", "story", "player", "__proto__"];

/** Takes a seat. Before the clock first runs with the roles asked for, as far as they are free; afterwards as an observer. */
export function join(state: DrillState, team: TeamStory, deed: Of<"join">, command: Command): Refusal | null {
  // Commands of a second go by author: what was done in the lobby may come in another order here than it was done in.
  const isLobby = team.ranSince === null || state.now <= team.ranSince;
  const known = seatOf(team, deed.seat);
  // The facilitator has changed this seat since, and what they made of it stays.
  if (known !== undefined && isLobby && known.device === command.author) return null;
  if (known !== undefined) return refuse("seat.taken", `The seat "${deed.seat}" is taken.`);
  const refusal = checkNew(state, team, deed);
  if (refusal !== null) return refusal;
  const own = team.seats.filter(({ device }) => device === command.author).length;
  if (own >= MOST_OF_A_DEVICE) return refuse("seat.too-many", `A device takes at most ${MOST_OF_A_DEVICE} seats.`);
  const free = (role: TeamRole) =>
    role !== "facilitator" && !(SINGLE.has(role) && team.seats.some((seat) => holds(seat, role)));
  const roles: readonly TeamRole[] = isLobby ? [...new Set(deed.roles)].filter(free) : ["observer"];
  put(team, { ...seatFrom(deed, roles), device: command.author });
  return null;
}

const seatFrom = (deed: Of<"join"> | Of<"seat">, roles: readonly TeamRole[]): Omit<Seat, "device"> => ({
  id: deed.seat,
  name: deed.name.trim(),
  roles,
  services: [...new Set(deed.services)],
  isReady: false,
  isHere: true,
});

function checkNew(state: DrillState, team: TeamStory, deed: Of<"join"> | Of<"seat">): Refusal | null {
  const { system, people } = state.scene;
  if (deed.name.trim() === "") return refuse("seat.no-name", "Somebody without a name cannot be called.", "a name");
  const id = deed.seat.trim();
  // What people of the drill say and what players say is told apart by these names.
  if (id === "" || RESERVED.includes(id) || people.some((person) => person.id === id)) {
    return refuse("seat.taken", `"${deed.seat}" is not free as the name of a seat.`, "another name");
  }
  const isMore = seatOf(team, deed.seat) === undefined;
  if (isMore && team.seats.length >= MOST_SEATS) {
    return refuse("seat.too-many", `A team has at most ${MOST_SEATS} seats.`);
  }
  const nodes = system.nodes.map((node) => node.id);
  for (const service of deed.services) {
    const refusal = requireName("node", service, nodes);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** The facilitator makes a seat or changes one; that it is here, and ready, stays as it was. */
export function changeSeat(state: DrillState, team: TeamStory, deed: Of<"seat">): Refusal | null {
  const refusal = checkNew(state, team, deed);
  if (refusal !== null) return refusal;
  const roles = [...new Set(deed.roles)];
  const before = seatOf(team, deed.seat);
  for (const role of roles) {
    const holder = team.seats.find((seat) => seat.id !== deed.seat && SINGLE.has(role) && holds(seat, role));
    if (holder !== undefined) {
      return refuse("role.taken", `${holder.name} is ${role}; one seat holds this role.`, "hand it over first");
    }
  }
  const others = team.seats.some((seat) => seat.id !== deed.seat && seat.device !== null && holds(seat, "facilitator"));
  if (!others && (!roles.includes("facilitator") || deed.device === null)) {
    return refuse("role.last", "Somebody with a device has to facilitate.", "hand it over first");
  }
  const kept =
    before === undefined ? { isReady: true, isHere: true } : { isReady: before.isReady, isHere: before.isHere };
  put(team, { ...seatFrom(deed, roles), ...kept, device: deed.device });
  return null;
}

/** Says that one is ready, or no longer. */
export function ready(team: TeamStory, deed: Of<"ready">, command: Command): Refusal | null {
  return change(team, command.role, { isReady: deed.ready });
}

/** Somebody drops out or comes back; the roles stay theirs until they are handed over. */
export function presence(
  state: DrillState,
  team: TeamStory,
  deed: Of<"leave"> | Of<"return">,
  command: Command,
): Refusal | null {
  const seat = seatOf(team, deed.seat);
  if (seat === undefined) return unknownSeat(team, deed.seat);
  const { roles } = standingOf(state, team, command.role);
  const leads = roles.some((role) => role === "facilitator" || role === "commander" || role === "deputy");
  if (!leads && !actsFor(team, command.author, seat)) {
    return refuse("seat.not-yours", `${seat.name} says that for themselves.`, "facilitator, commander or deputy");
  }
  const isHere = deed.do === "return";
  if (seat.isHere === isHere) {
    return refuse(isHere ? "seat.here" : "seat.not-here", `${seat.name} is ${isHere ? "here" : "gone"} already.`);
  }
  return change(team, deed.seat, { isHere });
}

/** A role goes from one seat to another, with its services. */
export function handover(state: DrillState, team: TeamStory, deed: Of<"handover">, command: Command): Refusal | null {
  const { role } = deed;
  const from = seatOf(team, deed.from);
  if (from === undefined) return unknownSeat(team, deed.from);
  const to = presentSeat(team, deed.to);
  if (!("isHere" in to)) return to;
  const refusal = checkHandover(state, team, deed, from, to, command);
  if (refusal !== null) return refusal;
  // Who takes a role in the incident watches no longer.
  const kept = to.roles.filter((each) => each !== role && (each !== "observer" || role === "facilitator"));
  const gained = [...kept, role];
  const services = role === "resolver" ? servicesAfter(from, to) : to.services;
  const left = from.roles.filter((each) => each !== role);
  change(team, from.id, { roles: left, services: role === "resolver" ? [] : from.services });
  // Who facilitates needs a device. Somebody in the same room sits down at the one this was entered at: else nobody could do anything more there.
  const device = role === "facilitator" ? (to.device ?? command.author) : to.device;
  return change(team, to.id, { roles: gained, services, device });
}

function checkHandover(
  state: DrillState,
  team: TeamStory,
  deed: Of<"handover">,
  from: Seat,
  to: Seat,
  command: Command,
): Refusal | null {
  const { role } = deed;
  if (!holds(from, role)) {
    const holders = team.seats.filter((seat) => holds(seat, role)).map((seat) => seat.id);
    return refuse("role.not-held", `${from.name} is not ${role}.`, holders.join(", ") || "nobody");
  }
  // Who works on services may take on others'; any other role one has or has not.
  if (from.id === to.id || (holds(to, role) && role !== "resolver")) {
    return refuse("role.taken", `${to.name} is ${role} already.`, "another seat");
  }
  const { roles } = standingOf(state, team, command.role);
  const leads = roles.includes("facilitator") || (roles.includes("commander") && role !== "facilitator");
  if (leads || actsFor(team, command.author, from)) return null;
  return refuse("role.not-yours", `Only ${from.name}, the commander and the facilitator hand this on.`, from.name);
}

/** No services named: all of them. */
function servicesAfter(from: Seat, to: Seat): readonly string[] {
  const isResolver = holds(to, "resolver");
  if (from.services.length === 0 || (isResolver && to.services.length === 0)) return [];
  return [...new Set([...(isResolver ? to.services : []), ...from.services])];
}

function put(team: TeamStory, seat: Seat): void {
  const known = seatOf(team, seat.id) !== undefined;
  team.seats = known ? team.seats.map((each) => (each.id === seat.id ? seat : each)) : [...team.seats, seat];
}

function change(team: TeamStory, id: string, change: Partial<Seat>): null {
  team.seats = team.seats.map((seat) => (seat.id === id ? { ...seat, ...change } : seat));
  return null;
}
