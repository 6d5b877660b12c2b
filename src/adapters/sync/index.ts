import type { RunLock, WallClock } from "#session/contract";
import type { Rooms } from "#session/team/contract";
import { openRoomStore } from "./database";
import { memoryRoomStore } from "./memory";
import { roomsOf } from "./rooms";

/**
 * Rooms of this browser. Where it stores nothing they last as long as the tab; that nothing is kept is said by the app.
 */
export async function openRooms(lock: RunLock, clock: WallClock): Promise<Rooms> {
  const store = await openRoomStore().catch(() => memoryRoomStore());
  return roomsOf({ store, lock, clock });
}
