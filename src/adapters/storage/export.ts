import type { UnreadableRecord } from "#session/contract";
import type { Connection } from "./connection";
import { STORE_NAMES } from "./database";
import { RECORD_TYPES } from "./records/index";
import { unreadableIn } from "./unreadable";

/** Marks an export file; `public/rescue.js` writes the same format. */
export const EXPORT_FORMAT = "meantime-export";
export const EXPORT_VERSION = 1;

/** Stores whose records only mean something in this browser. */
const LOCAL = new Set<string>(["leases"]);

/**
 * Everything that is stored, as one JSON text: `{ format, version, exportedAt, stores: { name: [records as stored] },
 * unreadable: [{ store, key, reason }] }`. One transaction, so that the parts fit each other.
 * @param at epoch milliseconds
 */
export async function exportDatabase(
  connection: Connection,
  at: number,
): Promise<{ json: string; unreadable: number }> {
  const names = STORE_NAMES.filter((name) => !LOCAL.has(name));
  const contents = await connection.read(names, (tx) =>
    Promise.all(
      names.map(async (name) => {
        const store = tx.objectStore(name);
        const [records, keys] = await Promise.all([store.getAll(), store.getAllKeys()]);
        return { name, records: records as unknown[], keys: keys as unknown[] };
      }),
    ),
  );
  const unreadable = contents.flatMap(({ name, records, keys }) =>
    RECORD_TYPES.filter((type) => type.store === name).flatMap((type) => unreadableIn(type, records, keys)),
  );
  const stores = Object.fromEntries(contents.map(({ name, records }) => [name, records]));
  return { json: exportFile(stores, unreadable, at), unreadable: unreadable.length };
}

/** The text of an export file. `at` in epoch milliseconds. */
export function exportFile(
  stores: Readonly<Record<string, readonly unknown[]>>,
  unreadable: readonly UnreadableRecord[],
  at: number,
): string {
  return JSON.stringify({ format: EXPORT_FORMAT, version: EXPORT_VERSION, exportedAt: at, stores, unreadable }, asJson);
}

/** Sound is written as base64. Damaged records may hold what JSON cannot; that must not cost the rest of the file. */
export function asJson(_key: string, value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { base64: base64Of(value) };
  return typeof value === "bigint" ? String(value) : value;
}

function base64Of(bytes: ArrayBuffer): string {
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
}
