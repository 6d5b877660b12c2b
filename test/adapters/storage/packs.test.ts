import { readFileSync } from "node:fs";
import { type IDBPDatabase, openDB } from "idb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Connection } from "#adapters/storage/connection";
import { DATABASE_NAME, STORE_NAMES, STORES, type StoreName } from "#adapters/storage/database";
import { openStorage } from "#adapters/storage/index";
import { MemoryRunStore } from "#adapters/storage/memory";
import { DatabasePackStore, MemoryPackStore, type PackStore } from "#adapters/storage/packs";
import { DatabaseRunStore } from "#adapters/storage/runs";
import type { DrillCard } from "#domain/drill";
import type { Pack } from "#domain/pack";
import { FakeClock } from "../../session/fakes";
import { freshBrowser } from "./samples";
import { savedFrom } from "./transfer-browser";

const card = (slug: string): DrillCard => ({
  slug,
  code: slug.toUpperCase(),
  title: "Doors",
  summary: "They do not open.",
  form: "live",
  minutes: 20,
  level: "foundation",
  tags: [],
  company: "Nordwagen",
  skills: [],
  variants: 1,
});
const pack = (id: string, title = id, version = 1): Pack => ({
  id,
  title,
  version,
  files: [{ path: "drills/doors/drill.yaml", text: `code: ${id}\n` }],
});
const found = (...slugs: string[]) => ({ cards: slugs.map(card), errors: 0, engine: 3 });

/** Changes a stored record behind the store's back. */
async function tamper(name: StoreName, id: string, change: Readonly<Record<string, unknown>>): Promise<void> {
  const raw = await openDB(DATABASE_NAME);
  await raw.put(name, { ...(await raw.get(name, id)), ...change });
  raw.close();
}

/** Everything that is stored, by store. */
async function contentsOf(database: IDBPDatabase): Promise<Record<string, unknown[]>> {
  const stores: Record<string, unknown[]> = {};
  for (const name of database.objectStoreNames) stores[name] = await database.getAll(name);
  return stores;
}

function inDatabase(): { store: PackStore; connection: Connection } {
  freshBrowser();
  const connection = new Connection();
  return { store: new DatabasePackStore(connection), connection };
}

describe.each([
  ["database", () => inDatabase().store],
  ["memory", () => new MemoryPackStore()],
])("packs in the %s", (_name, make) => {
  it("D30 come back as they were written, by title, and go whole", async () => {
    const store = make();
    await store.put(pack("b", "Second"), found("two"), 5);
    await store.put(pack("a", "First"), found("one"), 6);
    expect((await store.list()).map(({ id, cards }) => [id, cards[0]?.slug])).toEqual([
      ["a", "one"],
      ["b", "two"],
    ]);
    expect(await store.load("a")).toEqual(pack("a", "First"));
    await store.remove("a");
    expect(await store.load("a")).toBeNull();
    expect((await store.list()).map(({ id }) => id)).toEqual(["b"]);
  });

  it("D30 take the place of the one with their id, whose beginning they keep", async () => {
    const store = make();
    await store.put(pack("a", "First", 1), found("one"), 5);
    await store.put(pack("a", "Later", 2), found(), 9);
    expect(await store.list()).toMatchObject([
      { id: "a", pack: { title: "Later", version: 2 }, createdAt: 5, updatedAt: 9, cards: [] },
    ]);
  });

  it("D30 are compiled again without counting as changed, and not brought back by that", async () => {
    const store = make();
    await store.put(pack("a"), found("one"), 5);
    await store.renew("a", { cards: [], errors: 4, engine: 9 });
    await store.renew("gone", found("one"));
    expect(await store.list()).toMatchObject([{ id: "a", updatedAt: 5, cards: [], errors: 4, engine: 9 }]);
  });
});

describe("a database of version 3", () => {
  it("D2 D30 gets the stores of packs, and nothing in it is rewritten", async () => {
    freshBrowser();
    const save = JSON.parse(readFileSync("test/fixtures/storage/save-3.json", "utf8")) as {
      readonly stores: Readonly<Record<string, readonly unknown[]>>;
    };
    const old = await openDB(DATABASE_NAME, 3, {
      upgrade(database) {
        for (const name of STORE_NAMES.filter((each) => !each.startsWith("pack"))) {
          const keyPath = STORES[name];
          database.createObjectStore(name, { keyPath: typeof keyPath === "string" ? keyPath : [...keyPath] });
        }
      },
    });
    for (const [name, records] of Object.entries(save.stores)) {
      for (const record of records) await old.put(name, record);
    }
    const before = await contentsOf(old);
    old.close();
    const connection = new Connection();
    const store = new DatabasePackStore(connection);
    await store.put(pack("a"), found("one"), 5);
    connection.close();
    const now = await openDB(DATABASE_NAME);
    const after = await contentsOf(now);
    now.close();
    expect(Object.keys(before)).not.toContain("packs");
    expect(before.study?.length).toBeGreaterThan(0);
    expect(after).toMatchObject(before);
    expect([after.packs?.length, after.packFiles?.length]).toEqual([1, 1]);
  });
});

describe("packs in the database", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("D30 are in every export, the one from memory included", async () => {
    const { store, connection } = inDatabase();
    await store.put(pack("a"), found("one"), 5);
    const fromDatabase = await savedFrom(connection);
    const inMemory = new MemoryPackStore();
    await inMemory.put(pack("a"), found("one"), 5);
    const fromMemory = new MemoryRunStore(undefined, undefined, undefined, inMemory).records();
    for (const stores of [fromDatabase, fromMemory]) {
      expect(stores.packs).toMatchObject([{ id: "a", pack: { version: 1 } }]);
      expect(stores.packFiles).toEqual([{ version: 1, id: "a", files: pack("a").files }]);
    }
  });

  it("D30 D10 stand in lists from the start, and none is looked for where there is none", async () => {
    vi.stubGlobal("navigator", { locks: {} });
    const { store, connection } = inDatabase();
    expect((await openStorage(new FakeClock())).packsKept).toEqual([]);
    await store.put(pack("a"), found("one"), 5);
    connection.close();
    expect((await openStorage(new FakeClock())).packsKept).toMatchObject([{ id: "a", cards: [{ slug: "one" }] }]);
  });

  it("D7 D8 that cannot be read cost the others nothing, are reported, and are set aside when they are replaced", async () => {
    const { store, connection } = inDatabase();
    await store.put(pack("a"), found("one"), 5);
    await store.put(pack("b"), found("two"), 5);
    await tamper("packs", "a", { cards: "no list" });
    expect((await store.list()).map(({ id }) => id)).toEqual(["b"]);
    await expect(store.load("a")).rejects.toMatchObject({ problem: { kind: "corrupt" } });
    const runs = new DatabaseRunStore(connection);
    expect(await runs.unreadable()).toMatchObject([{ store: "packs", key: "a" }]);
    await store.put(pack("a", "Again"), found("one"), 7);
    expect(await store.load("a")).toMatchObject({ title: "Again" });
    expect(await runs.unreadable()).toMatchObject([{ store: "packs", key: "a", newer: false }]);
  });

  it("D7 of a newer version are left alone", async () => {
    const { store } = inDatabase();
    await store.put(pack("a"), found("one"), 5);
    await tamper("packFiles", "a", { version: 9 });
    await expect(store.put(pack("a"), found("one"), 6)).rejects.toMatchObject({ problem: { kind: "newer-version" } });
  });
});
