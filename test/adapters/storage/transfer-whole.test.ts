import { describe, expect, it, vi } from "vitest";
import { loadEverything } from "#adapters/storage/transfer/load";
import { browser, fileOf, load, recordsIn } from "./transfer-browser";
import { contents, noteOn, run, type Stored, together } from "./transfer-fixture";

const many = (count: number): Stored =>
  together(...Array.from({ length: count }, (_, i) => run(`r${i}`, ["one", "two"], 9, i % 2 === 0 ? 50 : null)));

/** The same records as a file of version 1, with stores in the order of the alphabet, as the rescue page finds them. */
async function whole(stored: Stored, change = (text: string) => text): Promise<Blob> {
  const stores = recordsIn(await (await fileOf(await browser(stored))).text());
  const sorted = Object.fromEntries(Object.entries(stores).sort(([a], [b]) => (a < b ? -1 : 1)));
  const file = { format: "meantime-export", version: 1, exportedAt: 7, stores: { ...sorted, later: [{ id: 1 }] } };
  return new Blob([change(JSON.stringify({ ...file, unreadable: [] }))]);
}

/** Longer than what is read at a time, with all that a text may have in it. */
const LONG = 'ü"\\,]}{[:\u2028'.repeat(90_000);

describe("a file of version 1", () => {
  it("D21 leaves what the lines of the same records leave", async () => {
    const stored = together(
      many(60),
      run("long", [LONG.slice(0, 4000), "b"]),
      noteOn("n", "long", LONG),
      noteOn("m", null, "short"),
    );
    const lines = await browser();
    await load(lines, await fileOf(await browser(stored)));
    const other = await browser();
    const loaded = await load(other, await whole(stored));
    expect(loaded).toMatchObject({ end: "whole", unaccepted: [] });
    expect(await contents(other)).toEqual(await contents(lines));
  });

  it("D27 is never held as a whole", async () => {
    const file = await whole(many(400));
    const text = vi.spyOn(file, "text");
    const slices = vi.spyOn(file, "slice");
    const shares: number[] = [];
    await loadEverything(await browser(), file, 8, { onProgress: (share) => void shares.push(share) });
    expect(text).not.toHaveBeenCalled();
    expect(slices.mock.calls.length).toBeGreaterThan(10);
    for (const [from = 0, to = 0] of slices.mock.calls) expect(to - from).toBeLessThanOrEqual(1 << 20);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it("D22 loses no more than what stands beside a record that is damaged", async () => {
    const stored = together(run("a", ["one"]), run("b", ["two"]));
    const file = await whole(stored, (text) => text.replace('"title"', '"title"!'));
    const connection = await browser();
    const loaded = await load(connection, file);
    expect(loaded.end).toBe("whole");
    expect(loaded.unaccepted[0]).toMatchObject({ where: "stores.runs[0]", reason: "is not JSON" });
    expect((await contents(connection)).runs).toMatchObject([{ id: "b" }]);
  });

  it("D23 can be stopped while its records are looked for", async () => {
    const stop = new AbortController();
    const file = await whole(many(10));
    stop.abort();
    const connection = await browser();
    const loaded = await loadEverything(connection, file, 8, { signal: stop.signal });
    expect(loaded.end).toBe("cancelled");
    expect((await contents(connection)).runs).toEqual([]);
  });

  it.each([
    ["goes on after its end", (text: string) => `${text} {}`],
    ["was cut off", (text: string) => text.slice(0, -1)],
    ["has no list of stores", (text: string) => text.replace('"stores"', '"shelves"')],
  ])("D22 is refused before anything is stored when it %s", async (_what, change) => {
    const connection = await browser();
    await expect(load(connection, await whole(many(3), change))).rejects.toThrow(/^The file /);
    expect((await contents(connection)).runs).toEqual([]);
  });
});
