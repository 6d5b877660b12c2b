import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestsOf } from "#modes/drill/bests";
import { calendarOf, mondayOf, rhythmOf, rhythmText } from "#modes/drill/streak";
import type { RunSummary } from "#session/contract";
import { summary } from "./summary-fixture";

const FORK = { run: "x", second: 5, ordinal: 0 };
const run = (id: string, total: number, change: Partial<RunSummary> = {}): RunSummary =>
  summary(id, "a", total, Number(id.slice(1)), { code: "INC-1", title: "A", ...change });
const bests = (...runs: readonly RunSummary[]) => bestsOf(runs).map(({ run: { id }, of, first }) => [id, of, first]);

describe("bests", () => {
  it("M2 there is one for each drill, variant and clock; different clocks are never compared", () => {
    const runs = [
      run("r1", 40),
      run("r2", 70),
      run("r3", 99, { clock: "untimed" }),
      run("r4", 20, { clock: "live-pause" }),
      run("r5", 10, { variant: "two" }),
      run("r6", 5, { drill: "b", code: "INC-2" }),
    ];
    expect(bests(...runs)).toEqual([
      ["r2", 2, 40],
      ["r4", 1, 20],
      ["r3", 1, 99],
      ["r5", 1, 10],
      ["r6", 1, 5],
    ]);
  });

  it("M3 a run from the beginning goes before a fork, then points, then who was first; labels stay", () => {
    expect(bests(run("r1", 60), run("r2", 90, { forkOf: FORK }))).toEqual([["r1", 2, 60]]);
    expect(bests(run("r1", 60, { forkOf: FORK }), run("r2", 90, { forkOf: FORK }))).toEqual([["r2", 2, 60]]);
    expect(bests(run("r2", 60), run("r1", 60))).toEqual([["r1", 2, 60]]);
    expect(bestsOf([run("r1", 60, { labels: ["hints: 1"] })])[0]?.run.labels).toEqual(["hints: 1"]);
  });

  it("M1 what was shown, came from a file, is a try or is open is none", () => {
    expect(
      bests(
        run("r1", 60, { shown: "expert" }),
        run("r2", 60, { labels: ["imported"] }),
        run("r3", 60, { status: "open" }),
        run("r4", 0, { total: null }),
        run("r5", 60, { tried: true }),
      ),
    ).toEqual([]);
  });
});

/** 2026-11-16, a Monday. */
const MONDAY = Math.floor(Date.UTC(2026, 10, 16) / 86_400_000);
const week = (n: number, day = 2) => MONDAY + 7 * n + day;

describe("rhythm", () => {
  it("M10 weeks go from Monday to Sunday", () => {
    for (let day = 0; day < 7; day++) expect(mondayOf(MONDAY + day)).toBe(MONDAY);
    expect(mondayOf(MONDAY - 1)).toBe(MONDAY - 7);
    expect(mondayOf(0)).toBe(-3);
    expect(new Date(mondayOf(0) * 86_400_000).getUTCDay()).toBe(1);
  });

  it("M10 a single week of rest does not end a row, nor does a week that is not over; two weeks do", () => {
    expect(rhythmOf([week(-4), week(-3), week(-1)], week(0, 0))).toMatchObject({ row: 3, longest: 3, weeks: 3 });
    expect(rhythmOf([week(-3), week(-2)], week(0, 6))).toMatchObject({ row: 2 });
    expect(rhythmOf([week(-4), week(-3)], week(0, 0))).toMatchObject({ row: 0, longest: 2 });
    expect(rhythmOf([week(-5), week(-2), week(0)], week(0))).toMatchObject({ row: 2, longest: 2, thisWeek: 1 });
    expect(rhythmOf([week(0), week(0), week(0, 3)], week(0, 4))).toEqual({
      days: 2,
      weeks: 1,
      row: 1,
      longest: 1,
      thisWeek: 3,
    });
  });

  const someDays = fc.array(fc.integer({ min: MONDAY - 500, max: MONDAY + 6 }), { maxLength: 60 });

  it("M10 nothing in it is lost: practice never lowers a figure, and no word speaks of loss", () => {
    fc.assert(
      fc.property(someDays, fc.integer({ min: MONDAY - 500, max: MONDAY + 6 }), (days, more) => {
        const today = MONDAY + 6;
        const [before, after] = [rhythmOf(days, today), rhythmOf([...days, more], today)];
        for (const name of ["days", "weeks", "row", "longest", "thisWeek"] as const) {
          expect(after[name]).toBeGreaterThanOrEqual(before[name]);
        }
        expect(before.row).toBeLessThanOrEqual(before.longest);
        expect(rhythmText(before)).not.toMatch(/lost|lose|broke|miss|only|\bno\b|\bnot\b|fail|zero|\b0\b/i);
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  it("M10 says what there is", () => {
    expect(rhythmText(rhythmOf([], MONDAY))).toBe("The first finished run begins the calendar.");
    expect(rhythmText(rhythmOf([week(0)], week(0)))).toBe("1 day with a run, in 1 week. 1 run this week.");
    expect(rhythmText(rhythmOf([week(-2), week(-1)], week(0)))).toMatch(/2 weeks in a row/);
    expect(rhythmText(rhythmOf([week(-9), week(-8)], week(0)))).toMatch(/Longest row: 2 weeks\.$/);
  });

  it("M11 the calendar has each day of its weeks once, none after today, and its runs add up", () => {
    fc.assert(
      fc.property(someDays, fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 60 }), (days, at, weeks) => {
        const today = MONDAY + at;
        const calendar = calendarOf(days, today, weeks);
        const cells = calendar.flat();
        expect(calendar).toHaveLength(weeks);
        expect(cells.map(({ day }) => day)).toEqual(
          Array.from({ length: weeks * 7 }, (_, n) => mondayOf(today) - 7 * (weeks - 1) + n),
        );
        for (const { day, runs } of cells) expect(runs === null).toBe(day > today);
        const within = days.filter((day) => day <= today && day >= (cells[0]?.day ?? 0));
        expect(cells.reduce((sum, { runs }) => sum + (runs ?? 0), 0)).toBe(within.length);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
