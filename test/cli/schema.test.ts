import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FILE_KINDS, jsonSchema } from "#scenario/index";
import { Project } from "./project";

const project = new Project();
afterAll(() => project.remove());

describe("schema", () => {
  it("prints the schema of a kind, or says what kinds there are", async () => {
    const { code, out } = await project.run("schema", "play");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(jsonSchema("play"))));
    const list = await project.run("schema");
    for (const kind of FILE_KINDS) expect(list.out).toMatch(new RegExp(`^${kind} `, "m"));
    expect(Object.keys(await project.json<object>("schema"))).toEqual(FILE_KINDS);
  });

  it("writes all of them, or one, into a folder", async () => {
    await project.run("schema", "--out", "all/of-them");
    const files = readdirSync(join(project.root, "all/of-them"));
    expect(files.sort()).toEqual(FILE_KINDS.map((kind) => `${kind}.json`).sort());
    const text = readFileSync(join(project.root, "all/of-them/system.json"), "utf8");
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(jsonSchema("system"))));
    expect(await project.json("schema", "drill", "--out", "one")).toEqual({ folder: "one", files: ["drill.json"] });
    expect(readdirSync(join(project.root, "one"))).toEqual(["drill.json"]);
  });

  it("names the nearest kind, and says why it cannot write", async () => {
    expect(await project.run("schema", "drll")).toMatchObject({ code: 2, out: "" });
    expect((await project.run("schema", "drll")).err).toContain('there is no kind of file "drll"; did you mean drill?');
    project.write("taken", "a file\n");
    const { code, err } = await project.run("schema", "--out", "taken");
    expect(code).toBe(1);
    expect(err).toContain("cannot write to");
    expect(existsSync(join(project.root, "taken/drill.json"))).toBe(false);
  });
});

describe("check", () => {
  it("finds mistakes in the list of sources, and sources that are not in it", async () => {
    const own = new Project();
    own.write("content/sources.yaml", "sources:\n  deep-01: A hard problem\n  7th: Another\n  war-151: [An outage]\n");
    const found = await own.run("check");
    expect(found.code).toBe(1);
    expect(found.out).toMatch(/^content\/sources\.yaml:3:3 error schema\.key "7th" cannot be a key here/m);
    expect(found.out).toMatch(/^content\/sources\.yaml:4:12 error schema\.type expected text that is not empty/m);
    expect((await own.run("check", "content/sources.yaml")).out.split("\n")).toHaveLength(2);
    own.write("content/sources.yaml", "sources:\n  deep-02: A hard problem\n");
    const { out } = await own.run("check");
    expect(out).toContain('drill.yaml:6:11 error reference.source unknown source "deep-01", did you mean "deep-02"?');
    own.remove();
  });
});
