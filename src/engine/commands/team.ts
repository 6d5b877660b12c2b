import type { Command, Refusal } from "#domain/commands";
import type { Seat, TeamDeed } from "#domain/team";
import { type DrillState, record } from "../state";
import { seatOf } from "../team/seats";
import type { TeamStory } from "../team/story";
import { refuse, unknown } from "./names";

type Of<D extends TeamDeed["do"]> = Extract<TeamDeed, { do: D }>;

/** What people of a team do with each other. The journal says where in the log it stands; views give the deed itself. */
export function team(state: DrillState, command: Extract<Command, { kind: "team" }>): Refusal | null {
  const { team } = state.story;
  if (team === undefined) return refuse("team.alone", "This run is played alone.");
  const refusal = carryOut(team, command.args, command);
  if (refusal !== null) return refusal;
  record(state, "team", command.role, { do: command.args.do, log: state.log.length });
  return null;
}

function carryOut(team: TeamStory, deed: TeamDeed, command: Command): Refusal | null {
  switch (deed.do) {
    case "join":
      return join(team, deed, command);
    case "seat":
      return put(team, { ...seatFrom(deed, deed.device), isReady: true });
    case "ready":
      return change(team, command.role, { isReady: deed.ready });
    case "leave":
      return change(team, deed.seat, { isHere: false });
    case "return":
      return change(team, deed.seat, { isHere: true });
    case "clock":
      team.clock = { ...team.clock, state: deed.state, tempo: deed.tempo };
      return null;
    case "hold":
      team.clock = { ...team.clock, holder: command.author };
      return null;
    default:
      return null;
  }
}

const seatFrom = (deed: Of<"join"> | Of<"seat">, device: string | null): Seat => ({
  id: deed.seat,
  name: deed.name,
  device,
  roles: deed.roles,
  services: deed.services,
  isReady: false,
  isHere: true,
});

function join(team: TeamStory, deed: Of<"join">, command: Command): Refusal | null {
  if (seatOf(team, deed.seat) !== undefined) return refuse("seat.taken", "This seat is taken.");
  return put(team, seatFrom(deed, command.author));
}

function put(team: TeamStory, seat: Seat): null {
  const others = team.seats.filter(({ id }) => id !== seat.id);
  team.seats = [...others, seat];
  return null;
}

function change(team: TeamStory, id: string, change: Partial<Seat>): Refusal | null {
  if (seatOf(team, id) === undefined) {
    return unknown(
      "seat",
      id,
      team.seats.map((seat) => seat.id),
    );
  }
  team.seats = team.seats.map((seat) => (seat.id === id ? { ...seat, ...change } : seat));
  return null;
}
