/** Sizes that devices and the relay agree on; bytes of UTF-8. */

/** A signed entry as JSON: the longest texts of a deed fit three times. */
export const MAX_ENTRY = 16 * 1024;
/** The signed setup: a pack of drills may travel in it. */
export const MAX_SETUP = 3 * 1024 * 1024;
/** Entries of one device, and devices that may have written something: four hours without a rest are three thousand. */
export const MAX_OF_AUTHOR = 10_000;
export const MAX_AUTHORS = 1_000;
/** Connected at the same time, as far as anybody lists them. */
export const MAX_CONNECTED = 64;
/** What a device says of itself all the time: presence and beacon as JSON. */
export const MAX_PRESENCE = 4 * 1024;
/** A room as a file; setup and entries with room to spare. */
export const MAX_FILE = 64 * 1024 * 1024;

/** Names in the shared document: a list of entries, and a map with one key. */
export const LOG = "log";
export const SETUP = "setup";
export const SIGNED = "signed";

const encoder = new TextEncoder();

/** Whether a text has at most so many bytes. A code unit has one to three, so that most need no counting. */
export function fits(text: string, bytes: number): boolean {
  if (text.length > bytes) return false;
  return text.length * 3 <= bytes || encoder.encode(text).length <= bytes;
}
