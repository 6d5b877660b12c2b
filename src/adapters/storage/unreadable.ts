import type { UnreadableRecord } from "#session/contract";
import type { Connection } from "./connection";
import { type RecordType, readRecord } from "./record";
import { RECORD_TYPES } from "./records/index";
import { quarantineRecord } from "./records/quarantine";
import { Breath } from "./transfer/breath";

/** What is wrong with a record, if it cannot be read; one that was set aside counts as what it holds. */
function unreadableIn(type: RecordType<unknown>, raw: unknown, key: unknown): UnreadableRecord[] {
  const read = readRecord(type, raw);
  if (!read.ok) return [{ store: type.store, key: keyText(key), reason: read.error.reason, newer: read.error.newer }];
  if (type.name !== quarantineRecord.name) return [];
  const held = readRecord(quarantineRecord, raw);
  if (!held.ok) return [];
  return [{ store: held.value.store, key: held.value.key, reason: held.value.reason, newer: false }];
}

/** Records that are read at a time; recordings are large. */
const PAGE = 200;
const SOUND_PAGE = 20;

/** Reads everything once, a page at a time, and says what of it cannot be read. Neither the page nor the memory is full meanwhile. */
export async function unreadableRecords(connection: Connection): Promise<UnreadableRecord[]> {
  const found: UnreadableRecord[] = [];
  const breath = new Breath(undefined);
  for (const type of RECORD_TYPES) {
    const count = type.store === "chunks" || type.store === "programs" ? SOUND_PAGE : PAGE;
    let after: IDBValidKey | undefined;
    for (let isLast = false; !isLast; ) {
      const range = after === undefined ? null : IDBKeyRange.lowerBound(after, true);
      const [records, keys] = await connection.read([type.store], (tx) => {
        const store = tx.objectStore(type.store);
        return Promise.all([store.getAll(range, count) as Promise<unknown[]>, store.getAllKeys(range, count)]);
      });
      // Not in one piece: each is checked for itself.
      for (const [i, record] of records.entries()) {
        found.push(...unreadableIn(type, record, keys[i]));
        await breath.take();
      }
      after = keys.at(-1);
      isLast = keys.length < count;
    }
  }
  return found;
}

/** A key as text: `id`, or `run/number` for a batch of commands. */
export function keyText(key: unknown): string {
  return Array.isArray(key) ? key.join("/") : String(key);
}
