import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Connection } from "#adapters/storage/connection";
import { DatabaseRunStore } from "#adapters/storage/runs";
import { DatabaseStudyStore } from "#adapters/storage/study";
import { loadEverything } from "#adapters/storage/transfer/load";
import { saveEverything } from "#adapters/storage/transfer/save";
import { browser, fileOf, fileWith, load } from "./transfer-browser";
import {
  contents,
  drill,
  interview,
  noteOn,
  pack,
  recording,
  run,
  settings,
  study,
  together,
} from "./transfer-fixture";

afterEach(() => vi.restoreAllMocks());

const EVERYTHING = together(
  drill("one"),
  pack("mine", 2, "a drill"),
  run("a", ["x", "y"], 4, 60),
  run("b", []),
  noteOn("n1", "a", "well"),
  study([[1, { type: "suspend", card: "question:q" }]]),
  interview("i", [{ type: "begin" }, { type: "take", round: 0, turn: 0, take: "t" }]),
  recording("t", "i", [[1, 2, 3], [4]]),
  settings("Kim"),
);
const many = (count: number) => together(...Array.from({ length: count }, (_, i) => run(`r${i}`, ["x", "y"], 4, 60)));

describe("everything as a file", () => {
  it("D21 comes back in another browser as it was, and nobody has its runs open there", async () => {
    const first = await browser(EVERYTHING);
    const before = await contents(first);
    const second = await browser();
    const loaded = await load(second, await fileOf(first));
    expect(loaded).toMatchObject({ end: "whole", unacceptedCount: 0, problem: null });
    const after = await contents(second);
    const closed = before.runs.map((record) => ({ ...(record as object), writer: "" }));
    // What came of compiling a pack is worked out again.
    const fresh = before.packs.map((record) => ({ ...(record as object), cards: [], errors: 0, engine: 0 }));
    expect(after).toEqual({ ...before, runs: closed, packs: fresh });
  });

  it("D21 is lines: a head, a record to a line, owners before what is theirs, and an end", async () => {
    const lines = (await (await fileWith(EVERYTHING)).text()).trimEnd().split("\n");
    const read = lines.map((line) => JSON.parse(line) as { readonly store?: string; readonly records?: number });
    expect(read[0]).toEqual({ format: "meantime-export", version: 2, exportedAt: 7 });
    expect(read.at(-1)).toEqual({ end: true, records: lines.length - 2 });
    expect(read.slice(1, -1).map(({ store }) => store)).toEqual([
      ...["programs", "packs", "packFiles", "runs", "commands", "frozen", "runs"],
      ...["interviews", "interviewEvents", "takes", "chunks", "chunks", "documents", "study", "settings"],
    ]);
  });

  it("D21 has what is damaged as well; what no text can hold is named", async () => {
    const circle: Record<string, unknown> = { version: 1, id: "round" };
    circle.self = circle;
    const first = await browser({
      documents: [{ version: 1, id: "torn" }, circle],
      commands: [{ run: "gone", from: 0 }],
    });
    const text = await (await fileOf(first)).text();
    expect(text).toContain('{"store":"documents","record":{"version":1,"id":"torn"}}');
    expect(text).toContain('{"store":"commands","record":{"run":"gone","from":0}}');
    expect(text).toContain('{"store":"documents","key":"round","unwritable":');
    const loaded = await load(await browser(), new Blob([text]));
    expect(loaded).toMatchObject({ end: "whole", unacceptedCount: 3 });
  });

  it.each([
    "save-1.json",
    "save-2.json",
    "save-3.json",
    "save-4.json",
    "save-5.json",
  ])("D21 of version 1 is read as well: %s", async (name) => {
    const connection = await browser();
    const loaded = await load(connection, new Blob([readFileSync(`test/fixtures/storage/${name}`)]));
    expect(loaded.end).toBe("whole");
    const came = Object.values(loaded.arrivals).reduce((sum, each) => sum + each.came, 0);
    expect(came).toBeGreaterThan(0);
    const reasons = loaded.unaccepted.map(({ reason }) => reason);
    // The drill of those saves was made up, and is not what its fingerprint says.
    expect(reasons.filter((reason) => !/its name stands for/.test(reason))).toEqual([]);
  });

  it("D27 is handed over and read piece by piece", async () => {
    const first = await browser(many(400));
    const pieces: string[] = [];
    const counts = vi.spyOn(IDBObjectStore.prototype, "getAll");
    await saveEverything(first, 7, (piece) => void pieces.push(piece), {});
    // Either a page of records, or all of one run.
    for (const [range, count] of counts.mock.calls) expect(count ?? range).toBeTruthy();
    const sizes = pieces.map((piece) => piece.length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThan(600_000);
    const file = new Blob(pieces);
    const whole = vi.spyOn(file, "text");
    const blocks = vi.spyOn(file, "slice");
    const shares: number[] = [];
    await loadEverything(await browser(), file, 8, { onProgress: (share) => void shares.push(share) });
    expect(whole).not.toHaveBeenCalled();
    for (const [from = 0, to = 0] of blocks.mock.calls) expect(to - from).toBeLessThanOrEqual(1 << 20);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});

describe("an import that does not come to its end", () => {
  it("D23 keeps what came whole of a file that was cut off anywhere, and the whole file adds the rest", async () => {
    const file = await fileWith(together(EVERYTHING, run("c", ["1", "2", "3"], 9, 10)));
    for (let tenth = 1; tenth < 10; tenth++) {
      const second = await browser();
      const cut = await load(second, file.slice(0, Math.floor((file.size * tenth) / 10)));
      expect(cut.end).toBe("cut-off");
      const store = new DatabaseRunStore(second);
      for (const { id } of await store.list()) expect(await store.load(id)).not.toBeNull();
      expect((await contents(second)).quarantine).toEqual([]);
      expect((await load(second, file)).end).toBe("whole");
      const third = await browser();
      await load(third, file);
      expect(await contents(second)).toEqual(await contents(third));
    }
  });

  it("D23 can be stopped: what had come stays, and the same file again goes on", async () => {
    const file = await fileWith(many(200));
    const second = await browser();
    const controller = new AbortController();
    const stopped = await loadEverything(second, file, 8, {
      signal: controller.signal,
      onProgress: (share) => share > 0.5 && controller.abort(),
    });
    expect(stopped.end).toBe("cancelled");
    const { came } = stopped.arrivals.runs;
    expect(came).toBeGreaterThan(0);
    expect((await new DatabaseRunStore(second).list()).length).toBe(came);
    const rest = await load(second, file);
    expect(rest.arrivals.runs).toMatchObject({ known: came, came: 200 - came });
  });

  it("D23 stops where the disk is full, says so, and loses nothing", async () => {
    const file = await fileWith(together(many(100), noteOn("n", null, "x")));
    const second = await browser();
    const write = Connection.prototype.write;
    let writes = 0;
    vi.spyOn(second, "write").mockImplementation((stores, work) => {
      writes++;
      return write.call(second, stores, async (tx) => {
        const value = await work(tx);
        if (writes > 1) throw new DOMException("full", "QuotaExceededError");
        return value;
      }) as never;
    });
    const full = await load(second, file);
    expect(full).toMatchObject({ end: "failed", problem: { kind: "quota" } });
    vi.restoreAllMocks();
    expect((await contents(second)).runs).toHaveLength(full.arrivals.runs.came);
    expect((await load(second, file)).end).toBe("whole");
    expect((await contents(second)).runs).toHaveLength(100);
  });

  it("D23 a saving that is stopped ends with the signal's reason", async () => {
    const first = await browser(many(50));
    const controller = new AbortController();
    controller.abort(new Error("enough"));
    await expect(saveEverything(first, 7, () => undefined, { signal: controller.signal })).rejects.toThrow("enough");
  });

  it("D26 somebody who goes on studying meanwhile is not overrun", async () => {
    const file = await fileWith(study([[5, { type: "suspend", card: "question:q" }]]));
    const second = await browser(study([[1, { type: "resume", card: "question:p" }]]));
    const store = new DatabaseStudyStore(second);
    const read = Connection.prototype.read;
    let isFirst = true;
    vi.spyOn(second, "read").mockImplementation(async (stores, work) => {
      const value = await read.call(second, stores, work as never);
      if (stores[0] === "study" && isFirst) {
        isFirst = false;
        await store.append([{ type: "resume", card: "question:new" }], 9);
      }
      return value as never;
    });
    await load(second, file);
    vi.restoreAllMocks();
    expect((await store.events()).map(({ id, at }) => [id, at])).toEqual([
      [1, 1],
      [2, 5],
      [3, 9],
    ]);
  });
});
