import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compileContent, readContent, readSources, sourcesOf } from "#adapters/content/disk";

const root = fileURLToPath(new URL("../..", import.meta.url));
const files = readContent(root);
const sources = Object.fromEntries(readSources(files));

describe("the sources", () => {
  it("are 104, each with a wording of its own", () => {
    const texts = Object.values(sources);
    expect(texts.length).toBe(104);
    expect(new Set(texts).size).toBe(104);
    expect(texts.every((text) => text.length > 10 && !text.endsWith("?"))).toBe(true);
  });

  it("are the only ones drills name", () => {
    const programs = compileContent(files).drills.flatMap(({ program }) => program ?? []);
    const named = programs.flatMap((program) => program.sources);
    expect(named.filter((id) => !Object.hasOwn(sources, id))).toEqual([]);
    const known = sourcesOf(files, programs);
    expect(Object.keys(known)).toEqual(Object.keys(sources));
    expect(known["deep-01"]?.drills).toContain("one-region-502");
    expect(Object.values(known).flatMap(({ drills }) => drills)).toHaveLength(named.length);
  });
});
