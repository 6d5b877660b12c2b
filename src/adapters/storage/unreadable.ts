import type { UnreadableRecord } from "#session/contract";
import type { Connection } from "./connection";
import { type RecordType, readRecord } from "./record";
import { RECORD_TYPES } from "./records/index";
import { quarantineRecord } from "./records/quarantine";

/** What of the given records cannot be read; a quarantined record counts as what it holds. */
export function unreadableIn(
  type: RecordType<unknown>,
  records: readonly unknown[],
  keys: readonly unknown[],
): UnreadableRecord[] {
  return records.flatMap((raw, at): UnreadableRecord[] => {
    const key = keyText(keys[at]);
    const read = readRecord(type, raw);
    if (!read.ok) return [{ store: type.store, key, reason: read.error.reason, newer: read.error.newer }];
    if (type.name !== quarantineRecord.name) return [];
    const held = readRecord(quarantineRecord, raw);
    if (!held.ok) return [];
    return [{ store: held.value.store, key: held.value.key, reason: held.value.reason, newer: false }];
  });
}

/** Reads everything once and says what of it cannot be read. */
export async function unreadableRecords(connection: Connection): Promise<UnreadableRecord[]> {
  const found: UnreadableRecord[] = [];
  for (const type of RECORD_TYPES) {
    const { records, keys } = await connection.read([type.store], async (tx) => {
      const store = tx.objectStore(type.store);
      return { records: (await store.getAll()) as unknown[], keys: (await store.getAllKeys()) as unknown[] };
    });
    found.push(...unreadableIn(type, records, keys));
  }
  return found;
}

/** A key as text: `id`, or `run/number` for a batch of commands. */
export function keyText(key: unknown): string {
  return Array.isArray(key) ? key.join("/") : String(key);
}
