import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compileContent, readContent } from "#adapters/content/disk";
import { encodeRun, newHeader, playOf, playThrough } from "#engine/index";
import { hashWholeRun } from "#score/hashes";
import { classicScript } from "./bundle";
import { openApp } from "./harness";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("a whole drill in Node and in Chromium", () => {
  it("gives the same state and the same score at every second", async () => {
    const program = compileContent(readContent(root)).drills[0]?.program;
    const play = program?.plays.find(({ id }) => id === "expert");
    if (!program || play === undefined) throw new Error("no drill compiles, or it has no expert");
    const header = newHeader(program, { seed: 3, variant: program.variants[0]?.info.id ?? "" });
    const { run } = playThrough(program, header, playOf(play));
    const texts = [JSON.stringify(program), JSON.stringify(encodeRun(run))] as const;
    const here = hashWholeRun(...texts).split("\n");
    expect(here.length).toBeGreaterThan(1800);

    const { page } = await openApp({ path: "rescue.html" });
    // XState takes hold of a console when it is loaded; the page has one.
    await page.evaluate(`${await classicScript("src/score/hashes.ts", "Meantime")}; window.Meantime = Meantime;`);
    const there = await page.evaluate(
      ([programText, runText]) =>
        (window as unknown as { Meantime: { hashWholeRun: typeof hashWholeRun } }).Meantime.hashWholeRun(
          programText,
          runText,
        ),
      texts,
    );
    expect(there.split("\n")).toEqual(here);
  });
});
