import { wallClock } from "#adapters/clock";
import { openStorage } from "#adapters/storage/index";
import { openRooms } from "#adapters/sync/index";
import type { Rooms } from "#session/team/contract";

/** Rooms as the app composes them, for pages that have nothing else. */
export async function open(): Promise<Rooms> {
  const { lock, problem } = await openStorage(wallClock);
  return openRooms(lock, wallClock, problem === null);
}
