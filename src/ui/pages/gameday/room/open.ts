import { messageOf } from "#lib/message";
import { programOfSubject } from "#modes/gameday/subject";
import type { RoomAddress, SharedLog, TeamSetup } from "#session/team/contract";
import { openTeam } from "#session/team/index";
import type { Services } from "../../../services";
import type { OpenRoom } from "../../../team/context";

/** A setup that has not come by then is not on its way: nobody else is in the room. Milliseconds. */
const PATIENCE = 10_000;

/** What everybody starts from, as soon as it is there; null when nobody has sent it. */
export function setupOf(log: SharedLog, clock: Services["clock"], patience = PATIENCE): Promise<TeamSetup | null> {
  const known = log.setup();
  if (known !== null) return Promise.resolve(known);
  return new Promise((resolve) => {
    const until = clock.now() + patience;
    const done = (setup: TeamSetup | null) => {
      stop();
      stopWaiting();
      resolve(setup);
    };
    const stop = log.onChange(() => {
      const setup = log.setup();
      if (setup !== null) done(setup);
    });
    const stopWaiting = clock.every(500, () => {
      if (clock.now() >= until || log.reach().state === "refused") done(null);
    });
  });
}

/** Opens a room: joins its log, gets its drill, and folds what has happened so far. Rejects with a sentence of what is wrong. */
export async function openRoom(address: RoomAddress, watch: boolean, services: Services): Promise<OpenRoom> {
  const rooms = await services.rooms();
  const log = await rooms.join(address, watch);
  try {
    const setup = await setupOf(log, services.clock);
    if (setup === null) {
      const { why } = log.reach();
      throw new Error(
        why ??
          "Nobody who has been in this room can be reached. Ask the facilitator whether the room is open, and whether the address is the right one.",
      );
    }
    const program = await programOfSubject(setup.subject, setup.renames, services);
    const session = await openTeam({
      program,
      log,
      setup,
      clock: services.clock,
      store: services.runs,
      freeze: services.freeze,
    });
    return { address, setup, log, session };
  } catch (error) {
    log.close();
    throw new Error(messageOf(error));
  }
}

/** Gives everything of a room back. */
export function closeRoom(room: OpenRoom): void {
  room.session.dispose();
  room.log.close();
}
