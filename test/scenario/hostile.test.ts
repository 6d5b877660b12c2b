import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { Sink } from "#scenario/diagnostics";
import { compileDrill, compileSystem, formatDiagnostic } from "#scenario/index";
import { toPlain } from "#scenario/parse/located";
import { parseYaml } from "#scenario/parse/yaml";
import { checkSchema } from "#scenario/schema/check";
import { drillFile } from "#scenario/schema/drill";
import { playFile } from "#scenario/schema/play";
import { systemFile } from "#scenario/schema/system";
import { DRILL, filesOf, PLAY, SYSTEM } from "./fixture";

const codes = (text: string): string[] => {
  const sink = new Sink();
  parseYaml({ path: "x.yaml", text }, sink);
  return sink.sorted().map((d) => `${d.line}:${d.column} ${d.code}`);
};

describe("S3 what is refused", () => {
  const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
  for (let i = 1; i < 8; i++) bomb.push(`a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}*a${i - 1}]`);

  it.each([
    ["aliases that multiply", bomb.join("\n"), "yaml.aliases"],
    ["aliases without number", `a: &a x\nb: [${"*a, ".repeat(201_000)}*a]`, "yaml.aliases"],
    ["an alias of itself", "a: &a [*a]", "yaml.depth"],
    ["41 levels", `${"[".repeat(42)}${"]".repeat(42)}`, "yaml.depth"],
    ["a million brackets", "[".repeat(1_000_000), "yaml.depth"],
    ["a million nested block lists", "- ".repeat(500_000), "yaml.depth"],
    ["more than 2 MB", `a: ${"x".repeat(2 * 1024 * 1024)}`, "yaml.size"],
    ["a key that reaches a prototype", "a: 1\n__proto__: { b: 1 }", "yaml.key"],
    ["constructor as a key", "constructor: 1", "yaml.key"],
    ["a map as a key", "? { a: 1 }\n: 2", "yaml.key"],
    ["infinity", "a: .inf", "yaml.number"],
    ["a tag", "a: !!js/function x", "yaml.syntax"],
    ["a duplicate key", "a: 1\na: 2", "yaml.duplicate-key"],
    ["nothing", "", "yaml.empty"],
    ["an unknown alias", "a: *b", "yaml.syntax"],
  ])("%s", (_, text, code) => {
    const found = codes(text);
    expect(found.map((f) => f.split(" ")[1])).toContain(code);
  });

  it("says where each of several syntax errors is", () => {
    expect(codes("a: 1\nb: [1, 2\nc: 3\n__proto__: 1\n").length).toBeGreaterThan(0);
    expect(codes("a: 1\na: 2\nb: 1\nb: 2\n")).toEqual(["2:1 yaml.duplicate-key", "4:1 yaml.duplicate-key"]);
  });

  it("lets no prototype through to what is compiled", () => {
    const result = compileSystem([{ path: "x.yaml", text: `${SYSTEM}__proto__: { polluted: true }\n` }]);
    expect(result.ok).toBe(false);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

/** One random change of a text: cut, double, swap, or put in something that means something to YAML or CEL. */
const SPICE = [
  "[",
  "]",
  "{",
  "}",
  ":",
  "- ",
  "&a ",
  "*a",
  "!!x ",
  '"',
  "'",
  "|\n",
  "\n  ",
  "null",
  "{{",
  "}}",
  "1e999",
  "?",
  "#",
  "\t",
  "__proto__",
  "(",
  ")",
  "&&",
  "||",
  "\u0000",
  "é",
  "10%",
  "-1",
];
const mutation = fc.record({
  at: fc.nat(10_000),
  length: fc.nat(30),
  kind: fc.constantFrom("cut", "double", "spice", "line"),
  spice: fc.constantFrom(...SPICE),
});

function mutate(text: string, m: { at: number; length: number; kind: string; spice: string }): string {
  const at = m.at % text.length;
  const piece = text.slice(at, at + m.length);
  if (m.kind === "cut") return text.slice(0, at) + text.slice(at + m.length);
  if (m.kind === "double") return text.slice(0, at) + piece + text.slice(at);
  if (m.kind === "spice") return text.slice(0, at) + m.spice + text.slice(at);
  const lines = text.split("\n");
  lines.splice(m.at % lines.length, 1);
  return lines.join("\n");
}

describe("S15 whatever the input, the compiler returns", () => {
  it("with diagnostics that stand in the files, or with a program", () => {
    const property = fc.property(
      fc.constantFrom("system", "drill", "play"),
      fc.array(mutation, { minLength: 1, maxLength: 3 }),
      (part, mutations) => {
        const before = { system: SYSTEM, drill: DRILL, play: PLAY }[part] as string;
        const files = filesOf({ [part]: mutations.reduce(mutate, before) });
        const { program, diagnostics } = compileDrill(files);
        expect(program === undefined).toBe(diagnostics.some((d) => d.severity === "error"));
        for (const d of diagnostics) {
          const lines = files.find((f) => f.path === d.file)?.text.split("\n");
          expect(lines, formatDiagnostic(d)).toBeDefined();
          expect(d.line).toBeLessThanOrEqual(lines?.length ?? 0);
          expect(d.column).toBeLessThanOrEqual((lines?.[d.line - 1]?.length ?? 0) + 1);
        }
      },
    );
    fc.assert(property, { seed: 20260312, numRuns: 400 });
  });

  it("for files of any kind of value", () => {
    const property = fc.property(fc.json({ maxDepth: 4 }), fc.json({ maxDepth: 4 }), (drill, system) => {
      expect(compileDrill(filesOf({ drill, system })).program).toBeUndefined();
    });
    fc.assert(property, { seed: 7, numRuns: 150 });
  });

  it("without files", () => {
    expect(compileDrill([]).diagnostics.map((d) => d.code)).toEqual(["file.missing"]);
    expect(compileSystem([]).ok).toBe(false);
  });
});

describe("S16 our walk and Valibot accept the same", () => {
  it("for changed files", () => {
    const schemas = { system: systemFile, drill: drillFile, play: playFile };
    const texts = { system: SYSTEM, drill: DRILL, play: PLAY };
    let accepted = 0;
    const property = fc.property(fc.constantFrom("system", "drill", "play"), mutation, (part, m) => {
      const sink = new Sink();
      const node = parseYaml({ path: "x.yaml", text: mutate(texts[part], m) }, sink);
      // What the reader of YAML has refused already is not a question for the schema.
      if (!node || sink.failed) return;
      checkSchema(schemas[part], node, sink);
      const valid = v.safeParse(schemas[part] as v.GenericSchema, toPlain(node)).success;
      if (valid) accepted++;
      expect(sink.sorted().length === 0).toBe(valid);
    });
    fc.assert(property, { seed: 11, numRuns: 400 });
    expect(accepted).toBeGreaterThan(20);
  });
});
