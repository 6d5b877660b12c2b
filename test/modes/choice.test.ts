import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DrillCard } from "#domain/drill";
import { chooseDrill, chooseSeed, isMastered, MASTERED, pageable } from "#modes/drill/choice";
import type { RunSummary } from "#session/contract";

const card = (slug: string, change: Partial<DrillCard> = {}): DrillCard => ({
  slug,
  code: "INC-1",
  title: slug,
  summary: "",
  form: "live",
  minutes: 30,
  level: "foundation",
  tags: [],
  company: "",
  skills: [],
  variants: 2,
  ...change,
});

const run = (drill: string, change: Partial<RunSummary> = {}): RunSummary => ({
  id: drill,
  drill,
  code: "INC-1",
  title: drill,
  clock: "live",
  createdAt: 0,
  updatedAt: 0,
  horizon: 100,
  status: "finished",
  total: 90,
  ending: null,
  labels: [],
  variant: "a",
  forkOf: null,
  shown: null,
  ...change,
});

describe("what a page is about", () => {
  it.each<[string, Partial<RunSummary>, boolean]>([
    ["85 points on the live clock", { total: 85 }, true],
    ["85 points with pauses", { total: 85, clock: "live-pause" }, true],
    ["a try of the workshop", { tried: true }, false],
    ["hints, which cost points already", { labels: ["hints: 1"] }, true],
    ["84.9 points", { total: 84.9 }, false],
    ["an open run", { status: "open" }, false],
    ["a run without a score", { total: null }, false],
    ["no clock", { clock: "untimed" }, false],
    ["an interview", { clock: "interview" }, false],
    ["a fork", { forkOf: { run: "x", second: 1, ordinal: 0 } }, false],
    ["a run that was shown", { shown: "expert" }, false],
    ["an imported run", { labels: ["imported"] }, false],
  ])("M24 mastered by %s", (_name, change, mastered) => {
    expect(isMastered("a", [run("a", change)])).toBe(mastered);
    expect(isMastered("b", [run("a", change)])).toBe(false);
  });

  it("M24 is a live incident, never the tutorial, never one that is mastered", () => {
    const cards = [card("a"), card("talk", { form: "talk" }), card("first", { tags: ["tutorial"] }), card("done")];
    expect(pageable(cards, [run("done")]).map(({ slug }) => slug)).toEqual(["a"]);
    expect(chooseDrill([card("done")], [run("done")], [], 1, 0)).toBeNull();
  });

  it("M24 is chosen by seed and place in the shift, and never mastered, whatever was played", () => {
    const slugs = ["a", "b", "c", "d", "e"];
    const runs = fc.array(
      fc
        .tuple(fc.constantFrom(...slugs), fc.integer({ min: 0, max: 100 }), fc.constantFrom("live", "untimed"))
        .map(([drill, total, clock]) => run(drill, { total, clock: clock as RunSummary["clock"] })),
    );
    const had = fc.subarray(slugs);
    fc.assert(
      fc.property(runs, had, fc.integer(), fc.nat(20), (played, before, seed, at) => {
        const cards = slugs.map((slug) => card(slug));
        const chosen = chooseDrill(cards, played, before, seed, at);
        expect(chosen).toBe(chooseDrill(cards, played, before, seed, at));
        const left = pageable(cards, played);
        expect(chosen === null).toBe(left.length === 0);
        if (chosen === null) return;
        const best = played.filter((each) => each.drill === chosen.slug && each.clock === "live");
        expect(Math.max(0, ...best.map(({ total }) => total ?? 0))).toBeLessThan(MASTERED);
        // Not twice in a shift, and what was never played first, as long as there is a choice.
        const fresh = left.filter(({ slug }) => !before.includes(slug));
        if (fresh.length > 0) expect(before).not.toContain(chosen.slug);
        const unseen = (fresh.length > 0 ? fresh : left).filter(
          ({ slug }) => !played.some(({ drill }) => drill === slug),
        );
        if (unseen.length > 0) expect(unseen).toContain(chosen);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it("M24 prefers drills with a variant that was not played", () => {
    const cards = [card("a", { variants: 1 }), card("b")];
    const played = [run("a", { total: 10 }), run("b", { total: 10 })];
    for (let seed = 0; seed < 20; seed++) expect(chooseDrill(cards, played, [], seed, 0)?.slug).toBe("b");
  });

  it("M24 gives a seed whose variant was not played, the same every time; any when all were", () => {
    const variantOf = (seed: number) => (seed % 4 === 0 ? "rare" : "usual");
    for (let shift = 0; shift < 20; shift++) {
      const seed = chooseSeed(variantOf, new Set(["usual"]), shift, 0);
      expect(variantOf(seed)).toBe("rare");
      expect(seed).toBe(chooseSeed(variantOf, new Set(["usual"]), shift, 0));
      expect(Number.isInteger(chooseSeed(variantOf, new Set(["usual", "rare"]), shift, 0))).toBe(true);
    }
  });
});
