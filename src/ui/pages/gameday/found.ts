import type { Program } from "#domain/drill";
import { LONGEST_EXERCISE } from "#domain/run";
import type { Renames } from "#domain/team";
import { newRun } from "#session/index";
import type { RoomAddress, TeamSetup, TeamSubject } from "#session/team/contract";
import type { Services } from "../../services";

/** What a room is opened with. `seed` null: drawn now. */
export interface Opening {
  readonly title: string;
  readonly subject: TeamSubject;
  readonly renames: Renames;
  readonly program: Program;
  readonly variant: string | null;
  readonly seed: number | null;
  /** How long it is meant to last; shorter than the drill changes nothing. */
  readonly minutes: number;
}

/** Opens a room, over the relay that serves this page if there is one. Rejects with what is wrong, in a sentence. */
export async function foundRoom(opening: Opening, services: Services): Promise<RoomAddress> {
  const { title, subject, renames, program, variant, seed, minutes } = opening;
  const rooms = await services.rooms();
  const setup = (device: string): TeamSetup => {
    const run = newRun(program, {
      id: services.clock.id(),
      seed: seed ?? services.clock.seed(),
      clock: "team",
      author: device,
      role: "facilitator",
      ...(variant !== null && { variant }),
    });
    const limit = Math.min(LONGEST_EXERCISE, Math.round(minutes * 60));
    return { format: 1, title, header: { ...run.header, limit }, subject, renames };
  };
  const { address, log } = await rooms.found(setup, await rooms.relayHere());
  log.close();
  return address;
}
