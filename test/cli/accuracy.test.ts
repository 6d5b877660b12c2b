import { describe, expect, it } from "vitest";
import { runCli } from "#cli/run";

async function run(...argv: string[]): Promise<string> {
  const out: string[] = [];
  const root = process.cwd();
  await runCli(argv, { root, cwd: root, out: (text) => out.push(text), err: () => {} });
  return out.join("\n");
}

describe("the accuracy of single cards", () => {
  it("A9 leaves out what is held out, and says so", async () => {
    const text = await run("accuracy", "war-159");
    expect(text).toMatch(/^tuned /m);
    expect(text).not.toMatch(/^(?:held out|phrases, held out|red flags, held out) /m);
    expect(text).toContain("what is held out counts only in the whole");
    const json = JSON.parse(await run("accuracy", "war-159", "--json")) as object;
    expect(JSON.stringify(json)).not.toMatch(/heldOut|bySkill|byKind/);
  });
});
