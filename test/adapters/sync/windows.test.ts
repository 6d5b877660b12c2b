import { afterEach, expect, it } from "vitest";
import type { SharedLog } from "#session/team/contract";
import { browser, note, notesOf, setupFor, until } from "./samples";

const open: SharedLog[] = [];
const kept = <T extends SharedLog>(log: T): T => {
  open.push(log);
  return log;
};
afterEach(() => {
  for (const log of open.splice(0)) log.close();
});

it("SY1 windows of one browser share a room without any network, and each is a device of its own", async () => {
  const { window } = await browser();
  const { address, log } = await window().found(setupFor, null);
  kept(log);
  const second = kept(await window().join(address, false));
  await until(() => second.setup() !== null);
  expect(second.setup()).toEqual(setupFor(address.founder));
  expect(log.device).toBe(address.founder);
  expect(second.device).not.toBe(log.device);
  await log.append(note("from the first"));
  await second.append(note("from the second"));
  await until(() => log.entries().length === 2 && second.entries().length === 2);
  expect(notesOf(log)).toEqual(notesOf(second));
  expect(log.reach()).toEqual({ state: "alone", why: null });
});

it("SY2 a reload gets the same device back, with everything that was in the room", async () => {
  const { window } = await browser();
  const { address, log } = await window().found(setupFor, null);
  await log.append(note("before"));
  const { device } = log;
  log.close();
  const again = await untilFree(() => window().join(address, false), device);
  expect(notesOf(again)).toEqual(["before"]);
  const entry = await again.append(note("after"));
  expect(entry.counter).toBe(1);
});

/** A window that closes gives its place back when its last write is done. */
async function untilFree(join: () => Promise<SharedLog>, device: string | null): Promise<SharedLog> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const log = await join();
    if (log.device === device) return kept(log);
    log.close();
  }
}

it("SY2 a room that is closed and opened again at once, with a write under way, is the same device's", async () => {
  const { window } = await browser();
  const rooms = window();
  const { address, log } = await rooms.found(setupFor, null);
  const writing = log.append(note("under way"));
  log.close();
  const again = kept(await rooms.join(address, false));
  expect(again.device).toBe(address.founder);
  // It was written before, or refused: never lost without a word.
  const written = await writing.then(
    () => ["under way"],
    () => [],
  );
  expect(notesOf(again)).toEqual(written);
});

it("SY3 a window that only watches sees everything and adds nothing", async () => {
  const { window } = await browser();
  const { address, log } = await window().found(setupFor, null);
  kept(log);
  const watching = kept(await window().join(address, true));
  await log.append(note("seen"));
  await until(() => watching.entries().length === 1);
  expect(watching.device).toBeNull();
  await expect(watching.append(note("no"))).rejects.toThrow(RangeError);
});

it("SY4 beacons and presence reach the others, and what a device says grows across reloads", async () => {
  const { window } = await browser();
  const { address, log } = await window().found(setupFor, null);
  kept(log);
  const other = kept(await window().join(address, false));
  await until(() => other.setup() !== null);
  log.emit({ second: 3, state: "running", tempo: 1 });
  log.announce({ seat: "facilitator", name: "Ada", looksAt: null, writesTo: null, second: 3 });
  await until(() => other.beacons().length === 1 && other.presence().length === 1);
  expect(other.beacons()[0]).toMatchObject({ device: address.founder, second: 3, state: "running" });
  expect(other.presence()[0]).toMatchObject({ device: address.founder, name: "Ada" });
  const { count } = other.beacons()[0] ?? { count: Number.NaN };
  log.close();
  await until(() => other.presence().length === 0);
  const again = await untilFree(() => window().join(address, false), address.founder);
  again.emit({ second: 4, state: "paused", tempo: 1 });
  await until(() => other.beacons()[0]?.second === 4);
  expect(other.beacons()[0]?.count).toBeGreaterThan(count);
});

it("SY5 rooms are listed, newest first, and removed with everything of theirs", async () => {
  const { window, store } = await browser();
  const rooms = window();
  const first = await rooms.found(setupFor, null);
  kept(first.log);
  const list = await rooms.list();
  expect(list).toMatchObject([{ address: first.address, title: "Checkout is slow", run: "run-1", isFounder: true }]);
  await first.log.append(note("gone"));
  await rooms.remove(first.address.room);
  expect(await rooms.list()).toEqual([]);
  expect(await store.entries(first.address.room)).toEqual([]);
  expect(await store.keys(first.address.room)).toEqual([]);
  expect(await store.setup(first.address.room)).toBeNull();
});
