import { fileURLToPath } from "node:url";
import { Ajv, type AnySchemaObject, type ValidateFunction } from "ajv";
import { describe, expect, it } from "vitest";
import { readContent } from "#adapters/content/disk";
import { Sink } from "#scenario/diagnostics";
import { FILE_KINDS, type FileKind, jsonSchema } from "#scenario/index";
import { readFrontMatter } from "#scenario/parse/front-matter";
import { toPlain } from "#scenario/parse/located";
import { parseYaml } from "#scenario/parse/yaml";

const root = fileURLToPath(new URL("../..", import.meta.url));
const content = readContent(root);

const WHERE: Readonly<Record<FileKind, RegExp | null>> = {
  drill: /^content\/(?:drills\/[^/]+|gameday\/tabletop)\/drill\.yaml$/,
  play: /^content\/drills\/[^/]+\/plays\/[^/]+\.yaml$/,
  system: /^content\/(?:gameday\/tabletop\/)?systems\/[^/]+\.yaml$/,
  people: /^content\/(?:gameday\/tabletop\/)?people\/[^/]+\.yaml$/,
  question: /^content\/questions\/[^/]+\.md$/,
  answers: /^content\/answers\/[^/]+\.yaml$/,
  lexicon: /^content\/questions\/lexicon\/[^/]+\.yaml$/,
  sources: /^content\/sources\.yaml$/,
  deck: /^content\/gameday\/deck\.yaml$/,
  guide: /^content\/drills\/[^/]+\/guide\.yaml$/,
  pack: null,
};

const validators = new Map<FileKind, ValidateFunction>();
/** What an editor would underline: path and keyword. */
function complaints(kind: FileKind, value: unknown): string[] {
  const known =
    validators.get(kind) ??
    new Ajv({ allErrors: true, strict: true, strictTypes: false }).compile({ ...jsonSchema(kind) } as AnySchemaObject);
  validators.set(kind, known);
  return known(value) ? [] : (known.errors ?? []).map((e) => `${e.instancePath} ${e.keyword}`);
}

function read(path: string, text: string): unknown {
  const sink = new Sink();
  const node = path.endsWith(".md") ? readFrontMatter({ path, text }, sink).head : parseYaml({ path, text }, sink);
  expect(sink.sorted()).toEqual([]);
  return node && toPlain(node);
}

const PACK = "pack: mine\ntitle: Mine\nversion: 1\nfiles: { drills/a/drill.yaml: 'code: A' }\n";
const ofKind = (kind: FileKind) =>
  kind === "pack" ? [{ path: "pack.yaml", text: PACK }] : content.filter(({ path }) => WHERE[kind]?.test(path));

describe("S18 JSON Schemas for editors", () => {
  it.each(FILE_KINDS)("%s: accepts every file there is", (kind) => {
    const files = ofKind(kind);
    expect(files.length).toBeGreaterThan(0);
    const refused = files.flatMap(({ path, text }) => complaints(kind, read(path, text)).map((c) => `${path} ${c}`));
    expect(refused).toEqual([]);
  });

  it("leave no file of content out", () => {
    const known = Object.values(WHERE).flatMap((where) => where ?? []);
    const prose = /^content\/(README\.md|(drills\/[^/]+|gameday\/tabletop)\/(debrief\.md|runbook\/[^/]+\.md))$/;
    const rest = content
      .map(({ path }) => path)
      .filter((path) => !prose.test(path) && !known.some((w) => w.test(path)));
    expect(rest).toEqual([]);
  });

  /** [kind, what is replaced in the first such file that has it, by what, where and why it is refused] */
  const MISTAKES: readonly (readonly [FileKind, RegExp, string, string])[] = [
    ["drill", /^minutes:/m, "minuts:", " additionalProperties"],
    ["drill", /^minutes: .*/m, "minutes: soon", "/minutes type"],
    ["drill", /^code: .*\n/m, "", " required"],
    ["drill", /^level: .*/m, "level: hard", "/level enum"],
    ["drill", /^page:\n/m, "page:\n  runbok: x\n", "/page additionalProperties"],
    ["drill", /^world:\n/m, "world:\n  nods: {}\n", "/world additionalProperties"],
    ["drill", /patch:\n/, "patch:\n        scor: {}\n", " additionalProperties"],
    ["drill", /do: \[ \{ gauge: \{/, "do: [ { fact: x, gauge: {", " maxProperties"],
    ["play", /^band: .*/m, "band: [90]", "/band minItems"],
    ["play", /ack: \{\}/, "akc: {}", " additionalProperties"],
    ["play", /panel: board/, "panel: bord", " enum"],
    ["play", /timeout: \S+/, "timeout: 10 secs", " pattern"],
    ["system", /^nodes:/m, "node:", " additionalProperties"],
    ["system", /workers: \d+/, "workers: many", " type"],
    ["system", /kind: database/, "kind: databas", " enum"],
    ["people", /name:/, "nam:", " required"],
    ["people", /colour: \d+/, "colour: 12", " maximum"],
    ["question", /^kind: .*/m, "kind: tale", "/kind enum"],
    ["question", /^minutes: .*/m, "minutes: 90", "/minutes maximum"],
    ["question", /^ +weight: \d/m, "    weight: 4", " enum"],
    ["answers", /kind: strong/, "kind: good", " enum"],
    ["answers", /^question: .*\n/m, "", " required"],
    ["lexicon", /^groups:/m, "group:", " additionalProperties"],
    ["lexicon", /^ideas:/m, "ideas: []\nother:", "/ideas type"],
    ["sources", /^sources:/m, "source:", " required"],
    ["sources", /^ {2}incident-01: .*/m, "  incident-01: [a]", "/sources/incident-01 type"],
    ["pack", /pack: mine/, "pack: My pack", "/pack pattern"],
    ["pack", /version: 1/, "version: 0", "/version minimum"],
    ["pack", /files: .*/, "files: [ a ]", "/files type"],
  ];

  it.each(MISTAKES)("%s: refuse %s → %s", (kind, from, to, expected) => {
    const file = ofKind(kind).find(({ text }) => from.test(text));
    expect(file, `a ${kind} with ${from}`).toBeDefined();
    const found = complaints(
      kind,
      read(
        file?.path ?? "",
        (file?.text ?? "").replace(from, () => to),
      ),
    );
    expect(
      found.some((c) => c.endsWith(expected)),
      found.join("\n"),
    ).toBe(true);
  });

  it("say in words what is expected", () => {
    expect(JSON.stringify(jsonSchema("drill"))).toContain(
      "Expected: a duration such as 250ms, 10s or 1m40s, or seconds",
    );
    expect(JSON.stringify(jsonSchema("people"))).toContain("Expected: a number from 0 to 11");
  });

  it("let a patch delete, and leave out what the file it changes has", () => {
    const whole = content.find(({ path }) => /drills\/[^/]+\/drill\.yaml$/.test(path));
    const drill = read(whole?.path ?? "", whole?.text ?? "") as Record<string, unknown>;
    const patch = { page: { runbook: null }, world: { faults: { other: { share: "10%" }, gone: null } }, facts: null };
    expect(complaints("drill", { ...drill, variants: { one: { label: "One", patch } } })).toEqual([]);
    const wrong = { ...patch, world: { faults: { other: { shares: "10%" } } } };
    expect(complaints("drill", { ...drill, variants: { one: { label: "One", patch: wrong } } }).join("\n")).toContain(
      "/variants/one/patch/world/faults/other additionalProperties",
    );
  });
});
