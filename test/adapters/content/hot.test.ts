import { describe, expect, it } from "vitest";
import { compileContent, Memo } from "#adapters/content/disk";
import { LastGood, overlayOf } from "#adapters/content/hot.mjs";
import type { ContentFile, Diagnostic } from "#scenario/index";
import { DRILL, filesOf } from "../../scenario/fixture";

const content = (drill = DRILL): readonly ContentFile[] => [
  ...filesOf({ drill }).map(({ path, text }) => ({ path: `content/${path}`, text })),
  { path: "content/drills/other/drill.yaml", text: DRILL.replace("INC-1", "INC-2") },
  { path: "content/drills/other/runbook/first.md", text: "# First\n" },
  { path: "content/drills/other/debrief.md", text: "# After\n" },
];
const BROKEN = DRILL.replace("minutes: 20", "minuts: 20");

describe("a drill that is being written", () => {
  it("is compiled anew, the others are not", () => {
    const memo = new Memo();
    const before = compileContent(content(), memo);
    const after = compileContent(content(DRILL.replace("minutes: 20", "minutes: 25")), memo);
    expect(before.drills.map(({ slug, program }) => [slug, program?.card.minutes])).toEqual([
      ["small", 20],
      ["other", 20],
    ]);
    expect(after.drills.map(({ slug, program }) => [slug, program?.card.minutes])).toEqual([
      ["small", 25],
      ["other", 20],
    ]);
    expect(after.drills[1]).toBe(before.drills[1]);
    expect(after.bank).toBe(before.bank);
  });

  it("is compiled anew when its system changes", () => {
    const memo = new Memo();
    const before = compileContent(content(), memo);
    const files = content().map((file) =>
      file.path.endsWith("systems/shop.yaml") ? { ...file, text: file.text.replace("workers: 8", "workers: 9") } : file,
    );
    const after = compileContent(files, memo);
    expect(after.drills[0]).not.toBe(before.drills[0]);
    expect(after.drills[0]?.program?.base.system).not.toEqual(before.drills[0]?.program?.base.system);
  });

  it("stays as it last was without mistakes, and is told from one that changed", () => {
    const memo = new Memo();
    const good = new LastGood();
    const first = good.of(compileContent(content(), memo));
    expect(first.programs.map(({ card }) => card.code)).toEqual(["INC-1", "INC-2"]);
    const broken = compileContent(content(BROKEN), memo);
    expect(broken.drills[0]?.program).toBeNull();
    expect(good.of(broken)).toEqual({ programs: first.programs, changed: false });
    const mended = good.of(compileContent(content(DRILL.replace("minutes: 20", "minutes: 30")), memo));
    expect(mended.changed).toBe(true);
    expect(mended.programs[0]?.card.minutes).toBe(30);
  });

  it("is left out while it never was without mistakes, and when it is removed", () => {
    const good = new LastGood();
    expect(good.of(compileContent(content(BROKEN))).programs.map(({ card }) => card.slug)).toEqual(["other"]);
    const gone = content().filter(({ path }) => !path.includes("drills/other"));
    const { programs, changed } = good.of(compileContent(gone));
    expect(programs.map(({ card }) => card.slug)).toEqual(["small"]);
    expect(changed).toBe(true);
  });

  it("shows its mistakes over the page, with places an editor can open", () => {
    const { diagnostics } = compileContent(content(BROKEN));
    const { err } = overlayOf("/home/me/meantime", diagnostics);
    expect(err.message).toContain("2 mistakes in content; the last good version stays on the page");
    expect(err.message).toContain('unknown key "minuts", did you mean "minutes"?');
    expect(err.stack).toContain("at /home/me/meantime/content/drills/small/drill.yaml:4:1");
    expect(err.loc).toMatchObject({ line: 1, column: 1 });
    const many = Array.from({ length: 50 }, (_, i): Diagnostic => ({ ...(diagnostics[0] as Diagnostic), line: i + 1 }));
    expect(overlayOf("/", many).err.message.split("\n")).toHaveLength(21);
  });
});
