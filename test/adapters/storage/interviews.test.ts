import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { Connection } from "#adapters/storage/connection";
import { openStorage } from "#adapters/storage/index";
import { DatabaseInterviewStore } from "#adapters/storage/interviews";
import { MemoryInterviewStore } from "#adapters/storage/interviews-memory";
import { readRecord } from "#adapters/storage/record";
import { chunkRecord } from "#adapters/storage/records/chunk";
import type { InterviewRecord } from "#adapters/storage/records/interview";
import { DatabaseStudyStore, MemoryStudyStore } from "#adapters/storage/study";
import { type InterviewEvent, type InterviewHeader, MICROPHONE_CHECK, type Take } from "#domain/interview";
import type { InterviewStore, StudyStore, WallClock } from "#session/contract";
import { freshBrowser } from "./samples";
import { savedFrom } from "./transfer-browser";

const save = JSON.parse(readFileSync("test/fixtures/storage/save-3.json", "utf8")) as {
  readonly stores: { readonly interviews: readonly [InterviewRecord] };
};
const header = (id: string, createdAt = 1): InterviewHeader => ({ ...save.stores.interviews[0].header, id, createdAt });
const note = (text: string): InterviewEvent => ({ elapsed: 1, at: 2, deed: { type: "note", text } });
const take = (id: string, interview: string, seconds = 1): Take => ({
  id,
  interview,
  type: "audio/webm",
  startedAt: 5,
  seconds,
  pauses: [],
  talk: 1,
});
const bytes = (...values: number[]): ArrayBuffer => new Uint8Array(values).buffer;
const valuesOf = (buffer: ArrayBuffer | undefined): number[] => [...new Uint8Array(buffer ?? new ArrayBuffer(0))];

const KINDS: readonly (readonly [string, () => InterviewStore])[] = [
  [
    "database",
    () => {
      freshBrowser();
      return new DatabaseInterviewStore(new Connection());
    },
  ],
  ["memory", () => new MemoryInterviewStore()],
];

describe.each(KINDS)("interviews (%s)", (_name, open) => {
  let store: InterviewStore;
  beforeEach(async () => {
    store = open();
    await store.create(header("one", 1));
    await store.create(header("two", 2));
  });

  it("D19 come back as they were written, newest change first", async () => {
    await store.append("one", 0, [note("a"), note("b")], 10);
    await store.append("one", 2, [note("c")], 11);
    expect((await store.load("one"))?.events.map(({ deed }) => deed)).toEqual(["a", "b", "c"].map((x) => note(x).deed));
    expect((await store.list()).map(({ header: { id }, status }) => [id, status])).toEqual([
      ["one", "open"],
      ["two", "open"],
    ]);
    await store.finish("two", 55, 12);
    expect((await store.list())[0]).toMatchObject({ status: "finished", coverage: 55, header: header("two", 2) });
    expect(await store.load("three")).toBeNull();
  });

  it("D19 who does not know the last event writes nothing, and is told", async () => {
    await store.append("one", 0, [note("a")], 10);
    await expect(store.append("one", 0, [note("b")], 11)).rejects.toMatchObject({ problem: { kind: "conflict" } });
    await expect(store.append("none", 0, [note("b")], 11)).rejects.toMatchObject({ problem: { kind: "missing" } });
    expect((await store.load("one"))?.events).toEqual([note("a")]);
  });

  it("D19 pieces of a recording are kept in order; removing an interview removes its recordings and no others", async () => {
    await store.saveTake(take("t1", "one"));
    await store.saveTake(take("t2", "two"));
    await store.appendChunk("t1", { index: 1, bytes: bytes(2) });
    await store.appendChunk("t1", { index: 0, bytes: bytes(1) });
    await store.appendChunk("t2", { index: 0, bytes: bytes(3) });
    await store.saveTake(take("t1", "one", 2));
    expect((await store.chunks("t1")).map((chunk) => valuesOf(chunk.bytes))).toEqual([[1], [2]]);
    expect(await store.takes("one")).toEqual([take("t1", "one", 2)]);
    await store.remove("one");
    expect(await store.load("one")).toBeNull();
    expect(await store.takes("one")).toEqual([]);
    expect(await store.chunks("t1")).toEqual([]);
    expect((await store.chunks("t2")).length).toBe(1);
    await store.removeTake("t2");
    expect([...(await store.takes("two")), ...(await store.chunks("t2"))]).toEqual([]);
    expect(await store.load("two")).not.toBeNull();
  });
});

describe("recordings that nobody can reach", () => {
  it("D20 are removed at the next start: without an interview, or pieces alone; others stay, also what cannot be read", async () => {
    freshBrowser();
    const connection = new Connection();
    const store = new DatabaseInterviewStore(connection);
    await store.create(header("one"));
    await store.create(header("gone"));
    const keep = async (id: string, interview: string) => {
      await store.saveTake(take(id, interview));
      for (const index of [0, 1, 2]) await store.appendChunk(id, { index, bytes: bytes(index) });
    };
    await keep("stays", "one");
    await keep("test", MICROPHONE_CHECK);
    await keep("late", "gone");
    await store.remove("gone");
    // Storage had failed, and what waited was tried again when the interview was deleted.
    await store.appendChunk("late", { index: 3, bytes: bytes(4) }, take("late", "gone"));
    // Deleted while its last piece was on the way.
    await store.appendChunk("alone", { index: 7, bytes: bytes(5) });
    await connection.write(["takes", "interviews"], async (tx) => {
      await tx.objectStore("takes").put({ ...take("newer", "gone"), version: 99 } as never);
      await tx.objectStore("interviews").put({ version: 99, id: "newer" } as never);
    });
    await keep("of newer", "newer");
    await store.appendChunk("newer", { index: 0, bytes: bytes(6) });
    expect(await store.sweep()).toBe(2);
    expect(await store.takes("gone")).toEqual([]);
    for (const id of ["late", "alone"]) expect(await store.chunks(id)).toEqual([]);
    for (const id of ["stays", "test", "of newer"]) expect((await store.chunks(id)).length).toBe(3);
    expect((await store.chunks("newer")).length).toBe(1);
    expect(await store.sweep()).toBe(0);
    expect((await store.takes("one")).length + (await store.takes(MICROPHONE_CHECK)).length).toBe(2);
  });

  it("D20 are looked for when interviews are first asked for", async () => {
    freshBrowser();
    const store = new DatabaseInterviewStore(new Connection());
    await store.saveTake(take("late", "gone"));
    await store.appendChunk("late", { index: 0, bytes: bytes(1) });
    vi.stubGlobal("navigator", { locks: {} });
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    const opened = await openStorage({ now: () => 0 } as WallClock);
    const reopened = await opened.interviews();
    await expect.poll(async () => (await reopened.chunks("late")).length).toBe(0);
    expect(await reopened.takes("gone")).toEqual([]);
  });

  it("D19 a piece and what is known with it are one write; a longer piece takes the place of a shorter one", async () => {
    freshBrowser();
    const store = new DatabaseInterviewStore(new Connection());
    await store.appendChunk("t", { index: 0, bytes: bytes(1) }, take("t", "one", 0.3));
    await store.appendChunk("t", { index: 0, bytes: bytes(1, 2) }, take("t", "one", 0.6));
    expect(await store.takes("one")).toEqual([take("t", "one", 0.6)]);
    expect((await store.chunks("t")).map((chunk) => valuesOf(chunk.bytes))).toEqual([[1, 2]]);
    const broken = { ...take("t", "one", 0.9), pauses: () => [] } as never;
    await expect(store.appendChunk("t", { index: 0, bytes: bytes(1, 2, 3) }, broken)).rejects.toThrow();
    expect((await store.chunks("t")).map((chunk) => valuesOf(chunk.bytes))).toEqual([[1, 2]]);
  });
});

const LOGS: readonly (readonly [string, () => StudyStore])[] = [
  [
    "database",
    () => {
      freshBrowser();
      return new DatabaseStudyStore(new Connection());
    },
  ],
  ["memory", () => new MemoryStudyStore()],
];

describe.each(LOGS)("the log of study (%s)", (_name, open) => {
  it("D18 is numbered in one order, whoever appends", async () => {
    const store = open();
    await Promise.all([
      store.append(
        [
          { type: "suspend", card: "a" },
          { type: "resume", card: "a" },
        ],
        1,
      ),
      store.append([{ type: "forget", card: "b" }], 2),
    ]);
    const events = await store.events();
    expect(events.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(events.filter(({ deed }) => deed.type !== "forget").map(({ deed }) => deed.type)).toEqual([
      "suspend",
      "resume",
    ]);
  });
});

describe("the log of study in two tabs", () => {
  it("D18 tells the other tab", async () => {
    freshBrowser();
    const [mine, other] = [new DatabaseStudyStore(new Connection()), new DatabaseStudyStore(new Connection())];
    const heard = new Promise<void>((resolve) => {
      const stop = other.onChange(() => {
        stop();
        resolve();
      });
    });
    await mine.append([{ type: "forget", card: "a" }], 1);
    await heard;
    expect((await other.events()).length).toBe(1);
  });
});

describe("recordings in files", () => {
  it("D21 are base64, and the same bytes when they are read", async () => {
    freshBrowser();
    const connection = new Connection();
    const store = new DatabaseInterviewStore(connection);
    await store.saveTake(take("t1", "one"));
    await store.appendChunk("t1", { index: 0, bytes: bytes(0, 127, 255) });
    const { chunks } = await savedFrom(connection);
    const read = readRecord(chunkRecord, chunks?.[0]);
    expect(read.ok && valuesOf(read.value.bytes)).toEqual([0, 127, 255]);
  });
});
