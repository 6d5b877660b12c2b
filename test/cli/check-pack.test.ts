import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writePack } from "#adapters/content/packs/write";
import type { PackFile } from "#domain/pack";
import { Project } from "./project";

const project = new Project();
afterAll(() => project.remove());

/** The small drill of the project under another name, as the files of a pack; `change` is made in its drill. */
function files(change: (drill: string) => string = (drill) => drill): readonly PackFile[] {
  const content = join(project.root, "content");
  return (readdirSync(content, { recursive: true }) as string[])
    .filter((path) => /^(drills|systems|people).*\.(yaml|md)$/.test(path))
    .map((path) => {
      const text = readFileSync(join(content, path), "utf8");
      const own = text.replace("code: INC-7", "code: INC-8");
      return {
        path: path.replace("mini-drill", "own-drill").replaceAll("\\", "/"),
        text: path.endsWith("drill.yaml") ? change(own) : own,
      };
    });
}

const HEAD = { id: "own", title: "Own", version: 1 };
const GOOD = files();
const BAD = files((drill) => drill.replace("condition.calm: contained", "condition.clam: contained"));
const NO_EVENT = 'unknown event "condition.clam", did you mean "condition.calm"?';

/** Writes a pack in one of its forms and gives its path, from the root. */
function written(name: string, form: "zip" | "yaml" | "folder", content: readonly PackFile[]): string {
  if (form === "folder") {
    project.write(`${name}/pack.yaml`, "pack: own\ntitle: Own\nversion: 1\n");
    for (const { path, text } of content) project.write(`${name}/${path}`, text);
    return name;
  }
  const path = `${name}.${form}`;
  writeFileSync(join(project.root, path), writePack({ ...HEAD, files: content }, form).bytes);
  return path;
}

describe("N3 check of a pack", () => {
  it.each(["zip", "yaml", "folder"] as const)("finds nothing in a good one: %s", async (form) => {
    const path = written(`good-${form}`, form, GOOD);
    expect(await project.run("check", path)).toEqual({ code: 0, out: "", err: "0 errors, 0 warnings" });
  });

  it.each(["zip", "yaml", "folder"] as const)("names the inner file with its own line: %s", async (form) => {
    const path = written(`bad-${form}`, form, BAD);
    const drill = BAD.find((file) => file.path === "drills/own-drill/drill.yaml")?.text ?? "";
    const line = drill.slice(0, drill.indexOf("condition.clam")).split("\n").length;
    const { code, out } = await project.run("check", path);
    expect(out.split("\n")[0]).toContain(`${path}/drills/own-drill/drill.yaml:${line}:`);
    expect(out).toContain(NO_EVENT);
    expect(code).toBe(1);
  });

  it("reads pack.yaml alone as the folder it lies in, and leaves what is hidden there alone", async () => {
    const path = written("whole", "folder", BAD);
    project.write("whole/.git/config", "not ours");
    const { out, code } = await project.run("check", `${path}/pack.yaml`);
    expect(out).toContain(`whole/drills/own-drill/drill.yaml`);
    expect(out).not.toContain("schema.");
    expect(code).toBe(1);
  });

  it("finds what is wrong with the head, at its place", async () => {
    project.write("head/pack.yaml", "pack: own\ntitel: Own\nversion: 1\n");
    const folder = await project.run("check", "head/pack.yaml");
    expect(folder.out).toContain(
      'head/pack.yaml:2:1 error schema.unknown-key unknown key "titel", did you mean "title"?',
    );
    project.write("one-file.yaml", "pack: own\ntitle: Own\nversion: none\nfiles: {}\n");
    expect((await project.run("check", "one-file.yaml")).out).toContain("one-file.yaml:3:10 error");
    expect((await project.run("check", "no-zip.zip")).code).toBe(2);
    project.write("no-zip.zip", "plain text, no zip");
    expect((await project.run("check", "no-zip.zip")).out).toContain("no-zip.zip:1:");
  });

  it("says when a name is that of a drill that ships", async () => {
    const path = written(
      "clash",
      "zip",
      files((drill) => drill.replace("INC-8", "INC-7")),
    );
    const { out } = await project.run("check", path);
    expect(out).toContain(
      "pack.code-taken the code INC-7 is taken by a drill of Meantime, the nearest free one is INC-7-2",
    );
  });
});
