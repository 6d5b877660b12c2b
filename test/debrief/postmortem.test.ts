import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { compileOne, readContent } from "#adapters/content/disk";
import { addDays, isDay } from "#debrief/postmortem/dates";
import {
  type About,
  type ChoiceWords,
  checkText,
  type Drafted,
  draftPostmortem,
  namesIn,
  toMarkdown,
} from "#debrief/postmortem/index";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { newHeader, playOf, playThrough, replay, resolveScene } from "#engine/index";
import { count } from "#lib/format";
import { scoreRun, walk } from "#score/index";
import { impactOf } from "#world/index";
import { ACK, hypothesis, look, mark, pin, runOf, say, scored, UPDATE } from "../score/fixture";

let program: Program;
const runs: Record<string, Run> = {};
const drafts: Record<string, Drafted> = {};

beforeAll(() => {
  const compiled = compileOne(readContent(process.cwd()), "one-region-502").program;
  if (compiled === null) throw new Error("the drill does not compile");
  program = compiled;
  for (const name of ["expert", "novice", "idle"]) {
    const play = program.plays.find(({ id }) => id === name);
    if (play === undefined) throw new Error(`no play ${name}`);
    const { run } = playThrough(program, newHeader(program, { seed: 7 }), playOf(play));
    runs[name] = run;
    drafts[name] = draftPostmortem(program, run);
  }
});

const draft = (name: string) => drafts[name] as Drafted;
const run = (name: string) => runs[name] as Run;
const sceneOf = (name: string) => resolveScene(program, run(name).header.variant);
const everyText = ({ postmortem }: Drafted): string => JSON.stringify(postmortem);

const ABOUT: About = {
  code: "INC-1",
  title: "Orders fail",
  company: "Shop",
  date: "2026-03-12",
  startsAt: 12 * 3600,
};

const WORDS: ChoiceWords = { factor: ({ text }) => text, action: () => "" };

describe("a drafted postmortem", () => {
  it("B20 is filled from the run, with its own times and figures, and the same whenever it is made", () => {
    const { postmortem, harmed } = draft("expert");
    expect(postmortem.title).toBe(program.card.title);
    for (const text of [postmortem.summary, postmortem.impact, postmortem.detection]) expect(text).toMatch(/\d/);
    expect(harmed?.from).toBeGreaterThanOrEqual(0);
    expect(harmed?.until).toBeGreaterThan(harmed?.from ?? 0);
    expect(JSON.parse(JSON.stringify(draft("expert")))).toEqual(draft("expert"));
    const kept = scoreRun(program, run("expert"));
    expect(draftPostmortem(program, run("expert"), kept)).toEqual(draft("expert"));
  });

  it("B20 any beginning of a log gives one", () => {
    const small = scored({ weights: { decide: 1 }, marks: [mark({ id: "never", when: null })] });
    const whole = runOf(small, [
      ACK,
      look(130),
      [140, { kind: "severity", args: { level: 2 } }],
      say(150, UPDATE),
      [160, { kind: "answer", args: { request: "hold", option: "hold" } }],
      hypothesis(170, "a", "bad-instance"),
      pin(171, "a"),
      [180, { kind: "act", args: { action: "rollback", node: "shop", region: "all" } }],
      [590, { kind: "resolve", args: { text: "Over." } }],
    ]);
    const cut = fc.record({ commands: fc.nat(whole.commands.length), after: fc.nat(400) });
    fc.assert(
      fc.property(cut, ({ commands, after }) => {
        const kept = whole.commands.slice(0, commands);
        const horizon = Math.min(whole.horizon, (kept.at(-1)?.second ?? 0) + after);
        const { postmortem } = draftPostmortem(small, { ...whole, commands: kept, horizon });
        expect(toMarkdown(postmortem, ABOUT, WORDS)).toContain("## Impact");
        for (const { second } of postmortem.timeline) expect(Number.isInteger(second) && second >= 0).toBe(true);
      }),
      { seed: 9, numRuns: 25 },
    );
  });

  it("B20 one in which nobody did anything says so", () => {
    const { postmortem } = draft("idle");
    expect(postmortem.detection).toContain("no acknowledgement");
    expect(postmortem.summary).toContain("A cause had not been named");
    expect(postmortem.actions).toEqual([]);
    expect(postmortem.wentPoorly).toContain("without a named cause");
  });

  it("B21 gives nothing away that was not seen or named", () => {
    for (const name of ["expert", "novice", "idle"]) {
      const state = replay(program, run(name));
      const seen = new Set(state.story.facts.map(({ id }) => id));
      const { score, facts } = sceneOf(name);
      const text = everyText(draft(name));
      for (const { id, text: parts } of facts) {
        const words = parts.find((part) => typeof part === "string" && part.length > 25);
        if (!seen.has(id) && typeof words === "string") expect(text).not.toContain(words);
      }
      for (const trigger of score.diagnosis.triggers) expect(text).not.toContain(trigger.text);
      const kinds = draft(name).postmortem.factors.map(({ kind }) => kind);
      expect(kinds).not.toContain("trigger");
      expect(kinds).not.toContain("safeguard");
    }
    expect(draft("idle").postmortem.factors.map(({ kind }) => kind)).toEqual(["symptom"]);
  });

  it("B21 the cause is the one that was named, joined to the symptom; a symptom does not say yet who suffered", () => {
    const { factors, links } = draft("expert").postmortem;
    const named = replay(program, run("expert")).story.hypotheses.find(({ state }) => state === "favoured");
    const cause = factors.find(({ kind }) => kind === "cause");
    expect(cause).toMatchObject({ mechanism: named?.mechanism, node: named?.node });
    expect(links).toEqual([{ from: cause?.id, to: "symptom-1" }]);
    expect(factors.find(({ kind }) => kind === "symptom")?.class).toBeUndefined();
    expect(factors.filter(({ kind }) => kind === "contributing").length).toBeGreaterThan(0);
  });

  it("B22 speaks of people by what they do; only who owns an action has a name", () => {
    for (const name of ["expert", "novice", "idle"]) {
      const names = namesIn(sceneOf(name).people);
      const found = checkText(draft(name).postmortem, names).map(({ rule, text }) => `${rule.id}: ${text}`);
      expect(found.filter((each) => !each.startsWith("action-check"))).toEqual([]);
    }
    const names = sceneOf("expert").people.map(({ name }) => name);
    for (const { owner } of draft("expert").postmortem.actions) expect(names).toContain(owner);
  });

  it("B23 the impact counts what failed, class by class, and how long it lasted", () => {
    const totals = new Map<string, number>();
    walk(program, run("novice"), (state) => {
      if (state.now <= 0) return;
      const { classes } = impactOf(state.world, state.now - 1);
      if (totals.get("now") === state.now) return;
      totals.set("now", state.now);
      for (const { id, outcome } of state.scene.system.classes)
        if (outcome.counted) totals.set(id, (totals.get(id) ?? 0) + (classes[id]?.failed ?? 0));
    });
    expect(totals.get("checkout")).toBeGreaterThan(100);
    expect(draft("novice").postmortem.impact).toContain(`${count(totals.get("checkout") ?? 0)} orders failed (`);
    expect(draft("novice").postmortem.impact).toMatch(/orders failed \(\d+\.\d % of all while it lasted\)/);
    expect(draft("novice").postmortem.impact).toContain("% of the error budget of 30 days");
  });

  it("B22 what went well and poorly is told with what was done; an answer ends as it was said", () => {
    const { wentWell, detection } = draft("expert").postmortem;
    expect(wentWell).toMatch(/\(\d\d:\d\d:\d\d\): “[^”]+[.?…]”$/m);
    expect(`${wentWell}${detection}`).not.toMatch(/[.!?…]”\./);
    expect(detection).toMatch(/^The first message came from the [a-z].* at \d\d:\d\d:\d\d: “/);
  });

  it("B24 the timeline is in order and has the page, every action asked for, and the end", () => {
    for (const name of ["expert", "novice"]) {
      const { timeline } = draft(name).postmortem;
      const seconds = timeline.map(({ second }) => second);
      expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
      const state = replay(program, run(name));
      const asked = state.journal.filter(
        ({ kind, data, by }) =>
          kind === "operation" && data.phase === "requested" && by === run(name).header.roles[0]?.author,
      );
      for (const { at } of asked)
        expect(timeline.some(({ second, text }) => second === at.second && text.includes("asked for"))).toBe(true);
      expect(timeline.filter(({ text }) => text.includes("went off")).map(({ second }) => second)).toContain(
        state.story.pagedAt,
      );
    }
    expect(draft("expert").postmortem.timeline.some(({ text }) => text.includes("declared it resolved"))).toBe(true);
  });

  it("B25 the truth names who suffered, the worst first, and the best safeguards", () => {
    const { truth } = draft("expert");
    expect(truth.classes[0]).toBe("checkout");
    expect(truth.causes.map(({ mechanism }) => mechanism)).toEqual(["missing-config"]);
    expect(truth.triggers.length).toBeGreaterThan(0);
    const points = truth.safeguards.map(
      ({ measure }) => sceneOf("expert").score.followups.find((each) => each.measure === measure)?.points ?? 0,
    );
    expect(points).toEqual([...points].sort((a, b) => b - a));
  });
});

describe("a postmortem as Markdown", () => {
  it("B32 says first that it was simulated, and keeps every part that says something", () => {
    const { postmortem } = draft("expert");
    const text = toMarkdown(postmortem, ABOUT, WORDS);
    expect(text.split("\n").slice(0, 3).join("\n")).toContain("> Simulated incident: this is the drill INC-1");
    for (const title of [
      "Summary",
      "Impact",
      "Detection",
      "Timeline",
      "Contributing factors",
      "What went well",
      "Actions",
    ])
      expect(text).toContain(`## ${title}\n`);
    const empty = toMarkdown({ ...postmortem, wentPoorly: " ", lucky: "", actions: [], timeline: [] }, ABOUT, WORDS);
    for (const title of ["What went poorly", "Where we were lucky", "Actions", "Timeline"])
      expect(empty).not.toContain(`## ${title}`);
  });

  it("B32 a table stays a table, whatever is written in it", () => {
    const { postmortem } = draft("idle");
    const text = toMarkdown({ ...postmortem, timeline: [{ second: 5, text: "a | b\nc" }] }, ABOUT, WORDS);
    expect(text).toContain("| 12:00:05 | a \\| b c |");
  });

  it("B32 each factor says what it led to, and a safeguard what it would have held back", () => {
    const text = toMarkdown(
      {
        ...draft("idle").postmortem,
        factors: [
          { id: "a", kind: "safeguard", text: "A check" },
          { id: "b", kind: "trigger", text: "The flag" },
          { id: "c", kind: "symptom", text: "Orders fail" },
        ],
        links: [
          { from: "b", to: "c" },
          { from: "a", to: "b" },
          { from: "a", to: "gone" },
        ],
      },
      ABOUT,
      WORDS,
    );
    expect(text).toContain("1. **Missing safeguard:** A check (would have held back 2)\n");
    expect(text).toContain("2. **Trigger:** The flag (led to 3)\n");
    expect(text).toContain("3. **Symptom:** Orders fail\n");
  });

  it("B32 what was only chosen from a list is said, too", () => {
    const text = toMarkdown(
      {
        ...draft("idle").postmortem,
        factors: [
          { id: "a", kind: "trigger", text: "", trigger: "flag" },
          { id: "b", kind: "cause", text: "No address in one region", mechanism: "missing-config" },
        ],
        links: [],
        actions: [{ text: "", measure: "runbook", node: "", owner: "Orders", due: "2026-03-20", check: "" }],
      },
      ABOUT,
      { factor: ({ trigger, mechanism }) => trigger ?? mechanism ?? "", action: ({ measure }) => measure ?? "" },
    );
    expect(text).toContain("1. **Trigger:** flag\n");
    expect(text).toContain("2. **Cause:** missing-config. No address in one region\n");
    expect(text).toContain("| runbook | Orders |");
  });
});

describe("days of actions", () => {
  it("B34 are counted over months and leap years", () => {
    expect(addDays("2026-02-27", 3)).toBe("2026-03-02");
    expect(addDays("2028-02-27", 3)).toBe("2028-03-01");
    expect(addDays("2026-12-30", 400)).toBe("2028-02-03");
    expect(addDays("2026-03-12", 0)).toBe("2026-03-12");
    const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.nat(800), (from, days) => {
        const date = from.toISOString().slice(0, 10);
        const later = new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
        expect(addDays(date, days)).toBe(later);
        expect(isDay(later)).toBe(true);
      }),
      { seed: 1, numRuns: 200 },
    );
    for (const none of ["", "2026-02-30", "2026-13-01", "2026-00-10", "tomorrow", "2026-1-1"])
      expect(isDay(none)).toBe(false);
  });
});
