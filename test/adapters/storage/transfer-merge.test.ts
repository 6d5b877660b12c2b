import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DatabaseInterviewStore } from "#adapters/storage/interviews";
import { DatabaseRunStore } from "#adapters/storage/runs";
import { familyOf } from "#adapters/storage/transfer/names";
import { mergeLogs } from "#adapters/storage/transfer/study";
import type { StudyDeed, StudyEvent } from "#domain/study";
import { canonicalJson } from "#lib/hash";
import type { StorageError } from "#session/contract";
import { note } from "./samples";
import { browser, fileWith, load } from "./transfer-browser";
import {
  contents,
  drill,
  interview,
  noteOn,
  pack,
  recording,
  run,
  type Stored,
  settings,
  study,
  together,
} from "./transfer-fixture";

/** Any record, as far as the tests look into it. */
type Any = Readonly<Record<string, unknown>>;
const all = (records: readonly unknown[] | undefined) => (records ?? []) as readonly Any[];

/** What the contents of a browser are as sets, whatever copies are called. */
function setsOf(stored: Stored) {
  const logOf = (id: unknown) =>
    all(stored.commands)
      .filter((batch) => batch.run === id)
      .flatMap((batch) => all(batch.commands as unknown[]).map((each) => canonicalJson(each.args)));
  const eventsOf = (id: unknown) =>
    all(stored.interviewEvents)
      .filter((batch) => batch.interview === id)
      .flatMap((batch) => all(batch.events as unknown[]).map(canonicalJson));
  const family = (id: unknown) => (typeof id === "string" ? familyOf(id) : null);
  const sorted = (values: readonly unknown[]) => [...new Set(values.map(canonicalJson))].sort();
  return {
    runs: sorted(all(stored.runs).map(({ id, horizon, status }) => [family(id), horizon, status, logOf(id)])),
    frozen: sorted(all(stored.frozen).map((record) => [family(record.run), record.frozen])),
    documents: sorted(all(stored.documents).map(({ id, run: of, body }) => [family(id), family(of), body])),
    interviews: sorted(all(stored.interviews).map(({ id, status }) => [family(id), 0, status, eventsOf(id)])),
    study: all(stored.study).map(({ at, deed }) => canonicalJson([at, deed])),
    chunks: sorted(
      all(stored.chunks).map(({ take, index, bytes }) => [
        family(take),
        index,
        [...new Uint8Array(bytes as ArrayBuffer)],
      ]),
    ),
    packs: sorted(all(stored.packFiles).map((record) => [family(record.id), record.files])),
    programs: sorted(all(stored.programs).map(({ hash }) => hash)),
  };
}

const text = fc.constantFrom("x", "y");
const aRun = fc.tuple(fc.array(text, { maxLength: 4 }), fc.nat(1), fc.boolean()).map(
  ([log, more, isOver]) =>
    (id: string) =>
      run(id, log, log.length + more, isOver ? log.length * 10 + more : null),
);
const notes = fc.array(
  text.map((each) => ({ type: "note", text: each }) as const),
  { maxLength: 2 },
);
/** Its record says that it is over as soon as it is opened after its end, and only then something can follow that. */
const anInterview = fc
  .tuple(notes, fc.constantFrom("goes on", "has ended", "is over"), notes)
  .map(([before, stand, after]) => {
    const end = stand === "goes on" ? [] : [{ type: "end", why: "done" } as const];
    const more = stand === "is over" ? after : [];
    return interview("i", [{ type: "begin" }, ...before, ...end, ...more], stand === "is over");
  });
/** A log whose clock was never put back, with deeds that are told apart by their time. */
const aStudy = fc
  .uniqueArray(fc.nat(12), { maxLength: 5 })
  .map((times) =>
    study(
      [...times]
        .sort((a, b) => a - b)
        .map((at) => [at, { type: at % 2 === 0 ? "suspend" : "resume", card: `question:q${at}` }]),
    ),
  );
const maybe = (part: fc.Arbitrary<Stored>) => fc.option(part, { nil: {} });

/** What a browser may have of a few things that others have, too. Packs have one version: of two the newer takes the place of the other, so that order matters. */
const aBrowser: fc.Arbitrary<Stored> = fc
  .tuple(
    maybe(aRun.map((make) => make("a"))),
    maybe(aRun.map((make) => make("b"))),
    maybe(fc.tuple(text, fc.nat(3)).map(([words, at]) => noteOn("n", "a", words, at))),
    maybe(anInterview),
    maybe(aStudy),
    maybe(fc.nat(3).map((pieces) => recording("t", "microphone-check", [[1], [2], [3]].slice(0, pieces)))),
    maybe(text.map((words) => pack("p", 1, words))),
    maybe(text.map(drill)),
  )
  .map((parts) => together(...parts));

const afterLoading = async (own: Stored, ...files: readonly Blob[]) => {
  const connection = await browser(own);
  for (const file of files) {
    const loaded = await load(connection, file);
    expect(loaded).toMatchObject({ end: "whole", unacceptedCount: 0 });
  }
  return contents(connection);
};

/** Whether everything of a log is in another, in its order. */
const isWithin = (part: readonly string[], whole: readonly string[]): boolean => {
  let at = 0;
  for (const each of whole) if (each === part[at]) at++;
  return at === part.length;
};

describe("what comes from files", () => {
  it("D24 changes nothing more the second time, and is the same in whatever order it comes", async () => {
    await fc.assert(
      fc.asyncProperty(aBrowser, aBrowser, aBrowser, async (own, a, b) => {
        const [fileA, fileB] = [await fileWith(a), await fileWith(b)];
        const once = await afterLoading(own, fileA);
        expect(await afterLoading(own, fileA, fileA)).toEqual(once);
        const one = setsOf(await afterLoading(own, fileA, fileB));
        const other = setsOf(await afterLoading(own, fileB, fileA));
        expect(one).toEqual(other);
      }),
      { seed: 24, numRuns: 60 },
    );
  });

  it("D24 costs nothing that was here, and brings all that it has", async () => {
    await fc.assert(
      fc.asyncProperty(aBrowser, aBrowser, async (own, other) => {
        const after = setsOf(await afterLoading(own, await fileWith(other)));
        for (const before of [setsOf(own), setsOf(other)]) {
          for (const each of before.documents) expect(after.documents).toContain(each);
          for (const each of before.chunks) expect(after.chunks).toContain(each);
          for (const each of before.programs) expect(after.programs).toContain(each);
          expect(isWithin(before.study, after.study)).toBe(true);
          // A log may have become longer; what was in it is still its beginning.
          const starts = (kept: readonly string[], log: string) => {
            const [id, , status, entries] = JSON.parse(log) as [string, number, string, string[]];
            return kept.some((each) => {
              const [otherId, , otherStatus, found] = JSON.parse(each) as [string, number, string, string[]];
              const isStart = entries.every((entry, i) => entry === found[i]);
              return otherId === id && isStart && (status === "open" || otherStatus === "finished");
            });
          };
          for (const log of before.runs) expect(starts(after.runs, log)).toBe(true);
          for (const log of before.interviews) expect(starts(after.interviews, log)).toBe(true);
        }
      }),
      { seed: 25, numRuns: 60 },
    );
  });

  it("D24 goes to and fro between two browsers until both have the same, and rests there", async () => {
    await fc.assert(
      fc.asyncProperty(aBrowser, aBrowser, async (a, b) => {
        const first = await afterLoading(a, await fileWith(b));
        const second = await afterLoading(b, await fileWith(first));
        const third = await afterLoading(first, await fileWith(second));
        expect(setsOf(third)).toEqual(setsOf(first));
        expect(setsOf(second)).toEqual(setsOf(first));
        expect(third.runs).toHaveLength(first.runs.length);
        expect(second.runs).toHaveLength(first.runs.length);
      }),
      { seed: 26, numRuns: 40 },
    );
  });
});

describe("a run on both sides", () => {
  it("D25 is the longer one where it goes on; whoever plays it here is refused then", async () => {
    const connection = await browser(run("a", ["x"], 2));
    const store = new DatabaseRunStore(connection);
    await store.claim("a", "tab");
    const loaded = await load(connection, await fileWith(run("a", ["x", "y", "z"], 9, 70)));
    expect(loaded.arrivals.runs).toEqual({ came: 0, longer: 0, known: 0, twice: 1 });
    const later = run("a", ["x"], 1);
    const other = await browser(later);
    const second = new DatabaseRunStore(other);
    await second.claim("a", "tab");
    const longer = await load(other, await fileWith(run("a", ["x", "y", "z"], 9, 70)));
    expect(longer.arrivals.runs).toEqual({ came: 0, longer: 1, known: 0, twice: 0 });
    expect((await second.load("a"))?.commands).toHaveLength(3);
    expect((await second.frozen("a"))?.scorecard.total).toBe(70);
    const refused = await second.append("a", "tab", [note(1, 1)], 2, 2).catch((error: unknown) => error);
    expect((refused as StorageError).problem.kind).toBe("conflict");
  });

  it("D25 that went two ways is there twice, and what is about the other one follows it", async () => {
    const connection = await browser(together(run("a", ["x", "here"], 2), noteOn("n", "a", "mine")));
    const file = await fileWith(
      together(
        run("a", ["x", "there"], 5, 40),
        noteOn("n2", "a", "theirs"),
        interview("i", [{ type: "run", round: 0, run: "a" }]),
        study([[1, { type: "add", subject: { kind: "question", question: "q" }, origin: { kind: "run", id: "a" } }]]),
      ),
    );
    const loaded = await load(connection, file);
    const [copy] = loaded.twice;
    expect(copy).toMatchObject({ kind: "runs", title: "INC-1001 A sample" });
    const id = copy?.id ?? "";
    const store = new DatabaseRunStore(connection);
    expect((await store.load("a"))?.commands.at(-1)?.args).toEqual({ text: "here" });
    expect((await store.load(id))?.header.id).toBe(id);
    expect((await store.frozen(id))?.scorecard.total).toBe(40);
    const after = await contents(connection);
    expect(all(after.documents).map((each) => [each.id, each.run])).toEqual([
      ["n", "a"],
      ["n2", id],
    ]);
    expect(JSON.stringify(after.interviewEvents)).toContain(id);
    expect(JSON.stringify(after.study)).toContain(id);
  });

  it("D25 of another engine comes as it is, with its end; a run that cannot be read here is left alone", async () => {
    const theirs = run("a", ["x"], 1, 30);
    const [record] = theirs.runs as readonly { header: object }[];
    const old = { ...theirs, runs: [{ ...record, header: { ...record?.header, engine: 0 } }] };
    const broken = { version: 1, id: "a", torn: true };
    const connection = await browser({ runs: [broken] });
    const loaded = await load(connection, await fileWith(old));
    const id = loaded.twice[0]?.id ?? "";
    const store = new DatabaseRunStore(connection);
    expect((await store.load(id))?.header.engine).toBe(0);
    expect((await store.frozen(id))?.scorecard.total).toBe(30);
    expect((await contents(connection)).runs).toContainEqual(broken);
  });

  it("D25 a finished run whose end was lost gets it back", async () => {
    const { runs, commands } = run("a", ["x"], 1, 30) as Required<Pick<Stored, "runs" | "commands">>;
    const connection = await browser({ runs, commands });
    await load(connection, await fileWith(run("a", ["x"], 1, 30)));
    expect((await new DatabaseRunStore(connection).frozen("a"))?.scorecard.total).toBe(30);
  });

  it("D25 an interview that went two ways is there twice, each with its own recordings", async () => {
    const take = { type: "take", round: 0, turn: 0, take: "t" } as const;
    const start = together(
      interview("i", [{ type: "begin" }, take, { type: "note", text: "here" }]),
      recording("t", "i", [[1], [2]]),
    );
    const other = together(
      interview("i", [{ type: "begin" }, take, { type: "note", text: "there" }]),
      recording("t", "i", [[1], [2]]),
    );
    const connection = await browser(start);
    const file = await fileWith(other);
    const loaded = await load(connection, file);
    expect(loaded).toMatchObject({ unacceptedCount: 0, arrivals: { interviews: { twice: 1 } } });
    const store = new DatabaseInterviewStore(connection);
    const copy = loaded.twice[0]?.id ?? "";
    for (const id of ["i", copy]) {
      const [recorded] = await store.takes(id);
      const named = (await store.load(id))?.events.flatMap(({ deed }) => (deed.type === "take" ? [deed.take] : []));
      expect(named).toEqual([recorded?.id]);
      expect(await store.chunks(recorded?.id ?? "")).toHaveLength(2);
    }
    const before = await contents(connection);
    await load(connection, file);
    expect(await contents(connection)).toEqual(before);
  });
});

describe("everything else on both sides", () => {
  it("D26 what was written and differs is kept twice; that it was saved again later is no difference", async () => {
    const connection = await browser(noteOn("n", null, "mine", 1));
    expect((await load(connection, await fileWith(noteOn("n", null, "mine", 9)))).arrivals.documents.known).toBe(1);
    const differs = await load(connection, await fileWith(noteOn("n", null, "yours", 9)));
    expect(differs.arrivals.documents.twice).toBe(1);
    expect(
      all((await contents(connection)).documents)
        .map(({ body }) => (body as { text: string }).text)
        .sort(),
    ).toEqual(["mine", "yours"]);
  });

  it("D26 one's own settings stay; where there are none, those of the file come", async () => {
    const file = await fileWith(settings("Theirs"));
    expect((await afterLoading(settings("Mine"), file)).settings).toMatchObject([{ playerName: "Mine" }]);
    expect((await afterLoading({}, file)).settings).toMatchObject([{ playerName: "Theirs" }]);
  });

  it("D26 of packs the newer version counts, and two of one version are both kept", async () => {
    const texts = async (own: number, other: number) => {
      const after = await afterLoading(pack("p", own, "mine"), await fileWith(pack("p", other, "theirs")));
      return all(after.packFiles)
        .map(({ files }) => (files as { text: string }[])[0]?.text)
        .sort();
    };
    expect(await texts(1, 2)).toEqual(["theirs"]);
    expect(await texts(2, 1)).toEqual(["mine"]);
    expect(await texts(2, 2)).toEqual(["mine", "theirs"]);
  });

  it("D26 of a recording the missing pieces come, and of one that grew the longer", async () => {
    const connection = await browser(recording("t", "microphone-check", [[1], [2]]));
    await load(connection, await fileWith(recording("t", "microphone-check", [[1], [2, 3], [4]])));
    const chunks = await new DatabaseInterviewStore(connection).chunks("t");
    expect(chunks.map(({ bytes }) => [...new Uint8Array(bytes)])).toEqual([[1], [2, 3], [4]]);
    const other = await load(connection, await fileWith(recording("t", "microphone-check", [[9]])));
    expect(other.unaccepted).toMatchObject([{ isKept: true }]);
  });

  it("D26 what was set aside on either side stays", async () => {
    const aside = (reason: string) => ({
      quarantine: [{ version: 1, id: "q", store: "runs", key: "r", reason, at: 1, raw: { a: 1 } }],
    });
    const after = await afterLoading(aside("mine"), await fileWith(aside("theirs")), await fileWith(aside("theirs")));
    expect(
      all(after.quarantine)
        .map(({ reason }) => reason)
        .sort(),
    ).toEqual(["mine", "theirs"]);
  });

  it("D26 the log of study is one, in one order, and what was taken back stays taken back", async () => {
    const suspend = (card: string): StudyDeed => ({ type: "suspend", card });
    const log = (...entries: readonly (readonly [number, StudyDeed])[]): StudyEvent[] =>
      entries.map(([at, deed], i) => ({ id: i + 1, at, deed }));
    const own = log([1, suspend("a")], [5, suspend("b")], [6, { type: "undo", event: 2 }]);
    const other = log([1, suspend("a")], [3, suspend("c")], [4, { type: "undo", event: 2 }]);
    const merged = await mergeLogs(own, other);
    expect(merged?.map(({ id, at, deed }) => [id, at, deed.type === "undo" ? deed.event : deed.type])).toEqual([
      [1, 1, "suspend"],
      [2, 3, "suspend"],
      [3, 4, 2],
      [4, 5, "suspend"],
      [5, 6, 4],
    ]);
    expect(await mergeLogs(merged ?? [], other)).toBeNull();
    expect(await mergeLogs(merged ?? [], own)).toBeNull();
    // Two that say the same at the same moment are two.
    const twins = log([1, suspend("a")], [1, suspend("a")]);
    expect(await mergeLogs(log([1, suspend("a")]), twins)).toHaveLength(2);
    expect(await mergeLogs(twins, twins)).toBeNull();
  });
});
