import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Shift } from "#domain/documents";
import {
  answer,
  ESCALATES_AFTER,
  end,
  fire,
  LOUDER_AFTER,
  led,
  loudness,
  nextStep,
  rang,
  ringingPage,
  TAKEN_AFTER,
} from "#modes/drill/paging";
import { gapOf, isQuiet, MINUTE, newShift, SHIFT_LENGTHS } from "#modes/drill/shift";

const HOUR = 60 * MINUTE;
const WHAT = { drill: "a", seed: 9 };

/** An evening from time zero with pages due after so many minutes. */
function evening(...minutes: readonly number[]): Shift {
  const shift = newShift(0, { length: "evening", most: 1, quiet: null }, 1, () => 0);
  const [page] = shift.pages;
  if (page === undefined) throw new Error("an evening has a page");
  return { ...shift, pages: minutes.map((minute) => ({ ...page, due: minute * MINUTE })) };
}

const at = (shift: Shift, page: number) => shift.pages[page] as Shift["pages"][number];

describe("a page's life", () => {
  it("M23 goes off when it is due, not sooner, and not sooner than the gap after the one before went off", () => {
    const shift = evening(20, 90);
    expect(nextStep(shift, 19 * MINUTE, false)).toEqual({ kind: "wait" });
    expect(nextStep(shift, 20 * MINUTE, false)).toEqual({ kind: "fire", page: 0 });
    // The first comes at 1 h 20 min: the second, due ten minutes later, waits until an hour after that.
    const late = answer(fire(shift, 0, WHAT, 80 * MINUTE, "closed"), 0, "acknowledged", 81 * MINUTE);
    expect(nextStep(late, 139 * MINUTE, false)).toEqual({ kind: "wait" });
    expect(nextStep(late, 140 * MINUTE, false)).toEqual({ kind: "fire", page: 1 });
  });

  it("M21 waits for the end of quiet hours when it was held back into them", () => {
    expect(nextStep(evening(20), HOUR, true)).toEqual({ kind: "wait" });
    expect(nextStep(evening(20), HOUR, false)).toEqual({ kind: "fire", page: 0 });
  });

  it("M25 of several that came due the last goes off; the others are missed and hold nothing up", () => {
    const shift = evening(20, 90, 170, 220);
    expect(nextStep(shift, 180 * MINUTE, false)).toEqual({ kind: "fire", page: 2 });
    const fired = fire(shift, 2, WHAT, 180 * MINUTE, "closed");
    expect(fired.pages.map((page) => page.answer)).toEqual(["missed", "missed", null, null]);
    expect(at(fired, 2)).toMatchObject({ ...WHAT, firedAt: 180 * MINUTE, heldBy: "closed", rang: 0 });
    expect(at(fired, 0)).toMatchObject({ drill: null, firedAt: null });
    expect(ringingPage(fired)).toBe(2);
  });

  it("M26 says what held it back only when it came late", () => {
    expect(at(fire(evening(20), 0, WHAT, 21 * MINUTE, "closed"), 0).heldBy).toBeNull();
    expect(at(fire(evening(20), 0, WHAT, 30 * MINUTE, "run"), 0).heldBy).toBe("run");
  });

  it("M24 is not shown when nothing is left to be paged with", () => {
    const shift = fire(evening(20, 90), 0, null, 20 * MINUTE, "closed");
    expect(at(shift, 0)).toMatchObject({ answer: "missed", firedAt: null });
    expect(at(shift, 1).answer).toBeNull();
  });

  it("M27 gets louder, calls the secondary once, and is theirs in the end", () => {
    expect(loudness(0)).toBeLessThan(loudness(LOUDER_AFTER));
    expect(loudness(LOUDER_AFTER)).toBeLessThan(loudness(ESCALATES_AFTER));
    const fired = fire(evening(20), 0, WHAT, 20 * MINUTE, "closed");
    const almost = rang(fired, 0, ESCALATES_AFTER - 1, 25 * MINUTE);
    expect(at(almost, 0).escalatedAt).toBeNull();
    const called = rang(almost, 0, 1, 26 * MINUTE);
    expect(at(rang(called, 0, MINUTE, 27 * MINUTE), 0)).toMatchObject({ escalatedAt: 26 * MINUTE, answer: null });
    const taken = rang(called, 0, TAKEN_AFTER - ESCALATES_AFTER, 36 * MINUTE);
    expect(at(taken, 0)).toMatchObject({ answer: "unanswered", answeredAt: 36 * MINUTE, rang: TAKEN_AFTER });
    expect(ringingPage(taken)).toBeNull();
  });

  it("M28 is answered once, and keeps how long it rang and the run it led to", () => {
    const fired = rang(fire(evening(20), 0, WHAT, 20 * MINUTE, "closed"), 0, 38_000, 21 * MINUTE);
    const taken = led(answer(fired, 0, "acknowledged", 21 * MINUTE), 0, "run");
    expect(at(taken, 0)).toMatchObject({ answer: "acknowledged", answeredAt: 21 * MINUTE, rang: 38_000, run: "run" });
    expect(answer(taken, 0, "handed-over", 30 * MINUTE)).toEqual(taken);
    expect(rang(taken, 0, 5000, 30 * MINUTE)).toEqual(taken);
    expect(at(answer(fired, 0, "handed-over", 21 * MINUTE), 0).answer).toBe("handed-over");
    expect(answer(evening(20), 0, "acknowledged", 1)).toEqual(evening(20));
  });

  it("M29 a shift ends at its time, but not while a page rings", () => {
    const shift = evening(20);
    expect(nextStep(shift, shift.until - 1, true)).toEqual({ kind: "wait" });
    expect(nextStep(shift, shift.until, false)).toEqual({ kind: "over" });
    const ringing = fire(evening(229), 0, WHAT, 229 * MINUTE, "closed");
    expect(nextStep(ringing, ringing.until + MINUTE, false)).toEqual({ kind: "ring", page: 0 });
  });

  it("M29 what had not come never was, what was due and not shown is missed, what rings is the secondary's", () => {
    const fired = fire(evening(20, 90, 220), 0, WHAT, 20 * MINUTE, "closed");
    const early = end(fired, 100 * MINUTE);
    expect(early.endedAt).toBe(100 * MINUTE);
    expect(early.pages.map((page) => page.answer)).toEqual(["handed-over", "missed"]);
    expect(end(fired, 9 * HOUR).endedAt).toBe(fired.until);
  });

  it("M21 M23 M25 whatever the app did: none in quiet hours, none within the gap, each answered or missed at the end", () => {
    const looks = fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 5, maxLength: 60 });
    const quiet = fc.option(fc.record({ from: fc.nat(1439), until: fc.nat(1439) }));
    fc.assert(
      fc.property(looks, quiet, fc.constantFrom(...SHIFT_LENGTHS), fc.nat(), (steps, hours, length, seed) => {
        const day = (time: number) => Math.floor(time / MINUTE) % 1440;
        let shift = newShift(0, { length, most: 14, quiet: hours }, seed, day);
        let now = 0;
        // The app is open only now and then; a page is answered at the next look.
        for (const step of steps) {
          now += step * MINUTE;
          const next = nextStep(shift, now, isQuiet(day(now), hours));
          if (next.kind === "ring") shift = answer(shift, next.page, "acknowledged", now);
          if (next.kind === "fire") shift = fire(shift, next.page, WHAT, now, "closed");
          if (next.kind === "over") break;
        }
        const times = shift.pages.flatMap(({ firedAt }) => firedAt ?? []);
        for (const [nth, time] of times.entries()) {
          expect(isQuiet(day(time), hours)).toBe(false);
          if (nth > 0) expect(time - (times[nth - 1] as number)).toBeGreaterThanOrEqual(gapOf(shift));
        }
        for (const page of end(shift, Math.max(now, shift.until)).pages) expect(page.answer).not.toBeNull();
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
