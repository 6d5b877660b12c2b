import { gunzipSync, gzipSync, strFromU8, strToU8 } from "fflate";
import { StorageError } from "#session/contract";
import type { RoomAddress } from "#session/team/contract";
import { Breath } from "../storage/transfer/breath";
import { MAX_FILE } from "./limits";
import { isGenuine, type Kept, readEntry, readSetup } from "./messages";
import * as shapes from "./shapes";

const FORMAT = "meantime-room";
const VERSION = 1;

/** A file that was read: everything in it is signed by whom it says. */
export interface RoomFile {
  readonly address: RoomAddress;
  /** The signed setup as text. */
  readonly setup: string | null;
  readonly entries: readonly Kept[];
  /** Items that were left out because they are no genuine entries. */
  readonly ignored: number;
}

/** A room as a file: gzipped JSON with its address, signed setup and entries. No private key is in it. */
export function packFile(address: RoomAddress, setup: string | null, entries: readonly string[]): Uint8Array {
  const value = { format: FORMAT, version: VERSION, address, setup, entries };
  return gzipSync(strToU8(JSON.stringify(value)));
}

/**
 * Reads a file that anybody may have written, in slices.
 * @param own the room it should be of; null: any
 * @throws StorageError that says what is wrong with it
 */
export async function readFile(file: Uint8Array, own: RoomAddress | null): Promise<RoomFile> {
  const { address, setup, entries } = partsOf(parse(file));
  if (own !== null && (address.room !== own.room || address.founder !== own.founder)) {
    throw refused("it is that of another room. Open it by itself to see it");
  }
  const read = setup === null ? null : readSetup(setup, address);
  if (read !== null && !read.ok) throw refused(read.error);
  if (read === null && entries.length > 0) throw refused("it has entries, but no setup that they belong to");
  const run = read?.value.header.id ?? "";
  const breath = new Breath(undefined);
  const genuine: Kept[] = [];
  for (const text of entries) {
    const kept = readEntry(text, run);
    if (kept.ok && isGenuine(kept.value)) genuine.push(kept.value);
    await breath.take();
  }
  return { address, setup, entries: genuine, ignored: entries.length - genuine.length };
}

interface Parts {
  readonly address: RoomAddress;
  readonly setup: string | null;
  readonly entries: readonly unknown[];
}

function partsOf(value: unknown): Parts {
  if (value === null || typeof value !== "object") throw refused("it is no file of a room");
  const { format, version, address, setup, entries } = value as Readonly<Record<string, unknown>>;
  if (format !== FORMAT) throw refused("it is no file of a room");
  if (version !== VERSION)
    throw refused(`it has version ${String(version).slice(0, 20)}; this page reads version ${VERSION}`);
  const wrong = shapes.wrongWith(shapes.address, address, "address");
  if (wrong !== null) throw refused(wrong);
  if (setup !== null && typeof setup !== "string") throw refused("setup must be a text or null");
  if (!Array.isArray(entries)) throw refused("entries must be a list");
  return { address: address as RoomAddress, setup, entries };
}

function parse(file: Uint8Array): unknown {
  if (file.length > MAX_FILE) throw refused(`it has ${file.length} bytes; a room has at most ${MAX_FILE}`);
  try {
    return JSON.parse(strFromU8(isZipped(file) ? unzipped(file) : file));
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw refused("it is cut off, or no file of a room");
  }
}

const isZipped = (file: Uint8Array): boolean => file[0] === 0x1f && file[1] === 0x8b;

/** The last four bytes of a gzip say how much it becomes: a small file must not become a huge one. */
function unzipped(file: Uint8Array): Uint8Array {
  const size = new DataView(file.buffer, file.byteOffset, file.byteLength).getUint32(
    Math.max(0, file.length - 4),
    true,
  );
  if (size > MAX_FILE) throw refused(`it would unpack to ${size} bytes; a room has at most ${MAX_FILE}`);
  return gunzipSync(file, { out: new Uint8Array(size) });
}

const refused = (why: string): StorageError =>
  new StorageError({ kind: "corrupt", key: "file", text: `This file cannot be opened: ${why}.` });
