import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readContent } from "#adapters/content/disk";
import { runsOf } from "../tools/runs";

const root = join(import.meta.dirname, "../..");
/** Fingerprints of every eight words in a row of the texts that the questions come from; the texts themselves are not here. */
const source = new Set(readFileSync(join(root, "test/fixtures/source-runs.txt"), "utf8").trim().split("\n"));

describe("content is in our own words", () => {
  const files = readContent(root);

  it("has sources and content to compare", () => {
    expect(source.size).toBeGreaterThan(9_000);
    expect(files.length).toBeGreaterThan(100);
    expect(runsOf("one two three four five six seven eight nine").map((run) => run.words)).toEqual([
      "one two three four five six seven eight",
      "two three four five six seven eight nine",
    ]);
  });

  it("shares no eight words in a row with a source", () => {
    const copied = files.flatMap(({ path, text }) =>
      runsOf(text)
        .filter(({ hash }) => source.has(hash))
        .map(({ words }) => `${path}: ${words}`),
    );
    expect(copied).toEqual([]);
  });
});
