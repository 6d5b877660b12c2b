import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RoomAddress, SharedLog } from "#session/team/contract";
import { ourRelay, type Running, Socket, stockRelay } from "./relays";
import { browser, note, notesOf, setupFor, until } from "./samples";

const open: SharedLog[] = [];
const kept = (log: SharedLog): SharedLog => {
  open.push(log);
  return log;
};
// Every browser of these tests is a machine of its own.
beforeEach(() => {
  vi.stubGlobal("BroadcastChannel", undefined);
});
afterEach(() => {
  for (const log of open.splice(0)) log.close();
  vi.unstubAllGlobals();
});

/** Somebody at another machine. */
async function joined(address: RoomAddress): Promise<SharedLog> {
  const { window } = await browser();
  return kept(await window(Socket).join(address, false));
}

async function founded(relay: Running): Promise<{ address: RoomAddress; log: SharedLog }> {
  const { window } = await browser();
  const room = await window(Socket).found(setupFor, relay.url);
  kept(room.log);
  return room;
}

const isTogether = (log: SharedLog) => log.reach().state === "together";

describe.each([
  ["our relay", ourRelay as () => Promise<Running>],
  ["the stock server", stockRelay],
])("over %s", (_name, relayOf) => {
  it("SY6 devices converge, whoever writes when, and a late one gets everything", async () => {
    const relay = await relayOf();
    const { address, log } = await founded(relay);
    const others = await Promise.all([1, 2, 3, 4].map(() => joined(address)));
    const all = [log, ...others];
    await until(() => all.every((each) => isTogether(each) && each.setup() !== null));
    await Promise.all(all.flatMap((each, who) => [0, 1, 2, 3, 4].map((n) => each.append(note(`${who}-${n}`)))));
    await until(() => all.every((each) => each.entries().length === 25));
    const late = await joined(address);
    await until(() => late.entries().length === 25);
    for (const each of [...all, late]) expect(notesOf(each)).toEqual(notesOf(log));
    expect(late.setup()).toEqual(log.setup());
  });

  it("SY7 a relay that dies takes nothing with it: everybody goes on, and brings everything back", async () => {
    const relay = await relayOf();
    const { address, log } = await founded(relay);
    const other = await joined(address);
    await until(() => other.setup() !== null && isTogether(log) && isTogether(other));
    await log.append(note("before"));
    await until(() => other.entries().length === 1);
    await relay.kill();
    await until(() => log.reach().state === "apart" && other.reach().state === "apart");
    expect(log.reach().why).toContain("does not answer");
    await log.append(note("alone, one"));
    await other.append(note("alone, two"));
    expect(notesOf(log)).toEqual(["alone, one", "before"]);
    await relay.start();
    await until(() => log.entries().length === 3 && other.entries().length === 3);
    const late = await joined(address);
    await until(() => late.entries().length === 3);
    expect(notesOf(late)).toEqual(["alone, one", "alone, two", "before"]);
  });

  it("SY8 what a device that was reloaded while the relay was gone has stored comes back, too", async () => {
    const relay = await relayOf();
    const { window } = await browser();
    const { address, log } = await window(Socket).found(setupFor, relay.url);
    await until(() => isTogether(log));
    await log.append(note("stored"));
    await relay.kill();
    log.close();
    await relay.start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const again = kept(await window(Socket).join(address, false));
    expect(notesOf(again)).toEqual(["stored"]);
    const late = await joined(address);
    await until(() => late.entries().length === 1);
    expect(again.device).toBe(address.founder);
    expect(late.setup()).toEqual(again.setup());
  });

  it("SY4 beacons and presence go over the relay, and end with the connection", async () => {
    const relay = await relayOf();
    const { address, log } = await founded(relay);
    const other = await joined(address);
    await until(() => other.setup() !== null && isTogether(log) && isTogether(other));
    log.emit({ second: 9, state: "running", tempo: 2 });
    other.announce({ seat: null, name: "Grace", looksAt: null, writesTo: "customers", second: 9 });
    await until(() => other.beacons().length === 1 && log.presence().length === 1);
    expect(other.beacons()[0]).toMatchObject({ second: 9, tempo: 2 });
    expect(log.presence()[0]).toMatchObject({ device: other.device, name: "Grace", writesTo: "customers" });
    other.close();
    await until(() => log.presence().length === 0);
  });
});

describe("our relay", () => {
  it("SY9 refuses who does not know the secret, and a room that is full, in a sentence", async () => {
    const relay = await ourRelay({ connectionsOfRoom: 2 });
    const { address, log } = await founded(relay);
    await until(() => isTogether(log));
    const stranger = await joined({ ...address, secret: "another-secret" });
    await until(() => stranger.reach().state === "refused");
    expect(stranger.reach().why).toContain("another secret");
    expect(stranger.setup()).toBeNull();
    const second = await joined(address);
    await until(() => isTogether(second));
    const third = await joined(address);
    await until(() => third.reach().state === "refused");
    expect(third.reach().why).toContain("full");
  });

  it("SY9 says why a relay cannot be asked at all", async () => {
    const { address } = await founded(await ourRelay());
    const wrong = await joined({ ...address, relay: "not an address" });
    expect(wrong.reach()).toMatchObject({ state: "refused" });
    expect(wrong.reach().why).toContain("ws://");
    vi.stubGlobal("location", { protocol: "https:", origin: "https://here" });
    const mixed = await joined({ ...address, relay: "ws://192.0.2.1:4173/relay" });
    expect(mixed.reach().why).toContain("HTTPS");
  });

  it("SY10 keeps a room for a while after the last has left, forgets it then, and takes it anew", async () => {
    const relay = await ourRelay({ idle: 0 });
    const { address, log } = await founded(relay);
    await until(() => isTogether(log));
    await log.append(note("kept by people"));
    log.close();
    await until(() => relay.relay().figures.connections === 0);
    expect(relay.relay().figures.rooms).toBe(1);
    relay.relay().sweep();
    expect(relay.relay().figures.rooms).toBe(0);
    // Whoever comes first sets the secret: there is nothing left to protect.
    const stranger = await joined({ ...address, secret: "another-secret" });
    await until(() => isTogether(stranger));
    expect(stranger.setup()).toBeNull();
  });

  it("SY7 a pack of a megabyte that travels in the setup is brought back, too, by whoever has it", async () => {
    const relay = await ourRelay();
    const files = [{ path: "drills/large/drill.yaml", text: "x".repeat(1_000_000) }];
    const pack = { id: "large", title: "Large", version: 1, files };
    const { window } = await browser();
    const founder = window(Socket);
    const setup = (device: string) => ({
      ...setupFor(device),
      subject: { kind: "pack" as const, slug: "large", pack },
    });
    const { address, log } = await founder.found(setup, relay.url);
    const other = await joined(address);
    await until(() => other.setup() !== null && isTogether(log));
    await relay.kill();
    log.close();
    await relay.start();
    // One that stayed and one that was reloaded, at the same time.
    const again = kept(await founder.join(address, true));
    await until(() => isTogether(again) && isTogether(other));
    await other.append(note("still here"));
    const late = await joined(address);
    await until(() => late.entries().length === 1 && again.entries().length === 1);
    expect(late.setup()).toEqual(setup(address.founder));
    expect([again, other, late].map((each) => each.reach().state)).toEqual(["together", "together", "together"]);
  });

  it("SY9 a setup that is too large is refused before anybody waits for it", async () => {
    const { window } = await browser();
    const files = [{ path: "drills/large/drill.yaml", text: "x".repeat(3_200_000) }];
    const setup = (device: string) => ({
      ...setupFor(device),
      subject: { kind: "pack" as const, slug: "large", pack: { id: "large", title: "Large", version: 1, files } },
    });
    await expect(window(Socket).found(setup, null)).rejects.toThrow(RangeError);
  });
});
