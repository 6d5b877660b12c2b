import { openDB } from "idb";
import { beforeEach, describe, expect, it } from "vitest";
import { Connection } from "#adapters/storage/connection";
import { DATABASE_NAME } from "#adapters/storage/database";
import { DatabaseDocumentStore, MemoryDocumentStore } from "#adapters/storage/documents";
import { MemoryRunStore } from "#adapters/storage/memory";
import { DatabaseRunStore } from "#adapters/storage/runs";
import { newPlan } from "#modes/gameday/plan";
import { type DocumentStore, type RunStore, StorageError, type StoredDocument } from "#session/contract";
import { emptyRun, freshBrowser } from "./samples";
import { savedFrom } from "./transfer-browser";

const remark = (id: string, run: string | null, updatedAt: number, text = id): StoredDocument<"note"> => ({
  id,
  kind: "note",
  run,
  createdAt: 1,
  updatedAt,
  body: { second: 12, author: "Kim", text },
});

const shift: StoredDocument<"shift"> = {
  id: "shift",
  kind: "shift",
  run: null,
  createdAt: 1,
  updatedAt: 9,
  body: { from: 1, until: 2, seed: 3, quiet: null, pages: [], endedAt: null, handover: null },
};

interface Stores {
  readonly documents: DocumentStore;
  readonly runs: RunStore;
  /** What a file of everything would have, by store. */
  readonly saved: () => Promise<Partial<Record<string, readonly unknown[]>>>;
}

const KINDS: readonly (readonly [string, () => Stores])[] = [
  [
    "database",
    () => {
      freshBrowser();
      const connection = new Connection();
      return {
        documents: new DatabaseDocumentStore(connection),
        runs: new DatabaseRunStore(connection),
        saved: () => savedFrom(connection),
      };
    },
  ],
  [
    "memory",
    () => {
      const documents = new MemoryDocumentStore();
      const runs = new MemoryRunStore(documents);
      return { documents, runs, saved: async () => runs.records() };
    },
  ],
];

describe.each(KINDS)("documents (%s)", (_name, open) => {
  let stores: Stores;
  beforeEach(() => {
    stores = open();
  });

  it("D16 come back as they were written, by kind and run, newest change first", async () => {
    const { documents } = stores;
    for (const each of [remark("a", "one", 5), remark("b", "one", 7), remark("c", "two", 6)]) await documents.put(each);
    await documents.put(shift);
    expect(await documents.get("note", "a")).toEqual(remark("a", "one", 5));
    expect(await documents.get("story", "a")).toBeNull();
    expect((await documents.list("note")).map(({ id }) => id)).toEqual(["b", "c", "a"]);
    expect((await documents.list("note", "one")).map(({ id }) => id)).toEqual(["b", "a"]);
    await documents.put(remark("a", "one", 8, "again"));
    expect((await documents.list("note", "one")).map(({ body }) => body.text)).toEqual(["again", "b"]);
    await documents.remove("a");
    expect(await documents.get("note", "a")).toBeNull();
  });

  it("D16 a plan of a game day is found by its run, and comes back with its queue", async () => {
    const { documents } = stores;
    const plan: StoredDocument<"gameday"> = {
      id: "plan",
      kind: "gameday",
      run: "one",
      createdAt: 1,
      updatedAt: 2,
      body: {
        ...newPlan({ kind: "drill", slug: "bad-release" }, "Autumn", 7),
        notes: [{ id: "n", second: null, text: "Bring water." }],
      },
    };
    await documents.put(plan);
    await documents.put(remark("a", "one", 5));
    expect(await documents.list("gameday", "one")).toEqual([plan]);
    expect(await documents.get("gameday", "plan")).toEqual(plan);
    expect((await stores.saved()).documents).toContainEqual({ version: 1, ...plan });
  });

  it("D16 outlive the run they are about", async () => {
    await stores.runs.create(emptyRun("one"), { title: "One", createdAt: 1 });
    await stores.documents.put(remark("a", "one", 5));
    await stores.runs.remove("one");
    expect(await stores.documents.list("note", "one")).toHaveLength(1);
  });

  it("D17 are not written over what another tab has changed since", async () => {
    const { documents } = stores;
    expect(await documents.replace(remark("a", null, 5), null)).toBeNull();
    expect(await documents.replace(remark("a", null, 6, "again"), 5)).toBeNull();
    expect(await documents.replace(remark("a", null, 7, "late"), 5)).toEqual(remark("a", null, 6, "again"));
    expect(await documents.replace(remark("a", null, 7, "new"), null)).toEqual(remark("a", null, 6, "again"));
    expect(await documents.get("note", "a")).toEqual(remark("a", null, 6, "again"));
    // What is gone stands in nobody's way.
    await documents.remove("a");
    expect(await documents.replace(remark("a", null, 8, "back"), 6)).toBeNull();
    expect((await documents.get("note", "a"))?.body.text).toBe("back");
  });

  it("D21 are in every file of everything", async () => {
    await stores.documents.put(shift);
    expect((await stores.saved()).documents).toEqual([{ version: 1, ...shift }]);
  });
});

describe("damaged documents", () => {
  async function withRaw(raw: Record<string, unknown>): Promise<DatabaseDocumentStore> {
    freshBrowser();
    const connection = new Connection();
    await connection.open();
    const database = await openDB(DATABASE_NAME);
    await database.put("documents", raw);
    database.close();
    return new DatabaseDocumentStore(connection);
  }

  it("D7 are left out of lists and named when they are asked for", async () => {
    const store = await withRaw({ ...remark("a", null, 1), version: 1, body: { text: 7 } });
    expect(await store.list("note")).toEqual([]);
    await expect(store.get("note", "a")).rejects.toMatchObject({ problem: { kind: "corrupt", key: "a" } });
  });

  it("D8 are set aside before something is written over them", async () => {
    const store = await withRaw({ id: "a", version: 1, kind: "note" });
    await store.put(remark("a", null, 2));
    expect(await store.get("note", "a")).toEqual(remark("a", null, 2));
    const database = await openDB(DATABASE_NAME);
    expect(await database.getAll("quarantine")).toMatchObject([{ store: "documents", key: "a" }]);
    database.close();
  });

  it("D7 those of a newer version are left alone", async () => {
    const store = await withRaw({ ...remark("a", null, 1), version: 9 });
    await expect(store.put(remark("a", null, 2))).rejects.toBeInstanceOf(StorageError);
    await expect(store.get("note", "a")).rejects.toMatchObject({ problem: { kind: "newer-version" } });
  });
});
