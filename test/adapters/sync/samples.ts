import "fake-indexeddb/auto";
import { wallClock } from "#adapters/clock";
import { openRoomStore } from "#adapters/sync/database";
import { roomsOf } from "#adapters/sync/rooms";
import type { RoomStore } from "#adapters/sync/store";
import type { RunLock } from "#session/contract";
import type { Rooms, SharedLog, TeamBody, TeamSetup } from "#session/team/contract";

/** A setup as the founder's device makes it. */
export const setupFor = (device: string, id = "run-1"): TeamSetup => ({
  format: 1,
  title: "Checkout is slow",
  header: {
    format: 1,
    id,
    drill: "one-region-502",
    code: "INC-2041",
    dynamicsHash: "d",
    textHash: "t",
    engine: 1,
    seed: 7,
    variant: "a",
    clock: "team",
    roles: [{ author: device, role: "facilitator" }],
    forkOf: null,
  },
  subject: { kind: "drill", slug: "one-region-502" },
  renames: { services: {}, people: {} },
});

export const note = (text: string, second = 0): TeamBody => ({
  kind: "command",
  second,
  seen: second,
  lamport: 0,
  seat: "facilitator",
  body: { kind: "note", args: { text } },
});

/** Locks of one browser: one window each. */
export function locks(): { window(): RunLock } {
  const held = new Set<string>();
  return {
    window: () => ({
      acquire: async (id) => {
        if (held.has(id)) return { state: "held" };
        held.add(id);
        return { state: "mine", release: () => void held.delete(id) };
      },
      takeOver: () => Promise.reject(new Error("never asked for")),
      onLost: () => () => undefined,
    }),
  };
}

/** A browser: its database, and windows that share it. */
export interface Browser {
  readonly store: RoomStore;
  window(socket?: unknown): Rooms;
}

let databases = 0;

export async function browser(): Promise<Browser> {
  const store = await openRoomStore(`rooms-${++databases}`);
  const lock = locks();
  return { store, window: (socket) => roomsOf({ store, lock: lock.window(), clock: wallClock, socket }) };
}

/** Waits until something holds; what it waits for comes from others. The suite's own limit ends a wait in vain. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** The notes in a log, sorted. */
export const notesOf = (log: SharedLog): readonly string[] =>
  log
    .entries()
    .flatMap(({ body }) => (body.kind === "command" && body.body.kind === "note" ? [body.body.args.text] : []))
    .sort();
