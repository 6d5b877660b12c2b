import { describe, expect, it } from "vitest";
import type { Program } from "#domain/drill";
import { replay, view } from "#engine/index";
import { runOf } from "./commands";
import { PROGRAM } from "./fixture";

const { system } = PROGRAM.base;
const [release] = system.versions;
const [ramp] = system.plans;
if (release === undefined || ramp === undefined) throw new Error("the fixture has a release and a plan");

const LATER: Program = {
  ...PROGRAM,
  base: {
    ...PROGRAM.base,
    system: {
      ...system,
      versions: [...system.versions, { ...release, id: "v9", title: "Repaired", at: 60 }],
      plans: [
        { ...ramp, id: "known", label: "Known", at: 90, announced: 30 },
        { ...ramp, id: "consequence", label: "Consequence", at: 5000 },
      ],
    },
  },
};

/** The values a kind of action offers for a field at a second. */
function offered(second: number, kind: string, field: string): readonly string[] {
  const palette = view(replay(LATER, runOf([], second)), "lead").palette;
  return (palette.find(({ entry }) => entry.kind === kind)?.choices[field] ?? []).map(({ value }) => value);
}

describe("E26 the palette offers what is known", () => {
  it("a version from the second it is ready", () => {
    expect(offered(59, "hotfix", "version")).not.toContain("v9");
    expect(offered(60, "hotfix", "version")).toContain("v9");
  });

  it("a plan from its announcement until it has happened, and never one that nobody announced", () => {
    expect(offered(29, "pause-plan", "key")).toEqual([]);
    expect(offered(30, "pause-plan", "key")).toEqual(["known"]);
    expect(offered(95, "pause-plan", "key")).toEqual([]);
  });
});
