import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import { MemoryRunStore } from "#adapters/storage/memory";
import { freeze } from "#debrief/index";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { encodeRun } from "#engine/index";
import { hashJson } from "#lib/hash";
import { type FrozenRun, IMPORTED } from "#session/contract";
import { decodeRunFile, encodeRunFile, MAX_RUN_FILE, type OpenedFile, type RunFile } from "#session/files";
import { addNotes, fileOf, notesOf, presenceOf, type Shelves, storeOpened } from "#session/filing";
import { newRun, StorageError, storeFinished } from "#session/index";
import { type Judged, judge } from "#session/judging";
import { ACK, look, runOf, say, scored, UPDATE } from "../score/fixture";
import { FakeClock } from "./fakes";

const PROGRAM: Program = scored();
const score = async (program: Program, run: Run): Promise<FrozenRun> => freeze(program, run);

function over(id = "r1"): Run {
  const { header } = newRun(PROGRAM, { id, seed: 7, clock: "live", author: "player" });
  const { commands } = runOf(PROGRAM, [ACK, look(110), say(150, UPDATE), [400, { kind: "end", args: {} }]]);
  return { header, commands, horizon: 400 };
}

let file: RunFile;
let text: string;

beforeAll(() => {
  const run = over();
  file = {
    run,
    title: "Orders fail",
    createdAt: 1_000,
    playedAt: 900_000,
    frozen: freeze(PROGRAM, run),
    notes: [
      { second: 120, author: "Kim", text: "Here you could have looked at the pool.", at: 950_000 },
      { second: null, author: "Ana", text: "Calm.", at: 960_000 },
    ],
  };
  text = encodeRunFile(file, 970_000);
});

type Json = Record<string, unknown>;
const parsed = () => JSON.parse(text) as Json;

/** The file with one value changed, and its digest made to fit when `sealed`. */
function changed(path: readonly (string | number)[], value: unknown, sealed = false): string {
  const whole = parsed();
  let at = whole as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  at[path.at(-1) as string] = value;
  if (sealed) {
    const { digest, ...content } = whole;
    whole.digest = hashJson(content);
  }
  return JSON.stringify(whole);
}

function opened(source: string): OpenedFile {
  const read = decodeRunFile(source);
  if (!read.ok) throw new Error(read.error.text);
  return read.value;
}

const faultOf = (source: string): string => {
  const read = decodeRunFile(source);
  if (read.ok) throw new Error("it was opened");
  return read.error.text;
};

async function judged(source: string, program = PROGRAM): Promise<Judged> {
  const result = await judge(opened(source).file, program, score);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function shelves(runs = new MemoryRunStore(), documents = new MemoryDocumentStore()): Shelves {
  return { runs, documents, clock: new FakeClock() };
}

describe("run files", () => {
  it("P11 hold log, end, times and notes; opened again they are the same", async () => {
    expect(opened(text)).toEqual({ file, seal: "whole" });
    expect((await judged(text)).finding).toEqual({ state: "confirmed" });
  });

  it("P11 export → import → export is the identity, whatever was written and whenever it was played", () => {
    const note = fc.record({
      second: fc.option(fc.integer({ min: 0, max: 400 })),
      author: fc.string({ maxLength: 200 }),
      text: fc.string({ maxLength: 300, unit: "grapheme" }),
      at: fc.integer({ min: 0, max: 4e12 }),
    });
    const times = fc.tuple(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: 4e12 }));
    fc.assert(
      fc.property(fc.array(note, { maxLength: 5 }), times, fc.string({ maxLength: 200 }), (notes, [a, b], title) => {
        const one: RunFile = { ...file, notes, createdAt: a, playedAt: b, title };
        const saved = encodeRunFile(one, a);
        expect(opened(saved)).toEqual({ file: one, seal: "whole" });
        expect(encodeRunFile(opened(saved).file, a)).toBe(saved);
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it("P11 a stored run comes back whole from storage, file and another browser's storage", async () => {
    const [here, there] = [shelves(), shelves()];
    const frozen = freeze(PROGRAM, file.run);
    await storeFinished(here.runs, here.clock, PROGRAM, file.run, frozen);
    await addNotes(here, "r1", file.notes);
    const saved = await fileOf(here, "r1", "–");
    expect(saved).toMatchObject({ run: file.run, frozen, notes: file.notes, title: PROGRAM.card.title });
    if (saved === null) throw new Error("not saved");
    const source = encodeRunFile(saved, 1);
    const id = await storeOpened(there, PROGRAM, opened(source), await judged(source));
    expect(id).toBe("r1");
    expect(await there.runs.load("r1")).toEqual(file.run);
    expect(await notesOf(there, "r1")).toEqual(file.notes);
    expect((await fileOf(there, "r1", "–"))?.frozen?.scorecard.total).toBe(frozen.scorecard.total);
    expect(await fileOf(there, "nothing", "–")).toBeNull();
  });

  it.each([
    ["nothing", "", /not JSON/],
    ["half a file", '{"format":"meantime-run","ver', /not JSON/],
    ["a number", "7", /format must be "meantime-run"/],
    ["null", "null", /format must be/],
    ["a list", "[]", /format must be/],
    ["another program's file", '{"format":"else"}', /format must be/],
    ["everything of a browser", '{"format":"meantime-export","version":1}', /everything a browser had stored/],
    ["a newer format", '{"format":"meantime-run","version":2}', /newer version.*format is 2.*reads 1/],
    ["no version", '{"format":"meantime-run"}', /file\.version must be one of 1/],
    ["a nest", "[".repeat(100_000), /not JSON|format/],
  ])("P12 are refused with a reason when they are %s", (_what, source, reason) => {
    expect(faultOf(source)).toMatch(reason);
  });

  it("P12 that are huge are refused before they are read", () => {
    expect(decodeRunFile(" ".repeat(MAX_RUN_FILE + 1))).toMatchObject({ ok: false, error: { kind: "size" } });
  });

  it.each<readonly [readonly (string | number)[], unknown, RegExp]>([
    [["title"], 7, /file\.title must be a string/],
    [["createdAt"], "yesterday", /file\.createdAt must be a number from 0/],
    [["playedAt"], -1, /file\.playedAt must be a number from 0/],
    [["savedAt"], 1e300, /file\.savedAt must be a number/],
    [["extra"], 1, /file\.extra is not a known field/],
    [["__proto__x"], {}, /is not a known field/],
    [["run"], null, /^run must be an object/],
    [["run", "header", "seed"], 1.5, /run\.header\.seed must be a whole number/],
    [["run", "header", "clock"], "sundial", /run\.header\.clock must be one of live/],
    [["run", "horizon"], 1e9, /^run\.horizon must be a number/],
    [["run", "commands"], {}, /run\.commands must be a list/],
    [["run", "commands", 0, "kind"], "eval", /run\.commands\[0\]\.kind must be one of/],
    [["run", "commands", 0, "second"], 401, /run\.commands\[0\]\.second lies after the horizon/],
    [["frozen"], {}, /file\.frozen\.scorecard must be an object/],
    [["frozen", "scorecard", "total"], 101, /file\.frozen\.scorecard\.total must be a number from 0 to 100/],
    [["frozen", "scorecard", "dimensions", 0, "dimension"], "luck", /dimensions\[0\]\.dimension must be one of/],
    [["frozen", "scorecard", "marks"], Array(501).fill(0), /marks may have 500 items, not 501/],
    [["frozen", "scorecard", "marks", 0, "seen"], "all", /marks\[0\]\.seen must be a list/],
    [["frozen", "scorecard", "impact", "player", 0], null, /impact\.player\[0\] must be a number/],
    [["frozen", "scorecard", "labels", 0], {}, /labels\[0\] must be a string/],
    [["frozen", "transcript", 0], { second: 1 }, /transcript\[0\]\.from must be a string/],
    [["frozen", "series", "step"], 0, /series\.step must be a number from 1/],
    [["notes", 0, "text"], "x".repeat(4001), /notes\[0\]\.text may have 4000 characters, not 4001/],
    [["notes", 0, "second"], "12", /notes\[0\]\.second must be a whole number/],
    [["notes", 1, "html"], "<b>", /notes\[1\]\.html is not a known field/],
  ])("P12 the fault at %j is told with its place and what was expected", (path, value, reason) => {
    expect(faultOf(changed(path, value, true))).toMatch(reason);
  });

  it("P12 a digest must be there, and a string", () => {
    expect(faultOf(changed(["digest"], null))).toMatch(/file\.digest must be a string/);
  });

  it("P12 a log that goes on beyond what the drill lasts is not even replayed", async () => {
    const long = opened(changed(["run", "horizon"], 1_000_000, true)).file;
    expect(await judge(long, PROGRAM, score)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^run\.horizon is 1000000: the drill lasts at most \d+ seconds/) as string,
    });
  });

  it("P12 garbage never gets through, and nothing throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json({ maxDepth: 6 })), (source) => {
        expect(decodeRunFile(source).ok).toBe(false);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it.each<readonly [readonly (string | number)[], unknown]>([
    [["title"], "Mine"],
    [["createdAt"], 1_001],
    [["playedAt"], 900_001],
    [["savedAt"], 970_001],
    [["run", "header", "seed"], 8],
    [["run", "header", "id"], "r2"],
    [["run", "header", "engine"], 999],
    [["run", "horizon"], 401],
    [["run", "commands", 0, "second"], 101],
    [["frozen", "scorecard", "total"], 99],
    [["frozen", "scorecard", "marks", 0, "reason"], "because"],
    [["frozen", "scorecard", "labels"], ["faultless"]],
    [["frozen", "transcript"], []],
    [["frozen"], null],
    [["notes", 0, "text"], "Well done."],
    [["notes", 0, "author"], "The boss"],
    [["notes"], []],
    [["digest"], "0000000000000000"],
  ])("P13 a change at %j is noticed", (path, value) => {
    expect(opened(changed(path, value)).seal).toBe("changed");
    expect(opened(text).seal).toBe("whole");
  });

  it("P13 the order of fields and white space change nothing", () => {
    const whole = parsed();
    const turned = Object.fromEntries(Object.entries(whole).reverse());
    expect(opened(JSON.stringify(turned, null, 2)).seal).toBe("whole");
  });

  it("P13 a plain log is opened without a digest, and scored here", async () => {
    const log = JSON.stringify(encodeRun(file.run));
    expect(opened(log)).toMatchObject({ seal: "none", file: { run: file.run, frozen: null, notes: [] } });
    expect(await judged(log)).toEqual({ finding: { state: "scored" }, frozen: file.frozen });
  });

  it("P14 the replay's score is kept, and what the file says otherwise is told in figures", async () => {
    const total = file.frozen?.scorecard.total ?? 0;
    const lie = changed(["frozen", "scorecard", "total"], 100, true);
    expect(opened(lie).seal).toBe("whole");
    const { finding, frozen } = await judged(lie);
    expect(finding).toEqual({
      state: "differs",
      differences: [`total: the file says 100, the replay gives ${total}`],
    });
    expect(frozen).toEqual(file.frozen);
  });

  it.each<readonly [readonly (string | number)[], unknown, RegExp]>([
    [["frozen", "scorecard", "dimensions", 0, "score"], 99.5, /restore: the file says 99.5/],
    [["frozen", "scorecard", "ending"], { id: "x", title: "", text: "" }, /ending: the file says x/],
    [["frozen", "scorecard", "marks"], [], /marks: the file says 0/],
    [["frozen", "scorecard", "marks", 0, "points"], 50, /the file says 50/],
    [["frozen", "scorecard", "marks", 0, "reason"], "luck", /reasons, messages or curves/],
    [["frozen", "transcript"], [], /reasons, messages or curves/],
    [["frozen", "series", "values", 0, 0], 12345, /reasons, messages or curves/],
  ])("P14 another value at %j differs from the replay", async (path, value, reason) => {
    const { finding, frozen } = await judged(changed(path, value, true));
    expect(finding.state === "differs" ? finding.differences.join() : finding.state).toMatch(reason);
    expect(frozen).toEqual(file.frozen);
  });

  it("P14 another text of the same drill may word things otherwise", async () => {
    const reworded = { ...PROGRAM, hashes: { ...PROGRAM.hashes, text: "1" } };
    const source = changed(["frozen", "scorecard", "marks", 0, "reason"], "in other words", true);
    expect((await judged(source, reworded)).finding).toEqual({ state: "confirmed" });
  });

  it.each<readonly [readonly (string | number)[], unknown, RegExp]>([
    [["run", "header", "engine"], 1, /version 1 of the simulation/],
    [["run", "header", "dynamicsHash"], "other", /another version of the drill/],
    [["run", "header", "variant"], "gone", /no variant "gone"/],
  ])("P15 with another %j it is read from what it froze, and says so", async (path, value, reason) => {
    const source = changed(path, value, true);
    const { finding, frozen } = await judged(source);
    expect(finding.state === "unconfirmed" ? finding.why : finding.state).toMatch(reason);
    expect(frozen).toEqual(file.frozen);
    const bare = opened(source);
    const result = await judge({ ...bare.file, frozen: null }, PROGRAM, score);
    expect(result).toMatchObject({ ok: false, error: expect.stringMatching(/only the log/) as string });
  });

  it("P16 a log that is not over becomes an open run, and a fork where the run is here already", async () => {
    const open: Run = { ...file.run, commands: file.run.commands.slice(0, 3), horizon: 250 };
    const log = JSON.stringify(encodeRun(open));
    expect((await judged(log)).finding).toEqual({ state: "open" });
    const desk = shelves();
    expect(await storeOpened(desk, PROGRAM, opened(log), await judged(log))).toBe("r1");
    expect(await desk.runs.load("r1")).toEqual(open);
    expect(await desk.runs.list()).toMatchObject([{ id: "r1", status: "open", labels: [] }]);
    const id = await storeOpened(desk, PROGRAM, opened(log), await judged(log));
    expect((await desk.runs.load(id))?.header.forkOf).toMatchObject({ run: "r1", second: 250 });
  });

  it("P17 nothing is overwritten: another run of the same id stays, and the new one gets an id of its own", async () => {
    const desk = shelves();
    const other = { ...newRun(PROGRAM, { id: "r1", seed: 3, clock: "live", author: "me" }), horizon: 20 };
    await desk.runs.create(other, { title: "mine", createdAt: 5 });
    expect(await presenceOf(desk, file)).toEqual({ state: "taken" });
    const id = await storeOpened(desk, PROGRAM, opened(text), await judged(text));
    expect(id).not.toBe("r1");
    expect(await desk.runs.load("r1")).toEqual(other);
    expect(await desk.runs.load(id)).toEqual({ ...file.run, header: { ...file.run.header, id } });
    expect(await notesOf(desk, id)).toEqual(file.notes);
  });

  it("P17 a stored run that cannot be read keeps its id", async () => {
    class Damaged extends MemoryRunStore {
      override load = async () => {
        throw new StorageError({ kind: "corrupt", text: "no", key: "r1" });
      };
    }
    expect(await presenceOf(shelves(new Damaged()), file)).toEqual({ state: "taken" });
  });

  it.each(["", "../r1", "a/b", "a#b", "x".repeat(65), "é"])("P17 the id %j is replaced", async (name) => {
    const source = changed(["run", "header", "id"], name, true);
    const id = await storeOpened(shelves(), PROGRAM, opened(source), await judged(source));
    expect(id).toMatch(/^id-\d+$/);
  });

  it("P17 of a run that is here only the missing notes are added, beside what was written here", async () => {
    const desk = shelves();
    await storeFinished(desk.runs, desk.clock, PROGRAM, file.run, freeze(PROGRAM, file.run));
    const own = { second: 9, author: "me", text: "mine", at: 5 };
    await addNotes(desk, "r1", [own, file.notes[0] ?? own]);
    const here = await presenceOf(desk, file);
    expect(here).toEqual({ state: "same", missing: [file.notes[1]] });
    if (here.state === "same") await addNotes(desk, "r1", here.missing);
    expect(await notesOf(desk, "r1")).toHaveLength(3);
    expect(await presenceOf(desk, file)).toEqual({ state: "same", missing: [] });
  });

  it("P18 when something fails half-way, nothing of the file stays", async () => {
    class Full extends MemoryRunStore {
      override finish = async () => {
        throw new StorageError({ kind: "quota", text: "full" });
      };
    }
    class FullDocuments extends MemoryDocumentStore {
      private puts = 0;
      override async put(...args: Parameters<MemoryDocumentStore["put"]>) {
        this.puts += 1;
        if (this.puts > 1) throw new StorageError({ kind: "quota", text: "full" });
        await super.put(...args);
      }
    }
    for (const desk of [shelves(new Full()), shelves(new MemoryRunStore(), new FullDocuments())]) {
      await expect(storeOpened(desk, PROGRAM, opened(text), await judged(text))).rejects.toThrow("full");
      expect(await desk.runs.list()).toEqual([]);
      expect(await desk.runs.frozen("r1")).toBeNull();
      expect(await desk.documents.list("note")).toEqual([]);
    }
  });

  it("P19 labels say that it came from a file and what is wrong with it, and do not travel on", async () => {
    const desk = shelves();
    const source = changed(["run", "header", "engine"], 1);
    const id = await storeOpened(desk, PROGRAM, opened(source), await judged(source));
    const labels = (await desk.runs.list())[0]?.labels ?? [];
    expect(labels).toEqual(expect.arrayContaining([IMPORTED, "changed after it was saved", "score not confirmed"]));
    const again = await fileOf(desk, id, "–");
    if (again === null) throw new Error("not there");
    expect(opened(encodeRunFile(again, 1)).file.frozen?.scorecard.labels).toEqual(file.frozen?.scorecard.labels);
    expect(await desk.runs.list()).toMatchObject([{ status: "finished", createdAt: 1_000, updatedAt: 900_000 }]);
  });
});
