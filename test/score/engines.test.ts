import { fileURLToPath } from "node:url";
import { getQuickJS, type QuickJSContext } from "quickjs-emscripten";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileContent, readContent } from "#adapters/content/disk";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { encodeRun } from "#engine/index";
import { hashCard, hashWholeRun } from "#score/hashes";
import { bundled } from "../bundled";
import { playedBy } from "../drills";
import { mark, scored } from "./fixture";

let vm: QuickJSContext;

beforeAll(async () => {
  vm = (await getQuickJS()).newContext();
  // XState takes hold of a console when it is loaded.
  vm.unwrapResult(vm.evalCode("globalThis.console = { log() {}, warn() {}, error() {} };")).dispose();
  vm.unwrapResult(vm.evalCode(await bundled("src/score/hashes.ts", "Meantime"))).dispose();
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

const played = (program: Program, play: string): Run =>
  playedBy(program, play, { seed: 3, variant: program.variants[0]?.info.id ?? "" });

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
