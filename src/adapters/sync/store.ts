import type { RoomAddress } from "#session/team/contract";
import type { Kept } from "./messages";

/** What a browser keeps of a room beside its log. Times in epoch milliseconds. */
export interface RoomRecord {
  readonly room: string;
  readonly address: RoomAddress;
  /** Empty until the setup has arrived. */
  readonly title: string;
  readonly run: string;
  readonly updatedAt: number;
}

/** A window's key in a room. */
export interface KeyRecord {
  readonly room: string;
  /** Windows of one browser are numbered from 0; a reload gets its number back. */
  readonly slot: number;
  readonly secret: Uint8Array;
  /** The public half. */
  readonly author: string;
  /** Counts of beacons below this may have been used. */
  readonly beacons: number;
  /** The second of the last beacon; absent before the first. */
  readonly second?: number;
}

/** Port: what is kept of rooms. Everything rejects with a StorageError. */
export interface RoomStore {
  rooms(): Promise<readonly RoomRecord[]>;
  putRoom(record: RoomRecord): Promise<void>;
  key(room: string, slot: number): Promise<KeyRecord | null>;
  keys(room: string): Promise<readonly KeyRecord[]>;
  putKey(record: KeyRecord): Promise<void>;
  /** The signed setup as text. */
  setup(room: string): Promise<string | null>;
  putSetup(room: string, text: string): Promise<void>;
  /** Entries as text; they were genuine when they were put here. */
  entries(room: string): Promise<readonly string[]>;
  /** Nothing where the room was removed meanwhile. */
  putEntries(room: string, entries: readonly Kept[]): Promise<void>;
  /** Puts an entry of this device. Rejects with `conflict` when its counter is taken: another window has the same key. */
  appendEntry(room: string, entry: Kept): Promise<void>;
  /** All of it. */
  remove(room: string): Promise<void>;
}

export const SAME_WINDOW = {
  kind: "conflict",
  text: "Another window of this browser has taken this window's place in the room. Reload this page to go on as a device of its own.",
} as const;
