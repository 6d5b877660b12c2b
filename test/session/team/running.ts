import type { TeamDeed } from "#domain/team";
import { SAMPLE } from "../program";
import { Room } from "./room";
import { type Player, Several } from "./several";

/** The second a player's screen shows. */
export const now = ({ session }: Player) => session.getState().view?.now ?? -1;

/** What was done, as far as a player sees it. */
export const deeds = ({ session }: Player) => session.getState().view?.team?.deeds ?? [];

/** A line for the timeline. */
export const entry = (id: string, at = 0): TeamDeed => ({
  do: "entry",
  entry: id,
  at,
  text: "Somebody said something.",
});

/** A room with a founder and others, the clock running for ten seconds; the second device may facilitate. */
export async function running(size = 2, program = SAMPLE): Promise<Several> {
  const team = new Several(new Room(program));
  await team.begin(size);
  await team.pass(10);
  return team;
}

/** Closes a player's window and opens it again, with what it had stored. */
export async function reload(team: Several, i: number): Promise<Player> {
  await team.reload(i);
  return team.players[i] as Player;
}
