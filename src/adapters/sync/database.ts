import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { StorageError } from "#session/contract";
import { asStorageError } from "../storage/problems";
import { type Kept, textOf } from "./messages";
import { type KeyRecord, type RoomRecord, type RoomStore, SAME_WINDOW } from "./store";

/**
 * A database of its own, beside that of what a player keeps: it holds private keys, which must be in no file that saves
 * everything, whatever version of the rescue page writes it; and nothing of it is needed before somebody joins a room.
 */
export const ROOMS_DATABASE = "meantime-rooms";
const VERSION = 1;

interface EntryRecord {
  readonly room: string;
  readonly author: string;
  readonly counter: number;
  /** Its signature: several entries may have one counter. */
  readonly content: string;
  readonly text: string;
}

interface Schema extends DBSchema {
  rooms: { key: string; value: RoomRecord };
  keys: { key: [string, number]; value: KeyRecord };
  setups: { key: string; value: { readonly room: string; readonly text: string } };
  entries: { key: [string, string, number, string]; value: EntryRecord };
}
const NAMES = ["rooms", "keys", "setups", "entries"] as const;

/** Opens the database; rejects with a StorageError. */
export async function openRoomStore(name = ROOMS_DATABASE): Promise<RoomStore & { close(): void }> {
  let database: IDBPDatabase<Schema> | null = null;
  const work = async <T>(does: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> => {
    try {
      database ??= await open(name, () => {
        database = null;
      });
      return await does(database);
    } catch (error) {
      throw asStorageError(error);
    }
  };
  await work(async () => undefined);
  return {
    rooms: () => work((db) => db.getAll("rooms")),
    putRoom: (record) => work(async (db) => void (await db.put("rooms", record))),
    key: (room, slot) => work(async (db) => (await db.get("keys", [room, slot])) ?? null),
    keys: (room) => work((db) => db.getAll("keys", of(room))),
    putKey: (record) => work(async (db) => void (await db.put("keys", record))),
    setup: (room) => work(async (db) => (await db.get("setups", room))?.text ?? null),
    putSetup: (room, text) => work(async (db) => void (await db.put("setups", { room, text }))),
    entries: (room) => work(async (db) => (await db.getAll("entries", of(room))).map(({ text }) => text)),
    putEntries: (room, entries) => work((db) => putAll(db, room, entries)),
    appendEntry: (room, entry) => work((db) => append(db, room, entry)),
    remove: (room) => work((db) => removeAll(db, room)),
    close: () => database?.close(),
  };
}

function open(name: string, onGone: () => void): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, VERSION, {
    upgrade(database) {
      database.createObjectStore("rooms", { keyPath: "room" });
      database.createObjectStore("keys", { keyPath: ["room", "slot"] });
      database.createObjectStore("setups", { keyPath: "room" });
      database.createObjectStore("entries", { keyPath: ["room", "author", "counter", "content"] });
    },
    blocking: (_current, _wanted, event) => {
      (event.target as IDBDatabase).close();
      onGone();
    },
    terminated: onGone,
  });
}

/** All keys that begin with a room: an empty list comes after everything else. */
const of = (room: string) => IDBKeyRange.bound([room], [room, []]);

const recordOf = (room: string, kept: Kept): EntryRecord => {
  const { author, counter, signature } = kept.entry;
  return { room, author, counter, content: signature, text: textOf(kept) };
};

async function putAll(database: IDBPDatabase<Schema>, room: string, entries: readonly Kept[]): Promise<void> {
  const transaction = database.transaction(["rooms", "entries"], "readwrite", { durability: "relaxed" });
  await committed(transaction, async () => {
    const isThere = (await transaction.objectStore("rooms").count(room)) > 0;
    const store = transaction.objectStore("entries");
    if (isThere) await Promise.all(entries.map((kept) => store.put(recordOf(room, kept))));
  });
}

async function append(database: IDBPDatabase<Schema>, room: string, kept: Kept): Promise<void> {
  const record = recordOf(room, kept);
  const key = [room, record.author, record.counter];
  const transaction = database.transaction("entries", "readwrite", { durability: "relaxed" });
  await committed(transaction, async () => {
    const taken = await transaction.store.count(IDBKeyRange.bound(key, [...key, []]));
    if (taken > 0) throw new StorageError(SAME_WINDOW);
    await transaction.store.put(record);
  });
}

/** Does the work of a transaction. Requests of one that the browser aborted only say so: the transaction knows why. */
async function committed(
  transaction: { readonly done: Promise<void>; readonly error: DOMException | null },
  work: () => Promise<void>,
): Promise<void> {
  // It is awaited below; a rejection in between must not count as unhandled.
  transaction.done.catch(() => undefined);
  try {
    await work();
    await transaction.done;
  } catch (error) {
    throw transaction.error ?? error;
  }
}

async function removeAll(database: IDBPDatabase<Schema>, room: string): Promise<void> {
  const transaction = database.transaction(NAMES, "readwrite");
  await Promise.all([
    transaction.objectStore("rooms").delete(room),
    transaction.objectStore("keys").delete(of(room)),
    transaction.objectStore("setups").delete(room),
    transaction.objectStore("entries").delete(of(room)),
    transaction.done,
  ]);
}
