import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DrillCard } from "#domain/drill";
import { SKILL_IDS, SKILLS, type SkillId } from "#domain/skills";
import { isMastered, MASTERED } from "#modes/drill/choice";
import { nextDrills } from "#modes/drill/next";
import { isOwn } from "#modes/drill/own";
import type { Standing } from "#score/skills";
import type { RunSummary } from "#session/contract";
import { summary } from "./summary-fixture";

const DAY = 86_400_000;
const NOW = 2000 * DAY;

const card = (slug: string, change: Partial<DrillCard> = {}): DrillCard => ({
  slug,
  code: `INC-${slug}`,
  title: slug,
  summary: "",
  form: "live",
  minutes: 40,
  level: "foundation",
  tags: [],
  company: "",
  skills: ["reading a queue", "telling customers"],
  variants: 3,
  ...change,
});

let ids = 0;
const run = (drill: string, total: number, change: Partial<RunSummary> = {}): RunSummary =>
  summary(`r${++ids}`, drill, total, NOW - 30 * DAY, change);

const standing = (skill: SkillId, level: number, runs = 3): Standing => ({
  skill,
  standing: level,
  mean: level,
  weight: runs,
  evidence: Array.from({ length: runs }, (_, n) => ({
    run: `r${n}`,
    drill: "x",
    variant: "one",
    at: 0,
    points: level,
    of: 100,
    weight: 1,
    marks: [],
  })),
});

const CARDS = [
  card("tour", { tags: ["tutorial"], minutes: 10, variants: 1 }),
  card("a"),
  card("b"),
  card("c", { level: "intermediate" }),
  card("d", { level: "intermediate", skills: ["reading a plan", "saying no"] }),
  card("e", { level: "advanced" }),
];
const slugs = (runs: readonly RunSummary[], standings: readonly Standing[] = []) =>
  nextDrills(CARDS, runs, standings, NOW).map((each) => each.card.slug);
const whyOf = (slug: string, runs: readonly RunSummary[], standings: readonly Standing[] = []) =>
  nextDrills(CARDS, runs, standings, NOW)
    .find((each) => each.card.slug === slug)
    ?.why.join(" ") ?? "";

describe("the next drill", () => {
  it("M4 is the tutorial for who has finished nothing, and never afterwards", () => {
    expect(slugs([])[0]).toBe("tour");
    expect(slugs([run("a", 20, { status: "open", total: null })])[0]).toBe("tour");
    expect(slugs([run("a", 20, { labels: ["imported"] })])[0]).toBe("tour");
    expect(slugs([run("tour", 90)])).not.toContain("tour");
  });

  it("M1 runs that were shown or came from a file are no reason", () => {
    const seen = [run("tour", 90), run("a", 99, { shown: "expert", forkOf: { run: "x", second: 1, ordinal: 0 } })];
    expect(whyOf("a", seen)).toContain("You have not played it yet.");
    expect(isOwn(run("a", 99, { labels: ["imported"] }))).toBe(false);
    expect(isOwn(run("a", 99, { shown: "expert" }))).toBe(false);
    expect(isOwn(run("a", 99, { status: "open" }))).toBe(false);
    expect(isOwn(run("a", 99, { clock: "team" }))).toBe(false);
    expect(isOwn(run("a", 99, { labels: ["forked"] }))).toBe(true);
  });

  it("M8 begins with the level in turn, and goes up when two drills of it are mastered", () => {
    expect(slugs([run("tour", 90)]).slice(0, 2)).toEqual(["a", "b"]);
    expect(slugs([run("a", 90), run("b", 84)]).at(-1)).toBe("e");
    const done = [run("a", 90, { variant: "one" }), run("b", 92)];
    expect(CARDS.find(({ slug }) => slug === slugs(done)[0])?.level).toBe("intermediate");
    expect(whyOf("c", done)).toContain("Intermediate is your level now: you have mastered every foundation drill.");
    expect(whyOf("e", done)).toContain("It is advanced, above the level you are at.");
    expect(slugs([...done, run("c", 90), run("d", 90)])[0]).toBe("e");
  });

  it("M9 what is not mastered comes before what is, and an unseen way before what has been seen", () => {
    expect(slugs([run("a", 40), run("b", 95)]).indexOf("a")).toBeLessThan(
      slugs([run("a", 40), run("b", 95)]).indexOf("b"),
    );
    const all = ["one", "two", "three"].map((variant) => run("a", 60, { variant }));
    const met = [...all, run("b", 60)];
    expect(slugs(met).indexOf("b")).toBeLessThan(slugs(met).indexOf("a"));
  });

  it("M9 what was played in the last two days waits", () => {
    const rested = slugs([run("a", 60), run("b", 65)]);
    expect(rested.indexOf("a")).toBeLessThan(rested.indexOf("b"));
    const fresh = slugs([run("a", 60, { updatedAt: NOW - DAY }), run("b", 65)]);
    expect(fresh.indexOf("b")).toBeLessThan(fresh.indexOf("a"));
  });

  it("M6 gives its reasons in figures", () => {
    const runs = [run("a", 61.6), run("a", 40, { variant: "two" })];
    expect(whyOf("a", runs, [standing("customers", 42.4, 5), standing("queue", 30, 1)])).toBe(
      "Foundation comes first. It practises queues, where you stand at 30 of 100 after 1 run. Your best on a live clock is 62 of 100; 85 is mastered. You have met 2 of the 3 ways it can be.",
    );
    expect(whyOf("a", [run("a", 99, { forkOf: { run: "x", second: 9, ordinal: 0 } })])).toContain(
      "You have only played it from a fork.",
    );
    expect(whyOf("a", [run("a", 99, { clock: "untimed" })])).toContain(
      "You have not played it on a live clock; your best without one is 99 of 100.",
    );
  });

  it("M7 of a drill that was not played no skill is named that could give its cause away", () => {
    const low = SKILL_IDS.map((id) => standing(id, SKILLS[id].isSubject ? 5 : 50));
    for (const { card: each, why } of nextDrills(CARDS, [run("tour", 90)], low, NOW)) {
      for (const { label, isSubject } of Object.values(SKILLS)) {
        if (isSubject) expect(why.join(" ").toLowerCase(), each.slug).not.toContain(label.toLowerCase());
      }
    }
    expect(whyOf("d", [run("tour", 90)], low)).toContain("It practises leading and delegating");
    expect(whyOf("d", [run("d", 20)], low)).toContain("It practises databases and data");
  });

  const someRuns = fc
    .array(
      fc.record({
        drill: fc.constantFrom("tour", "a", "b", "c", "d", "e"),
        total: fc.integer({ min: 0, max: 100 }),
        variant: fc.constantFrom("one", "two", "three"),
        clock: fc.constantFrom("live", "untimed"),
        updatedAt: fc.integer({ min: NOW - 90 * DAY, max: NOW }),
        forkOf: fc.constantFrom(null, { run: "x", second: 5, ordinal: 0 }),
        shown: fc.constantFrom(null, null, "expert"),
        labels: fc.constantFrom([], ["imported"], ["hints: 2"]),
      }),
      { maxLength: 14 },
    )
    .map((list) => list.map(({ drill, total, ...change }, n) => run(drill, total, { ...change, id: `p${n}` })));

  it("M5 is the same for the same runs in any order, and every drill is in it at most once", () => {
    fc.assert(
      fc.property(someRuns, (runs) => {
        const list = nextDrills(CARDS, runs, [standing("customers", 40)], NOW);
        expect(nextDrills([...CARDS].reverse(), [...runs].reverse(), [standing("customers", 40)], NOW)).toEqual(list);
        const names = list.map((each) => each.card.slug);
        expect(new Set(names).size).toBe(names.length);
        expect(names.filter((name) => name !== "tour")).toHaveLength(CARDS.length - 1);
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it("M6 every figure in a reason is so", () => {
    fc.assert(
      fc.property(someRuns, (runs) => {
        const own = runs.filter(isOwn);
        for (const { card: each, why } of nextDrills(CARDS, runs, [], NOW)) {
          const mine = own.filter(({ drill }) => drill === each.slug);
          const whole = mine.filter(({ forkOf }) => forkOf === null);
          const live = whole.filter(({ clock }) => clock === "live").map(({ total }) => total);
          for (const reason of why) {
            const best = /^Your best on a live clock is (\d+) of 100; (\d+) is mastered\.$/.exec(reason);
            const other = /your best without one is (\d+) of 100\.$/.exec(reason);
            const met = /^You have met (\d) of the (\d) ways it can be\.$/.exec(reason);
            if (best !== null) expect(best.slice(1).map(Number)).toEqual([Math.max(...live), MASTERED]);
            else if (other !== null) {
              expect([live, Number(other[1])]).toEqual([[], Math.max(...whole.map(({ total }) => total))]);
            } else if (met !== null) {
              expect(met.slice(1).map(Number)).toEqual([
                new Set(mine.map(({ variant }) => variant)).size,
                each.variants,
              ]);
            } else if (reason === "You have not played it yet.") expect(mine).toEqual([]);
            else if (reason.startsWith("You have only played it from a fork")) {
              expect([mine.length > 0, whole]).toEqual([true, []]);
            } else if (reason.includes("above the level")) expect(reason).toContain(`It is ${each.level},`);
            else if (reason.endsWith("comes first.")) expect(each.level).toBe("foundation");
            else if (reason.includes("is your level now")) {
              const [, share, level] = /mastered (every|\d of the \d) (\w+) drills?\.$/.exec(reason) ?? [];
              const below = CARDS.filter((card) => card.level === level && card.slug !== "tour");
              const done = below.filter(({ slug }) => isMastered(slug, own)).length;
              expect(share).toBe(done === below.length ? "every" : `${done} of the ${below.length}`);
            } else expect([each.slug, own]).toEqual(["tour", []]);
          }
          expect(why.length).toBeGreaterThan(0);
        }
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});
