import { beforeAll, describe, expect, it } from "vitest";
import { compileOne, readContent, slugsOf } from "#adapters/content/disk";
import { Examination, type Stage, type StageId, type Study, timeline } from "#debrief/index";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { hashState, Keyframes, knowableFacts, newHeader, playOf, playThrough } from "#engine/index";
import { drill, playedBy } from "../drills";

let program: Program;
const runs: Record<string, Run> = {};
const exams: Record<string, Examination> = {};
const studies: Record<string, Study> = {};

beforeAll(() => {
  program = drill("one-region-502");
  for (const name of ["expert", "novice", "idle"]) {
    const run = playedBy(program, name, { seed: 7 });
    const exam = new Examination(program, run);
    runs[name] = run;
    exams[name] = exam;
    studies[name] = exam.study();
  }
});

const study = (name: string) => studies[name] as Study;
const exam = (name: string) => exams[name] as Examination;
const run = (name: string) => runs[name] as Run;
const stageOf = (stages: readonly Stage[], id: StageId) => stages.find((stage) => stage.id === id) as Stage;
const ends = (name: string, ids: readonly StageId[]) => ids.map((id) => stageOf(study(name).stages.player, id).to);
const ascending = (list: readonly (number | null)[]) =>
  list.every((value, i) => value !== null && value >= (list[i - 1] ?? Number.NEGATIVE_INFINITY));

describe("stages", () => {
  it("B6 the expert goes through all of them in order, and is compared with itself", () => {
    expect(
      ascending(ends("expert", ["detect", "acknowledge", "assign", "mitigate", "validate", "diagnose", "resolve"])),
    ).toBe(true);
    const { player, expert } = study("expert").stages;
    expect(expert).toEqual(player);
    for (const stage of player) {
      expect(stage.seconds).toBe((stage.to ?? 0) - (stage.from ?? 0));
      expect(stage.seconds).toBeGreaterThanOrEqual(0);
    }
  });

  it("B6 a novice takes longer where it hurts", () => {
    const { player, expert } = study("novice").stages;
    for (const id of ["acknowledge", "assign", "diagnose", "mitigate"] as const) {
      expect([id, stageOf(player, id).seconds ?? 0]).toEqual([id, expect.any(Number)]);
      expect(stageOf(player, id).seconds ?? 0).toBeGreaterThan(stageOf(expert ?? [], id).seconds ?? 0);
    }
    // Nobody can do anything before the page: detection is the drill's, not the player's.
    expect(stageOf(player, "detect")).toEqual(stageOf(expert ?? [], "detect"));
  });

  it("B6 every end stands at its own entry of the log", () => {
    const told = timeline(program, run("novice"));
    const entry = (kind: string) => told.entries.find((each) => each.kind === kind)?.second;
    expect(ends("novice", ["detect", "acknowledge", "resolve"])).toEqual([
      entry("page"),
      entry("ack"),
      entry("resolve"),
    ]);
    const firstLook = run("novice").commands.find(({ kind }) => kind === "look");
    expect(ends("novice", ["assign"])).toEqual([firstLook?.second]);
  });

  it("B6 who does nothing never acknowledges, and every stage says why it never ended", () => {
    const { player } = study("idle").stages;
    expect(stageOf(player, "detect").to).toBe(150);
    for (const { id, to, seconds, note } of player.filter((stage) => stage.id !== "detect")) {
      expect([id, to, seconds]).toEqual([id, null, null]);
      expect(note).toMatch(/\.$/);
    }
  });

  it("B6 a cause that is given up again is not diagnosed, and a name without evidence is a guess", () => {
    const favoured = run("expert").commands.find(({ kind }) => kind === "hypothesis");
    if (favoured?.kind !== "hypothesis") throw new Error("the expert names nothing");
    const rejected = {
      ...favoured,
      second: favoured.second + 60,
      args: { ...favoured.args, state: "rejected" as const },
      counter: 5000,
    };
    const kept = run("expert").commands.filter((c) => c.kind !== "hypothesis" || c.second <= favoured.second);
    const gaveUp = new Examination(program, { ...run("expert"), commands: [...kept, rejected] }).study();
    expect(stageOf(gaveUp.stages.player, "diagnose")).toMatchObject({
      to: null,
      note: expect.stringMatching(/given up/),
    });
    const ack = run("expert").commands.find(({ kind }) => kind === "ack");
    const blind = [ack, { ...favoured, args: { ...favoured.args, state: "favoured" as const } }].flatMap(
      (c) => c ?? [],
    );
    const guessed = new Examination(program, { ...run("expert"), commands: blind }).study();
    expect(stageOf(guessed.stages.player, "diagnose")).toMatchObject({
      to: null,
      note: expect.stringMatching(/guess/),
    });
  });

  it("B7 harm that began before T+0 began before T+0, and one that comes back is not validated at first", () => {
    const { program: storm } = compileOne(readContent(process.cwd()), "retry-storm");
    if (storm === null) throw new Error("the drill does not compile");
    const expert = storm.plays.find(({ id }) => id === "expert");
    if (expert === undefined) throw new Error("no expert");
    const played = playThrough(storm, newHeader(storm, { seed: 7 }), playOf(expert)).run;
    const stages = new Examination(storm, played).study().stages.player;
    expect(stageOf(stages, "mitigate").note).toMatch(/It came back/);
    expect(stageOf(stages, "validate").from ?? 0).toBeGreaterThan(stageOf(stages, "mitigate").to ?? 0);
    const { program: queue } = compileOne(readContent(process.cwd()), "stuck-queue");
    if (queue === null) throw new Error("the drill does not compile");
    const { run: nobody } = playThrough(queue, newHeader(queue, { seed: 7 }), () => ({ next: () => null }));
    expect(stageOf(new Examination(queue, nobody).study().stages.player, "detect").from).toBeLessThan(0);
  });

  it("B7 taking evidence contains nothing", () => {
    const ack = run("expert").commands.filter(({ kind }) => kind === "ack" || kind === "look");
    const stages = new Examination(program, { ...run("expert"), commands: ack }).study().stages.player;
    expect(stageOf(stages, "mitigate")).toMatchObject({ to: null, note: "Nothing was done that could have ended it." });
  });
});

describe("the error budget", () => {
  it("B8 begins full, is only ever spent, and adds up to the bad requests of the horizon", () => {
    for (const name of ["expert", "novice", "idle"]) {
      const { budget } = study(name);
      for (const { left, bad } of [budget.player, budget.idle]) {
        expect(left[0]).toBe(1);
        expect(left).toHaveLength(budget.horizon / budget.step + 1);
        expect(left.every((value, i) => i === 0 || value <= (left[i - 1] ?? 0))).toBe(true);
        expect(1 - (left.at(-1) ?? 1)).toBeCloseTo(bad / budget.allowed, 9);
      }
    }
  });

  it("B8 the expert spends least, nobody acting most, and idle play is nobody acting", () => {
    const { player, expert, idle } = study("novice").budget;
    expect(player.bad).toBeGreaterThan(expert?.bad ?? Number.POSITIVE_INFINITY);
    expect(player.bad).toBeLessThan(idle.bad);
    expect(study("idle").budget.player).toEqual(study("idle").budget.idle);
    // A thousandth of 30 days of about 1,470 counted requests a second.
    expect(study("novice").budget.allowed / (30 * 86_400 * 0.001)).toBeGreaterThan(500);
  });
});

describe("what was seen and what was knowable", () => {
  it("B9 before anything has been looked at much is knowable and nothing seen", () => {
    const sight = exam("idle").sight(151);
    expect(sight.seen).toEqual([]);
    const known = sight.knowable.map(({ fact }) => fact);
    expect(known).toContain("fresh-release");
    expect(known).toContain("only-one-region");
    // A dump shows nothing before one has been taken, and a person's words are no look.
    expect(known).not.toContain("stuck-in-connect");
    expect(known).not.toContain("tried-twice");
    for (const { places, why } of sight.knowable) {
      expect(places.length).toBeGreaterThan(0);
      expect(new Set(places.map(({ panel }) => panel)).size).toBe(places.length);
      expect(why).not.toBe("");
      for (const { text } of places) expect(text).not.toMatch(/undefined|null/);
    }
    expect(
      exam("idle")
        .sight(0)
        .knowable.map(({ fact }) => fact),
    ).not.toContain("flat-ten-seconds");
  });

  it("B9 the words of a line that nobody would notice in a long list are searched for", () => {
    const sight = exam("idle").sight(900);
    const declined = sight.knowable.find(({ places }) =>
      places.some(({ look }) => look.panel === "logs" && look.query.includes("card declined")),
    );
    expect(declined?.decoy).toBe(true);
    const logs = sight.knowable.flatMap(({ places }) =>
      places.flatMap(({ look }) => (look.panel === "logs" ? look : [])),
    );
    for (const { query } of logs) expect(query).not.toMatch(/<|""/);
  });

  it("B9 asking changes nothing", () => {
    const keyframes = Keyframes.of(program, run("novice"));
    const state = keyframes.at(600);
    const before = hashState(state);
    const journal = state.journal.length;
    expect(knowableFacts(state).length).toBeGreaterThan(5);
    expect(hashState(state)).toBe(before);
    expect(state.journal).toHaveLength(journal);
    expect(knowableFacts(state, [], (fact) => fact === "fresh-release").map(({ fact }) => fact)).toEqual([
      "fresh-release",
    ]);
  });

  it("B10 what a look showed at a second was knowable then", () => {
    for (const name of ["expert", "novice"]) {
      const shown = timeline(program, run(name)).facts.filter(({ panel }) => panel !== "told");
      expect(shown.length).toBeGreaterThan(8);
      for (const second of new Set(shown.map((fact) => fact.second))) {
        const { knowable, seen } = exam(name).sight(second);
        const then = shown.filter((fact) => fact.second === second).map(({ id }) => id);
        expect([second, knowable.map(({ fact }) => fact)]).toEqual([second, expect.arrayContaining(then)]);
        expect(seen.map(({ fact }) => fact)).toEqual(expect.arrayContaining(then));
        for (const fact of knowable) expect(fact.seen).toBe(seen.some((each) => each.fact === fact.fact));
      }
    }
  });
});

describe("what was never looked at", () => {
  it("B11 is asked at evenly spread seconds first, then between them and after what was done, none near another", () => {
    for (const name of ["expert", "novice", "idle"]) {
      const [even = [], fine = []] = study(name).samples;
      expect([...even].sort((a, b) => a - b)).toEqual(even);
      expect(even[0]).toBe(150);
      const gaps = even.slice(1).map((second, i) => second - (even[i] ?? 0));
      expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
      expect(fine.length).toBeGreaterThan(5);
      const all = [...even, ...fine].sort((a, b) => a - b);
      for (const [i, second] of all.entries()) if (i > 0) expect(second - (all[i - 1] ?? 0)).toBeGreaterThanOrEqual(40);
      expect(all.at(-1)).toBeLessThanOrEqual(run(name).horizon);
    }
    const done = timeline(program, run("novice")).entries.find(({ title, second }) => title === "Done" && second > 200);
    expect(done).toBeDefined();
    const near = study("novice")
      .samples.flat()
      .some((second) => Math.abs(second - (done?.second ?? 0) - 60) < 40);
    expect(near).toBe(true);
  });

  it("B11 names what the novice left unread, with place and second, and nothing that was seen", () => {
    for (const second of study("novice").samples.flat()) exam("novice").sight(second);
    const coverage = exam("novice").coverage();
    const seen = timeline(program, run("novice")).facts.map(({ id }) => id);
    expect(coverage.unseen.map(({ fact }) => fact)).toContain("quiet-lines");
    expect(coverage.unseen.filter(({ fact }) => seen.includes(fact))).toEqual([]);
    for (const { places } of coverage.unseen) {
      for (const { second, panel, look } of places) {
        expect(look.panel).toBe(panel);
        expect(coverage.seconds).toContain(second);
      }
    }
    expect(coverage.there - coverage.found).toBe(coverage.unseen.length);
    const panels = coverage.unopened.filter(({ kind }) => kind === "panel").map(({ id }) => id);
    const looked = run("novice").commands.flatMap((c) => (c.kind === "look" ? [c.args.panel] : []));
    expect(panels).toContain("probe");
    expect(panels.filter((panel) => looked.some((each) => each === panel))).toEqual([]);
    expect(coverage.unopened.filter(({ kind }) => kind === "probe").map(({ id }) => id)).toContain("curl-gateway");
    for (const { facts } of coverage.unopened) expect(facts.length).toBeGreaterThan(0);
  });
});

describe("ways not taken", () => {
  it("B12 tells answers that were offered and not given, and only of questions that were asked", () => {
    const { options, requests } = study("novice").unmet;
    const launch = options.filter(({ request }) => request === "launch-mail");
    expect(launch).toHaveLength(3);
    expect(launch.every(({ second, instead }) => second === 360 && instead !== null)).toBe(true);
    for (const { text } of options) expect(text).not.toMatch(/\{\{|undefined/);
    expect(requests.map(({ request }) => request)).toContain("launch-mail-again");
    expect(options.some(({ request }) => requests.some((each) => each.request === request))).toBe(false);
    // Who answers nothing was offered as much, and chose none of it.
    expect(study("idle").unmet.options.every(({ instead }) => instead === null)).toBe(true);
    expect(study("idle").unmet.options.length).toBeGreaterThan(options.length);
  });

  it("B12 a way that was taken is no way not taken", () => {
    expect(study("expert").unmet.turns).not.toContain("Paying worked again.");
    expect(study("idle").unmet.turns).toContain("Paying worked again.");
    const card = timeline(program, run("expert")).card;
    expect(study("expert").unmet.endings.map(({ ending }) => ending)).not.toContain(card.ending?.id);
    expect(study("expert").unmet.endings.length).toBeGreaterThan(0);
  });

  it("B12 every state that a drill can come to is told in words", () => {
    const content = readContent(process.cwd());
    for (const slug of slugsOf(content)) {
      const { program: drill } = compileOne(content, slug);
      if (drill === null) throw new Error(`${slug} does not compile`);
      for (const { id, config, turns } of drill.base.machines) {
        const { initial, states } = config as { readonly initial: string; readonly states: object };
        for (const state of Object.keys(states)) {
          if (state === initial) continue;
          expect([slug, id, state, turns?.[state]]).toEqual([slug, id, state, expect.stringMatching(/^[A-Z].*\.$/)]);
        }
      }
    }
  });

  it("B13 somebody who never spoke was not met; somebody given no task was not asked", () => {
    const told = timeline(program, run("novice")).transcript.map(({ from }) => from);
    for (const { name, spoke, text } of study("novice").unmet.people) {
      expect(told.includes(name)).toBe(spoke !== null);
      expect(text).not.toBe("");
    }
    const asked = run("expert").commands.flatMap((c) => (c.kind === "task" ? [c.args.person] : []));
    expect(study("expert").unmet.people.filter(({ person }) => asked.includes(person))).toEqual([]);
  });
});

describe("an examination", () => {
  it("B14 is plain data, and the same in whatever order it is asked", () => {
    const again = new Examination(program, run("novice"));
    const sight = again.sight(700);
    expect(sight).toEqual(exam("novice").sight(700));
    expect(JSON.parse(JSON.stringify(sight))).toEqual(sight);
    expect(again.study()).toEqual(study("novice"));
    expect(JSON.parse(JSON.stringify(study("novice")))).toEqual(study("novice"));
    expect(again.sight(1e9).second).toBe(run("novice").horizon);
    expect(again.sight(-5).second).toBe(0);
  });
});
