import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileOne, readContent, slugsOf } from "#adapters/content/disk";
import { DIMENSIONS, type Program } from "#domain/drill";
import type { Mark } from "#domain/score";
import { SKILL_IDS, SKILLS, type SkillId } from "#domain/skills";
import { newHeader, playOf, playThrough } from "#engine/index";
import { scoreRun } from "#score/index";
import { isKnownWord, practisedBy } from "#score/practised";
import { HALF_LIFE_DAYS, type PlayedRun, type Standing, skillMap, skillsOf } from "#score/skills";

const files = readContent(process.cwd());
const slugs = slugsOf(files);
const compiled = new Map<string, Program>();
function program(slug: string): Program {
  const known = compiled.get(slug) ?? compileOne(files, slug).program;
  if (known === null) throw new Error(`${slug} does not compile`);
  compiled.set(slug, known);
  return known;
}

const DAY = 86_400_000;
const NOW = 1000 * DAY;

const mark = (change: Partial<Mark>): Mark => ({
  id: "dated",
  dimension: "prevent",
  label: "A list",
  points: 25,
  of: 25,
  second: 60,
  state: "earned",
  seen: [],
  reason: "",
  source: "",
  ...change,
});

const run = (change: Partial<PlayedRun> & { marks?: readonly Mark[] } = {}): PlayedRun => {
  const { marks = [mark({})], ...rest } = change;
  return {
    id: "r1",
    drill: "d",
    variant: "v",
    at: NOW,
    origin: "start",
    hasHints: false,
    card: { dimensions: [], marks },
    practised: [],
    ...rest,
  };
};

function standing(skill: SkillId, runs: readonly PlayedRun[], now = NOW): Standing {
  const found = skillMap(runs, now).find((each) => each.skill === skill);
  if (found === undefined) throw new Error(`no ${skill}`);
  return found;
}
const weightOf = (...runs: readonly PlayedRun[]) => standing("prevent", runs).weight;

describe("skills", () => {
  it("C15 every skill has a name and a sentence of its own, and every card's words are known", () => {
    expect(new Set(Object.values(SKILLS).map(({ label }) => label)).size).toBe(SKILL_IDS.length);
    for (const { about, label } of Object.values(SKILLS)) {
      expect(about).toMatch(/^[A-Z].*\.$/);
      expect(label).not.toBe("");
    }
    const unknown = slugs.flatMap((slug) => program(slug).card.skills.filter((word) => !isKnownWord(word)));
    expect(unknown).toEqual([]);
    expect(isKnownWord("constructor")).toBe(false);
    expect(practisedBy(["juggling"])).toEqual([]);
  });

  it("C15 every mark of every drill shows something, and every skill is shown by several drills", () => {
    const shownBy = new Map<SkillId, Set<string>>();
    for (const slug of slugs) {
      const { card, base } = program(slug);
      const practised = practisedBy(card.skills);
      expect(practised.length, slug).toBeGreaterThan(0);
      for (const spec of base.score.marks) {
        const skills = skillsOf(spec, practised);
        expect(skills.length, `${slug} ${spec.id}`).toBeGreaterThan(0);
        for (const skill of skills) shownBy.set(skill, (shownBy.get(skill) ?? new Set()).add(slug));
      }
    }
    for (const id of SKILL_IDS) expect(shownBy.get(id)?.size ?? 0, id).toBeGreaterThanOrEqual(id === "queue" ? 1 : 3);
  });

  it.each<readonly [string, Partial<Mark>, readonly SkillId[]]>([
    ["acknowledging", { id: "acknowledged", dimension: "communicate" }, ["detect"]],
    ["a first word", { id: "first-page", label: "A first word to customers", dimension: "communicate" }, ["customers"]],
    ["updates to customers", { id: "cadence-customers", dimension: "communicate" }, ["customers"]],
    ["updates to leadership", { id: "cadence-executives", dimension: "communicate" }, ["inside"]],
    ["an answer upstairs", { id: "leadership", dimension: "communicate" }, ["inside"]],
    ["looking after an action", { id: "verified", dimension: "decide" }, ["verify"]],
    ["closing too early", { id: "closed-early-cost", dimension: "decide" }, ["verify"]],
    ["a canary", { id: "canary", dimension: "decide" }, ["release"]],
    ["more pods", { id: "scale-cost", label: "More pods against waiting", dimension: "decide" }, ["capacity"]],
    ["a restart", { id: "restart-cost", label: "Restarted", dimension: "decide" }, ["runtime"]],
    ["shedding", { id: "shed-first", label: "Took load away", dimension: "decide" }, ["contain"]],
    ["a split", { id: "split-first", label: "Asked which region", dimension: "diagnose" }, ["metrics"]],
    [
      "a followed request",
      { id: "followed", label: "Followed one failing request", dimension: "diagnose" },
      ["traces"],
    ],
    ["a no", { id: "no-with-a-job", dimension: "lead" }, ["lead"]],
    ["a follow-up", { id: "followup-runbook", dimension: "prevent" }, ["prevent"]],
  ])("C16 %s is read from dimension, id and label", (_what, change, skills) => {
    expect(skillsOf(mark(change), ["database"])).toEqual(skills);
  });

  it("C17 the cause shows what the drill is about, divided; without a subject, reading", () => {
    const cause = mark({ id: "diagnosis-cause", dimension: "diagnose" });
    expect(skillsOf(cause, ["database", "lead", "queue"])).toEqual(["database", "queue"]);
    expect(skillsOf(cause, ["lead"])).toEqual(["metrics", "traces"]);
    const [piece] = standing("queue", [run({ marks: [cause], practised: ["database", "queue"] })]).evidence;
    expect(piece).toMatchObject({ points: 12.5, of: 12.5, weight: 0.5 });
  });

  it("C17 what customers bore shows containing, and a hint shows nothing", () => {
    const card = { dimensions: [{ dimension: "restore" as const, score: 40, weight: 1, sentence: "" }], marks: [] };
    expect(standing("contain", [run({ card })])).toMatchObject({ mean: 40, weight: 1 });
    const hint = mark({ id: "hint-1", dimension: "diagnose", points: -4, of: 0 });
    expect(skillMap([run({ marks: [hint] })], NOW).every(({ mean }) => mean === null)).toBe(true);
  });

  it("C18 a mean is points got of points to be had; a cost was to be had and was not", () => {
    const marks = [mark({ points: 15, of: 20 }), mark({ id: "blanket-cost", points: -5, of: 0 })];
    expect(standing("prevent", [run({ marks })]).mean).toBe(60);
    const missed = [mark({ points: 0, of: 20, second: null, state: "missed" })];
    expect(standing("prevent", [run({ marks: missed })]).mean).toBe(0);
  });

  it("C19 twenty-five points of a run are a whole piece, and no more", () => {
    expect(weightOf(run({ marks: [mark({ points: 5, of: 5 })] }))).toBeCloseTo(0.2);
    expect(weightOf(run({ marks: [mark({ points: 80, of: 80 })] }))).toBe(1);
  });

  it("C19 forks weigh half, hints 0.7, and each run of what was seen before half again, down to a quarter", () => {
    expect(weightOf(run({ origin: "fork" }))).toBe(0.5);
    expect(weightOf(run({ hasHints: true }))).toBe(0.7);
    const again = [1, 2, 3, 4, 5].map((n) => run({ id: `r${n}`, at: NOW - 5 + n }));
    const { evidence } = standing("prevent", again);
    expect(evidence.map(({ weight }) => weight)).toEqual([1, 0.5, 0.25, 0.25, 0.25]);
    expect(weightOf(run(), run({ id: "r2", variant: "w" }))).toBe(2);
  });

  it("C19 runs that somebody else played count nothing, but what they showed has been seen", () => {
    expect(weightOf(run({ origin: "none" }))).toBe(0);
    expect(weightOf(run({ origin: "none", at: NOW - 1 }), run({ id: "r2" }))).toBe(0.5);
  });

  it("C20 evidence weighs half after sixty days, and draws the mean less", () => {
    expect(HALF_LIFE_DAYS).toBe(60);
    expect(weightOf(run({ at: NOW - 60 * DAY }))).toBeCloseTo(0.5, 12);
    expect(weightOf(run({ at: NOW - 120 * DAY }))).toBeCloseTo(0.25, 12);
    expect(weightOf(run({ at: NOW + DAY }))).toBe(1);
    const old = run({ at: NOW - 60 * DAY, marks: [mark({ points: 0 })] });
    expect(standing("prevent", [old, run({ id: "r2", variant: "w" })]).mean).toBeCloseTo(200 / 3, 9);
  });

  it("C21 little evidence stands low: one whole piece reaches half, ten come close", () => {
    expect(standing("prevent", []).standing).toBe(0);
    expect(standing("prevent", []).mean).toBeNull();
    expect(standing("prevent", [run()]).standing).toBe(50);
    const ten = Array.from({ length: 10 }, (_, n) => run({ id: `r${n}`, variant: `v${n}` }));
    expect(standing("prevent", ten).standing).toBeCloseTo(1000 / 11, 9);
  });

  it("C22 is a pure fold: the order of runs does not matter, bounds hold, more points never stand lower", () => {
    const anyMark = fc.record({
      id: fc.constantFrom("dated", "verified", "scale-cost", "diagnosis-cause", "hint-2", "acknowledged", "canary"),
      dimension: fc.constantFrom(...DIMENSIONS),
      of: fc.integer({ min: 0, max: 40 }),
      share: fc.double({ min: -1, max: 1, noNaN: true }),
    });
    const anyRun = fc.record({
      drill: fc.constantFrom("a", "b"),
      variant: fc.constantFrom("x", "y"),
      at: fc.integer({ min: NOW - 400 * DAY, max: NOW }),
      origin: fc.constantFrom("start", "fork", "none"),
      hasHints: fc.boolean(),
      marks: fc.array(anyMark, { maxLength: 8 }),
    });
    const made = fc.array(anyRun, { maxLength: 12 }).map((list) =>
      list.map(({ marks, ...rest }, n) =>
        run({
          ...rest,
          id: `r${n}`,
          marks: marks.map(({ share, of, ...each }) =>
            mark({ ...each, of, points: of > 0 ? share * of : -Math.abs(share) * 9 }),
          ),
        }),
      ),
    );
    fc.assert(
      fc.property(made, (runs) => {
        const map = skillMap(runs, NOW);
        expect(skillMap([...runs].reverse(), NOW)).toEqual(map);
        const better = runs.map((each) => ({
          ...each,
          card: { ...each.card, marks: each.card.marks.map((m) => ({ ...m, points: m.of > 0 ? m.of : m.points })) },
        }));
        const high = skillMap(better, NOW);
        map.forEach((each, n) => {
          expect(each.standing).toBeGreaterThanOrEqual(0);
          expect(each.standing).toBeLessThanOrEqual(100);
          expect(high[n]?.standing ?? 0).toBeGreaterThanOrEqual(each.standing - 1e-9);
        });
      }),
      { seed: 22, numRuns: 150 },
    );
  });

  it("C22 each piece names its run and the marks it comes from, with their seconds", () => {
    const [piece] = standing("prevent", [run()]).evidence;
    expect(piece).toMatchObject({
      run: "r1",
      marks: [{ id: "dated", label: "A list", second: 60, points: 25, of: 25 }],
    });
  });

  it("C22 of a real drill the expert stands higher than the novice in what both show", () => {
    const drill = program("lock-pile-up");
    const shown = (play: string) => {
      const found = drill.plays.find(({ id }) => id === play);
      if (found === undefined) throw new Error(play);
      const log = playThrough(drill, newHeader(drill, { id: play, seed: 7 }), playOf(found)).run;
      return skillMap([run({ card: scoreRun(drill, log), practised: practisedBy(drill.card.skills) })], NOW);
    };
    const [expert, novice] = [shown("expert"), shown("novice")];
    const both = expert.filter(({ mean }, n) => mean !== null && novice[n]?.mean !== null);
    expect(both.length).toBeGreaterThan(6);
    for (const { skill, standing: level } of both) {
      expect(level, SKILLS[skill].label).toBeGreaterThanOrEqual(
        novice.find((each) => each.skill === skill)?.standing ?? 100,
      );
    }
  });
});
