import { afterEach, expect, it } from "vitest";
import { wallClock } from "#adapters/clock";
import { openRooms } from "#adapters/sync/index";
import { StorageError } from "#session/contract";
import type { Rooms, SharedLog } from "#session/team/contract";
import { browser, locks, note, notesOf, setupFor, until } from "./samples";

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
  expect([log.emitted(), again.emitted()]).toEqual([0, 3]);
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
  // Whoever still drives its clock keeps no key of it.
  first.log.emit({ second: 5, state: "running", tempo: 1 });
  expect(await store.keys(first.address.room)).toEqual([]);
  expect(await rooms.list()).toEqual([]);
  expect(await store.entries(first.address.room)).toEqual([]);
  expect(await store.keys(first.address.room)).toEqual([]);
  expect(await store.setup(first.address.room)).toBeNull();
});

it("SY20 a room that is open in another window stays, with its keys, and the refusal says where; closed there it goes", async () => {
  const { window, store } = await browser();
  const first = await window().found(setupFor, null);
  kept(first.log);
  const second = await window().join(first.address, false);
  const { room } = first.address;
  await expect(window().remove(room)).rejects.toMatchObject({
    problem: { kind: "conflict", text: expect.stringContaining("another window") },
  });
  expect(await store.keys(room)).toHaveLength(2);
  await first.log.append(note("it goes on"));
  first.log.close();
  expect((await window().list())[0]?.devices).toEqual([first.log.device, second.device]);
  await expect(window().remove(room)).rejects.toThrow(StorageError);
  second.close();
  await untilRemoved(window(), room);
  expect(await store.keys(room)).toEqual([]);
});

/** A window that was closed gives its place back in a moment. */
async function untilRemoved(rooms: Rooms, room: string): Promise<void> {
  for (;;) {
    const isGone = await rooms.remove(room).then(
      () => true,
      () => false,
    );
    if (isGone) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

it("SY20 a window that only watches does not bring a removed room back", async () => {
  const { window, store } = await browser();
  const { address, log } = await window().found(setupFor, null);
  await log.append(note("kept"));
  const watching = kept(await window().join(address, true));
  log.close();
  await untilRemoved(window(), address.room);
  // It still shows the room, and hears of more from another browser.
  const elsewhere = kept(await (await browser()).window().join(address, false));
  await until(() => elsewhere.setup() !== null);
  await elsewhere.append(note("later"));
  await until(() => notesOf(watching).length === 2);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await window().list()).toEqual([]);
  expect(await store.entries(address.room)).toEqual([]);
});

it("SY21 where everything else is stored and rooms cannot be, opening them says so instead of keeping nothing in silence", async () => {
  const { open: real } = IDBFactory.prototype;
  const refuse = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  IDBFactory.prototype.open = refuse;
  try {
    const lock = locks().window();
    await expect(openRooms(lock, wallClock, true)).rejects.toMatchObject({ problem: { kind: "quota" } });
    const rooms = await openRooms(lock, wallClock, false);
    const { address } = await rooms.found(setupFor, null);
    expect((await rooms.list()).map(({ address: known }) => known)).toEqual([address]);
  } finally {
    IDBFactory.prototype.open = real;
  }
});
