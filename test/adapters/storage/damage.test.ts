import { type IDBPDatabase, openDB } from "idb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Connection } from "#adapters/storage/connection";
import { DATABASE_NAME, DATABASE_VERSION } from "#adapters/storage/database";
import { openStorage } from "#adapters/storage/index";
import { DatabaseRunStore } from "#adapters/storage/runs";
import { DatabaseSettings } from "#adapters/storage/settings";
import { StorageError, type StorageProblem, type WallClock } from "#session/contract";
import { emptyRun, freshBrowser, note, program } from "./samples";
import { savedFrom } from "./transfer-browser";

const problemOf = (promise: Promise<unknown>): Promise<StorageProblem | null> =>
  promise.then(
    () => null,
    (error: unknown) => {
      if (error instanceof StorageError) return error.problem;
      throw error;
    },
  );

const clock: WallClock = { now: () => 0, every: () => () => undefined, id: () => "x", seed: () => 1 };

let connection: Connection;
let store: DatabaseRunStore;
let raw: IDBPDatabase;

beforeEach(async () => {
  freshBrowser();
  connection = new Connection();
  store = new DatabaseRunStore(connection);
  await store.create({ ...emptyRun("good"), commands: [note(0, 0)] }, { title: "Good", createdAt: 1 });
  await store.create({ ...emptyRun("bad"), commands: [note(0, 0)] }, { title: "Bad", createdAt: 2 });
  raw = await openDB(DATABASE_NAME);
});

afterEach(() => {
  raw.close();
  connection.close();
});

/** Changes a stored record behind the store's back. */
async function damage(
  name: string,
  key: IDBValidKey,
  change: (record: Record<string, unknown>) => void,
): Promise<void> {
  const record = (await raw.get(name, key)) as Record<string, unknown>;
  change(record);
  await raw.put(name, record);
}

describe("what cannot be read", () => {
  it("D7 leaves the other runs usable and is reported with store, key and reason", async () => {
    await damage("runs", "bad", (record) => {
      record.horizon = "late";
    });
    expect((await store.list()).map(({ id }) => id)).toEqual(["good"]);
    expect(await store.load("good")).not.toBeNull();
    const problem = await problemOf(store.load("bad"));
    expect(problem).toMatchObject({ kind: "corrupt", key: "bad" });
    expect(problem?.text).toContain("horizon");
    expect(await store.unreadable()).toMatchObject([{ store: "runs", key: "bad", newer: false }]);
  });

  it("D7 D31 a run that a list leaves out is counted, so that a page can say so", async () => {
    let told = 0;
    const stop = store.unlisted.subscribe(() => {
      told += 1;
    });
    await store.list();
    expect([store.unlisted.getState(), told]).toEqual([0, 0]);
    await damage("runs", "bad", (record) => {
      record.horizon = "late";
    });
    await store.list();
    await store.list();
    expect([store.unlisted.getState(), told]).toEqual([1, 1]);
    stop();
    await raw.delete("runs", "bad");
    await store.list();
    expect([store.unlisted.getState(), told]).toEqual([0, 1]);
  });

  it("D7 is neither changed nor lost by reading, and is in every export as it was", async () => {
    await damage("runs", "bad", (record) => {
      record.horizon = "late";
    });
    const before: unknown = await raw.get("runs", "bad");
    await problemOf(store.load("bad"));
    await problemOf(store.claim("bad", "tab"));
    await problemOf(store.append("bad", "", [], 9, 9));
    await store.list();
    expect(await raw.get("runs", "bad")).toEqual(before);
    expect((await savedFrom(connection)).runs).toContainEqual(before);
  });

  it("D7 includes commands that are damaged, missing, or not what the engine can read", async () => {
    await store.claim("good", "tab");
    await store.append("good", "tab", [note(1, 3)], 3, 5);
    await store.append("good", "tab", [note(2, 4)], 4, 6);
    await damage("commands", ["good", 1], (record) => {
      record.commands = [{ ...note(1, 3), kind: "teleport" }];
    });
    expect(await problemOf(store.load("good"))).toMatchObject({ kind: "corrupt", key: "good/1" });
    await raw.delete("commands", ["good", 1]);
    expect(await problemOf(store.load("good"))).toMatchObject({ kind: "corrupt", key: "good/1" });
    await raw.delete("commands", ["good", 2]);
    expect((await problemOf(store.load("good")))?.text).toContain("3 commands expected, 1 found");
    await damage("commands", ["bad", 0], (record) => {
      record.commands = [{ ...note(0, 0), args: { text: 7 } }];
    });
    expect((await problemOf(store.load("bad")))?.text).toContain("commands[0].args.text");
  });

  it("D7 is told from what a newer version wrote, which is left alone", async () => {
    await damage("runs", "bad", (record) => {
      record.version = 99;
      record.shiny = true;
    });
    expect(await problemOf(store.load("bad"))).toMatchObject({ kind: "newer-version" });
    expect(await store.unreadable()).toMatchObject([{ key: "bad", newer: true }]);
    await problemOf(store.claim("bad", "tab"));
    expect(await raw.get("runs", "bad")).toMatchObject({ version: 99, shiny: true });
  });

  it("D8 is set aside, not overwritten, when it stands in the way of a write", async () => {
    await store.saveProgram("h", program());
    await damage("programs", "h", (record) => {
      record.json = "{}";
    });
    expect(await problemOf(store.program("h"))).toMatchObject({ kind: "corrupt", key: "h" });
    await store.saveProgram("h", program());
    expect(await store.program("h")).toEqual(program());
    const aside = (await raw.getAll("quarantine")) as { store: string; key: string; raw: { json: string } }[];
    expect(aside.map(({ store, key, raw: { json } }) => [store, key, json])).toEqual([["programs", "h", "{}"]]);
    expect(await store.unreadable()).toMatchObject([{ store: "programs", key: "h" }]);
    expect((await savedFrom(connection)).quarantine).toEqual(aside);
  });

  it("D8 settings that cannot be read count as not chosen and are set aside by the next choice", async () => {
    const settings = new DatabaseSettings(connection);
    expect(await settings.set({ playerName: "Kim" })).toEqual({ theme: "system", playerName: "Kim" });
    expect(await settings.get()).toEqual({ theme: "system", playerName: "Kim" });
    await damage("settings", "settings", (record) => {
      record.theme = "plaid";
    });
    expect(await settings.get()).toEqual({ theme: "system", playerName: "" });
    expect(await settings.set({ theme: "light" })).toEqual({ theme: "light", playerName: "" });
    expect(await raw.getAll("quarantine")).toMatchObject([{ store: "settings", raw: { theme: "plaid" } }]);
  });
});

describe("storage that is not there", () => {
  const runs = async () => {
    const opened = await openStorage(clock);
    await opened.runs.create(emptyRun("r"), { title: "R", createdAt: 1 });
    expect((await opened.lock.acquire("r")).state).toBe("mine");
    return { problem: opened.problem, listed: (await opened.runs.list()).length };
  };

  it("D10 is replaced by memory with a message: blocked", async () => {
    Object.assign(globalThis, {
      indexedDB: {
        open: () => {
          throw new DOMException("denied", "SecurityError");
        },
      },
    });
    expect(await runs()).toMatchObject({ problem: { kind: "blocked" }, listed: 1 });
  });

  it("D10 is replaced by memory with a message: no database at all", async () => {
    Object.assign(globalThis, { indexedDB: undefined });
    expect(await runs()).toMatchObject({ problem: { kind: "blocked" }, listed: 1 });
  });

  it("D10 is replaced by memory with a message: written by a newer version", async () => {
    connection.close();
    raw.close();
    (await openDB(DATABASE_NAME, DATABASE_VERSION + 1)).close();
    expect(await runs()).toMatchObject({ problem: { kind: "newer-version" }, listed: 1 });
  });

  it("D10 says so when another tab holds up an upgrade, and still opens once that tab is gone", async () => {
    connection.close();
    const next = new Connection(DATABASE_NAME, DATABASE_VERSION + 1);
    // `raw` does not listen to the request to close.
    expect(await problemOf(next.open())).toMatchObject({ kind: "upgrade-blocked" });
    raw.close();
    await next.open();
    next.close();
  });

  it("D10 says so when nobody answers, as when a tab hangs", async () => {
    const silent = Object.create(IDBOpenDBRequest.prototype, {
      addEventListener: { value: () => undefined },
      removeEventListener: { value: () => undefined },
    }) as IDBOpenDBRequest;
    vi.useFakeTimers();
    try {
      Object.assign(globalThis, { indexedDB: { open: () => silent } });
      const opening = runs();
      await vi.advanceTimersByTimeAsync(10_000);
      const { problem, listed } = await opening;
      expect(problem).toMatchObject({ kind: "unknown", text: expect.stringContaining("does not answer") as string });
      expect(listed).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it("D11 gives way to an upgrade by another tab and says that a newer version is in use", async () => {
    raw.close();
    const next = new Connection(DATABASE_NAME, DATABASE_VERSION + 1);
    await next.open();
    expect(await problemOf(store.load("good"))).toMatchObject({ kind: "newer-version" });
    expect(await new DatabaseRunStore(next).load("good")).not.toBeNull();
    next.close();
  });

  it("D11 opens again when the browser closed the connection", async () => {
    await store.load("good");
    connection.close();
    expect(await store.load("good")).not.toBeNull();
  });

  it("D12 names a full disk, whatever the transaction says", async () => {
    await store.claim("good", "tab");
    const original = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    try {
      expect(await problemOf(store.append("good", "tab", [note(1, 1)], 1, 1))).toMatchObject({ kind: "quota" });
    } finally {
      IDBObjectStore.prototype.put = original;
    }
    expect(await store.load("good")).toMatchObject({ commands: [note(0, 0)], horizon: 0 });
    await store.append("good", "tab", [note(1, 1)], 1, 1);
    expect((await store.load("good"))?.commands).toHaveLength(2);
  });
});
