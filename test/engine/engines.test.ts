import { getQuickJS } from "quickjs-emscripten";
import { describe, expect, it } from "vitest";
import { hashEverySecond } from "#engine/hashes";
import { encodeRun } from "#engine/index";
import { bundled } from "../bundled";
import { runOf } from "./commands";
import { command, PROGRAM } from "./fixture";

const RUN = runOf(
  [
    command(95, 1, { kind: "ack", args: { page: "page" } }),
    command(96, 2, {
      kind: "look",
      args: { panel: "board", node: "shop", split: "region", region: null, window: 300, compare: false },
    }),
    command(100, 3, { kind: "act", args: { action: "rollback", node: "shop", region: "eu" } }),
    command(101, 4, {
      kind: "say",
      args: { audience: "executives", text: "Some orders fail. We are rolling back. It will be fixed by 12:09." },
    }),
    command(104, 5, { kind: "look", args: { panel: "logs", query: "could", window: 60 } }),
    command(160, 6, { kind: "answer", args: { request: "hold", option: "go" } }),
  ],
  300,
);

describe("engines", () => {
  it("E24 the state hash is the same at every second in V8 and in QuickJS", async () => {
    const [program, run] = [JSON.stringify(PROGRAM), JSON.stringify(encodeRun(RUN))];
    const here = hashEverySecond(program, run);
    expect(here.split("\n")).toHaveLength(301);
    expect(new Set(here.split("\n")).size).toBe(301);
    const vm = (await getQuickJS()).newContext();
    try {
      // XState takes hold of a console when it is loaded.
      vm.unwrapResult(vm.evalCode("globalThis.console = { log() {}, warn() {}, error() {} };")).dispose();
      vm.unwrapResult(vm.evalCode(await bundled("src/engine/hashes.ts", "Meantime"))).dispose();
      const [a, b] = [vm.newString(program), vm.newString(run)];
      vm.setProp(vm.global, "programJson", a);
      vm.setProp(vm.global, "runJson", b);
      const result = vm.unwrapResult(vm.evalCode("Meantime.hashEverySecond(programJson, runJson)"));
      const there = vm.getString(result);
      for (const handle of [a, b, result]) handle.dispose();
      expect(there).toBe(here);
    } finally {
      vm.dispose();
    }
  });
});
