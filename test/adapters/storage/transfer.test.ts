import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { Connection } from "#adapters/storage/connection";
import { loadEverything } from "#adapters/storage/transfer/load";
import { saveEverything } from "#adapters/storage/transfer/save";
import { freshBrowser } from "./samples";
import {
  contents,
  drill,
  fill,
  interview,
  noteOn,
  recording,
  run,
  type Stored,
  settings,
  study,
  together,
} from "./transfer-fixture";

const open: Connection[] = [];
afterEach(() => {
  for (const connection of open.splice(0)) connection.close();
});

/** A browser of its own with these contents. */
async function browser(stored: Stored = {}): Promise<Connection> {
  freshBrowser();
  const connection = new Connection();
  await connection.open();
  open.push(connection);
  await fill(connection, stored);
  return connection;
}

async function fileOf(connection: Connection): Promise<Blob> {
  const pieces: string[] = [];
  await saveEverything(connection, 7, (piece) => void pieces.push(piece), {});
  return new Blob(pieces);
}

const load = (connection: Connection, file: Blob) => loadEverything(connection, file, 8, {});

const EVERYTHING = together(
  drill("one"),
  run("a", ["x", "y"], 4, 60),
  run("b", []),
  noteOn("n1", "a", "well"),
  study([[1, { type: "suspend", card: "question:q" }]]),
  interview("i", [{ type: "begin" }, { type: "take", round: 0, turn: 0, take: "t" }]),
  recording("t", "i", [[1, 2, 3], [4]]),
  settings("Kim"),
);

describe("everything as a file", () => {
  it("comes back in another browser as it was, and nobody has its runs open there", async () => {
    const first = await browser(EVERYTHING);
    const file = await fileOf(first);
    const before = await contents(first);
    const second = await browser();
    const loaded = await load(second, file);
    expect(loaded).toMatchObject({ end: "whole", unacceptedCount: 0, problem: null });
    const after = await contents(second);
    const withoutWriter = (records: readonly unknown[]) =>
      records.map((record) => ({ ...(record as object), writer: "" }));
    expect({ ...after, runs: after.runs }).toEqual({ ...before, runs: withoutWriter(before.runs) });
  });

  it("changes nothing when it comes a second time", async () => {
    const file = await fileOf(await browser(EVERYTHING));
    const second = await browser();
    await load(second, file);
    const once = await contents(second);
    const { arrivals } = await load(second, file);
    expect(await contents(second)).toEqual(once);
    for (const { came, longer, twice } of Object.values(arrivals)) expect(came + longer + twice).toBe(0);
  });

  it.each(["save-1.json", "save-2.json", "save-3.json"])("of version 1 is read as well: %s", async (name) => {
    const connection = await browser();
    const loaded = await load(connection, new Blob([readFileSync(`test/fixtures/storage/${name}`)]));
    expect(loaded.end).toBe("whole");
    const reasons = loaded.unaccepted.map(({ reason }) => reason);
    // The drill was made up for the save, and the recording's interview is its own.
    expect(reasons.filter((reason) => !/its name stands for/.test(reason))).toEqual([]);
  });
});
