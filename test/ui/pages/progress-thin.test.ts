import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thinLabel, thinned } from "#ui/pages/progress/thin";

describe("a line of many runs", () => {
  it("shows few as they are, gaps included", () => {
    expect(thinned([1, null, 3])).toEqual({ values: [1, null, 3], each: 1 });
    expect(thinned([])).toEqual({ values: [], each: 1 });
    expect(thinLabel("Restore", 1)).toBe("Restore by run");
  });

  it("shows means of many, the newest part whole, and a gap where a part has nothing", () => {
    const many = Array.from({ length: 65 }, (_, at) => (at >= 60 ? 90 : at < 30 ? null : 10));
    const { values, each } = thinned(many);
    expect(each).toBe(3);
    expect(values[0]).toBeNull();
    expect(values.at(-1)).toBe(90);
    expect(thinLabel("Restore", each)).toBe("Restore, means of 3 runs");
  });

  it("never has more than 32 points, none beyond the values there were", () => {
    const value = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 400 }), (given) => {
        const known = given.filter((each) => each !== null);
        const { values } = thinned(given);
        expect(values.length).toBeLessThanOrEqual(32);
        expect(values.every((each) => each === null) || known.length > 0).toBe(true);
        for (const each of values) {
          if (each === null) continue;
          expect(each).toBeGreaterThanOrEqual(Math.min(...known));
          expect(each).toBeLessThanOrEqual(Math.max(...known));
        }
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
