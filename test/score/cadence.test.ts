import { describe, expect, it } from "vitest";
import { cadenceMarks, type Said } from "#score/cadence";
import { PROGRAM } from "../engine/fixture";

const spec = PROGRAM.base.score; // customers: first within 120, then every 100, 10 points
const said = (
  second: number,
  text = `Message of ${"abcdefghij"[second % 10]}`,
  features = ["impact", "action"],
): Said => ({
  second,
  audience: "customers",
  features,
  text,
});
const judge = (list: readonly Said[], end = 420) => cadenceMarks(spec, list, 0, end)[0];

describe("C8: the cadence of updates", () => {
  it("is earned by keeping every period", () => {
    expect(judge([said(100), said(201), said(302), said(403)])).toMatchObject({
      points: 10,
      state: "earned",
      second: 100,
    });
  });

  it("pays by the share that was kept", () => {
    // Due by 420: one within 120, then three more.
    const half = judge([said(100), said(195)]);
    expect(half?.points).toBeCloseTo((10 * 2) / 4, 9);
    expect(half?.state).toBe("partly");
    expect(half?.reason).toContain("longest silence 3 min 45 s");
  });

  it("halves what comes late and what only repeats", () => {
    const late = judge([said(180), said(251), said(342)], 420);
    expect(late?.points).toBeCloseTo((10 * 2.5) / 4, 9);
    const same = "Orders fail. We work on it, 12:10.";
    const repeated = judge([said(100, same), said(190, "Orders  fail. We work on it, 12:25.")], 200);
    expect(repeated?.points).toBeCloseTo((10 * 1.5) / 2, 9);
  });

  it("does not count words without substance, or words for others", () => {
    expect(judge([said(100, "We are looking.", ["action"])])?.state).toBe("missed");
    expect(judge([{ ...said(100), audience: "support" }])?.state).toBe("missed");
    expect(judge([])?.reason).toContain("Nobody told customers anything");
  });

  it("names what did not count, and why", () => {
    const text = "We are looking into it and will find whatever it is that makes your orders fail today.";
    const told = judge([said(100), said(150, text, ["action"]), said(201), said(260, "Hello.", [])], 290)?.reason ?? "";
    expect(told).toContain(
      "“We are looking into it and will find whatever it …” (2 min 30 s in) did not count: it says only what is being done",
    );
    expect(told).toContain("“Hello.” (4 min 20 s in) did not count: it says none of the four");
    expect(told).toContain(
      "at least two of these: who is affected, what is being done, how it stands, when the next word comes",
    );
    const same = "Orders fail. We work on it, 12:10.";
    const repeated = judge([said(100, same), said(190, "Orders fail. We work on it, 12:25.")], 200)?.reason;
    expect(repeated).toContain("counts half: the same words as before");
    expect(judge([said(180), said(251)], 300)?.reason).toContain("1 came late and counts half.");
    expect(judge([said(100), said(201)], 290)?.reason).not.toContain("count");
    const only = judge([said(100, "We work on it.", ["action"])], 200)?.reason;
    expect(only).toContain("Nobody told customers anything of substance");
    expect(only).toContain("“We work on it.” (1 min 40 s in) did not count");
  });

  it("earns nothing where nothing was due and nothing said", () => {
    expect(judge([], 60)).toMatchObject({ points: 0, state: "missed" });
  });

  it("does not count what is said after the end", () => {
    expect(judge([said(100), said(500)], 110)?.points).toBe(10);
    expect(judge([said(500)], 300)?.points).toBe(0);
  });
});
