import { wallClock } from "#adapters/clock";
import { Connection } from "#adapters/storage/connection";
import { openStorage } from "#adapters/storage/index";
import { DatabaseRunStore } from "#adapters/storage/runs";
import type { Command } from "#domain/commands";
import type { Run } from "#domain/run";
import { StorageError } from "#session/contract";

const RUN_HEADER = {
  format: 1,
  drill: "sample",
  code: "INC-1001",
  dynamicsHash: "d",
  textHash: "t",
  engine: 1,
  seed: 7,
  variant: "base",
  clock: "live-pause",
  roles: [{ author: "me", role: "lead" }],
  forkOf: null,
} as const;

const emptyRun = (id: string): Run => ({ header: { ...RUN_HEADER, id }, commands: [], horizon: 0 });

function note(counter: number, text: string): Command {
  return { kind: "note", args: { text }, second: counter, author: "me", counter, role: "lead", seen: counter };
}

/** Letters that no compression can shorten by much. */
function noise(letters: number): string {
  const bytes = crypto.getRandomValues(new Uint16Array(letters));
  return String.fromCharCode(...bytes.map((word) => 0x4e00 + (word % 20_000)));
}

/** `ok`, or the kind of storage problem. */
const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => (error instanceof StorageError ? error.problem.kind : `not a StorageError: ${String(error)}`),
  );

/** What the tests do with the real adapters in a page of the app's origin, without the app. */
const storageTest = {
  opened: openStorage(wallClock),
  emptyRun,
  note,
  noise,
  outcomeOf,
  /** How often this tab was told that it lost a run. */
  lost: 0,
  async watchLoss(id: string): Promise<void> {
    (await this.opened).lock.onLost(id, () => {
      this.lost += 1;
    });
  },
  /** A connection of a later version of the program. */
  openVersion: (version: number) => outcomeOf(new Connection("meantime", version).open()),
  /** Fills the list without waiting for one transaction per run. */
  async fill(count: number): Promise<number> {
    const store = new DatabaseRunStore(new Connection());
    const ids = Array.from({ length: count }, (_, i) => i);
    await Promise.all(ids.map((i) => store.create(emptyRun(`run-${i}`), { title: `Run ${i}`, createdAt: i })));
    return (await store.list()).length;
  },
};
export type StorageTest = typeof storageTest;

declare global {
  interface Window {
    storageTest: StorageTest;
  }
}
window.storageTest = storageTest;
