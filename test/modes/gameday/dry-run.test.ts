import { describe, expect, it } from "vitest";
import { hashState, replay } from "#engine/index";
import { dryRun } from "#modes/gameday/dry-run";
import { PROGRAM } from "../../engine/fixture";
import { teamHeader } from "../../engine/team-fixture";

const calm = { ...teamHeader(), variant: "calm" };
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe("a dry run of an inject", () => {
  it("GD26 shows what it alone does to an incident, beside the same without it", () => {
    const down = { kind: "front", node: "stock", symptom: "down", amount: 1, minutes: 3 } as const;
    const tried = dryRun(PROGRAM, calm, 60, [down], 5);
    expect(tried.refused).toBeNull();
    expect(tried).toMatchObject({ from: 60, step: 15 });
    expect(tried.failed.with).toHaveLength(20);
    expect(tried.failed.without).toHaveLength(20);
    expect(sum(tried.failed.without)).toBe(0);
    expect(Math.max(...tried.failed.with)).toBeGreaterThan(10);
    // It ends by itself after three minutes.
    expect(tried.failed.with.at(-1)).toBeLessThan(Math.max(...tried.failed.with) / 5);
    expect(sum(tried.harm.with)).toBeGreaterThan(sum(tried.harm.without));
    expect(tried.alerts).toEqual({ added: ["Error rate"], missing: [] });
  });

  it("GD26 tells what is said, and why an inject is not possible", () => {
    const remark = {
      kind: "remark",
      from: "bo",
      audience: "executives",
      text: "When is it over?",
      interrupts: true,
    } as const;
    const said = dryRun(PROGRAM, calm, 30, [remark], 1);
    expect(said.said).toEqual([{ second: 30, from: "Bo Lind", audience: "executives", text: "When is it over?" }]);
    expect(said.failed.with).toEqual(said.failed.without);
    const wrong = dryRun(
      PROGRAM,
      calm,
      30,
      [{ kind: "front", node: "nowhere", symptom: "down", amount: 1, minutes: 1 }],
      1,
    );
    expect(wrong.refused).toMatch(/nowhere/);
    expect(wrong.failed.with).toEqual(wrong.failed.without);
  });

  it("GD26 changes nothing of the run it is tried for, and says the same each time", () => {
    const run = { header: calm, commands: [], horizon: 100 };
    const before = hashState(replay(PROGRAM, run));
    const slow = { kind: "front", node: "shop", symptom: "slow", amount: 10, minutes: 2 } as const;
    const one = dryRun(PROGRAM, calm, 100, [slow], 3);
    expect(dryRun(PROGRAM, calm, 100, [slow], 3)).toEqual(one);
    expect(hashState(replay(PROGRAM, run))).toBe(before);
    expect(dryRun(PROGRAM, calm, 100, [], 0).failed.with).toEqual([]);
    expect(dryRun(PROGRAM, calm, 1e9, [slow], 3).refused).not.toBeNull();
  });
});
