import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EntryLog } from "#adapters/sync/entry-log";
import { packFile, readFile } from "#adapters/sync/file";
import { isGenuine, type Kept, readEntry, readSetup, signEntry, signSetup, textOf } from "#adapters/sync/messages";
import { isSigned, newKey, sign, toBase64Url } from "#adapters/sync/signing";
import { StorageError } from "#session/contract";
import type { TeamEntry } from "#session/team/contract";
import { browser, note, notesOf, setupFor } from "./samples";

const keys = [newKey(), newKey()];
/** Few authors, counters and texts, so that many share a counter. */
const some: Kept[] = keys.flatMap((key) =>
  [0, 1, 2].flatMap((counter) => ["a", "b", "c"].map((said) => signEntry("run-1", counter, note(said), key))),
);

/** Whether an author signed these two with one counter. */
const isOther = (a: TeamEntry, b: TeamEntry) =>
  a.author === b.author && a.counter === b.counter && a.signature !== b.signature;

describe("the log", () => {
  it("SY14 holds the same entries in whatever order they came, and however often", () => {
    const contents = (log: EntryLog) =>
      log
        .entries()
        .map(({ author, counter, body }) => JSON.stringify([author, counter, body]))
        .sort();
    fc.assert(
      fc.property(fc.shuffledSubarray(some), fc.array(fc.nat(some.length - 1), { maxLength: 10 }), (order, again) => {
        const [one, two] = [new EntryLog(), new EntryLog()];
        for (const kept of order) one.add(kept);
        for (const at of again) if (order.includes(some[at] as Kept)) one.add(some[at] as Kept);
        for (const kept of [...order].reverse()) two.add(kept);
        expect(contents(one)).toEqual(contents(two));
        expect(one.forked()).toEqual(two.forked());
        expect(one.entries().length).toBe(order.length);
        const twice = order.filter(({ entry }) => order.some((other) => isOther(other.entry, entry)));
        expect(one.forked()).toEqual([...new Set(twice.map(({ entry }) => entry.author))].sort());
      }),
      { seed: 14, numRuns: 300 },
    );
  });

  it("SY13 reads nothing but whole entries, and only their author's signature fits", () => {
    const [key, other] = keys as [(typeof keys)[0], (typeof keys)[0]];
    const kept = signEntry("run-1", 3, note("said"), key);
    expect(readEntry(textOf(kept), "run-1")).toEqual({ ok: true, value: kept });
    expect(readEntry(textOf(kept), "run-2").ok).toBe(false);
    expect(readEntry(JSON.stringify({ ...kept.entry, counter: -1 }), "run-1").ok).toBe(false);
    expect(readEntry(JSON.stringify({ ...kept.entry, body: { kind: "command" } }), "run-1").ok).toBe(false);
    expect(readEntry("x".repeat(20_000), "run-1")).toMatchObject({ error: "is larger than 16384 bytes" });
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const signature = sign({ a, b }, key.secret);
        expect(isSigned({ b, a }, signature, key.author)).toBe(true);
        expect(isSigned({ a, b }, signature, other.author)).toBe(false);
        expect(isSigned({ a, b, c: 1 }, signature, key.author)).toBe(false);
      }),
      { seed: 13, numRuns: 40 },
    );
    // The last letter of a signature has four bits that mean nothing, of a key two: one way of writing counts.
    const { signature } = kept.entry;
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const written = [...letters].map((last) => ({ ...kept.entry, signature: signature.slice(0, -1) + last }));
    expect(written.filter((entry) => isGenuine({ entry }))).toEqual([kept.entry]);
    // Under a key of small order one signature fits whatever is said.
    const weak = toBase64Url(Uint8Array.of(1, ...new Uint8Array(31)));
    const fits = toBase64Url(Uint8Array.of(1, ...new Uint8Array(63)));
    expect([1, 2].map((said) => isSigned({ said }, fits, weak))).toEqual([false, false]);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(readEntry(value, "run-1").ok).toBe(false);
        expect(readSetup(value, { room: "r", founder: key.author }).ok).toBe(false);
        expect(isSigned({}, String(JSON.stringify(value)), key.author)).toBe(false);
      }),
      { seed: 15, numRuns: 300 },
    );
  });

  it("SY12 takes a setup only from whoever opened the room, as its first facilitator", () => {
    const [key, other] = keys as [(typeof keys)[0], (typeof keys)[0]];
    const address = { room: "room-of-one", founder: key.author };
    expect(readSetup(signSetup("room-of-one", setupFor(key.author), key), address).ok).toBe(true);
    expect(readSetup(signSetup("another-room", setupFor(key.author), key), address).ok).toBe(false);
    expect(readSetup(signSetup("room-of-one", setupFor(other.author), key), address).ok).toBe(false);
    expect(readSetup(signSetup("room-of-one", setupFor(other.author), other), address).ok).toBe(false);
  });
});

describe("a room as a file", () => {
  // Machines that do not hear each other.
  beforeEach(() => {
    vi.stubGlobal("BroadcastChannel", undefined);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("SY17 comes back elsewhere as it was, without a key, and merging it twice is the same as once", async () => {
    const here = await browser();
    const { address, log } = await here.window().found(setupFor, null);
    await log.append(note("one"));
    await log.append(note("two"));
    const file = await log.save();
    const { secret } = (await here.store.key(address.room, 0)) ?? { secret: new Uint8Array() };
    expect(Buffer.from(file).includes(Buffer.from(secret))).toBe(false);
    const there = await (await browser()).window().open(file);
    expect(there.address).toEqual(address);
    expect(there.log.setup()).toEqual(log.setup());
    expect(notesOf(there.log)).toEqual(["one", "two"]);
    expect(there.log.device).not.toBe(log.device);
    await there.log.append(note("three"));
    const back = await there.log.save();
    // Here the room is known: the list keeps its way to the others.
    await here.window().remember({ ...address, relay: "ws://192.0.2.1/relay" });
    const again = await here.window().open(back);
    again.log.close();
    expect(await here.window().list()).toMatchObject([{ address: { relay: "ws://192.0.2.1/relay" } }]);
    expect(await log.merge(back)).toBe(1);
    expect(await log.merge(back)).toBe(0);
    expect(notesOf(log)).toEqual(["one", "three", "two"]);
    log.close();
    there.log.close();
  });

  it("SY17 is checked like what comes over a network: what is not genuine is left out", async () => {
    const { address, log } = await (await browser()).window().found(setupFor, null);
    await log.append(note("genuine"));
    const [entry] = log.entries();
    const setup = signSetup(address.room, setupFor(address.founder), { ...newKey(), author: address.founder });
    const forged = JSON.stringify({ ...entry, body: note("forged") });
    const read = await readFile(await log.save(), null);
    expect(read.ignored).toBe(0);
    const mixed = await readFile(packFile(address, read.setup, [JSON.stringify(entry), forged, "{}", "x"]), address);
    expect([mixed.entries.length, mixed.ignored]).toEqual([1, 3]);
    await expect(readFile(packFile(address, setup, []), null)).rejects.toThrow("not signed");
    await expect(log.merge(packFile({ ...address, room: "another-room" }, null, []))).rejects.toThrow("another room");
    log.close();
  });

  it("SY17 that is none, or cut off, or grows without end, is refused in a sentence", async () => {
    const { log } = await (await browser()).window().found(setupFor, null);
    const file = await log.save();
    const bomb = file.slice();
    new DataView(bomb.buffer).setUint32(bomb.length - 4, 2 ** 31, true);
    for (const bad of [
      new Uint8Array(),
      Buffer.from("{}"),
      Buffer.from("null"),
      file.slice(0, 100),
      bomb,
      Uint8Array.of(0x1f, 0x8b),
    ]) {
      await expect(readFile(bad, null)).rejects.toThrow(StorageError);
      await expect(readFile(bad, null)).rejects.toThrow(/^This file cannot be opened: /);
    }
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        await expect(readFile(bytes, null)).rejects.toThrow(StorageError);
      }),
      { seed: 17, numRuns: 200 },
    );
    log.close();
  });
});
