import type { RunLock, WallClock } from "#session/contract";
import type { Rooms } from "#session/team/contract";
import { openRoomStore } from "./database";
import { memoryRoomStore } from "./memory";
import { roomsOf } from "./rooms";

/**
 * Rooms of this browser. Where it stores nothing they last as long as the tab; that nothing is kept is said by the app.
 * Rejects with a StorageError where everything else is stored and rooms cannot be: nobody would say so of them.
 * @param isKept whether the browser stores what is not of a room
 */
export async function openRooms(lock: RunLock, clock: WallClock, isKept: boolean): Promise<Rooms> {
  const store = isKept ? await openRoomStore() : memoryRoomStore();
  return roomsOf({ store, lock, clock });
}
