import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

/** What the compiler says about one source under the settings of the pure rooms. */
function compile(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), "meantime-pure-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "a.ts"), source);
  const config = { extends: resolve("tsconfig.pure.json"), include: ["a.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  return spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", folder], { encoding: "utf8" }).stdout;
}

describe("compiling the pure rooms", () => {
  it.each(["document", "window", "process", "console", "structuredClone"])("does not know %s", (name) => {
    expect(compile(`export const a = ${name};`)).toMatch(new RegExp(`Cannot find name '${name}'`));
  });

  it("knows the language itself", () => {
    expect(compile("export const a = [3, 1].toSorted().at(-1)?.toFixed(2) ?? new Map([[1, 2]]);")).toBe("");
  });
});
