import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compileContent, readContent } from "#adapters/content/disk";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { sources } = parse(readFileSync(`${root}/content/sources.yaml`, "utf8")) as { sources: Record<string, string> };

describe("the sources", () => {
  it("are 104, each with a wording of its own", () => {
    const texts = Object.values(sources);
    expect(texts.length).toBe(104);
    expect(new Set(texts).size).toBe(104);
    expect(texts.every((text) => text.length > 10 && !text.endsWith("?"))).toBe(true);
  });

  it("are the only ones drills name", () => {
    const named = compileContent(readContent(root)).drills.flatMap((drill) => drill.program?.sources ?? []);
    expect(named.filter((id) => !Object.hasOwn(sources, id))).toEqual([]);
  });
});
