import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { runCli } from "#cli/run";

const root = fileURLToPath(new URL("../..", import.meta.url));
const guide = readFileSync(join(root, "content/README.md"), "utf8");
const chapter = /^## A first drill[\s\S]*?(?=^## )/m.exec(guide)?.[0] ?? "";

/** What the chapter asks for, in order: commands, what they print, and changes of a file. */
type Step =
  | { readonly kind: "run"; readonly commands: readonly string[] }
  | { readonly kind: "printed"; readonly lines: readonly string[] }
  | { readonly kind: "change"; readonly file: string; readonly from: string; readonly to: string };

function stepsOf(text: string): Step[] {
  const steps: Step[] = [];
  let before = 0;
  for (const block of text.matchAll(/```(\w*)\n([\s\S]*?)```/g)) {
    const [, language, body = ""] = block;
    const prose = text.slice(before, block.index);
    before = block.index + block[0].length;
    const lines = body.trimEnd().split("\n");
    if (language === "sh") steps.push({ kind: "run", commands: lines });
    else if (language === "text") steps.push({ kind: "printed", lines });
    else {
      const asked = /[Ii]n `([^`]+)`, replace `([^`]+)` by\s*$/.exec(prose);
      if (!asked) throw new Error(`a block does not say where it belongs: ${body}`);
      steps.push({ kind: "change", file: asked[1] as string, from: asked[2] as string, to: body.trimEnd() });
    }
  }
  return steps;
}

describe("N2 the guide's first drill", () => {
  const place = mkdtempSync(join(tmpdir(), "meantime-guide-"));
  const cwd = join(place, "project");
  mkdirSync(cwd);
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  async function run(command: string): Promise<string> {
    const argv = /^npm run --silent meantime -- (.*)$/.exec(command)?.[1]?.split(" ") ?? [];
    const said: string[] = [];
    const io = { root, cwd, out: (text: string) => said.push(text), err: (text: string) => said.push(text) };
    const threads = argv[0] === "explore" || argv[0] === "calibrate" ? ["--workers", "0"] : [];
    const code = await runCli([...argv, ...threads], io);
    expect(code === 2, `${command}\n${said.join("\n")}`).toBe(false);
    return said.join("\n");
  }

  function change({ file, from, to }: Extract<Step, { kind: "change" }>): void {
    const path = join(place, "harbour", file);
    const text = readFileSync(path, "utf8");
    expect(text.split(from).length - 1, `“${from}” stands once in ${file}`).toBe(1);
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
  }

  it("does, step by step, what it says", async () => {
    const steps = stepsOf(chapter);
    expect(steps.filter((step) => step.kind === "change").length).toBeGreaterThanOrEqual(8);
    let printed = "";
    for (const step of steps) {
      if (step.kind === "change") change(step);
      else if (step.kind === "printed") for (const line of step.lines) expect(printed).toContain(line);
      else {
        printed = "";
        for (const command of step.commands) printed += `${await run(command)}\n`;
      }
    }
    expect(readFileSync(join(place, "harbour/drills/late-boats/drill.yaml"), "utf8")).toContain("share: 70%");
  });

  it("names files that are made", () => {
    for (const [, path = ""] of chapter.matchAll(/^\| `([^`]+)` \|/gm)) {
      const file = path.replace("*", "expert");
      expect(readFileSync(join(place, "harbour", file), "utf8").length, file).toBeGreaterThan(0);
    }
  });
});
