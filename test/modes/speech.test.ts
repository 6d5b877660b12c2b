import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draw } from "#lib/random";
import { FRAME, pausesWords, speechOf, takeWords } from "#modes/interview/speech";

const FIXED = { seed: 42, numRuns: 60 };

/** Levels of a room and of somebody who speaks in it. Silences are noise; speech is syllables with short dips, as in life. */
function scene(
  noise: number,
  above: number,
  parts: readonly { voice: boolean; seconds: number }[],
  seed: number,
): number[] {
  let at = 0;
  const any = (spread: number): number => (draw(seed, 1, ++at, 0) * 2 - 1) * spread;
  return parts.flatMap(({ voice, seconds }) =>
    Array.from({ length: Math.round(seconds / FRAME) }, (_, i) => {
      if (!voice) return noise + any(2);
      // Four frames of a vowel, one that is nearly gone.
      return i % 5 === 4 ? Math.max(noise, noise + above - 15) + any(1) : noise + above + any(4);
    }),
  );
}

const parts = fc.array(
  fc.record({
    talk: fc.double({ min: 2, max: 6, noNaN: true }),
    rest: fc.oneof(fc.double({ min: 0.2, max: 0.7, noNaN: true }), fc.double({ min: 1.4, max: 4, noNaN: true })),
  }),
  { minLength: 1, maxLength: 8 },
);
const scenes = fc.record({
  noise: fc.double({ min: -72, max: -38, noNaN: true }),
  above: fc.double({ min: 18, max: 34, noNaN: true }),
  parts,
  seed: fc.nat(),
});
const BEFORE = 60;
const linesOf = (list: readonly { talk: number; rest: number }[]) => [
  { voice: false, seconds: BEFORE * FRAME },
  ...list.flatMap(({ talk, rest }) => [
    { voice: true, seconds: talk },
    { voice: false, seconds: rest },
  ]),
  { voice: true, seconds: 3 },
];

describe("pauses and talk", () => {
  it("R6 counts silences of a second and more, in quiet rooms and in loud ones", () => {
    fc.assert(
      fc.property(scenes, ({ noise, above, parts: list, seed }) => {
        const { pauses, talk } = speechOf(scene(noise, above, linesOf(list), seed), BEFORE);
        const whole = list.reduce((sum, { talk: said, rest }) => sum + said + rest, 3);
        const long = list.filter(({ rest }) => rest > 1);
        expect(pauses).toHaveLength(long.length);
        let at = 0;
        const places = list.flatMap(({ talk: said, rest }) => {
          at += said + rest;
          return rest > 1 ? [at - rest] : [];
        });
        pauses.forEach((pause, i) => {
          expect(Math.abs(pause.at - (places[i] ?? 0))).toBeLessThan(0.5);
          expect(Math.abs(pause.seconds - (long[i]?.rest ?? 0))).toBeLessThan(0.4);
        });
        const silent = long.reduce((sum, { rest }) => sum + rest, 0);
        expect(Math.abs(talk - (1 - silent / whole))).toBeLessThan(0.06);
      }),
      FIXED,
    );
  });

  it("R6 keeps what was counted, however long it goes on", () => {
    fc.assert(
      fc.property(scenes, fc.double({ min: 0, max: 1, noNaN: true }), ({ noise, above, parts: list, seed }, share) => {
        const levels = scene(noise, above, linesOf(list), seed);
        const early = speechOf(levels.slice(0, BEFORE + Math.floor(share * (levels.length - BEFORE))), BEFORE).pauses;
        const late = speechOf(levels, BEFORE).pauses;
        // The last one may still have gone on.
        expect(late.slice(0, Math.max(0, early.length - 1))).toEqual(early.slice(0, -1));
        const last = early.at(-1);
        if (last === undefined) return;
        expect(late[early.length - 1]?.at).toBe(last.at);
        expect(late[early.length - 1]?.seconds).toBeGreaterThanOrEqual(last.seconds);
      }),
      FIXED,
    );
  });

  it("R6 gives pauses of a second and more, in order and apart, and a share, whatever the levels", () => {
    const any = fc.array(fc.oneof(fc.double({ min: -100, max: 0, noNaN: true }), fc.constant(Number.NaN)), {
      maxLength: 900,
    });
    fc.assert(
      fc.property(any, fc.nat(60), (levels, from) => {
        const { pauses, talk, silent } = speechOf(levels, from);
        expect(talk).toBeGreaterThanOrEqual(0);
        expect(talk).toBeLessThanOrEqual(1);
        expect(silent).toBeGreaterThanOrEqual(0);
        const length = Math.max(0, levels.length - from) * FRAME;
        pauses.forEach(({ at, seconds }, i) => {
          const before = pauses[i - 1];
          expect(seconds).toBeGreaterThanOrEqual(1);
          expect(at).toBeGreaterThanOrEqual(before === undefined ? 0 : before.at + before.seconds);
          expect(at + seconds).toBeLessThanOrEqual(length + 0.01);
        });
      }),
      FIXED,
    );
  });

  it("R6 hears the same from a microphone that is louder or softer", () => {
    fc.assert(
      fc.property(scenes, fc.integer({ min: 0, max: 20 }), ({ above, parts: list, seed }, louder) => {
        const levels = scene(-58, above, linesOf(list), seed);
        const other = speechOf(
          levels.map((level) => level + louder),
          BEFORE,
        ).pauses;
        expect(other.map(({ at }) => at)).toEqual(speechOf(levels, BEFORE).pauses.map(({ at }) => at));
      }),
      FIXED,
    );
  });

  it("R6 learns that a fan was switched on", () => {
    const quiet = scene(
      -65,
      40,
      [
        { voice: false, seconds: 3 },
        { voice: true, seconds: 5 },
      ],
      1,
    );
    // The same voice, and a room that is twenty decibels louder.
    const loud = scene(
      -45,
      20,
      Array.from({ length: 8 }, () => [
        { voice: true, seconds: 3 },
        { voice: false, seconds: 2 },
      ]).flat(),
      2,
    );
    const { pauses } = speechOf([...quiet, ...loud], BEFORE);
    expect(pauses.filter(({ at }) => at > 5 + 20).length).toBe(4);
  });

  it("R6 is one silence where nobody speaks, and a click does not end it", () => {
    const room = scene(-60, 0, [{ voice: false, seconds: 30 }], 3);
    expect(speechOf(room)).toMatchObject({ pauses: [{ at: 0, seconds: 30 }], talk: 0, silent: 30 });
    const clicked = room.map((level, i) => (i % 100 === 50 ? -15 : level));
    expect(speechOf(clicked).pauses).toEqual([{ at: 0, seconds: 30 }]);
    expect(speechOf([])).toEqual({ pauses: [], talk: 0, silent: 0 });
  });

  it("R6 takes what could not be listened to for neither", () => {
    const talk = scene(
      -60,
      30,
      [
        { voice: false, seconds: 3 },
        { voice: true, seconds: 4 },
      ],
      4,
    );
    const deaf = Array.from({ length: 100 }, () => Number.NaN);
    const silence = scene(-60, 30, [{ voice: false, seconds: 4 }], 5);
    const heard = speechOf([...talk, ...deaf, ...silence], BEFORE);
    expect(heard.pauses).toEqual([{ at: 9, seconds: 4 }]);
    expect(heard.talk).toBeCloseTo(0.5, 1);
  });

  it("says it in words", () => {
    expect(takeWords({ seconds: 123.4, pauses: [{ at: 1, seconds: 2 }], talk: 0.806 })).toBe(
      "2 min 3 s, 1 pause, spoke 81 % of the time",
    );
    expect(pausesWords(0)).toBe("no pause");
  });
});
