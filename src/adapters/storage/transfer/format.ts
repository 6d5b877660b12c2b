import { STORES, type StoreName } from "../database";

/** Marks a file of everything. */
export const EXPORT_FORMAT = "meantime-export";
/** Version of the file of lines. Version 1 is one JSON text: `public/rescue.js` writes it, and older versions of the app did. */
export const LINES_VERSION = 2;
export const WHOLE_VERSION = 1;

/** Stores in the order of the file: what others refer to comes first. Leases only mean something in one browser. */
export const ORDER = [
  "programs",
  "packs",
  "packFiles",
  "runs",
  "commands",
  "frozen",
  "interviews",
  "interviewEvents",
  "takes",
  "chunks",
  "documents",
  "study",
  "settings",
  "quarantine",
] as const satisfies readonly StoreName[];

/** A line longer than this is not a record, in bytes: the largest is the text of a pack, with as much again for its escapes. */
export const MAX_LINE = 36_000_000;
/** Nested deeper than this nothing is a record. */
export const MAX_DEPTH = 60;

export const isStore = (name: unknown): name is StoreName => typeof name === "string" && Object.hasOwn(STORES, name);

/** The first line. `at` in epoch milliseconds. */
export const headLine = (at: number): string =>
  `${JSON.stringify({ format: EXPORT_FORMAT, version: LINES_VERSION, exportedAt: at })}\n`;

/** The last line: without it a file was cut off. */
export const endLine = (records: number): string => `${JSON.stringify({ end: true, records })}\n`;

/** A record as a line; `isWhole` is false when no text can hold it, and the line only names it. */
export function recordLine(store: StoreName, key: unknown, record: unknown): { line: string; isWhole: boolean } {
  try {
    return { line: `${JSON.stringify({ store, record }, asJson)}\n`, isWhole: true };
  } catch (error) {
    return { line: `${JSON.stringify({ store, key: String(key), unwritable: String(error) })}\n`, isWhole: false };
  }
}

/** Sound is written as base64. Damaged records may hold what JSON cannot; that must not cost the rest of the file. */
function asJson(_key: string, value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { base64: base64Of(value) };
  return typeof value === "bigint" ? String(value) : value;
}

function base64Of(bytes: ArrayBuffer): string {
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Whether brackets of a JSON text are nested deeper than `limit`; those in strings do not count. */
export function isDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let isString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isString) {
      if (code === 92) i++;
      else if (code === 34) isString = false;
    } else if (code === 34) isString = true;
    else if (code === 91 || code === 123) {
      if (++depth > limit) return true;
    } else if (code === 93 || code === 125) depth--;
  }
  return false;
}
