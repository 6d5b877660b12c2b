import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { LOG } from "#adapters/sync/limits";
import { Relay } from "#cli/gameday/relay";
import { auth, awareness, state, update } from "../adapters/sync/protocol";
import type { BenchResult } from "./run";

const ROOMS = 50;
const PEOPLE = 8;
const SECONDS = 30;
/** Each says what it looks at, and one of a room where the clock is, once a second; each writes something this often. */
const COMMAND_MS = 5_000;
/** Goals: of one processor, and milliseconds until everybody has a command. */
const GOAL = { share: 1, median: 150 };

/** Like a signed command with a text of some length, with the time it was sent. */
const entryAt = (time: number) => JSON.stringify({ padding: "x".repeat(420), time: `@${time.toFixed(2)}@` });
const PRESENCE = {
  presence: {
    device: "x".repeat(43),
    seat: "seat-1",
    name: "Ada",
    looksAt: { panel: "metrics", node: "checkout" },
    writesTo: null,
    second: 600,
  },
};
const BEACON = {
  ...PRESENCE,
  beacon: {
    run: "x".repeat(28),
    device: "x".repeat(43),
    count: 1,
    second: 600,
    state: "running",
    tempo: 1,
    signature: "x".repeat(86),
  },
};

interface Usage {
  /** Seconds of the processor. */
  readonly busy: number;
  readonly memory: number;
}

/** The relay's own process: serves until it is killed, and says how busy it was. */
async function serve(): Promise<void> {
  const relay = new Relay();
  const server = createServer();
  relay.attach(server, "/relay");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.send?.({ port: (server.address() as AddressInfo).port });
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ busy: (user + system) / 1e6, memory: process.memoryUsage().rss } satisfies Usage);
  });
}
if (process.argv[1] === fileURLToPath(import.meta.url)) await serve();

const answerOf = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve) => child.once("message", (answer) => resolve(answer as T)));

const usageOf = (child: ChildProcess): Promise<Usage> => {
  child.send("usage");
  return answerOf(child);
};

interface Counts {
  sent: number;
  received: number;
  readonly delays: number[];
}

/** Somebody in a room. The first of a room keeps the document that all of them write into. */
async function participant(
  url: string,
  room: string,
  doc: Y.Doc,
  isFirst: boolean,
  counts: Counts,
): Promise<() => void> {
  const socket = new WebSocket(url);
  await new Promise((resolve) => socket.on("open", resolve));
  const say = (bytes: Uint8Array) => {
    counts.sent += 1;
    socket.send(bytes);
  };
  socket.on("message", (data: Buffer) => {
    counts.received += 1;
    // The address, then the kind: what changed in the document, as it changed.
    const at = room.length + 1;
    if (data[at] !== 0 || data[at + 1] !== 2) return;
    for (const [, time] of data.toString("latin1").matchAll(/@([\d.]+)@/g))
      counts.delays.push(performance.now() - Number(time));
    if (isFirst) Y.applyUpdate(doc, data.subarray(at + 2 + lengthOf(data, at + 2)), "relay");
  });
  say(auth(room, "a-secret-of-this-room"));
  say(state(room));
  const client = Math.floor(Math.random() * 2 ** 31);
  let clock = 0;
  const look = setInterval(() => say(awareness(room, client, ++clock, isFirst ? BEACON : PRESENCE)), 1000);
  const write = () => {
    // A copy that has what the relay has, and one entry more.
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    copy.on("update", (bytes: Uint8Array) => say(update(room, bytes)));
    copy.getArray(LOG).push([entryAt(performance.now())]);
    copy.destroy();
  };
  let writing: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    write();
    writing = setInterval(write, COMMAND_MS);
  }, Math.random() * COMMAND_MS);
  return () => {
    clearInterval(look);
    clearTimeout(first);
    clearInterval(writing);
    socket.terminate();
  };
}

/** Bytes of a number of the protocol. */
function lengthOf(data: Buffer, at: number): number {
  let length = 1;
  while ((data[at + length - 1] ?? 0) > 127) length += 1;
  return length;
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(sorted.length * share)] ?? Number.NaN;

export default async function relay(): Promise<BenchResult> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  try {
    const { port } = await answerOf<{ port: number }>(child);
    const counts: Counts = { sent: 0, received: 0, delays: [] };
    const stops: (() => void)[] = [];
    for (let room = 0; room < ROOMS; room++) {
      const doc = new Y.Doc();
      const url = `ws://127.0.0.1:${port}/relay`;
      for (let i = 0; i < PEOPLE; i++) stops.push(await participant(url, `bench-room-${room}`, doc, i === 0, counts));
    }
    await new Promise((resolve) => setTimeout(resolve, 2 * COMMAND_MS));
    Object.assign(counts, { sent: 0, received: 0 });
    counts.delays.length = 0;
    const [before, since] = [await usageOf(child), performance.now()];
    await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
    const [after, seconds] = [await usageOf(child), (performance.now() - since) / 1000];
    for (const stop of stops) stop();
    const share = (after.busy - before.busy) / seconds;
    const delays = counts.delays.sort((a, b) => a - b);
    const [median, late] = [quantile(delays, 0.5), quantile(delays, 0.95)];
    return {
      name: `relay: ${ROOMS} rooms of ${PEOPLE}, ${SECONDS} s`,
      lines: [
        `${Math.round(counts.sent / seconds)} messages/s in, ${Math.round(counts.received / seconds)} out; ${delays.length} commands arrived`,
        `${(share * 100).toFixed(0)} % of one processor (at most ${GOAL.share * 100} %), ${(after.memory / 1e6).toFixed(0)} MB`,
        `a command is with everybody after ${median.toFixed(1)} ms (median, at most ${GOAL.median}), ${late.toFixed(1)} ms (p95)`,
      ],
      met: share <= GOAL.share && median <= GOAL.median,
    };
  } finally {
    child.kill();
  }
}
