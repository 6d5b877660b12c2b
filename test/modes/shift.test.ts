import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  gapOf,
  isQuiet,
  LEAVING,
  MINUTE,
  newShift,
  pageBounds,
  planPages,
  SETTLING,
  SHIFT_KINDS,
  SHIFT_LENGTHS,
  type ShiftWish,
} from "#modes/drill/shift";

const SEED = { seed: 20261121, numRuns: 400 };
const minute = fc.integer({ min: 0, max: 1439 });
const wishes: fc.Arbitrary<ShiftWish> = fc.record({
  length: fc.constantFrom(...SHIFT_LENGTHS),
  most: fc.integer({ min: 1, max: 14 }),
  quiet: fc.option(fc.record({ from: minute, until: minute })),
});
const begins = fc.integer({ min: 0, max: 2_000_000_000_000 });
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** A place so many minutes from UTC, where clocks go forward an hour at a certain time. */
const places = fc.record({ offset: fc.integer({ min: -720, max: 840 }), forward: begins });
type Place = { readonly offset: number; readonly forward: number };
const dayOf =
  ({ offset, forward }: Place) =>
  (at: number): number => {
    const local = Math.floor(at / MINUTE) + offset + (at >= forward ? 60 : 0);
    return ((local % 1440) + 1440) % 1440;
  };

const shifts = fc.tuple(begins, wishes, seeds, places);

describe("when pages are due", () => {
  it("M20 follows from wish, seed and begin alone, and another seed moves them", () => {
    fc.assert(
      fc.property(shifts, ([from, wish, seed, place]) => {
        expect(planPages(from, wish, seed, dayOf(place))).toEqual(planPages(from, wish, seed, dayOf(place)));
      }),
      SEED,
    );
    const wish: ShiftWish = { length: "week", most: 7, quiet: null };
    const plans = [1, 2, 3, 4, 5].map((seed) => planPages(0, wish, seed, () => 0).join(" "));
    expect(new Set(plans).size).toBe(5);
  });

  it("M21 is never in quiet hours, over midnight and where the clocks change too", () => {
    fc.assert(
      fc.property(shifts, ([from, wish, seed, place]) => {
        // In half of the cases the clocks change during the shift.
        const moved = { ...place, forward: place.forward % 2 === 0 ? from + (place.forward % (7 * 1440)) * MINUTE : 0 };
        const day = dayOf(moved);
        for (const due of planPages(from, wish, seed, day)) expect(isQuiet(day(due), wish.quiet)).toBe(false);
      }),
      SEED,
    );
  });

  it.each([
    ["in the day", { from: 600, until: 660 }, [600, 659], [599, 660]],
    ["over midnight", { from: 1320, until: 420 }, [1320, 1439, 0, 419], [1319, 420, 720]],
    ["from and until the same: none", { from: 300, until: 300 }, [], [299, 300, 301]],
  ])("M21 quiet hours %s", (_name, quiet, inside, outside) => {
    for (const each of inside) expect(isQuiet(each, quiet)).toBe(true);
    for (const each of outside) expect(isQuiet(each, quiet)).toBe(false);
  });

  it("M22 is neither in the first minutes nor in the last, half to all of what was asked for, as far as there is room", () => {
    fc.assert(
      fc.property(shifts, ([from, wish, seed, place]) => {
        const day = dayOf(place);
        const kind = SHIFT_KINDS[wish.length];
        const plan = planPages(from, wish, seed, day);
        const { least, most } = pageBounds(from, wish, day);
        expect(plan.length).toBeGreaterThanOrEqual(least);
        expect(plan.length).toBeLessThanOrEqual(most);
        expect(most).toBeLessThanOrEqual(Math.min(wish.most, kind.most));
        if (wish.quiet === null) expect(least).toBe(Math.ceil(Math.min(wish.most, kind.most) / 2));
        for (const due of plan) {
          expect(due).toBeGreaterThanOrEqual(from + SETTLING * MINUTE);
          expect(due).toBeLessThan(from + (kind.hours * 60 - LEAVING) * MINUTE);
        }
      }),
      SEED,
    );
  });

  it("M22 is not at all when quiet hours cover the shift", () => {
    const wish: ShiftWish = { length: "hour", most: 1, quiet: { from: 600, until: 720 } };
    expect(planPages(0, wish, 1, (at) => 620 + at / MINUTE)).toEqual([]);
    expect(pageBounds(0, wish, (at) => 620 + at / MINUTE)).toEqual({ least: 0, most: 0 });
  });

  it("M23 is at least the gap apart, and spread: without quiet hours one in each part of the shift", () => {
    fc.assert(
      fc.property(shifts, ([from, wish, seed, place]) => {
        const plan = planPages(from, wish, seed, dayOf(place));
        const gap = SHIFT_KINDS[wish.length].gap * MINUTE;
        for (const [at, due] of plan.entries()) {
          const before = plan[at - 1];
          if (before !== undefined) expect(due - before).toBeGreaterThanOrEqual(gap);
        }
      }),
      SEED,
    );
    const days = planPages(0, { length: "week", most: 14, quiet: null }, 3, () => 0).map((due) =>
      Math.floor(due / (1440 * MINUTE)),
    );
    expect(new Set(days).size).toBeGreaterThanOrEqual(6);
  });

  it("M36 is not the same hour every day: an hour's page falls into all of its open minutes", () => {
    const wish: ShiftWish = { length: "hour", most: 1, quiet: null };
    const minutes = new Set(
      Array.from({ length: 2000 }, (_, seed) => (planPages(0, wish, seed, () => 0)[0] ?? 0) / MINUTE),
    );
    expect(minutes.size).toBe(60 - SETTLING - LEAVING);
  });
});

describe("a new shift", () => {
  it("M36 holds nothing that tells what a page will be about", () => {
    const shift = newShift(0, { length: "week", most: 7, quiet: null }, 5, () => 0);
    expect(shift.until).toBe(7 * 24 * 60 * MINUTE);
    for (const page of shift.pages)
      expect(page).toMatchObject({ drill: null, seed: null, firedAt: null, answer: null });
  });

  it.each(SHIFT_LENGTHS)("M23 knows the gap of its length (%s)", (length) => {
    expect(gapOf(newShift(0, { length, most: 1, quiet: null }, 5, () => 0))).toBe(SHIFT_KINDS[length].gap * MINUTE);
  });
});
