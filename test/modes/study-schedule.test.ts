import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GRADES, type Memory, STUDY_OPTIONS } from "#domain/study";
import { recallCurve } from "#modes/study/curve";
import { calendarOf, DAY, dateOfDay, dayOfDate, HOUR } from "#modes/study/days";
import { NEW_MEMORY } from "#modes/study/fold";
import { dueDayOf } from "#modes/study/queue";
import { schedulerOf } from "#modes/study/schedule";
import { BERLIN, Log, NOON } from "./study-fixture";

const grades = fc.array(fc.record({ grade: fc.constantFrom(...GRADES), late: fc.nat(20 * DAY) }), { maxLength: 8 });
const rollovers = fc.constantFrom(0, 2, 3, 4, 12);
const UTC = () => 0;

type Given = typeof grades extends fc.Arbitrary<infer T> ? T : never;

/** A memory as these grades leave it, and when the card is due or later. */
function learned(list: Given, options = STUDY_OPTIONS, from = Date.UTC(2026, 2, 1, 11)) {
  const scheduler = schedulerOf(options, BERLIN);
  let memory: Memory = NEW_MEMORY;
  let at = from;
  for (const { grade, late } of list) {
    at = Math.max(at, memory.due) + late;
    memory = scheduler.preview("question:a", memory, at)[grade];
  }
  return { scheduler, memory, at: Math.max(at, memory.due) };
}

describe("when cards come back", () => {
  it("F6 applies the interval of the button at any time of that day", () => {
    fc.assert(
      fc.property(grades, rollovers, fc.nat(DAY - 1), fc.constantFrom(...GRADES), (list, rollover, later, grade) => {
        const { memory, at, scheduler } = learned(list, { ...STUDY_OPTIONS, rollover });
        const calendar = calendarOf(BERLIN, rollover);
        const day = calendar.dayOf(at);
        const then = Math.min(at + later, calendar.beginOf(day + 1) - 1);
        const onButton = scheduler.preview("question:a", memory, at)[grade];
        // Another tab, or the page after a reload, has a scheduler of its own.
        const applied = schedulerOf({ ...STUDY_OPTIONS, rollover }, BERLIN).preview("question:a", memory, then)[grade];
        expect(applied.interval).toBe(onButton.interval);
        expect(applied.state).toBe(onButton.state);
        expect(applied.stability).toBe(onButton.stability);
        expect(applied.due - then).toBe(onButton.interval > 0 ? onButton.due - then : onButton.due - at);
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  it("F6 orders the grades: Again soonest, Easy last", () => {
    fc.assert(
      fc.property(grades, (list) => {
        const { memory, at, scheduler } = learned(list);
        const due = GRADES.map((grade) => scheduler.preview("question:a", memory, at)[grade].due);
        expect(due).toEqual([...due].sort((a, b) => a - b));
      }),
      { seed: 12, numRuns: 100 },
    );
  });

  it("F6 spreads the same interval differently for different cards", () => {
    const { memory, at, scheduler } = learned([
      { grade: 4, late: 0 },
      { grade: 4, late: 0 },
    ]);
    const intervals = ["a", "b", "c", "d", "e", "f"].map((id) => scheduler.preview(id, memory, at)[3].interval);
    expect(new Set(intervals).size).toBeGreaterThan(1);
  });

  it("F7 sets nothing beyond the interview while it is ahead, and is free again from its day on", () => {
    fc.assert(
      fc.property(grades, fc.integer({ min: -3, max: 40 }), (list, ahead) => {
        const { memory, at } = learned(list);
        const today = calendarOf(BERLIN, 4).dayOf(at);
        const options = { ...STUDY_OPTIONS, interview: dateOfDay(today + ahead) };
        const free = schedulerOf(STUDY_OPTIONS, BERLIN).preview("question:a", memory, at);
        const capped = schedulerOf(options, BERLIN).preview("question:a", memory, at);
        for (const grade of GRADES) {
          if (ahead > 0) expect(calendarOf(BERLIN, 4).dayOf(capped[grade].due)).toBeLessThanOrEqual(today + ahead);
          else expect(capped[grade]).toEqual(free[grade]);
        }
      }),
      { seed: 13, numRuns: 150 },
    );
  });

  it("F7 brings back before the interview what was set beyond it, spread over several days", () => {
    const log = new Log();
    for (const { id } of log.questions) {
      log.review(`question:${id}`, 4, NOON);
      const { memory } = log.study.cards.get(`question:${id}`) ?? { memory: NEW_MEMORY };
      log.review(`question:${id}`, 4, memory.due);
    }
    const calendar = calendarOf(BERLIN, 4);
    const today = calendar.dayOf(NOON) + 12;
    const dueDays = (interview: string | null) =>
      [...log.study.cards.values()].map((card) => dueDayOf(card, { ...STUDY_OPTIONS, interview }, calendar, today));
    const day = today + 10;
    expect(Math.min(...dueDays(null))).toBeGreaterThan(day);
    const before = dueDays(dateOfDay(day));
    expect(Math.max(...before)).toBeLessThanOrEqual(day);
    expect(new Set(before).size).toBeGreaterThan(1);
    expect(dueDays(dateOfDay(today))).toEqual(dueDays(null));
  });

  it("F8 begins each day at the rollover hour of the local clock, also where clocks are changed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), rollovers, (at, rollover) => {
        const calendar = calendarOf(BERLIN, rollover);
        const day = Date.UTC(2026, 0, 1) / DAY + at;
        const begin = calendar.beginOf(day);
        expect(calendar.dayOf(begin)).toBe(day);
        expect(calendar.dayOf(begin - 1)).toBe(day - 1);
      }),
      { seed: 14, numRuns: 400 },
    );
  });

  it("F8 counts the small hours to the day before, and makes a card due from the first moment of its day", () => {
    const calendar = calendarOf(BERLIN, 4);
    const night = Date.UTC(2026, 10, 22, 2, 59);
    expect(dateOfDay(calendar.dayOf(night))).toBe("2026-11-21");
    expect(dateOfDay(calendar.dayOf(night + 60_000))).toBe("2026-11-22");
    const evening = schedulerOf(STUDY_OPTIONS, BERLIN).preview("question:a", NEW_MEMORY, NOON)[4];
    const small = schedulerOf(STUDY_OPTIONS, BERLIN).preview("question:a", NEW_MEMORY, night)[4];
    expect(small.due).toBe(evening.due);
    expect(small.due).toBe(calendar.beginOf(calendar.dayOf(NOON) + small.interval));
    expect(dayOfDate("2026-11-21")).toBe(calendar.dayOf(NOON));
    expect(dayOfDate("soon")).toBeNull();
  });

  it("F8 gives the same intervals wherever one lives", () => {
    const [first, second] = [BERLIN, UTC].map((zone) => {
      const scheduler = schedulerOf(STUDY_OPTIONS, zone);
      const local = NOON - zone(NOON);
      const once = scheduler.preview("question:a", NEW_MEMORY, local)[3];
      return scheduler.preview("question:a", once, local + 5 * DAY + 9 * HOUR)[3];
    });
    expect(first?.interval).toBe(second?.interval);
    expect(first?.stability).toBe(second?.stability);
  });

  it("F1 a clock that was put back makes nothing younger than its last review", () => {
    const scheduler = schedulerOf(STUDY_OPTIONS, BERLIN);
    const once = scheduler.preview("question:a", NEW_MEMORY, NOON)[4];
    const again = scheduler.preview("question:a", once, NOON - 3 * DAY)[3];
    expect(again.last).toBe(NOON);
    expect(again.due).toBeGreaterThan(NOON);
  });

  it("F7 asks sooner when more is to be known, and the chance of knowing falls to that share", () => {
    const at = (retention: number) => learned([{ grade: 4, late: 0 }], { ...STUDY_OPTIONS, retention }).memory.interval;
    expect(at(0.95)).toBeLessThan(at(0.8));
    const { memory, scheduler } = learned([{ grade: 4, late: 0 }]);
    expect(scheduler.recall(NEW_MEMORY, NOON)).toBeNull();
    expect(scheduler.recall(memory, memory.last ?? 0)).toBe(1);
    expect(scheduler.recall(memory, (memory.last ?? 0) + memory.stability * DAY)).toBeCloseTo(0.9, 3);
  });

  it("F6 the curve of a card falls between reviews and begins again at 1", () => {
    const log = new Log();
    log.review("question:a", 4, NOON);
    log.review("question:a", 3, NOON + 9 * DAY);
    const card = log.study.cards.get("question:a");
    if (card === undefined) throw new Error("no card");
    const points = recallCurve(card, schedulerOf(STUDY_OPTIONS, BERLIN), NOON + 30 * DAY);
    expect(points[0]).toEqual({ at: NOON, recall: 1 });
    expect(points.at(-1)?.at).toBe(NOON + 30 * DAY);
    const lifted = points.filter(({ recall }, i) => recall > (points[i - 1]?.recall ?? 0));
    expect(lifted.map(({ at }) => at)).toEqual([NOON, NOON + 9 * DAY]);
  });
});
