import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { runCli } from "#cli/run";

const ours = fileURLToPath(new URL("../../content/", import.meta.url));

/** A project with our lexicon, which the rules of cards share, and a list of sources of its own. */
const root = mkdtempSync(join(tmpdir(), "meantime-question-"));
mkdirSync(join(root, "content/questions"), { recursive: true });
cpSync(join(ours, "questions/lexicon"), join(root, "content/questions/lexicon"), { recursive: true });
writeFileSync(join(root, "content/sources.yaml"), "# ours\nsources:\n  war-151: An outage\n  known-01: Known\n");
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(argv, { root, cwd: root, out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

const sources = (): string => readFileSync(join(root, "content/sources.yaml"), "utf8");

describe("N4 new question", () => {
  it("starts a card that passes its checks, alone and in the bank, with a line among the sources", async () => {
    const made = await run("new", "question", "war-170");
    expect(made.out).toContain("content/questions/war-170.md\n  content/sources.yaml\n");
    const clean = { code: 0, out: "", err: "0 errors, 0 warnings" };
    expect(await run("check", "content/questions/war-170.md")).toEqual(clean);
    expect(await run("check")).toEqual(clean);
    expect(sources()).toMatch(/^# ours\nsources:\n {2}war-151: An outage\n {2}known-01: Known\n {2}war-170: .+\n$/);
    expect((await run("rubric", "war-170")).out).toContain("Changes a small batch first");
  });

  it("leaves the list as it is when the source is in it", async () => {
    const before = sources();
    const { out } = await run("new", "question", "known-01", "--json");
    expect(JSON.parse(out)).toEqual({ id: "known-01", files: ["content/questions/known-01.md"] });
    expect(sources()).toBe(before);
  });

  it("overwrites nothing", async () => {
    writeFileSync(join(root, "content/questions/mine-1.md"), "mine\n");
    const { code, err } = await run("new", "question", "mine-1");
    expect({ code, err }).toEqual({
      code: 1,
      err: "nothing was written, for content/questions/mine-1.md is there already",
    });
    expect(readFileSync(join(root, "content/questions/mine-1.md"), "utf8")).toBe("mine\n");
    expect(sources()).not.toContain("mine-1");
  });

  it.each([
    [["question"], "new question wants <id>"],
    [["question", "War 1"], '"War 1" cannot be the id of a question'],
    [["question", "war-171", "--form", "data"], "--form is for drills"],
    [["question", "war-171", "--into", "x"], "--into is for drills"],
    [["qestion", "war-171"], "did you mean question?"],
  ])("%j ends with 2 and says what would be right", async (argv, message) => {
    const { code, err } = await run("new", ...argv);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});
