import { describe, expect, it } from "vitest";
import { caseOf } from "./cases";
import { carryOut } from "./play";

/** So many here, other ones than those that `npm run fuzz` begins with; all of it is ten thousand. */
const CASES = 120;
const SEED = 6;

describe("real drills with something changed", () => {
  it("Q17 are refused with diagnostics that have their place, or are played within limits", () => {
    const outcomes = new Map<string, number>();
    const broken: string[] = [];
    for (let number = 0; number < CASES; number++) {
      const each = caseOf(SEED, number);
      try {
        const outcome = carryOut(each);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      } catch (error) {
        broken.push(`npm run fuzz -- 1 ${SEED} ${number}: ${each.changes.join("; ")}: ${String(error)}`);
      }
    }
    expect(broken).toEqual([]);
    // The fuzz itself is worth something only while both happen often.
    expect(outcomes.get("refused")).toBeGreaterThan(CASES / 10);
    expect(outcomes.get("played")).toBeGreaterThan(CASES / 10);
  });

  it("Q17 are the same again for the same seed and number", () => {
    for (const number of [3, 77]) expect(caseOf(SEED, number)).toEqual(caseOf(SEED, number));
    expect(caseOf(SEED, 3).pack).not.toEqual(caseOf(SEED + 1, 3).pack);
  });

  it("Q17 a case that breaks something is noticed", () => {
    const each = caseOf(SEED, 0);
    const files = each.pack.files.map((file) =>
      file.path.endsWith("drill.yaml") ? { ...file, text: "code: [" } : file,
    );
    expect(carryOut({ ...each, pack: { ...each.pack, files } })).toBe("refused");
    const watch = () => {
      throw new Error("in the middle of it");
    };
    expect(() => carryOut(each, watch)).toThrow("in the middle of it");
  });
});
