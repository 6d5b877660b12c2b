import { fileURLToPath } from "node:url";
import { getQuickJS, type QuickJSContext } from "quickjs-emscripten";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileContent, readContent } from "#adapters/content/disk";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { encodeRun, newHeader, playOf, playThrough } from "#engine/index";
import { hashCard, hashWholeRun } from "#score/hashes";
import { mark, scored } from "./fixture";

/** Engine and scoring as one script that defines `Meantime`. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    resolve: { tsconfigPaths: true },
    build: {
      write: false,
      minify: false,
      lib: { entry: "src/score/hashes.ts", formats: ["iife"], name: "Meantime", fileName: "meantime" },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (result === undefined || !("output" in result)) throw new Error("nothing was built");
  return result.output[0].code;
}

let vm: QuickJSContext;

beforeAll(async () => {
  vm = (await getQuickJS()).newContext();
  // XState takes hold of a console when it is loaded.
  vm.unwrapResult(vm.evalCode("globalThis.console = { log() {}, warn() {}, error() {} };")).dispose();
  vm.unwrapResult(vm.evalCode(await bundle())).dispose();
});
afterAll(() => vm.dispose());

/** What a function of the bundle gives in QuickJS. */
function there(name: "hashWholeRun" | "hashCard", program: Program, run: Run): string {
  const handles = [JSON.stringify(program), JSON.stringify(encodeRun(run))].map((text) => vm.newString(text));
  const bundled = vm.getProp(vm.global, "Meantime");
  const method = vm.getProp(bundled, name);
  const result = vm.unwrapResult(vm.callFunction(method, vm.undefined, ...handles));
  const text = vm.getString(result);
  for (const handle of [...handles, bundled, method, result]) handle.dispose();
  return text;
}

const played = (program: Program, play: string): Run => {
  const found = program.plays.find((p) => p.id === play);
  if (found === undefined) throw new Error(`no play ${play}`);
  const variant = program.variants[0]?.info.id ?? "";
  return playThrough(program, newHeader(program, { seed: 3, variant }), playOf(found)).run;
};

const texts = (program: Program, run: Run) => [JSON.stringify(program), JSON.stringify(encodeRun(run))] as const;

describe("C14: scoring in V8 and in QuickJS", () => {
  it("gives the same scorecard, the plays of the baseline included", () => {
    const program = scored({
      weights: { restore: 2, decide: 1 },
      marks: [mark({ id: "a", on: { event: "ack", match: {} } })],
    });
    const run = played(program, "expert");
    expect(there("hashCard", program, run)).toBe(hashCard(...texts(program, run)));
  });

  it("gives the same state and score at every second of a whole drill, story included", () => {
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const program = compileContent(readContent(root)).drills[0]?.program;
    if (!program) throw new Error("no drill compiles");
    const run = played(program, "expert");
    const here = hashWholeRun(...texts(program, run));
    expect(here.split("\n").length).toBeGreaterThan(1800);
    expect(there("hashWholeRun", program, run)).toBe(here);
  });
});
