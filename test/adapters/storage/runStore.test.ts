import { beforeEach, describe, expect, it } from "vitest";
import { Connection } from "#adapters/storage/connection";
import { MemoryRunStore } from "#adapters/storage/memory";
import { DatabaseRunStore } from "#adapters/storage/runs";
import { type RunStore, StorageError } from "#session/contract";
import { storeFinished } from "#session/index";
import { emptyRun, freshBrowser, frozen, note, program } from "./samples";
import { savedFrom } from "./transfer-browser";

/** What a promise was refused with. */
const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "nothing",
    (error: unknown) => (error instanceof StorageError ? error.problem.kind : String(error)),
  );

const shown = { title: "A sample", createdAt: 1_000 };

/** A store, and what a file of everything would have, by store. */
type Opened = readonly [RunStore, () => Promise<Partial<Record<string, readonly unknown[]>>>];

const inDatabase = (): Opened => {
  const connection = new Connection();
  return [new DatabaseRunStore(connection), () => savedFrom(connection)];
};
const inMemory = (): Opened => {
  const store = new MemoryRunStore();
  return [store, async () => store.records()];
};

describe.each<[string, () => Opened]>([
  ["database", inDatabase],
  ["memory", inMemory],
])("run store (%s)", (_name, open) => {
  let [store, saved] = inMemory();
  beforeEach(() => {
    freshBrowser();
    [store, saved] = open();
  });

  it("D3 gives a run back as it was written, batch by batch", async () => {
    await store.create(emptyRun("a"), shown);
    await store.claim("a", "tab");
    await store.append("a", "tab", [note(0, 1), note(1, 1)], 1, 2_000);
    await store.append("a", "tab", [], 4, 2_500);
    await store.append("a", "tab", [note(2, 4)], 5, 3_000);
    expect(await store.load("a")).toEqual({
      header: emptyRun("a").header,
      commands: [note(0, 1), note(1, 1), note(2, 4)],
      horizon: 5,
    });
    expect(await store.load("b")).toBeNull();
  });

  it("D3 a run that is over already is stored with what it keeps; whose it is stays with it", async () => {
    const { header } = emptyRun("a");
    const forkOf = { run: "mine", second: 30, ordinal: 2 };
    const run = { header: { ...header, forkOf, shown: { play: "expert" } }, commands: [note(0, 40)], horizon: 60 };
    const clock = { now: () => 5_000, every: () => () => undefined, id: () => "writer", seed: () => 1 };
    await storeFinished(store, clock, program(), run, frozen(80));
    expect(await store.load("a")).toEqual(run);
    expect(await store.list()).toMatchObject([{ id: "a", status: "finished", total: 80, shown: "expert", forkOf }]);
  });

  it("D3 keeps the commands that a forked run starts with", async () => {
    await store.create({ ...emptyRun("a"), commands: [note(0, 1)], horizon: 9 }, shown);
    await store.claim("a", "tab");
    await store.append("a", "tab", [note(1, 9)], 10, 2_000);
    expect((await store.load("a"))?.commands).toEqual([note(0, 1), note(1, 9)]);
  });

  it("D4 accepts writes only from whoever claimed the run last, and keeps nothing of a refused one", async () => {
    await store.create(emptyRun("a"), shown);
    expect(await problemOf(store.append("a", "first", [note(0, 1)], 1, 2_000))).toBe("conflict");
    await store.claim("a", "first");
    await store.append("a", "first", [note(0, 1)], 1, 2_000);
    expect(await store.claim("a", "second")).toEqual({ ...emptyRun("a"), commands: [note(0, 1)], horizon: 1 });
    expect(await problemOf(store.append("a", "first", [note(1, 2)], 2, 3_000))).toBe("conflict");
    expect(await problemOf(store.finish("a", "first", frozen(10), 3_000))).toBe("conflict");
    expect(await store.frozen("a")).toBeNull();
    await store.append("a", "second", [note(1, 3)], 3, 4_000);
    expect((await store.load("a"))?.commands).toEqual([note(0, 1), note(1, 3)]);
  });

  it("D4 says that a run is missing instead of writing half of it", async () => {
    expect(await problemOf(store.append("gone", "tab", [note(0, 1)], 1, 2_000))).toBe("missing");
    expect(await store.claim("gone", "tab")).toBeNull();
    expect(await store.load("gone")).toBeNull();
  });

  it("D3 refuses a second run of the same name", async () => {
    await store.create(emptyRun("a"), shown);
    await expect(store.create(emptyRun("a"), shown)).rejects.toBeInstanceOf(StorageError);
  });

  it("D5 lists runs newest first, finished ones with what became of them", async () => {
    await store.create(emptyRun("old"), { title: "Old", createdAt: 1_000 });
    await store.create(emptyRun("new"), { title: "New", createdAt: 2_000 });
    await store.claim("old", "tab");
    await store.append("old", "tab", [], 30, 3_000);
    await store.finish("old", "tab", frozen(81), 4_000);
    const list = await store.list();
    expect(
      list.map(({ id, title, horizon, status, total, ending }) => [id, title, horizon, status, total, ending]),
    ).toEqual([
      ["old", "Old", 30, "finished", 81, "Restored"],
      ["new", "New", 0, "open", null, null],
    ]);
    expect(list[0]?.labels).toEqual(["1 hint"]);
    expect(await store.frozen("old")).toEqual(frozen(81));
  });

  it("D3 removes a run with everything that belongs to it and nothing else", async () => {
    for (const id of ["a", "a2"]) {
      await store.create({ ...emptyRun(id), commands: [note(0, 0)] }, shown);
      await store.claim(id, "tab");
      await store.finish(id, "tab", frozen(5), 2_000);
    }
    await store.remove("a");
    expect((await store.list()).map(({ id }) => id)).toEqual(["a2"]);
    expect(await store.frozen("a")).toBeNull();
    expect((await store.load("a2"))?.commands).toEqual([note(0, 0)]);
    expect(JSON.stringify(await saved())).not.toContain('"run":"a"');
  });

  it("D6 keeps programs by hash", async () => {
    await store.saveProgram("h1", program("One"));
    await store.saveProgram("h1", program("One"));
    expect(await store.program("h1")).toEqual(program("One"));
    expect(await store.program("h2")).toBeNull();
  });

  it("D21 gives everything for a file", async () => {
    await store.create({ ...emptyRun("a"), commands: [note(0, 0)] }, shown);
    await store.saveProgram("h1", program());
    await store.claim("a", "tab");
    await store.finish("a", "tab", frozen(5), 2_000);
    const counts = Object.entries(await saved()).map(([name, records]) => [name, records?.length]);
    expect(Object.fromEntries(counts.filter(([, count]) => count !== 0))).toEqual({
      runs: 1,
      commands: 1,
      frozen: 1,
      programs: 1,
    });
    expect(await store.unreadable()).toEqual([]);
  });
});
