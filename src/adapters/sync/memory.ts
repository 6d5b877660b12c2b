import { StorageError } from "#session/contract";
import { type Kept, textOf } from "./messages";
import { type KeyRecord, type RoomRecord, type RoomStore, SAME_WINDOW } from "./store";

/** Rooms where the browser stores nothing: they last as long as the tab. */
export function memoryRoomStore(): RoomStore {
  const rooms = new Map<string, RoomRecord>();
  const keys = new Map<string, Map<number, KeyRecord>>();
  const setups = new Map<string, string>();
  const entries = new Map<string, Map<string, string>>();
  const placeOf = ({ entry }: Kept) => `${entry.author}:${entry.counter}:`;
  const put = (room: string, kept: Kept) => {
    const own = entries.get(room) ?? new Map<string, string>();
    entries.set(room, own.set(placeOf(kept) + kept.entry.signature, textOf(kept)));
  };
  return {
    rooms: async () => [...rooms.values()],
    putRoom: async (record) => void rooms.set(record.room, record),
    key: async (room, slot) => keys.get(room)?.get(slot) ?? null,
    keys: async (room) => [...(keys.get(room)?.values() ?? [])],
    putKey: async (record) =>
      void keys.set(record.room, (keys.get(record.room) ?? new Map<number, KeyRecord>()).set(record.slot, record)),
    setup: async (room) => setups.get(room) ?? null,
    putSetup: async (room, text) => void setups.set(room, text),
    entries: async (room) => [...(entries.get(room)?.values() ?? [])],
    putEntries: async (room, list) => {
      if (!rooms.has(room)) return;
      for (const kept of list) put(room, kept);
    },
    appendEntry: async (room, kept) => {
      const taken = [...(entries.get(room)?.keys() ?? [])].some((key) => key.startsWith(placeOf(kept)));
      if (taken) throw new StorageError(SAME_WINDOW);
      put(room, kept);
    },
    remove: async (room) => {
      for (const map of [rooms, keys, setups, entries]) map.delete(room);
    },
  };
}
