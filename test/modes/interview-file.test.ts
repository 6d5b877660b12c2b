import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InterviewEvent, InterviewHeader } from "#domain/interview";
import { copyOf, decodeInterviewFile, encodeInterviewFile, type WholeFile } from "#modes/interview/file";
import { foldInterview } from "#modes/interview/fold";
import { incidentMarkdown } from "#modes/interview/incident/markdown";
import type { IncidentScore } from "#modes/interview/incident/score";
import { CAVEAT, interviewMarkdown } from "#modes/interview/markdown";
import { type InterviewScore, scoreInterview } from "#modes/interview/scorecard";
import { questionMatcher } from "#questions/matcher";
import { newRun } from "#session/index";
import { SAMPLE } from "../session/program";
import { shippedBank } from "../ui/pages/bank";

const HEADER: InterviewHeader = {
  format: 1,
  id: "one",
  setup: {
    role: "sre",
    level: "mid",
    minutes: 15,
    rounds: { questions: true, coding: false, incident: false },
    focus: "chosen",
    skills: ["contain"],
    persona: "terse",
    strict: true,
    thinkAloud: true,
    medium: "recorded",
    partner: false,
    seed: 4_000_000_000,
  },
  rounds: [{ kind: "question", question: "war-159", seconds: 840 }],
  bank: "f",
  createdAt: 1_700_000_000_000,
  candidate: "Ada",
  interviewer: "",
};
const EVENTS: readonly InterviewEvent[] = [
  { elapsed: 0, at: 1, deed: { type: "begin" } },
  { elapsed: 1, at: 2, deed: { type: "ask", round: 0 } },
  { elapsed: 2, at: 3, deed: { type: "take", round: 0, turn: 0, take: "take-1" } },
  {
    elapsed: 60,
    at: 4,
    deed: { type: "answer", round: 0, turn: 0, text: "We doubled the wait before each retry.", take: "take-1" },
  },
  { elapsed: 61, at: 5, deed: { type: "end", why: "done" } },
  { elapsed: 61, at: 6, deed: { type: "self", round: 0, score: 60 } },
  { elapsed: 61, at: 7, deed: { type: "self", round: null, score: 55 } },
  { elapsed: 61, at: 8, deed: { type: "override", round: 0, concept: "jitter", status: "hit", why: "I said spread" } },
];
const WHOLE: WholeFile = {
  header: HEADER,
  status: "finished",
  coverage: 21.5,
  events: EVENTS,
  takes: [
    {
      take: {
        id: "take-1",
        interview: "one",
        type: "audio/webm",
        startedAt: 5,
        seconds: 58.2,
        pauses: [{ at: 3, seconds: 1.5 }],
        talk: 0.8,
      },
      chunks: [0, 1].map((index) => ({ index, bytes: Uint8Array.from([index, 255, 0, 128]).buffer })),
    },
  ],
  runs: [],
};
const TEXT = encodeInterviewFile(WHOLE, 9);
/** Of an interview in which nothing was answered. */
const NOTHING: InterviewScore = { questions: [], incidents: [], coverage: null, overall: null, byDimension: new Map() };

describe("the file of an interview", () => {
  it("I22 comes back as it was written, sound and all", () => {
    const read = decodeInterviewFile(TEXT);
    expect(read).toEqual({ ok: true, value: { isWhole: true, file: WHOLE } });
  });

  it("I22 tells when it was changed after it was saved", () => {
    const read = decodeInterviewFile(TEXT.replace('"coverage":21.5', '"coverage":99'));
    expect(read.ok && read.value.isWhole).toBe(false);
  });

  it("I22 refuses what is no interview, with the place", () => {
    const refused = (text: string): string => {
      const read = decodeInterviewFile(text);
      return read.ok ? "taken" : read.error;
    };
    const changed = (from: string, to: string) => refused(TEXT.replace(from, to));
    expect(refused("{")).toContain("not JSON");
    expect(refused("null")).toContain("no file of an interview");
    expect(refused('{"format":"meantime-run"}')).toContain("no file of an interview");
    expect(changed('"version":1', '"version":2')).toContain("newer version");
    expect(changed('"persona":"terse"', '"persona":"cruel"')).toContain("header.setup.persona");
    expect(changed('"seed":4000000000', '"seed":-1')).toContain("header.setup.seed");
    expect(changed('"type":"begin"', '"type":"run","round":0,"run":""')).toContain("events.0.deed");
    expect(changed('"score":60', '"score":600')).toContain("events.5.deed.score");
    expect(changed('"interview":"one"', '"interview":"two"')).toContain("belongs to another interview");
    expect(changed('"base64":"AP8AgA=="', '"base64":"?"')).toContain("takes.0.chunks.0.base64");
    expect(changed('"candidate":"Ada"', `"candidate":"${"x".repeat(50_000)}"`)).toContain("characters");
    expect(changed('"savedAt":9', '"savedAt":9,"more":1')).toContain("more");
  });

  it("I22 never throws, whatever stands in it", () => {
    const value = JSON.parse(TEXT) as Record<string, unknown>;
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(value)), fc.jsonValue({ maxDepth: 3 }), (key, junk) => {
        const read = decodeInterviewFile(JSON.stringify({ ...value, [key]: junk }));
        if (read.ok) foldInterview(read.value.file.header, read.value.file.events);
      }),
      { seed: 42, numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string(), (text) => !decodeInterviewFile(text).ok),
      { seed: 42, numRuns: 100 },
    );
  });

  it("I22 is kept as a copy with ids of its own", () => {
    let ids = 0;
    const copy = copyOf(WHOLE, () => `new-${++ids}`);
    expect(copy.header).toMatchObject({ id: "new-1", copyOf: "one" });
    const [kept] = copy.takes;
    expect(kept?.take).toMatchObject({ id: "new-2", interview: "new-1" });
    expect(kept?.chunks).toEqual(WHOLE.takes[0]?.chunks);
    const { rounds } = foldInterview(copy.header, copy.events);
    expect(rounds[0]?.turns[0]?.takes).toEqual(["new-2"]);
    expect(copyOf(copy, () => `again-${++ids}`).header.copyOf).toBe("one");
  });

  it("I22 has the run of an incident round with it, under another name where it must be, and no other run", () => {
    const run = newRun(SAMPLE, { id: "run-1", seed: 7, clock: "interview", variant: "bad-pod", author: "player" });
    const played: InterviewEvent = { elapsed: 2, at: 3, deed: { type: "run", round: 0, run: "run-1" } };
    const whole: WholeFile = { ...WHOLE, events: [...EVENTS.slice(0, 2), played], takes: [], runs: [run] };
    expect(decodeInterviewFile(encodeInterviewFile(whole, 9))).toEqual({
      ok: true,
      value: { isWhole: true, file: whole },
    });
    const refused = (change: Partial<WholeFile>, from = "", to = ""): string => {
      const read = decodeInterviewFile(encodeInterviewFile({ ...whole, ...change }, 9).replace(from, to));
      return read.ok ? "taken" : read.error;
    };
    expect(refused({ events: EVENTS.slice(0, 2) })).toContain("no round was played in run-1");
    expect(refused({ runs: [run, run] })).toContain("two have the same id");
    expect(refused({}, '"horizon":0', '"horizon":"late"')).toContain("runs.0.");
    const copy = copyOf(whole, () => "new", new Map([["run-1", "here"]]));
    expect(copy.events.at(-1)?.deed).toEqual({ type: "run", round: 0, run: "here" });
  });
});

describe("the result as Markdown", () => {
  it("I25 I19 says what it is not, quotes the words, and what was changed by hand", () => {
    const { questions, lexicon } = shippedBank();
    const question = questions.find(({ id }) => id === "war-159");
    if (question === undefined) throw new Error("there is no card");
    const state = foldInterview(HEADER, EVENTS);
    const score = scoreInterview(HEADER, state, new Map([[question.id, questionMatcher(question, lexicon.groups)]]));
    const text = interviewMarkdown(HEADER, state, score, "Mock interview of Ada", null);
    expect(text).toContain(CAVEAT);
    expect(text).toContain("> We doubled the wait before each retry.");
    expect(text).toContain("own score 60 of 100");
    expect(text).toMatch(/- said: Waits longer .* — “doubled the wait/);
    expect(text).toContain("- said (changed by hand: I said spread): Spreads the tries");
    expect(text).toContain("- not said: A circuit breaker");
    expect(text).not.toMatch(/strong hire|no hire/i);
    expect(text).toContain("Seed 4000000000.");
    expect(text).not.toContain("not counted");
  });

  it("I26 says how long nobody was there", () => {
    const away = EVENTS.map((event, i) => ({ ...event, at: i < 3 ? i : 180_000 + i }));
    const text = interviewMarkdown(HEADER, foldInterview(HEADER, away), NOTHING, "Mock interview", null);
    expect(text).toContain("Took 1 min 1 s of 15 min; away 2 min 2 s, which is not counted.");
  });

  it("I27 J14 has the incident with seconds, reasons, sources and what was said", () => {
    const score: IncidentScore = {
      run: "r",
      total: 41.6,
      dimensions: [
        {
          id: "diagnosis",
          label: "Diagnosis",
          weight: 51,
          score: 40,
          lines: [
            {
              id: "cause",
              label: "Knew the cause",
              points: 20,
              of: 50,
              second: 90,
              reason: "After 1 min 30 s.",
              source: "Rubrics",
            },
            {
              id: "hint-1",
              label: "Hint",
              points: -4,
              of: 0,
              second: 60,
              reason: "It was taken.",
              source: "The drill",
            },
            { id: "late", label: "Never came", points: 0, of: 50, second: null, reason: "No.", source: "Rubrics" },
          ],
        },
      ],
      order: { steps: [{ id: "impact", second: 30, expert: null }], kept: 1, note: "In order." },
      hints: 1,
      began: 30,
      ended: 330,
    };
    const incident = incidentMarkdown(
      score,
      [
        { kind: "request", second: 40, text: "errors\nby region?", intent: "Error rate" },
        { kind: "reveal", second: 41, intent: "Error rate", text: "8 % in Europe." },
      ],
      43_200,
      "Round 2: the incident",
      ["Own score 60 of 100."],
    );
    expect(incident).toContain("Score 42 of 100, in 5 min, with 1 step of hints. Own score 60 of 100.");
    expect(incident).toContain("### Diagnosis: 40 of 100, counts 51 %");
    expect(incident).toContain("- 12:01:30 **Knew the cause**: 20 / 50. After 1 min 30 s. (Rubrics)");
    expect(incident).toContain("- 12:01:00 **Hint**: −4. It was taken. (The drill)");
    expect(incident).toContain("- never **Never came**: 0 / 50.");
    expect(incident).toContain("| See who is hurt | 12:00:30 | never |");
    expect(incident).toContain("- 12:00:40 You (meant: Error rate): errors by region?");
    expect(incident).toContain("- 12:00:41 Interviewer: 8 % in Europe.");
    const whole: InterviewScore = {
      ...NOTHING,
      overall: 41.6,
      incidents: [{ kind: "incident", index: 0, score, away: 0, self: 60 }],
    };
    const text = interviewMarkdown(HEADER, foldInterview(HEADER, EVENTS), whole, "Mock interview", null, [incident]);
    expect(text).toContain("Overall 42 of 100. Own score 55 of 100. You rated yourself 13 points above the score.");
    expect(text).toContain(incident);
  });
});
