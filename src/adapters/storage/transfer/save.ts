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

/** What belongs to nothing: damage, but stored, and so part of the file. */
async function strays(connection: Connection, { store, parts }: Family): Promise<Entry[]> {
  if (parts.length === 0) return [];
  return connection.read([store, ...parts], async (tx) => {
    const owners = new Set<unknown>(await tx.objectStore(store).getAllKeys());
    const found: Entry[] = [];
    for (const part of parts) {
      const keys: readonly unknown[] = await tx.objectStore(part).getAllKeys();
      for (const key of keys) {
        if (owners.has(Array.isArray(key) ? key[0] : key)) continue;
        found.push([part, key, await tx.objectStore(part).get(key as never)]);
      }
    }
    return found;
  });
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
    await put(await strays(connection, family));
  }
  await write(piece + endLine(records));
  onProgress?.(1);
  return { records, unwritable };
}
