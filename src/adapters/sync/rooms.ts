import { type RunLock, StorageError, type StorageProblem, type WallClock } from "#session/contract";
import type { RoomAddress, RoomSummary, Rooms, SharedLog, TeamSetup } from "#session/team/contract";
import { readFile } from "./file";
import { fits, MAX_SETUP } from "./limits";
import { readSetup, roomOf, signSetup } from "./messages";
import { relayHere, viaHere } from "./relay-here";
import * as shapes from "./shapes";
import { RoomLog } from "./shared-log";
import { newKey, toBase64Url } from "./signing";
import { type Place, takeAll, takePlace } from "./slots";
import type { RoomStore } from "./store";

export interface RoomNeeds {
  readonly store: RoomStore;
  readonly lock: RunLock;
  readonly clock: WallClock;
  /** How sockets are made, outside a browser. */
  readonly socket?: unknown;
}

/** Its key would be gone while somebody plays with it: of a facilitator the clock of all. */
const OPEN_ELSEWHERE: StorageProblem = {
  kind: "conflict",
  text: "It is open in another window of this browser. Close it there, then remove it.",
};

/** A secret that nobody guesses. */
const newSecret = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(16)));

/** Rooms of this window. */
export function roomsOf({ store, lock, clock, socket }: RoomNeeds): Rooms {
  /** Places of this window: it may be in one room twice, as two devices. */
  const taken = new Set<string>();
  const opened = new Map<string, Set<SharedLog>>();
  /** Places that are being given back: who closes a room and opens it again at once is the same device. */
  const leaving = new Set<Promise<void>>();

  const place = async (room: string): Promise<Place> => {
    await Promise.all(leaving);
    const found = await takePlace(store, lock, room, taken);
    if (found !== null) return found;
    throw new StorageError({
      kind: "conflict",
      text: "So many windows of this browser are in this room that no place is left. Close one.",
    });
  };

  const enter = async (address: RoomAddress, place: Place | null): Promise<RoomLog> => {
    const logs = opened.get(address.room) ?? new Set<SharedLog>();
    opened.set(address.room, logs);
    try {
      const log: RoomLog = await RoomLog.open({
        address,
        via: address.relay === null ? null : await viaHere(address.relay),
        store,
        clock,
        place,
        socket,
        onClose: (free) => {
          logs.delete(log);
          leaving.add(free);
          void free.finally(() => leaving.delete(free));
        },
      });
      logs.add(log);
      return log;
    } catch (error) {
      place?.release();
      throw error;
    }
  };

  const remember = async (address: RoomAddress): Promise<void> => {
    const wrong = shapes.wrongWith(shapes.address, address, "address");
    if (wrong !== null) throw new RangeError(`This address of a room is not whole: ${wrong}. Copy it again.`);
    const known = (await store.rooms()).find(({ room }) => room === address.room);
    const { title, run } = known ?? { title: "", run: "" };
    await store.putRoom({ room: address.room, address, title, run, updatedAt: clock.now() });
  };

  const join = async (address: RoomAddress, watch: boolean): Promise<RoomLog> => {
    await remember(address);
    return enter(address, watch ? null : await place(address.room));
  };

  return {
    async found(make, relay) {
      // Named after the key that opens it: nobody else can put a setup into a room of this name.
      const key = newKey();
      const room = roomOf(key.author);
      await store.putKey({ room, slot: 0, ...key, beacons: 0 });
      const own = await place(room);
      try {
        const founder = own.key.author;
        const address: RoomAddress = { room, secret: newSecret(), founder, relay };
        const setup = make(founder);
        const text = signSetup(room, setup, own.key);
        checkSetup(setup, text, address);
        await store.putSetup(room, text);
        await store.putRoom({ room, address, title: setup.title, run: setup.header.id, updatedAt: clock.now() });
        const log = await enter(address, own);
        log.begin(text);
        return { address, log };
      } catch (error) {
        own.release();
        throw error;
      }
    },
    remember,
    join,
    async open(file) {
      const { address, setup, entries } = await readFile(file, null);
      const alone: RoomAddress = { ...address, relay: null };
      // Where the room is known here, the list keeps the way to the others.
      if (!(await store.rooms()).some(({ room }) => room === address.room)) await remember(alone);
      if (setup !== null && (await store.setup(address.room)) === null) await store.putSetup(address.room, setup);
      await store.putEntries(address.room, entries);
      return { address: alone, log: await enter(alone, await place(address.room)) };
    },
    async list() {
      const rooms = [...(await store.rooms())].sort((a, b) => b.updatedAt - a.updatedAt);
      return Promise.all(
        rooms.map(async ({ address, title, run, updatedAt }): Promise<RoomSummary> => {
          const devices = (await store.keys(address.room)).map(({ author }) => author);
          return { address, title, run, updatedAt, isFounder: devices.includes(address.founder), devices };
        }),
      );
    },
    async remove(room) {
      for (const log of [...(opened.get(room) ?? [])]) log.close();
      await Promise.all(leaving);
      const release = await takeAll(store, lock, room);
      if (release === null) throw new StorageError(OPEN_ELSEWHERE);
      await store.remove(room).finally(release);
    },
    relayHere,
  };
}

/** What others would refuse is refused before anybody waits for it. */
function checkSetup(setup: TeamSetup, text: string, address: RoomAddress): void {
  if (!fits(text, MAX_SETUP)) {
    throw new RangeError(
      `The setup of a room has at most ${MAX_SETUP} bytes; this one has ${text.length} letters. Leave out files of the pack.`,
    );
  }
  const read = readSetup(text, address);
  if (!read.ok) throw new RangeError(`“${setup.title}” cannot be opened as a room: ${read.error}.`);
}
