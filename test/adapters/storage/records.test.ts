import { readdirSync, readFileSync } from "node:fs";
import { openDB } from "idb";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { Connection } from "#adapters/storage/connection";
import { DATABASE_NAME, DATABASE_VERSION, STORE_NAMES, STORES } from "#adapters/storage/database";
import { type Migration, type RecordType, readRecord } from "#adapters/storage/record";
import { RECORD_TYPES } from "#adapters/storage/records/index";
import { DatabaseRunStore } from "#adapters/storage/runs";
import { DatabaseSettings } from "#adapters/storage/settings";
import { ruleFaults, testTitles } from "../../tools/numbers";
import { readTree } from "../../tools/parse";
import { freshBrowser, program } from "./samples";

/** What a test of a migration must have in its title. */
const migrationTitle = (type: Pick<RecordType<unknown>, "name">, step: Migration) =>
  `${type.name} ${step.from} → ${step.from + 1}`;

/** One sentence per migration that is missing, out of place, or named by no test. */
function migrationFaults(
  types: readonly Pick<RecordType<unknown>, "name" | "version" | "migrations">[],
  titles: string[],
) {
  return types.flatMap((type) => {
    const steps = type.migrations.map((step) => step.from);
    const wanted = Array.from({ length: type.version - 1 }, (_, i) => i + 1);
    return [
      ...(steps.join() === wanted.join()
        ? []
        : [`${type.name}: migrations from ${steps.join()}, not ${wanted.join()}`]),
      ...type.migrations
        .filter((step) => !titles.some((title) => title.includes(migrationTitle(type, step))))
        .map((step) => `no test is called "${migrationTitle(type, step)}"`),
    ];
  });
}

const titles = [...readTree(".", "test/adapters", /\.test\.ts$/)].flatMap(([path, source]) => testTitles(path, source));
const step = (from: number): Migration => ({
  from,
  what: "",
  before: v.looseObject({ version: v.literal(from), name: v.string() }),
  up: ({ name, ...rest }) => ({ ...rest, name: `${String(name)}+${from}` }),
});
const sample: RecordType<{ version: 3; name: string }> = {
  name: "sample",
  store: "settings",
  version: 3,
  schema: v.object({ version: v.literal(3), name: v.string() }),
  migrations: [step(1), step(2)],
};

describe("records", () => {
  it("D1 every version of every record has its migration, and every migration a test", () => {
    expect(RECORD_TYPES.length).toBeGreaterThanOrEqual(7);
    expect(migrationFaults(RECORD_TYPES, titles)).toEqual([]);
  });

  it("D1 the check of migrations notices a missing test and a missing step", () => {
    expect(migrationFaults([sample], ["sample 1 → 2 adds"])).toEqual(['no test is called "sample 2 → 3"']);
    expect(migrationFaults([{ ...sample, migrations: [step(2)] }], ["sample 2 → 3"])).toEqual([
      "sample: migrations from 2, not 1,2",
    ]);
  });

  it("D1 every store has one kind of record and every kind a store", () => {
    expect(RECORD_TYPES.map((type) => type.store).sort()).toEqual([...STORE_NAMES].sort());
  });

  it("D2 are checked, migrated step by step from where they are, and checked again", () => {
    expect(readRecord(sample, { version: 1, name: "a" })).toEqual({ ok: true, value: { version: 3, name: "a+1+2" } });
    expect(readRecord(sample, { version: 2, name: "a" })).toEqual({ ok: true, value: { version: 3, name: "a+2" } });
    expect(readRecord(sample, { version: 3, name: "a" })).toEqual({ ok: true, value: { version: 3, name: "a" } });
    expect(readRecord(sample, { version: 1, name: 5 })).toMatchObject({ error: { newer: false } });
    expect(readRecord(sample, { version: 3, name: 5 })).toMatchObject({
      error: { newer: false, reason: expect.stringContaining("name") as string },
    });
    expect(readRecord(sample, { version: 4, name: "a" })).toMatchObject({ error: { newer: true } });
  });

  it("D2 are never changed by reading", () => {
    const raw = Object.freeze({ version: 1, name: "a" });
    expect(readRecord(sample, raw).ok).toBe(true);
    expect(raw).toEqual({ version: 1, name: "a" });
  });

  it.each([
    undefined,
    null,
    7,
    "x",
    [],
    {},
    { version: "1" },
    { version: 0 },
    { version: 1.5 },
    { version: NaN },
  ])("D2 are refused with a reason when they are %s", (raw) => {
    for (const type of RECORD_TYPES)
      expect(readRecord(type, raw)).toMatchObject({ ok: false, error: { newer: false } });
  });
});

interface Save {
  readonly stores: Readonly<Record<string, readonly { readonly version: number }[]>>;
}

const folder = "test/fixtures/storage";
const saves = readdirSync(folder).map(
  (name) => [name, JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as Save] as const,
);

describe("old saves", () => {
  it("D2 there is one for every version of every kind of record", () => {
    const missing = RECORD_TYPES.flatMap((type) =>
      Array.from({ length: type.version }, (_, i) => i + 1)
        .filter((version) => !saves.some(([, save]) => save.stores[type.store]?.some((r) => r.version === version)))
        .map((version) => `${type.name} ${version}`),
    );
    expect(missing).toEqual([]);
  });

  it.each(saves)("D2 %s is read whole", (_name, save) => {
    for (const type of RECORD_TYPES.filter(({ store }) => store in save.stores)) {
      const records = save.stores[type.store] ?? [];
      expect(records.length).toBeGreaterThan(0);
      for (const record of records) expect(readRecord(type, record)).toMatchObject({ ok: true });
    }
  });

  it("D2 there is one for every version of the database, each with every store of its version", () => {
    expect(saves.map(([name]) => name)).toEqual(
      Array.from({ length: DATABASE_VERSION }, (_, i) => `save-${i + 1}.json`),
    );
    saves.slice(1).forEach(([, { stores }], i) => {
      expect(Object.keys(stores)).toEqual(expect.arrayContaining(Object.keys(saves[i]?.[1].stores ?? {})));
    });
    expect(Object.keys(saves.at(-1)?.[1].stores ?? {}).sort()).toEqual([...STORE_NAMES].sort());
  });

  it.each(saves)("D2 %s, in a database of its version, is upgraded with every record as it was", async (name, {
    stores,
  }) => {
    freshBrowser();
    const old = await openDB(DATABASE_NAME, Number(/\d+/.exec(name)?.[0]), {
      upgrade: (database) => {
        for (const store of Object.keys(stores) as (keyof typeof STORES)[]) {
          const keyPath = STORES[store];
          database.createObjectStore(store, { keyPath: typeof keyPath === "string" ? keyPath : [...keyPath] });
        }
      },
    });
    for (const [store, records] of Object.entries(stores)) for (const record of records) await old.put(store, record);
    const before = await Promise.all(Object.keys(stores).map((store) => old.getAll(store)));
    old.close();
    const connection = new Connection();
    const runs = new DatabaseRunStore(connection);
    expect((await runs.list()).map(({ id }) => id).sort()).toEqual(["finished-run", "open-run"]);
    for (const id of ["finished-run", "open-run"]) expect(await runs.load(id)).not.toBeNull();
    // What was set aside is there to be reported.
    expect(await runs.unreadable()).toMatchObject([{ store: "settings", key: "settings" }]);
    const raw = await openDB(DATABASE_NAME);
    expect(raw.version).toBe(DATABASE_VERSION);
    expect([...raw.objectStoreNames].sort()).toEqual([...STORE_NAMES].sort());
    expect(await Promise.all(Object.keys(stores).map((store) => raw.getAll(store)))).toEqual(before);
    raw.close();
    connection.close();
  });

  it("D2 the first one opens as the runs, program and settings it was made of", async () => {
    freshBrowser();
    const connection = new Connection();
    await connection.open();
    const raw = await openDB(DATABASE_NAME);
    for (const [name, records] of Object.entries(saves.find(([name]) => name === "save-1.json")?.[1].stores ?? {})) {
      for (const record of records) await raw.put(name, record);
    }
    raw.close();
    const store = new DatabaseRunStore(connection);
    const list = await store.list();
    expect(list.map(({ id, status, total, horizon }) => [id, status, total, horizon]).sort()).toEqual([
      ["finished-run", "finished", 63, 600],
      ["open-run", "open", null, 104],
    ]);
    const run = await store.load("finished-run");
    expect(run?.commands.map(({ kind }) => kind).join(" ")).toBe(
      "ack look look severity say hypothesis pin unpin answer act interrupt task note hint pause followup resolve end",
    );
    expect((await store.load("open-run"))?.header.forkOf).toEqual({ run: "finished-run", second: 101, ordinal: 1 });
    expect((await store.frozen("finished-run"))?.scorecard.total).toBe(63);
    expect(await store.program("00000000000000d1-00000000000000e1")).toEqual(program());
    expect(await new DatabaseSettings(connection).get()).toEqual({ theme: "light", playerName: "Kim" });
    expect(await store.unreadable()).toMatchObject([{ store: "settings", key: "settings" }]);
    connection.close();
  });
});

describe("the storage README", () => {
  const readme = readFileSync("src/adapters/storage/README.md", "utf8");

  it("lists rules that are each proved by a test, and tests name no others", () => {
    const browser = [...readTree(".", "test/browser", /\.spec\.ts$/)].flatMap(([path, source]) =>
      testTitles(path, source),
    );
    expect(ruleFaults([{ room: "storage", readme, ownTitles: titles }], [...titles, ...browser])).toEqual([]);
  });

  it("names every store", () => {
    for (const store of Object.keys(STORES)) expect(readme).toContain(`\`${store}\``);
  });
});
