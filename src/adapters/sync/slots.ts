import type { RunLock } from "#session/contract";
import { type KeyPair, newKey } from "./signing";
import type { KeyRecord, RoomStore } from "./store";

/** Windows of one browser in one room. */
const MOST = 32;
/** Counts of beacons that are set aside at a time: a reload goes on behind them, whatever the clock says. */
const BEACONS = 1000;

/** What the lock of a place is called. */
const nameOf = (room: string, slot: number): string => `room:${room}:${slot}`;

/** A window's place in a room: its key, as long as no other window has it. */
export interface Place {
  readonly key: KeyPair;
  /** Of the last beacon that was sent from here before; 0 where there was none. */
  readonly second: number;
  isLost(): boolean;
  /** The count of a beacon that says a second. */
  nextBeacon(second: number): number;
  release(): void;
}

/**
 * The lowest place that no other window has, with its key: a reload gets the same one back, a second window is a device of
 * its own. Null when there is none left. Rejects with a StorageError.
 * @param taken places of this window
 */
export async function takePlace(
  store: RoomStore,
  lock: RunLock,
  room: string,
  taken: Set<string>,
): Promise<Place | null> {
  for (let slot = 0; slot < MOST; slot++) {
    const name = nameOf(room, slot);
    if (taken.has(name)) continue;
    taken.add(name);
    const lease = await lock.acquire(name);
    if (lease.state === "held") {
      taken.delete(name);
      continue;
    }
    const release = () => {
      taken.delete(name);
      stop();
      lease.release();
    };
    let lost = false;
    const stop = lock.onLost(name, () => {
      lost = true;
    });
    try {
      const record = await keyAt(store, room, slot);
      const { second = 0 } = record;
      return { key: record, second, isLost: () => lost, nextBeacon: beaconsFrom(store, record), release };
    } catch (error) {
      release();
      throw error;
    }
  }
  return null;
}

/** Takes every place of a room that has a key, so that nobody is in it; null, and none taken, where another window is. */
export async function takeAll(store: RoomStore, lock: RunLock, room: string): Promise<(() => void) | null> {
  const taken: (() => void)[] = [];
  const release = () => {
    for (const free of taken) free();
  };
  for (const { slot } of await store.keys(room)) {
    const lease = await lock.acquire(nameOf(room, slot));
    if (lease.state === "held") {
      release();
      return null;
    }
    taken.push(lease.release);
  }
  return release;
}

async function keyAt(store: RoomStore, room: string, slot: number): Promise<KeyRecord> {
  const kept = await store.key(room, slot);
  const record = { ...(kept ?? { room, slot, ...newKey(), beacons: 0 }) };
  await store.putKey({ ...record, beacons: record.beacons + BEACONS });
  return record;
}

/** Counts that go up, also from one reload to the next; the second that was said last is stored with them. */
function beaconsFrom(store: RoomStore, record: KeyRecord): (second: number) => number {
  let next = record.beacons;
  let kept = record.beacons + BEACONS;
  let { second: said = 0 } = record;
  return (second) => {
    next += 1;
    const isLow = kept - next < BEACONS / 2;
    if (isLow) kept += BEACONS;
    if (isLow || second !== said) {
      said = second;
      // Should it fail, the next reload is behind by some counts and seconds for some minutes, and nothing else.
      store.putKey({ ...record, beacons: kept, second }).catch(() => undefined);
    }
    return next;
  };
}
