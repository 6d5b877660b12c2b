import { afterEach, expect, it, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Around } from "#adapters/sync/around";
import { signBeacon } from "#adapters/sync/messages";
import { newKey } from "#adapters/sync/signing";
import type { Beacon } from "#session/team/contract";

const holder = newKey();
const clock = { second: 5, state: "running", tempo: 1 } as const;
const signed = (count: number, second = 5, key = holder, run = "run-1") =>
  signBeacon(run, count, { ...clock, second }, key);

/** What a device hears, and a way to say anything to it. */
function hearing(known: readonly string[] = [holder.author]) {
  const awareness = new Awareness(new Y.Doc());
  let now = 0;
  const around = new Around({
    device: "own",
    run: () => "run-1",
    isKnown: (device) => known.includes(device),
    now: () => now,
    changed: () => undefined,
  });
  around.add(awareness);
  const says = (state: unknown, client = 7) => {
    awareness.states.set(client, state as Record<string, unknown>);
    awareness.emit("change", [{ added: [client], updated: [], removed: [] }, "test"]);
  };
  const done = () => {
    around.close();
    awareness.destroy();
  };
  return { awareness, around, says, done, later: (ms: number) => (now += ms) };
}

afterEach(() => void vi.useRealTimers());

it("SY4 a device whose clock was put back an hour goes on saying that it is there", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"], now: 10_000_000 });
  const { awareness, around, done } = hearing();
  around.say({ presence: { device: "own", seat: null, name: "Ana", looksAt: null, writesTo: null, second: 5 } });
  let said = 0;
  awareness.on("update", () => {
    said += 1;
  });
  vi.setSystemTime(10_000_000 - 3_600_000);
  vi.advanceTimersByTime(30_000);
  expect(said).toBeGreaterThanOrEqual(2);
  done();
});

it("SY4 of each device the newest beacon counts, when it is signed and the device has written something", () => {
  const { around, says, done } = hearing();
  const seconds = () => around.beacons().map(({ second }) => second);
  says({ beacon: signed(3) });
  expect(seconds()).toEqual([5]);
  // Older ones, said again by somebody else.
  says({ beacon: signed(2, 99) }, 8);
  says({ beacon: signed(3, 99) }, 8);
  expect(seconds()).toEqual([5]);
  const stranger = newKey();
  const forged: Beacon = { ...signed(9, 99, stranger), device: holder.author };
  for (const beacon of [
    signed(9, 99, stranger),
    forged,
    { ...signed(9), second: 99 },
    signed(9, 99, holder, "run-2"),
    null,
    "x",
    { count: 9 },
  ]) {
    says({ beacon }, 9);
    expect(seconds()).toEqual([5]);
  }
  says({ beacon: signed(4, 6) });
  expect(seconds()).toEqual([6]);
  done();
});

it("SY4 who floods with beacons uses up what is checked of them, not what is checked of others", () => {
  const { around, says, done, later } = hearing();
  const forge = (count: number) => ({ ...signed(count, 99, newKey()), device: holder.author });
  for (let i = 0; i < 30; i++) says({ beacon: forge(100 + i) }, 8);
  // Genuine, but said by the one who floods.
  says({ beacon: signed(1) }, 8);
  expect(around.beacons()).toEqual([]);
  says({ beacon: signed(2) }, 7);
  expect(around.beacons()).toHaveLength(1);
  // Many at once, and nobody is heard for a moment.
  for (let i = 0; i < 150; i++) says({ beacon: forge(1000 + i) }, 1000 + i);
  says({ beacon: signed(3) }, 9);
  expect(around.beacons()[0]?.count).toBe(2);
  for (let i = 0; i < 150; i++) says({}, 1000 + i);
  later(5_000);
  says({ beacon: signed(4) }, 9);
  expect(around.beacons()[0]?.count).toBe(4);
  done();
});

it("SY4 presence that is none, too large or our own is passed over", () => {
  const { around, says, done } = hearing();
  const presence = { device: "other", seat: null, name: "Ada", looksAt: null, writesTo: null, second: 1 };
  for (const wrong of [
    null,
    "x",
    { ...presence, more: 1 },
    { ...presence, device: "own" },
    { ...presence, name: "x".repeat(5000) },
  ]) {
    says({ presence: wrong });
    expect(around.presence()).toEqual([]);
  }
  says({ presence });
  expect(around.presence()).toEqual([presence]);
  done();
});
