import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Project } from "./project";

const project = new Project();
afterAll(() => project.remove());

interface Report {
  total: number;
  within: boolean | null;
  variant: string;
  play: string | null;
  hash: string;
  same?: boolean;
  ending: { id: string } | null;
  marks: { id: string }[];
}

describe("what is typed wrongly", () => {
  it.each([
    [["plya"], 'there is no verb "plya"; did you mean play?'],
    [[], "a verb is wanted"],
    [["play", "mini-drill", "--paly", "idle"], "play has no --paly; did you mean --play?"],
    [["play", "mini-dril", "--play", "idle"], 'there is no drill "mini-dril"; did you mean mini-drill?'],
    [["play", "mini-drill", "--play", "experd"], 'there is no play "experd"; did you mean expert?'],
    [["play", "mini-drill", "--play", "idle", "--variant", "europa"], "did you mean europe?"],
    [["play", "mini-drill", "--play", "idle", "--seed", "two"], '--seed wants a whole number, not "two"'],
    [["play", "mini-drill", "--play"], "--play wants <name|file>"],
    [["play", "mini-drill", "--play", "idle", "--play", "idle"], "--play is given twice"],
    [["play", "mini-drill"], "play wants --play <name|file>"],
    [["play"], "play wants <drill>"],
    [["list", "more"], 'list does not understand "more"'],
    [["list", "--json=yes"], "--json takes no value"],
    [["check", "nowhere.yaml"], 'there is no file "nowhere.yaml"'],
    [["replay", "nowhere.json"], 'there is no file "nowhere.json"'],
    [["simulate", "one.yaml", "--fault", "hal"], 'there is no fault "hal"; did you mean half?'],
    [["simulate", "one.yaml", "--minutes", "0"], "--minutes wants a number above 0"],
    [["simulate", "one.yaml", "--set", "nodes.api"], "--set wants path=value"],
    [["simulate", "one.yaml", "--warmup", "soon"], "--warmup wants a length of time"],
  ])("%j ends with 2 and says what would be right", async (argv, message) => {
    const { code, out, err } = await project.run(...argv);
    expect(err).toContain(message);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it("help is no error", async () => {
    const all = await project.run("--help");
    expect(all.code).toBe(0);
    for (const verb of ["list", "check", "play", "replay", "explore", "calibrate", "simulate", "coverage"])
      expect(all.out).toContain(`meantime ${verb}`);
    expect((await project.run("play", "--help")).out).toContain("--variant <id>");
  });
});

describe("list and coverage", () => {
  it("give drills with variants, plays and sources", async () => {
    const [drill] = await project.json<{ code: string; variants: { id: string }[]; plays: unknown[] }[]>("list");
    expect(drill).toMatchObject({ code: "INC-7", slug: "mini-drill", title: "Orders fail", sources: ["deep-01"] });
    expect(drill?.variants.map((v) => v.id)).toEqual(["europe", "america"]);
    expect(drill?.plays).toContainEqual({ id: "idle", label: "Idle", band: [0, 15] });
  });

  it("say which sources are missing what", async () => {
    const coverage = await project.json<{ list: { id: string; drills: string[]; missing: string[] }[] }>("coverage");
    expect(coverage).toMatchObject({ sources: 2, cards: 0, drills: 1, complete: 0 });
    expect(coverage.list[0]).toMatchObject({ id: "deep-01", card: null, drills: ["mini-drill"], missing: ["card"] });
    expect(coverage.list[1]?.missing).toEqual(["card", "drill"]);
  });
});

describe("check", () => {
  it("is silent and 0 on good content", async () => {
    expect(await project.run("check")).toMatchObject({ code: 0, out: "" });
  });

  it("prints file:line:col severity code message and ends with 1", async () => {
    project.write("bad.yaml", "id: bad\nnodes:\n  api: { servers: 1, operations: { get: { wrk: 100ms } } }\n");
    const { code, out } = await project.run("check", "bad.yaml");
    expect(code).toBe(1);
    expect(out).toMatch(/^bad\.yaml:3:\d+ error schema\.unknown-key .*"wrk".*work/m);
  });

  it("checks a drill outside the project by its folder", async () => {
    const folder = join(project.root, "elsewhere/drills/other");
    mkdirSync(folder, { recursive: true });
    const text = readFileSync(join(project.root, "content/drills/mini-drill/drill.yaml"), "utf8");
    writeFileSync(join(folder, "drill.yaml"), text.replace("from: bo", "from: bob"));
    const { code, out } = await project.run("check", folder);
    expect(code).toBe(1);
    expect(out).toContain("elsewhere/drills/other/drill.yaml:");
    expect(out).toContain('unknown person "bob"');
  });
});

describe("play and replay", () => {
  it("play the same way for the same seed, on the variant asked for", async () => {
    const argv = ["play", "INC-7", "--play", "expert", "--variant", "america", "--seed", "5"];
    const one = await project.json<Report>(...argv);
    expect(one).toMatchObject({ play: "expert", variant: "america", within: true, ending: { id: "contained" } });
    expect(await project.json<Report>(...argv)).toEqual(one);
    expect((await project.json<Report>(...argv.slice(0, -1), "6")).hash).not.toBe(one.hash);
  });

  it("replay a saved run to the same state and score", async () => {
    const played = await project.json<Report>("play", "mini-drill", "--play", "expert", "--save", "run.json");
    const again = await project.json<Report>("replay", "run.json");
    expect(again).toMatchObject({
      total: played.total,
      hash: played.hash,
      marks: played.marks,
      same: true,
      play: null,
    });
  });

  it("end with 1 outside the band", async () => {
    project.write("lazy.yaml", "label: Lazy\nband: [50, 60]\nsteps: []\n");
    const { code, out } = await project.run("play", "mini-drill", "--play", "lazy.yaml");
    expect(code).toBe(1);
    expect(out).toContain("band 50–60: OUTSIDE");
  });

  it("report what is wrong in a play file under its own name", async () => {
    project.write("wrong.yaml", "label: Wrong\nband: [0, 1]\nsteps:\n  - do: [ { ack: {}, nonsense: 1 } ]\n");
    const { code, err } = await project.run("play", "mini-drill", "--play", "wrong.yaml");
    expect(code).toBe(1);
    expect(err).toMatch(/^wrong\.yaml:4:/);
  });

  it("refuse a file that is no run, with the place", async () => {
    project.write("torn.json", '{ "format": 1, ');
    expect(await project.run("replay", "torn.json")).toMatchObject({ code: 1 });
    project.write("odd.json", '{ "format": 1, "header": {}, "commands": [], "horizon": 5 }');
    const { code, err } = await project.run("replay", "odd.json");
    expect(code).toBe(1);
    expect(err).toContain("odd.json is not a run: header.");
  });

  it("say so when a run comes from another version of the drill", async () => {
    await project.run("play", "mini-drill", "--play", "idle", "--save", "old.json");
    const path = join(project.root, "old.json");
    writeFileSync(path, readFileSync(path, "utf8").replace(/"dynamicsHash": "[^"]+"/, '"dynamicsHash": "other"'));
    const { err } = await project.run("replay", "old.json", "--json");
    expect(err).toContain("another version");
  });
});

describe("explore", () => {
  it("reports what was reached, with the scores", async () => {
    const found = await project.json<{ decisions: { unreached: string[] }; endings: { reached: string[] } }>(
      "explore",
      "mini-drill",
      "--runs",
      "3",
      "--workers",
      "0",
    );
    expect(found).toMatchObject({ runs: 9, complete: true, deadEnds: [], scores: { runs: 3 } });
    expect(found.endings.reached).toEqual(["contained", "burning"]);
  });

  it("ends with 1 when an option is out of reach", async () => {
    const own = new Project();
    const path = "content/drills/mini-drill/drill.yaml";
    const text = readFileSync(join(own.root, path), "utf8");
    own.write(path, text.replace('no: { label: "No, go on"', 'no: { label: "No, go on", available: t < 0'));
    const { code, out } = await own.run("explore", "mini-drill", "--runs", "1", "--workers", "0");
    own.remove();
    expect(code).toBe(1);
    expect(out).toContain("never: wait.no");
  });
});

describe("calibrate", () => {
  interface Calibration {
    outside: number;
    drills: {
      variants: {
        variant: string;
        spread: number;
        plays: { play: string; kind: string; within: boolean }[];
        fixed: { from: string; limit: number | null }[];
        random: { runs: number } | null;
      }[];
    }[];
  }

  it("plays everything on every variant, in threads as well as here, with the same result", async () => {
    const argv = ["calibrate", "mini-drill", "--runs", "2"];
    const here = await project.json<Calibration>(...argv, "--workers", "0");
    const [europe, america] = here.drills[0]?.variants ?? [];
    expect(europe?.plays.map((p) => p.play)).toContain("expert");
    expect(europe?.plays.filter((p) => p.kind === "policy").length).toBe(4);
    expect(europe).toMatchObject({ variant: "europe", random: { runs: 1 } });
    expect(america?.fixed).toMatchObject([{ from: "europe", limit: null }]);
    expect(here.outside).toBe(0);
    expect(await project.json<Calibration>(...argv, "--workers", "2")).toEqual(here);
  });

  it("ends with 1 and names what is outside", async () => {
    const own = new Project();
    own.write("content/drills/mini-drill/plays/idle.yaml", "label: Idle\nband: [50, 60]\nsteps: []\n");
    const { code, out } = await own.run("calibrate", "--play", "idle", "--variant", "europe", "--workers", "0");
    own.remove();
    expect(code).toBe(1);
    expect(out).toContain("OUTSIDE  idle scored 0, band 50–60");
  });
});
