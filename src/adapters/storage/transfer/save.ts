import type { Saved, TransferOptions } from "#session/transfer";
import type { Connection, Transaction } from "../connection";
import type { StoreName } from "../database";
import { Breath } from "./breath";
import { endLine, headLine, ORDER, recordLine } from "./format";

/** Letters that are handed over together. */
const PIECE = 1 << 18;

/** A record on its way into the file. */
type Entry = readonly [store: StoreName, key: unknown, record: unknown];
type Reading = Transaction<"readonly">;

/** What belongs to a record of another store, and how many of the owners are read at a time. */
interface Family {
  readonly store: StoreName;
  readonly parts: readonly StoreName[];
  readonly page: number;
}

/** Recordings are apart: an hour of sound does not fit a page. */
const FAMILIES: readonly Family[] = [
  { store: "programs", parts: [], page: 4 },
  { store: "packs", parts: ["packFiles"], page: 2 },
  { store: "runs", parts: ["commands", "frozen"], page: 12 },
  { store: "interviews", parts: ["interviewEvents"], page: 10 },
  { store: "takes", parts: [], page: 50 },
  { store: "chunks", parts: [], page: 30 },
  { store: "documents", parts: [], page: 50 },
  { store: "study", parts: [], page: 200 },
  { store: "settings", parts: [], page: 1 },
  { store: "quarantine", parts: [], page: 5 },
];

const belongingTo = (owner: IDBValidKey) => IDBKeyRange.bound([owner], [owner, []]);

/** All of `store` that belongs to an owner: in the two-part keys it comes first, otherwise it is the key. */
async function partsOf(tx: Reading, store: StoreName, owner: IDBValidKey): Promise<Entry[]> {
  const from = tx.objectStore(store);
  const range = Array.isArray(from.keyPath) ? belongingTo(owner) : IDBKeyRange.only(owner);
  const [records, keys] = await Promise.all([from.getAll(range), from.getAllKeys(range)]);
  return records.map((record: unknown, i): Entry => [store, keys[i], record]);
}

/** A page of a store with what belongs to it, in one transaction, so that the parts fit each other. */
function pageOf(connection: Connection, { store, parts, page }: Family, after: IDBValidKey | null) {
  return connection.read([store, ...parts], async (tx) => {
    const range = after === null ? null : IDBKeyRange.lowerBound(after, true);
    const from = tx.objectStore(store);
    const [records, keys] = await Promise.all([from.getAll(range, page), from.getAllKeys(range, page)]);
    const owned = await Promise.all(
      keys.map((key) => Promise.all(parts.map((part) => partsOf(tx, part, key as IDBValidKey)))),
    );
    const entries = records.flatMap((record: unknown, i): Entry[] => [
      [store, keys[i], record],
      ...(owned[i]?.flat() ?? []),
    ]);
    return { entries, last: (keys.at(-1) ?? null) as IDBValidKey | null, isLast: keys.length < page };
  });
}

/** Keys that are read at a time. */
const KEYS = 1000;

/** All keys of a store, a page at a time. */
async function* keysOf(connection: Connection, store: StoreName): AsyncGenerator<readonly IDBValidKey[]> {
  let after: IDBValidKey | undefined;
  for (let isLast = false; !isLast; ) {
    const range = after === undefined ? null : IDBKeyRange.lowerBound(after, true);
    const keys: IDBValidKey[] = await connection.read([store], (tx) => tx.objectStore(store).getAllKeys(range, KEYS));
    yield keys;
    after = keys.at(-1);
    isLast = keys.length < KEYS;
  }
}

/** What belongs to nothing: damage, but stored, and so part of the file. */
async function* strays(connection: Connection, { store, parts }: Family): AsyncGenerator<Entry> {
  if (parts.length === 0) return;
  const owners = new Set<unknown>();
  for await (const keys of keysOf(connection, store)) for (const key of keys) owners.add(key);
  for (const part of parts) {
    for await (const keys of keysOf(connection, part)) {
      for (const key of keys) {
        const owner = (Array.isArray(key) ? key[0] : key) as IDBValidKey;
        if (owners.has(owner)) continue;
        const record = await connection.read([store, part], async (tx) => {
          // Begun since the owners were read.
          const isOwned = (await tx.objectStore(store).getKey(owner as never)) !== undefined;
          return isOwned ? undefined : ((await tx.objectStore(part).get(key as never)) as unknown);
        });
        if (record !== undefined) yield [part, key, record];
      }
    }
  }
}

/**
 * Writes everything that is stored, record by record, as lines. Every run and interview is whole as it stood at one moment; the file
 * as a whole took longer than that.
 * @param at epoch milliseconds
 */
export async function saveEverything(
  connection: Connection,
  at: number,
  write: (piece: string) => void | Promise<void>,
  { signal, onProgress }: TransferOptions,
): Promise<Saved> {
  const breath = new Breath(signal);
  const total = await connection.read([...ORDER], async (tx) => {
    const counts = await Promise.all(ORDER.map((store) => tx.objectStore(store).count()));
    return counts.reduce((sum, count) => sum + count, 0);
  });
  let piece = headLine(at);
  let records = 0;
  let unwritable = 0;
  const put = async (entries: readonly Entry[]) => {
    for (const entry of entries) {
      const { line, isWhole } = recordLine(...entry);
      piece += line;
      records++;
      if (!isWhole) unwritable++;
      if (piece.length >= PIECE) {
        await write(piece);
        piece = "";
        onProgress?.(Math.min(1, records / total));
      }
      await breath.take();
    }
  };
  for (const family of FAMILIES) {
    let after: IDBValidKey | null = null;
    for (let isLast = false; !isLast; ) {
      const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(connection, family, after);
      await put(page.entries);
      after = page.last;
      ({ isLast } = page);
    }
    for await (const stray of strays(connection, family)) await put([stray]);
  }
  await write(piece + endLine(records));
  onProgress?.(1);
  return { records, unwritable };
}
