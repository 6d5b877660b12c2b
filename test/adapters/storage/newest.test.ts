import "fake-indexeddb/auto";
import fc from "fast-check";
import { openDB } from "idb";
import { describe, expect, it, vi } from "vitest";
import { Connection } from "#adapters/storage/connection";
import { DATABASE_NAME, DATABASE_VERSION, STORES } from "#adapters/storage/database";
import { createRunRecord, finishedRunRecord } from "#adapters/storage/records/run";
import { DatabaseRunStore } from "#adapters/storage/runs";
import { emptyRun, freshBrowser, frozen, note } from "./samples";

const MOST = 5;

/** A stored run; `damage` takes something away that a list needs. */
interface Stored {
  readonly finished: boolean;
  readonly tried?: boolean;
  readonly at: number;
  readonly damage: "none" | "title" | "updatedAt" | "status" | "newer";
}

const stored: fc.Arbitrary<Stored> = fc.record({
  finished: fc.boolean(),
  tried: fc.constantFrom(false, false, true),
  // Few moments, so that many fall together.
  at: fc.integer({ min: 0, max: 6 }),
  damage: fc.constantFrom("none", "none", "none", "title", "updatedAt", "status", "newer"),
});

function recordOf({ finished, tried = false, at, damage }: Stored, id: string): Record<string, unknown> {
  const run = emptyRun(id);
  const begun = tried ? { ...run, header: { ...run.header, tried: true as const } } : run;
  const record = createRunRecord(begun, { title: "A", createdAt: 0 });
  const whole = finished ? finishedRunRecord(record, frozen(50), at) : { ...record, updatedAt: at };
  if (damage === "none") return { ...whole };
  return { ...whole, ...(damage === "newer" ? { version: 99 } : { [damage]: null }) };
}

/** A browser in whose database these records are. */
async function withRecords(records: readonly Record<string, unknown>[]): Promise<DatabaseRunStore> {
  freshBrowser();
  const connection = new Connection();
  await connection.open();
  const raw = await openDB(DATABASE_NAME);
  const tx = raw.transaction("runs", "readwrite");
  for (const record of records) await tx.store.put(record);
  await tx.done;
  raw.close();
  return new DatabaseRunStore(connection);
}

async function firstOfList(store: DatabaseRunStore, most: number) {
  const list = await store.list();
  const of = (status: string) => list.filter((run) => run.status === status && !run.tried).slice(0, most);
  return { open: of("open"), finished: of("finished") };
}

describe("the newest runs", () => {
  it("D5 are the first of the list without tries, whatever cannot be read and however many fall together", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stored, { maxLength: 40 }), fc.integer({ min: 1, max: 8 }), async (runs, most) => {
        const store = await withRecords(runs.map((run, i) => recordOf(run, `r${String(i).padStart(2, "0")}`)));
        expect(await store.newest(most)).toEqual(await firstOfList(store, most));
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  it("D5 follow what is written, finished and removed, in the same transaction", async () => {
    const store = await withRecords([]);
    for (const id of ["a", "b", "c"]) await store.create(emptyRun(id), { title: id, createdAt: 1 });
    const ids = async () => {
      const { open, finished } = await store.newest(MOST);
      return [open, finished].map((list) => list.map(({ id }) => id).join(" "));
    };
    await store.claim("a", "tab");
    await store.append("a", "tab", [note(0, 0)], 5, 9);
    expect(await ids()).toEqual(["a c b", ""]);
    await store.claim("b", "tab");
    await store.finish("b", "tab", frozen(63), 12);
    expect(await ids()).toEqual(["a c", "b"]);
    await store.remove("a");
    expect(await ids()).toEqual(["c", "b"]);
  });

  it("D5 are found without reading the others", async () => {
    const many = Array.from({ length: 600 }, (_, i) => ({ finished: i % 7 > 0, at: i, damage: "none" }) as const);
    const store = await withRecords(many.map((run, i) => recordOf(run, `r${i}`)));
    const read = vi.spyOn(IDBIndex.prototype, "getAll");
    const everything = vi.spyOn(IDBObjectStore.prototype, "getAll");
    const { open, finished } = await store.newest(MOST);
    expect([open.length, finished.length]).toEqual([MOST, MOST]);
    const results = read.mock.results.map(({ value }) => (value as IDBRequest<unknown[]>).result.length);
    expect(results).toEqual([MOST, MOST]);
    expect(everything).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it("D5 the list is read a page at a time, and is whole", async () => {
    const many = Array.from({ length: 1203 }, (_, i) => ({ finished: true, at: i % 50, damage: "none" }) as const);
    const store = await withRecords(many.map((run, i) => recordOf(run, `r${i}`)));
    const pages = vi.spyOn(IDBObjectStore.prototype, "getAll");
    const list = await store.list();
    expect(new Set(list.map(({ id }) => id)).size).toBe(1203);
    expect(pages.mock.calls.length).toBeGreaterThan(1);
    for (const [, count] of pages.mock.calls) expect(count).toBeLessThanOrEqual(500);
    vi.restoreAllMocks();
  });

  it("D5 are found in a database that was made before they could be", async () => {
    freshBrowser();
    const old = await openDB(DATABASE_NAME, DATABASE_VERSION - 1, {
      upgrade: (database) => {
        for (const [store, keyPath] of Object.entries(STORES)) {
          database.createObjectStore(store, { keyPath: typeof keyPath === "string" ? keyPath : [...keyPath] });
        }
      },
    });
    for (const [i, at] of [3, 1, 2].entries()) {
      await old.put("runs", recordOf({ finished: false, at, damage: "none" }, `r${i}`));
    }
    // Without a number in its place it is in no index, and stands in no upgrade's way.
    await old.put("runs", recordOf({ finished: false, at: 9, damage: "updatedAt" }, "r9"));
    old.close();
    const store = new DatabaseRunStore(new Connection());
    expect((await store.newest(MOST)).open.map(({ id }) => id)).toEqual(["r0", "r2", "r1"]);
    await store.list();
    expect(store.unlisted.getState()).toBe(1);
  });
});
