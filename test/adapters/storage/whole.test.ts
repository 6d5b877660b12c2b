import { describe, expect, it } from "vitest";
import { createCommandBatch } from "#adapters/storage/records/commandBatch";
import { createFrozenRecord } from "#adapters/storage/records/frozen";
import { createInterviewRecord } from "#adapters/storage/records/interview";
import { createInterviewEvents } from "#adapters/storage/records/interviewEvents";
import { createProgramRecord } from "#adapters/storage/records/program";
import { createQuarantine } from "#adapters/storage/records/quarantine";
import { createRunRecord } from "#adapters/storage/records/run";
import { createTakeRecord } from "#adapters/storage/records/take";
import { programKey } from "#session/run";
import { type Dump, torn } from "../../browser/torture/whole";
import { ASKED, eventsOf, headerOf } from "../../modes/interview-fixture";
import { emptyRun, frozen, header, note, program } from "./samples";

type Stores = { [S in keyof Dump]: Record<string, unknown>[] };

const plain = (record: object) => JSON.parse(JSON.stringify(record)) as Record<string, unknown>;

/** A database with a run, an interview and a recording in it. */
function whole(): Stores {
  const run = { ...emptyRun("a"), commands: [note(0, 0), note(1, 2)], horizon: 5 };
  const interview = headerOf("i", {}, { createdAt: 0 });
  const events = eventsOf(ASKED, 1, 0);
  const take = { id: "t", interview: "i", type: "audio/webm", startedAt: 1, seconds: 2, pauses: [], talk: 1 };
  return {
    runs: [plain(createRunRecord(run, { title: "A", createdAt: 1 }))],
    commands: [
      plain(createCommandBatch("a", 0, run.commands.slice(0, 1))),
      plain(createCommandBatch("a", 1, run.commands.slice(1))),
    ],
    programs: [plain(createProgramRecord(programKey(header("a")), program()))],
    interviews: [plain({ ...createInterviewRecord(interview), events: events.length })],
    interviewEvents: [plain(createInterviewEvents("i", 0, events))],
    takes: [plain(createTakeRecord(take))],
    chunks: [0, 1].map((index) => ({ version: 1, take: "t", index, bytes: { base64: "AAAA" } })),
    study: [{ version: 1, id: 1, at: 1, deed: { type: "forget", card: "question:a" } }],
  };
}

/** What is found in it once something of it was changed. */
function foundAfter(change: (stores: Required<Stores>) => void): string {
  const stores = whole();
  change(stores as Required<Stores>);
  return torn(stores).join("; ");
}

describe("the check of a whole database", () => {
  it("D32 is content with one that is whole, and with one in which nothing is", () => {
    expect(torn(whole())).toEqual([]);
    expect(torn({})).toEqual([]);
  });

  it.each<[string, (stores: Required<Stores>) => void, RegExp]>([
    [
      "a record that cannot be read",
      ({ runs }) => Object.assign(runs[0] ?? {}, { horizon: "late" }),
      /runs\/a: .*horizon/,
    ],
    ["a batch that is missing", ({ commands }) => commands.shift(), /run a: a batch begins at 1, not at 0/],
    ["the last batch missing", ({ commands }) => commands.pop(), /1 commands are stored, its record says 2/],
    ["commands of no run", ({ runs }) => runs.pop(), /commands of a, which is not there/],
    ["a run without its program", ({ programs }) => programs.pop(), /its program is not there/],
    [
      "an open run with an end",
      (stores) => Object.assign(stores, { frozen: [plain(createFrozenRecord("a", frozen(63)))] }),
      /run a is open, and what a finished run keeps says otherwise/,
    ],
    ["events missing", ({ interviewEvents }) => interviewEvents.pop(), /0 events are stored, its record says 2/],
    ["sound of no recording", ({ takes }) => takes.pop(), /sound of t, which is not there/],
    ["a recording of no interview", ({ takes }) => Object.assign(takes[0] ?? {}, { interview: "x" }), /recording of x/],
    ["a piece missing", ({ chunks }) => chunks.shift(), /recording t: a piece is missing/],
    ["a gap in the log of study", ({ study }) => Object.assign(study[0] ?? {}, { id: 2 }), /study: entry 2 at place 1/],
    [
      "something set aside",
      (stores) => Object.assign(stores, { quarantine: [plain(createQuarantine("runs", "b", "torn", 1, {}))] }),
      /set aside: runs\/b/,
    ],
  ])("D32 notices %s", (_what, change, found) => {
    expect(foundAfter(change)).toMatch(found);
  });
});
