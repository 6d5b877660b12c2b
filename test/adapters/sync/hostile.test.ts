import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { LOG, SETUP, SIGNED } from "#adapters/sync/limits";
import { signEntry, signSetup, textOf } from "#adapters/sync/messages";
import { CLOSED } from "#adapters/sync/reasons";
import { setupClient, setupUpdate } from "#adapters/sync/setup-item";
import { newKey } from "#adapters/sync/signing";
import type { RelayLimits } from "#cli/gameday/limits";
import type { RoomAddress, SharedLog, TeamEntry } from "#session/team/contract";
import { intruder, updatesOf } from "./hostile";
import { auth, awareness, state, stateless, update } from "./protocol";
import { ourRelay, Socket, stockRelay } from "./relays";
import { browser, note, notesOf, setupFor, until } from "./samples";

const open: SharedLog[] = [];
beforeEach(() => {
  vi.stubGlobal("BroadcastChannel", undefined);
  // The library tells the terminal of what it did not expect.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  for (const log of open.splice(0)) log.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

interface Scene {
  readonly address: RoomAddress & { readonly relay: string };
  readonly logs: readonly [SharedLog, SharedLog];
  /** Two honest devices still hear each other. */
  unharmed(): Promise<void>;
}

let sayings = 0;

async function scene(url: string): Promise<Scene> {
  const one = await (await browser()).window(Socket).found(setupFor, url);
  const two = await (await browser()).window(Socket).join(one.address, false);
  open.push(one.log, two);
  await until(() => two.setup() !== null && two.reach().state === "together");
  return {
    address: { ...one.address, relay: url },
    logs: [one.log, two],
    async unharmed() {
      const [there, back] = [`there ${++sayings}`, `back ${sayings}`];
      await one.log.append(note(there));
      await two.append(note(back));
      await until(() => [one.log, two].every((log) => [there, back].every((said) => notesOf(log).includes(said))));
    },
  };
}

const ours = async (limits: Partial<RelayLimits> = {}) => {
  const relay = await ourRelay(limits);
  return { relay, ...(await scene(relay.url)) };
};

/** Somebody who knows the secret. */
const insider = ({ address }: Pick<Scene, "address">) =>
  intruder(address.relay, auth(address.room, address.secret), state(address.room));

it("SY11 a message that is too large ends its connection, before it is let in and afterwards", async () => {
  const { address, unharmed } = await ours();
  const stranger = await intruder(address.relay, Buffer.alloc(1_000_000));
  await stranger.closed;
  const member = await insider({ address });
  member.send(update(address.room, Buffer.alloc(9_500_000)));
  await member.closed;
  await unharmed();
});

it("SY11 bytes that are no message end their connection only, whatever they are", async () => {
  const { address, relay, unharmed } = await ours({ admission: 200 });
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.uint8Array({ minLength: 1, maxLength: 300 }), async (isMember, bytes) => {
      const who = isMember ? await insider({ address }) : await intruder(address.relay);
      who.send(bytes);
      who.socket.close();
      await who.closed;
    }),
    { seed: 11, numRuns: 150 },
  );
  await until(() => relay.relay().figures.connections === 2);
  await unharmed();
});

it("SY11 bytes behind the head of a right message do no more", async () => {
  const { address, unharmed } = await ours();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(10), fc.nat(4), async (bytes, type, step) => {
      const who = await insider({ address });
      who.send(
        Buffer.concat([
          Buffer.from([address.room.length]),
          Buffer.from(address.room),
          Buffer.from([type, step]),
          bytes,
        ]),
      );
      who.send(update(address.room, bytes), update(address.room, bytes, true));
      who.socket.close();
      await who.closed;
    }),
    { seed: 12, numRuns: 150 },
  );
  await unharmed();
});

it("SY12 nothing is deleted, overwritten, put in between, or written elsewhere", async () => {
  const all = await ours();
  const { address, logs, unharmed } = all;
  await unharmed();
  const attacks: [string, (doc: Y.Doc) => void][] = [
    ["a deletion", (doc) => doc.getArray(LOG).delete(0, 1)],
    ["something in between", (doc) => doc.getArray(LOG).insert(0, ["x"])],
    ["another list", (doc) => doc.getArray("other").push(["x"])],
    ["an entry with a name", (doc) => Y.applyUpdate(doc, namedEntry())],
    ["what is no text", (doc) => doc.getArray(LOG).push([{ x: 1 }])],
    ["a document in the log", (doc) => doc.getArray(LOG).push([new Y.Map()])],
    ["another setup", (doc) => doc.getMap(SETUP).set(SIGNED, "{}")],
    ["an entry that is too large", (doc) => doc.getArray(LOG).push(["x".repeat(20_000)])],
  ];
  for (const [what, does] of attacks) {
    const doc = new Y.Doc();
    doc.getArray(LOG).push(["x"]);
    const member = await insider(all);
    member.send(...updatesOf(doc, () => does(doc)).map((bytes) => update(address.room, bytes)));
    expect([what, await member.closed]).toEqual([what, CLOSED.malformed]);
  }
  const before = logs[0].entries().length;
  await unharmed();
  expect(logs[0].entries().length).toBe(before + 2);
});

function namedEntry(): Uint8Array {
  const doc = new Y.Doc();
  doc.getMap(LOG).set("x", "y");
  return Y.encodeStateAsUpdate(doc);
}

it("SY12 after a restart nobody can put another setup in the place of the founder's", async () => {
  const all = await ours();
  const { address, relay, logs, unharmed } = all;
  const other = newKey();
  const forged = signSetup(address.room, setupFor(other.author), other);
  await relay.kill();
  await relay.start();
  const member = await insider(all);
  member.send(update(address.room, setupUpdate(address.room, forged)));
  expect(await member.closed).toBe(CLOSED.malformed);
  // In its client's name, and with what would follow it.
  const squat = new Y.Doc();
  squat.clientID = setupClient(address.room);
  const again = await insider(all);
  again.send(...updatesOf(squat, () => squat.getArray(LOG).push(["x"])).map((bytes) => update(address.room, bytes)));
  expect(await again.closed).toBe(CLOSED.malformed);
  await until(() => logs.every((log) => log.reach().state === "together"));
  await unharmed();
  const late = await (await browser()).window(Socket).join(address, false);
  open.push(late);
  await until(() => late.setup() !== null);
  expect(late.setup()).toEqual(logs[0].setup());
});

/** Items that an insider adds to the log. */
const added = (texts: readonly string[]): Uint8Array => {
  const doc = new Y.Doc();
  doc.getArray(LOG).push([...texts]);
  return Y.encodeStateAsUpdate(doc);
};

it.each([
  ["our relay", ourRelay],
  ["the stock server", stockRelay],
])("SY13 over %s, entries count only when they are whole, of this run, and signed by their author", async (_name, relayOf) => {
  const { url } = await relayOf();
  const all = await scene(url);
  const { address, logs, unharmed } = all;
  await unharmed();
  const victim = logs[0].entries()[0] as TeamEntry;
  const thief = newKey();
  const forged = { ...signEntry("run-1", 7, note("forged"), thief).entry, author: victim.author };
  const elsewhere = textOf(signEntry("run-2", 0, note("of another run"), thief));
  const changed = { ...victim, body: note("changed") };
  const strange = { ...signEntry("run-1", 0, note("x"), thief).entry, more: 1 };
  const honest = textOf(signEntry("run-1", 0, note("a member's own"), thief));
  const texts = [
    "no JSON",
    "{}",
    "null",
    JSON.stringify(forged),
    elsewhere,
    JSON.stringify(changed),
    JSON.stringify(strange),
    honest,
  ];
  const member = await insider(all);
  member.send(update(address.room, added(texts)));
  await until(() => logs.every((log) => notesOf(log).includes("a member's own")));
  await unharmed();
  for (const log of logs) {
    expect(notesOf(log).filter((said) => !/^(there|back) \d+$/.test(said))).toEqual(["a member's own"]);
    expect(log.forked()).toEqual([]);
  }
});

it("SY14 of several entries that a device signed with one counter everybody has all, and the device is named", async () => {
  const all = await ours();
  const key = newKey();
  const texts = ["one", "another", "a third"].map((said) => textOf(signEntry("run-1", 0, note(said), key)));
  const member = await insider(all);
  for (const text of texts) member.send(update(all.address.room, added([text])));
  await until(() => all.logs.every((log) => log.entries().length === 3));
  await all.unharmed();
  const late = await (await browser()).window(Socket).join(all.address, false);
  open.push(late);
  await until(() => late.entries().length === all.logs[0].entries().length && late.forked().length === 1);
  const [one, two] = all.logs.map(notesOf);
  expect(one).toEqual(two);
  expect(notesOf(late)).toEqual(one);
  expect(late.forked()).toEqual([key.author]);
});

it("SY13 over the stock server, what somebody deletes or overwrites is put back", async () => {
  const all = await scene((await stockRelay()).url);
  await all.unharmed();
  const kept = notesOf(all.logs[0]);
  const doc = new Y.Doc();
  const member = await insider(all);
  const vandal = new Promise<void>((resolve) => {
    member.socket.on("message", (data: Buffer) => {
      // The server's answer to the first question: everything there is.
      const at = all.address.room.length + 1;
      if (data[at] !== 0 || data[at + 1] !== 1) return;
      Y.applyUpdate(doc, data.subarray(at + 2 + lengthOf(data, at + 2)));
      resolve();
    });
  });
  await vandal;
  member.send(
    ...updatesOf(doc, () => {
      doc.getArray(LOG).delete(0, doc.getArray(LOG).length);
      doc.getMap(SETUP).set(SIGNED, "mine");
    }).map((bytes) => update(all.address.room, bytes)),
  );
  // A late one gets everything again, because those who were there put it back.
  const late = await (await browser()).window(Socket).join(all.address, false);
  open.push(late);
  await until(() => late.setup() !== null && late.entries().length === kept.length);
  expect(notesOf(late)).toEqual(kept);
});

/** Bytes of a number of the protocol. */
function lengthOf(data: Buffer, at: number): number {
  let length = 1;
  while ((data[at + length - 1] ?? 0) > 127) length += 1;
  return length;
}

it("SY15 a flood of commands or of presence ends its connection, and the others go on", async () => {
  const all = await ours();
  const { address, unharmed } = all;
  const commands = await insider(all);
  const doc = new Y.Doc();
  for (let i = 0; i < 3000; i++) {
    commands.send(
      ...updatesOf(doc, () => doc.getArray(LOG).push([`flood ${i}`])).map((bytes) => update(address.room, bytes)),
    );
  }
  expect(await commands.closed).toBe(CLOSED.tooFast);
  const presence = await insider(all);
  for (let i = 0; i < 3000; i++) presence.send(awareness(address.room, 5, i, { presence: "x" }));
  expect(await presence.closed).toBe(CLOSED.tooFast);
  await unharmed();
});

it("SY15 nobody speaks for another's connection, or makes it look gone", async () => {
  const all = await ours();
  const [one, two] = all.logs;
  one.announce({ seat: null, name: "Ada", looksAt: null, writesTo: null, second: 0 });
  await until(() => two.presence().length === 1);
  const seen: number[] = [];
  const member = await intruder(all.address.relay);
  member.socket.on("message", (data: Buffer) => {
    const at = all.address.room.length + 1;
    if (data[at] === 1) seen.push(clientIn(data, at + 1));
  });
  member.send(auth(all.address.room, all.address.secret), state(all.address.room));
  await until(() => seen.length > 0);
  for (const client of seen) {
    member.send(
      awareness(all.address.room, client, 2 ** 31, null),
      awareness(all.address.room, client, 2 ** 31, { presence: "x" }),
    );
  }
  one.announce({ seat: null, name: "Ada Lovelace", looksAt: null, writesTo: null, second: 1 });
  await until(() => two.presence().some(({ name }) => name === "Ada Lovelace"));
});

/** The first client of a message of awareness. */
function clientIn(data: Buffer, start: number): number {
  let at = start + lengthOf(data, start);
  at += lengthOf(data, at);
  let [value, factor] = [0, 1];
  for (; ; at += 1, factor *= 128) {
    value += ((data[at] ?? 0) & 127) * factor;
    if ((data[at] ?? 0) < 128) return value;
  }
}

it("SY15 messages that only servers send to each other are refused, and another room's, too", async () => {
  const all = await ours();
  for (const message of [stateless(all.address.room, "x"), state("another-room"), Buffer.from("text")]) {
    const member = await insider(all);
    member.send(message);
    expect(await member.closed).toBe(CLOSED.malformed);
  }
  await all.unharmed();
});

it("SY16 more than a thousand rooms, and connections that say nothing, leave the relay to the others", async () => {
  const { address, relay, unharmed } = await ours({ rooms: 50, connections: 120, admission: 300 });
  for (let round = 0; round < 24; round++) {
    const many = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        intruder(address.relay, auth(`room-${round}-${i}-of-many`, "secret-of-many")),
      ),
    );
    for (const { socket } of many) socket.terminate();
  }
  const silent = await Promise.all(Array.from({ length: 150 }, () => intruder(address.relay)));
  expect(relay.relay().figures.connections).toBeLessThanOrEqual(120);
  await unharmed();
  await Promise.all(silent.map(({ closed }) => closed));
  await until(() => relay.relay().figures.connections === 2 && relay.relay().figures.rooms === 1);
  await unharmed();
});

it("SY16 a room takes so much and no more, and says so", async () => {
  const { address, logs, relay } = await ours({ document: 60_000 });
  const [log, other] = logs;
  while (other.reach().state !== "refused" && log.reach().state !== "refused") {
    await Promise.all([log.append(note("x".repeat(3900))), other.append(note("y".repeat(3900)))]);
  }
  const refused = log.reach().state === "refused" ? log : other;
  expect(refused.reach().why).toContain("larger");
  // What was written is kept all the same.
  expect(notesOf(refused).length).toBeGreaterThan(5);
  const second = await scene(relay.url);
  expect(second.address.room).not.toBe(address.room);
  await second.unharmed();
});

it("SY16 only what is new counts: a room that is nearly full comes back whole after a restart", async () => {
  const { relay, logs, unharmed } = await ours({ document: 100_000 });
  for (let i = 0; i < 14; i++) await logs[i % 2 === 0 ? 0 : 1].append(note(`${i} ${"x".repeat(3900)}`));
  await until(() => logs.every((log) => log.entries().length === 14));
  await relay.kill();
  await relay.start();
  await until(() => logs.every((log) => log.reach().state === "together"));
  await unharmed();
});

it("SY16 messages that never end hold no more than so much of the memory, and the others go on", async () => {
  const { address, relay, unharmed } = await ours({ unfinished: 400_000 });
  const many = await Promise.all(
    Array.from({ length: 12 }, (_, i) => intruder(address.relay, auth(`unfinished-room-${i}`, "secret-of-many"))),
  );
  for (const { socket } of many) for (let i = 0; i < 2; i++) socket.send(Buffer.alloc(50_000), { fin: false });
  await until(() => relay.relay().figures.connections <= 2 + 4);
  await unharmed();
  for (const { socket } of many) socket.terminate();
});

it("SY16 who asks for much and reads nothing is let go before it fills the memory", async () => {
  const relay = await ourRelay({ unreadOfAll: 1_000_000, heartbeat: 3_600_000 });
  const files = [{ path: "drills/large/drill.yaml", text: "x".repeat(2_000_000) }];
  const setup = (device: string) => ({
    ...setupFor(device),
    subject: { kind: "pack" as const, slug: "large", pack: { id: "large", title: "Large", version: 1, files } },
  });
  const { address, log } = await (await browser()).window(Socket).found(setup, relay.url);
  open.push(log);
  await until(() => log.reach().state === "together");
  const deaf = await Promise.all(
    Array.from({ length: 6 }, () => intruder(relay.url, auth(address.room, address.secret))),
  );
  for (const { socket, send } of deaf) {
    socket.pause();
    for (let i = 0; i < 5; i++) send(state(address.room));
  }
  await until(() => relay.relay().figures.connections < 6);
  expect(log.reach().state).toBe("together");
  const late = await (await browser()).window(Socket).join(address, false);
  open.push(late);
  await until(() => late.setup() !== null);
});

it("SY15 a room in which more is said than can be heard leaves the relay to the others", async () => {
  const { address, unharmed } = await ours({ deliveries: { perSecond: 20, burst: 200 } });
  const crowd = await Promise.all(
    Array.from({ length: 20 }, () => intruder(address.relay, auth("a-crowded-room", "secret-of-many"))),
  );
  const [listener, ...others] = crowd;
  let heard = 0;
  listener?.socket.on("message", (data: Buffer) => {
    if (data["a-crowded-room".length + 1] === 1) heard += 1;
  });
  for (let i = 1; i <= 20; i++) {
    others.forEach(({ send }, who) => void send(awareness("a-crowded-room", 100 + who, i, { presence: "x" })));
  }
  // What is added is not passed over: it comes again, when its connection does.
  const doc = new Y.Doc();
  const [bold] = others;
  for (let i = 0; i < 20; i++) {
    bold?.send(
      ...updatesOf(doc, () => doc.getArray(LOG).push([`${i}`])).map((bytes) => update("a-crowded-room", bytes)),
    );
  }
  expect(await bold?.closed).toBe(CLOSED.tooFast);
  await unharmed();
  expect(heard).toBeLessThan(100);
  expect(heard).toBeGreaterThan(0);
});

it("SY15 who asks for everything again and again is let go", async () => {
  const all = await ours();
  const member = await insider(all);
  for (let i = 0; i < 20; i++) member.send(state(all.address.room));
  expect(await member.closed).toBe(CLOSED.tooFast);
  await all.unharmed();
});
