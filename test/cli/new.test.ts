import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compilePath } from "#adapters/content/disk";
import { runCli } from "#cli/run";
import { DRILL_FORMS } from "#domain/forms";
import { exploreStructure } from "#engine/index";
import { Project } from "./project";

const forms = Object.keys(DRILL_FORMS);
/** The project itself, so that ours are in the way; whatever is made lies in a folder of the test's own. */
const root = fileURLToPath(new URL("../..", import.meta.url));
const cwd = mkdtempSync(join(tmpdir(), "meantime-new-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(argv, { root, cwd, out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

interface Calibration {
  readonly outside: number;
  readonly drills: { readonly variants: { readonly plays: { readonly play: string; readonly refused: number }[] }[] }[];
}

describe.each(forms)("N1 new --form %s", (form) => {
  const slug = `try-${form}`;
  const drill = `own/drills/${slug}`;
  beforeAll(async () => {
    expect(await run("new", slug, "--form", form, "--into", "own")).toMatchObject({ code: 0, err: "" });
  });

  it("passes its checks without a warning", async () => {
    expect(await run("check", drill)).toEqual({ code: 0, out: "", err: "0 errors, 0 warnings" });
  });

  it("has plays that reach their bands, and gives players that game the score little", async () => {
    const { out } = await run("calibrate", drill, "--runs", "8", "--workers", "0", "--json");
    const { drills, outside } = JSON.parse(out) as Calibration;
    expect(outside).toBe(0);
    const plays = drills[0]?.variants[0]?.plays ?? [];
    expect(plays.map(({ play }) => play)).toEqual(expect.arrayContaining(["expert", "novice", "idle", "any-idle"]));
    expect(plays.filter(({ refused }) => refused > 0)).toEqual([]);
  });

  it("reaches every state, option and ending, and names nothing before play", async () => {
    const { out } = await run("explore", drill, "--runs", "2", "--workers", "0", "--json");
    expect(JSON.parse(out)).toMatchObject({ complete: true, deadEnds: [] });
    const { program } = compilePath(root, join(cwd, drill)).drills[0] ?? {};
    expect(program).toBeTruthy();
    if (!program) return;
    expect(exploreStructure(program).machines.flatMap((m) => m.unreached)).toEqual([]);
    const shown = [program.card.title, program.card.summary, ...program.card.tags, ...program.card.skills].join(" ");
    const secrets = program.base.score.diagnosis.truth.flatMap((t) => t.mechanism.split("-"));
    expect(secrets.filter((word) => shown.toLowerCase().includes(word))).toEqual([]);
  });

  it("leaves no word to be filled in, and names the schemas of an editor from where each file lies", () => {
    const files = (readdirSync(join(cwd, "own"), { recursive: true }) as string[]).filter((path) =>
      path.includes(slug),
    );
    const texts = files
      .filter((path) => /\.\w+$/.test(path))
      .map((path) => [path, readFileSync(join(cwd, "own", path), "utf8")] as const);
    expect(texts.length).toBeGreaterThanOrEqual(9);
    for (const [path, text] of texts) {
      expect(text, path).not.toMatch(/\b(SLUG|NAME|CODE|SCHEMAS)\b/);
      if (!path.endsWith(".yaml")) continue;
      const address = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text)?.[1] ?? "";
      const kind = path.includes("plays") ? "play" : (/(drill|system|people)/.exec(path.replace(slug, ""))?.[1] ?? "");
      expect(join(cwd, "own", path, "..", address)).toBe(
        join(root, `dist/schema/${kind === "drill" && path.includes("systems") ? "system" : kind}.json`),
      );
    }
  });
});

describe("N1 new", () => {
  it("says what was made and what to do next", async () => {
    const { out } = await run("new", "second-one", "--into", "told");
    expect(out).toContain("Made INC-9001, second-one, from the form “release”:");
    expect(out).toContain("  told/drills/second-one/drill.yaml");
    expect(out).toContain("npm run --silent meantime -- check told/drills/second-one");
    expect(readFileSync(join(cwd, "told/pack.yaml"), "utf8")).toBe("pack: second-one\ntitle: second-one\nversion: 1\n");
  });

  it("gives each drill of a folder a code of its own, and leaves its pack as it is", async () => {
    await run("new", "one", "--into", "two-of-them");
    writeFileSync(join(cwd, "two-of-them/pack.yaml"), "pack: mine\ntitle: Mine\nversion: 4\n");
    const { out } = await run("new", "two", "--form", "data", "--into", "two-of-them", "--json");
    expect(JSON.parse(out)).toMatchObject({ slug: "two", code: "INC-9002", form: "data" });
    expect(readFileSync(join(cwd, "two-of-them/pack.yaml"), "utf8")).toContain("version: 4");
  });

  it("writes into the project's content where no folder is named, and plays from there", async () => {
    const project = new Project();
    expect((await project.run("new", "late-orders", "--form", "data")).code).toBe(0);
    expect(existsSync(join(project.root, "content/systems/late-orders.yaml"))).toBe(true);
    expect(existsSync(join(project.root, "content/pack.yaml"))).toBe(false);
    expect((await project.run("check")).code).toBe(0);
    const report = await project.json<{ within: boolean }>("play", "late-orders", "--play", "expert");
    expect(report.within).toBe(true);
    project.remove();
  });

  it("overwrites nothing", async () => {
    mkdirSync(join(cwd, "taken/systems"), { recursive: true });
    writeFileSync(join(cwd, "taken/systems/mine.yaml"), "mine\n");
    const { code, err } = await run("new", "mine", "--into", "taken");
    expect({ code, err }).toEqual({
      code: 1,
      err: "nothing was written, for these are there already: taken/systems/mine.yaml",
    });
    expect(readFileSync(join(cwd, "taken/systems/mine.yaml"), "utf8")).toBe("mine\n");
    expect(existsSync(join(cwd, "taken/drills"))).toBe(false);
    expect(await run("new", "retry-storm", "--into", "elsewhere")).toMatchObject({
      code: 1,
      err: 'there is a drill "retry-storm" already; retry-storm-2 is free',
    });
  });

  it.each([
    [["Late Orders"], '"Late Orders" cannot be the name of a drill'],
    [["../up"], '"../up" cannot be the name of a drill'],
    [["x", "--form", "relase"], 'there is no form "relase"; did you mean release?'],
    [[], "new wants <slug>"],
  ])("%j ends with 2 and says what would be right", async (argv, message) => {
    const { code, err } = await run("new", ...argv);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});
