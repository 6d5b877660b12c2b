import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { describe, expect, it } from "vitest";
import { FIRST_SEAT, WHOLE_EXERCISE } from "#domain/team";
import { compareTeams, type TeamResult } from "#modes/gameday/compare";
import { type Exercise, exerciseOf } from "#modes/gameday/exercise";
import { plain } from "#modes/gameday/markdown";
import { type Report, reportOf } from "#modes/gameday/report";
import { EXERCISE_LINE, reportMarkdown } from "#modes/gameday/report-markdown";
import { foldRoom } from "#modes/gameday/room";
import { teamStages } from "#modes/gameday/stages";
import { scoreRun } from "#score/index";
import { PROGRAM } from "../../engine/fixture";
import { played } from "./played";
import { anyDeeds, did } from "./team";

const { run } = played();
const exercise = exerciseOf(PROGRAM, run);
const expectation = {
  id: "polite",
  title: "Answers in a sentence",
  good: "Short, and when the next word comes.",
  points: 2,
  by: "commander",
} as const;
const plan = {
  title: "Autumn exercise",
  queue: [
    {
      id: "i1",
      title: "x",
      when: { kind: "hand" },
      effects: [],
      read: "",
      expectations: [expectation, { ...expectation, id: "calm" }],
      discuss: ["Who should have answered?"],
      card: null,
    },
  ],
  expectations: [],
} as const;
const score = scoreRun(PROGRAM, run);
const stages = teamStages(PROGRAM, run, exercise);
const html = (markdown: string) =>
  renderToStaticMarkup(createElement(ReactMarkdown, { remarkPlugins: [remarkGfm] }, markdown));

/** The exercise with other deeds than there were. */
const withDeeds = (...deeds: ReturnType<typeof did>[]): Exercise => {
  const team = { ...exercise.team, deeds: [...exercise.team.deeds, ...deeds] };
  return { ...exercise, team, room: foldRoom(team, 1e6) };
};

describe("an after-action report", () => {
  it("GD50 fills itself from the log: who, when, decisions, tasks, what was said, injects with what was observed", () => {
    const report = reportOf(exercise, { plan, stages, score });
    expect(report.title).toBe("Autumn exercise");
    expect(report.roles.filter(({ role }) => role === "commander")).toEqual([
      { name: "Ada", role: "commander", from: 0, to: 260 },
      { name: "Sia", role: "commander", from: 260, to: null },
    ]);
    expect(report.decisions).toMatchObject([
      { text: "Restart one pod", why: "one pod only", by: "Rex", decidedBy: "Ada", at: 200 },
    ]);
    expect(report.tasks).toMatchObject([
      { owners: ["Rex"], state: "acknowledged", acknowledgedAt: 120 },
      { owners: ["Sia"], state: "done", endedAt: 201 },
    ]);
    expect(
      report.communication.filter(({ isOurs }) => isOurs).map(({ at, audience, from }) => [at, audience, from]),
    ).toEqual([
      [201, "customers", "Cal"],
      [420, "incident", "Sia"],
    ]);
    const [inject] = report.injects;
    expect(inject?.observed).toEqual([
      { id: "polite", expectation, ticks: [{ met: true, text: "kindly", by: "Oli" }] },
      { id: "calm", expectation: { ...expectation, id: "calm" }, ticks: [] },
    ]);
    expect(report.gaps).toMatchObject([{ text: "No runbook for the stock", owner: "Rex", due: "2026-12-01" }]);
    expect(JSON.stringify(report)).not.toMatch(/"(?:ada|rex|sia|cal|sam|oli)"/);
  });

  it("GD50 has the words of expectations from the log, on devices that have no plan", () => {
    const said = withDeeds(
      did(155, FIRST_SEAT, { do: "expect", inject: "i1", expectations: [expectation], discuss: ["Who answered?"] }),
      did(155, FIRST_SEAT, {
        do: "expect",
        inject: WHOLE_EXERCISE,
        expectations: [{ ...expectation, id: "voice", title: "One voice" }],
        discuss: [],
      }),
    );
    const report = reportOf(said);
    expect(report.injects[0]).toMatchObject({ discuss: ["Who answered?"], observed: [{ id: "polite", expectation }] });
    expect(report.observed).toMatchObject([{ expectation: { title: "One voice" }, ticks: [] }]);
    const text = reportMarkdown(report);
    for (const words of ["Answers in a sentence", "One voice", "Who answered"]) expect(text).toContain(words);
    // The log's words count where both have some.
    const renamed = {
      ...plan,
      queue: plan.queue.map((each) => ({ ...each, expectations: [{ ...expectation, title: "Old" }] })),
    };
    expect(reportOf(said, { plan: renamed }).injects[0]?.observed).toEqual(report.injects[0]?.observed);
  });

  it("GD51 the scribe's entries and what was recorded by itself are one timeline, in order; what was struck out is not in it", () => {
    const { chronicle } = reportOf(
      withDeeds(
        did(430, "sam", { do: "entry", entry: "e2", at: 90, text: "Phones rang" }),
        did(440, "sam", { do: "entry", entry: "e1", at: 100, text: "" }),
      ),
    );
    const seconds = chronicle.map(({ at }) => at);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(chronicle.filter(({ source }) => source === "scribe").map(({ text }) => text)).toEqual(["Phones rang"]);
    for (const text of [
      "Paged: Orders fail",
      "Ada took the page",
      "Ada declared severity 2",
      "First word of the team to customers",
      "Sia declared it over",
    ]) {
      expect(chronicle.map((line) => line.text)).toContain(text);
    }
  });

  it("GD51 it ends when the team had left: how the world went on without them is not what happened to them", () => {
    const { run: whole } = played();
    const [ended] = exercise.journal.filter(({ kind }) => kind === "end");
    expect(exercise.leftAt).toBe(ended?.at.second);
    expect(whole.horizon).toBeGreaterThanOrEqual(exercise.leftAt);
    const report = reportOf({ ...exercise, leftAt: 210 });
    expect(report.length).toBe(210);
    expect(report.communication.map(({ at }) => at)).toContain(201);
    for (const { at } of report.communication) expect(at).toBeLessThanOrEqual(210);
    expect(report.chronicle.map(({ text }) => text)).not.toContain("Sia declared it over");
    expect(report.chronicle.map(({ text }) => text)).toContain("First word of the team to customers");
  });

  it("GD50 knows when it was held, where the log says so", () => {
    expect(exercise.heldAt).toBeNull();
    const wall = Date.UTC(2026, 10, 22, 14);
    const commands = run.commands.map((command) =>
      command.kind === "team" && command.args.do === "clock"
        ? { ...command, args: { ...command.args, wall } }
        : command,
    );
    const dated = exerciseOf(PROGRAM, { ...run, commands });
    expect(dated.heldAt).toBe(wall);
    expect(dated.journal).toEqual(exercise.journal);
  });

  it("GD50 says how it came out, and how each task ended", () => {
    const finished = exerciseOf(PROGRAM, { ...run, horizon: 1e6 });
    const { ending } = reportOf(finished);
    expect(ending?.title).toBeTruthy();
    const text = reportMarkdown(reportOf(finished));
    expect(text).toContain(`How it came out: **${plain(ending?.title ?? "")}.**`);
    expect(text).toMatch(/Find out .* never ended \|/);
    expect(text).toMatch(/Look at the stock .* done at /);
    const stopped = exerciseOf(PROGRAM, { ...run, commands: run.commands.slice(0, 12), horizon: 100 });
    expect(reportOf(stopped).ending).toBeNull();
  });

  it("GD52 scores are in it only where the team has turned them on, and then of the team and the incident only", () => {
    const off = reportOf(exercise, { score });
    expect(off.score).toBeNull();
    expect(off.dimensions.every((dimension) => dimension.score === null)).toBe(true);
    expect(reportMarkdown(off)).not.toMatch(/of 100/);
    const on = reportOf(withDeeds(did(430, FIRST_SEAT, { do: "scores", shown: true })), { score });
    expect(on.score?.total).toBe(score.total);
    expect(reportMarkdown(on)).toContain("### Delegation: 100 of 100");
  });

  it("GD53 says at the beginning and the end that it was an exercise, and reads as a page", () => {
    const report = reportOf(
      withDeeds(
        did(425, "oli", {
          do: "tick",
          inject: WHOLE_EXERCISE,
          expectation: "one-voice",
          met: false,
          text: "two at a time",
        }),
      ),
      { plan, stages, when: "22 November 2026" },
    );
    const text = reportMarkdown(report);
    expect(text.split(EXERCISE_LINE)).toHaveLength(3);
    const headings = [...html(text).matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title);
    expect(headings).toEqual([
      "Gaps",
      "Who held which role",
      "Timeline",
      "Stages",
      "Decisions",
      "Tasks",
      "Communication",
      "Injects",
      "How the team worked",
      "Hot wash",
      "Feedback",
    ]);
    expect(text).toContain("| 1 | No runbook for the stock | Rex | 2026-12-01 |");
    expect(text).toContain(
      "Answers in a sentence (2 points): Short, and when the next word comes. — met, kindly (Oli)",
    );
    expect(text).toContain("one-voice — missed, two at a time (Oli)");
    expect(text).toContain("- Held: 22 November 2026");
  });

  it("GD53 renders of an empty log, and of one that was stopped for a real incident", () => {
    const empty = exerciseOf(PROGRAM, { ...run, commands: [], horizon: 0 });
    const text = reportMarkdown(reportOf(empty));
    expect(text).toContain("Nothing was recorded.");
    expect(text).toContain("No gap was named.");
    expect(text).toContain(EXERCISE_LINE);
    const stopped = reportOf(withDeeds(did(430, FIRST_SEAT, { do: "stop", reason: "# Payments are down" })));
    expect(reportMarkdown(stopped)).toContain("Stopped at 12:13:10 for a real incident: \\# Payments are down");
  });

  it("GD53 renders whatever a log may hold: unknown names, other orders, no words", () => {
    fc.assert(
      fc.property(anyDeeds, fc.integer({ min: 0, max: 5000 }), (deeds, endedAt) => {
        const team = { ...exercise.team, deeds };
        const any: Exercise = { ...exercise, team, room: foldRoom(team, endedAt), endedAt };
        const report = reportOf(any, { plan, stages, score });
        expect(reportMarkdown(report)).toContain(EXERCISE_LINE);
        for (const { score: points } of report.dimensions) {
          if (points !== null) expect(points >= 0 && points <= 100).toBe(true);
        }
      }),
      { seed: 50, numRuns: 150 },
    );
  });

  it("GD54 what people wrote stays text: no heading, list, link, picture or HTML comes of it", () => {
    const hostile = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            "# ",
            "- ",
            "1. ",
            "[a](http://x)",
            "![",
            "](",
            "<b>",
            "<script>",
            "|",
            "\n\n",
            "\n",
            "`",
            "```",
            "*",
            "_",
            "&lt;",
            "http://evil.example",
            "www.evil.example",
            "---",
            "===",
            "> ",
            "\\",
            "~~",
          ),
          fc.string({ maxLength: 4 }),
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join(""));
    // A bare address may become a link, as long as it says where it leads.
    const honest = /<a href="[^"]*">(?:http:\/\/|www\.)[^<]*<\/a>/g;
    const elements = (markdown: string) =>
      [
        ...html(markdown)
          .replace(honest, "")
          .matchAll(/<\/?([a-z0-9]+)/g),
      ].map(([, name]) => name);
    fc.assert(
      fc.property(hostile, (text) => {
        expect(elements(`before ${plain(text)} after`)).toEqual(["p", "p"]);
        expect(elements(`${plain(text)}x`)).toEqual(["p", "p"]);
        expect(plain(text)).not.toMatch(/\n/);
        expect(plain(text).replace(/\\./g, "")).not.toMatch(/[|<>[\]`]/);
      }),
      { seed: 49, numRuns: 120 },
    );
  });
});

describe("teams compared", () => {
  const result = (name: string, spoiled: boolean): TeamResult => {
    const one = played(spoiled).run;
    const own = exerciseOf(PROGRAM, one);
    const card = scoreRun(PROGRAM, one);
    const report: Report = reportOf(own, { stages: teamStages(PROGRAM, one, own), score: card });
    return { name, header: one.header, report, impact: card.impact };
  };
  const [red, blue] = [result("Red", false), result("Blue", true)];

  it("GD55 of the same drill, variant and seed they stand side by side", () => {
    const compared = compareTeams([red, blue]);
    if (!compared.ok) throw new Error(compared.error);
    const { teams, stages: rows, impact, firstWord, figures, dimensions } = compared.value;
    expect(teams).toEqual(["Red", "Blue"]);
    expect(rows.find(({ id }) => id === "acknowledge")?.values).toEqual([10, 10]);
    expect(impact.curves).toHaveLength(2);
    expect(firstWord.values).toEqual([201, 420]);
    expect(figures.find(({ id }) => id === "decisions")?.values).toEqual([1, 1]);
    expect(dimensions.map(({ id }) => id)).toContain("cadence");
  });

  it("GD55 of different incidents they are refused, with what differs", () => {
    const refused = (change: Partial<TeamResult["header"]>) => {
      const compared = compareTeams([red, { ...blue, header: { ...blue.header, ...change } }]);
      return compared.ok ? "" : compared.error;
    };
    expect(refused({ seed: 8 })).toBe(
      "Blue played it with seed 8 instead of 7: the figures would differ by chance alone.",
    );
    expect(refused({ variant: "calm" })).toBe("Blue played another variant of it.");
    expect(refused({ drill: "other", code: "INC-2", dynamicsHash: "y" })).toContain(
      "another drill (INC-2 instead of INC-1)",
    );
    expect(refused({ engine: 0 })).toContain("another version of the engine");
    expect(refused({ dynamicsHash: "x" })).toContain("another version of the drill");
    expect(compareTeams([red]).ok).toBe(false);
  });
});
