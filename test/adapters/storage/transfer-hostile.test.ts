import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STORE_NAMES } from "#adapters/storage/database";
import { MAX_LINE } from "#adapters/storage/transfer/format";
import { NotAccepted } from "#session/transfer";
import { browser, fileWith, load } from "./transfer-browser";
import { contents, drill, fill, interview, noteOn, pack, recording, run, study, together } from "./transfer-fixture";

const HEAD = '{"format":"meantime-export","version":2,"exportedAt":1}';
const END = '{"end":true,"records":0}';
const lines = (...records: readonly string[]) => new Blob([[HEAD, ...records, END, ""].join("\n")]);
const line = (store: string, record: unknown) => JSON.stringify({ store, record });

/** Loads a file that also has a good run, and says what was not accepted. */
async function loadBeside(...records: readonly string[]) {
  const good = (await (await fileWith(run("good", ["x"]))).text()).trim().split("\n").slice(1, -1);
  const connection = await browser();
  const loaded = await load(connection, lines(...records, ...good));
  expect(loaded.end).toBe("whole");
  const after = await contents(connection);
  expect(after.runs.map((record) => (record as { id: string }).id)).toContain("good");
  return { loaded, after };
}

describe("a file that is none", () => {
  it.each([
    ["nothing", ""],
    ["a picture", "\u0089PNG\r\n"],
    ["something else as JSON", '{"format":"meantime-run","version":1}'],
    ["a version of the far future", '{"format":"meantime-export","version":9}\n'],
    ["no version", '{"format":"meantime-export"}\n'],
    ["an old one that was cut off", '{"format":"meantime-export","version":1,"stores":{"runs":[{"ver'],
    ["an old one without stores", '{"format":"meantime-export","version":1}'],
  ])("D22 is refused before anything is stored: %s", async (_name, text) => {
    const connection = await browser(run("own", ["x"]));
    const before = await contents(connection);
    await expect(load(connection, new Blob([text]))).rejects.toThrow(NotAccepted);
    expect(await contents(connection)).toEqual(before);
  });
});

describe("a hostile file", () => {
  it("D22 costs only the line that is too long, and of that nothing is held", async () => {
    const { loaded, after } = await loadBeside(line("documents", "x".repeat(MAX_LINE)));
    expect(loaded.unaccepted).toMatchObject([{ where: "line 2", isKept: false }]);
    expect(loaded.unaccepted[0]?.reason).toContain("bytes");
    expect(after.quarantine).toEqual([]);
  });

  it("D22 with a text of ten million letters is refused as the record that it is not", async () => {
    const { loaded } = await loadBeside(line("documents", "x".repeat(10_000_000)));
    expect(loaded.unaccepted).toMatchObject([{ where: "line 2", isKept: true }]);
  });

  it("D22 nested without end is refused unread", async () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const { loaded, after } = await loadBeside(`{"store":"documents","record":${deep}}`);
    expect(loaded.unaccepted).toMatchObject([{ reason: "is nested more than 60 deep" }]);
    expect(after.documents).toEqual([]);
  });

  it.each([
    ["no JSON", "{"],
    ["no record", "7"],
    ["no store", '{"store":"__proto__","record":{}}'],
    ["a record of nothing", '{"store":"runs"}'],
    ["wrong types", line("runs", { version: 1, id: 7 })],
    ["a version of the future", line("documents", { version: 99, id: "later" })],
    ["commands of a run that is not there", line("commands", { version: 1, run: "x", from: 0, commands: [] })],
    [
      "sound of a recording that is not there",
      line("chunks", { version: 1, take: "t", index: 0, bytes: { base64: "AA==" } }),
    ],
    ["a recording of an interview that is not there", line("takes", recording("t", "gone", []).takes?.[0])],
    ["bytes that are none", line("chunks", { version: 1, take: "t", index: 0, bytes: { base64: "<" } })],
  ])("D22 is read past and set aside once, however often it comes: %s", async (_name, bad) => {
    const { loaded, after } = await loadBeside(bad);
    expect(loaded.unacceptedCount).toBe(1);
    expect(after.quarantine).toHaveLength(1);
    const connection = await browser();
    await load(connection, lines(bad));
    await load(connection, lines(bad));
    expect((await contents(connection)).quarantine).toHaveLength(1);
  });

  it("D22 reaches no prototype", async () => {
    const keys = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
    const record = JSON.stringify(noteOn("n", null, "x").documents?.[0]).slice(0, -1);
    const { after } = await loadBeside(`{"store":"documents",${keys},"record":${record},${keys}}}`);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    const [note] = after.documents as readonly Record<string, unknown>[];
    expect(Object.getPrototypeOf(note)).toBe(Object.prototype);
    expect(Object.keys(note ?? {})).not.toContain("__proto__");
  });

  it("D22 cannot put a drill of its own in the place of another", async () => {
    const [own] = drill("one").programs as readonly { hash: string }[];
    const [other] = drill("two").programs as readonly object[];
    const { loaded, after } = await loadBeside(line("programs", { ...other, hash: own?.hash }));
    expect(loaded.unaccepted[0]?.reason).toContain("not the one that its name stands for");
    expect(after.programs).toEqual([]);
  });

  it("D22 cannot bring cards or files of a pack that compiling it here would not give", async () => {
    const { packs = [], packFiles = [] } = pack("mine", 1, "x");
    const card = { slug: "one-region-502", code: "INC-2041", title: "Mine", summary: "", form: "live", minutes: 1 };
    const cards = [{ ...card, level: "advanced", tags: [], company: "", skills: [], variants: 1 }];
    const { after } = await loadBeside(
      line("packs", { ...(packs[0] as object), cards }),
      line("packFiles", packFiles[0]),
    );
    expect(after.packs).toMatchObject([{ id: "mine", cards: [], engine: 0 }]);
    const outside = { version: 1, id: "mine", files: [{ path: "../x", text: "" }] };
    const refused = await loadBeside(line("packs", packs[0]), line("packFiles", outside));
    expect(refused.loaded.unaccepted[0]?.reason).toContain("not below its root");
    expect(refused.after.packs).toEqual([]);
  });

  it("D22 fills nothing with what cannot be read: so much is kept, the rest counted", async () => {
    const connection = await browser();
    const loaded = await load(connection, lines(...Array.from({ length: 5_000 }, (_, i) => `{${i}`)));
    expect(loaded.unacceptedCount).toBe(5_000);
    expect(loaded.unaccepted.length).toBeLessThanOrEqual(100);
    expect((await contents(connection)).quarantine).toHaveLength(2_000);
  });

  it("D22 whatever is done to a good one neither fails nor costs what was here", async () => {
    const good = await (
      await fileWith(
        together(
          run("a", ["x", "y"], 4, 60),
          noteOn("n1", "a", "well"),
          study([[1, { type: "suspend", card: "question:q" }]]),
          interview("i", [{ type: "begin" }]),
          recording("t", "i", [[1, 2]]),
        ),
      )
    ).text();
    const own = run("own", ["1", "2"], 3, 50);
    const change = fc.tuple(
      fc.nat(good.length),
      fc.nat(60),
      fc.oneof(fc.string(), fc.constantFrom('"', "{", "]", "null", "-1", "1e999", '"__proto__":1,', "\u0000", "\n")),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        let text = good;
        for (const [at, cut, put] of changes) text = text.slice(0, at) + put + text.slice(at + cut);
        const connection = await browser();
        await fill(connection, own);
        try {
          await load(connection, new Blob([text]));
        } catch (error) {
          expect(error).toBeInstanceOf(NotAccepted);
        }
        const after = await contents(connection);
        for (const store of STORE_NAMES) expect(after[store]).toEqual(expect.arrayContaining([...(own[store] ?? [])]));
      }),
      { seed: 22, numRuns: 150 },
    );
  });
});
