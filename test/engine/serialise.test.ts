import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeRun, encodeRun, hashState, replay } from "#engine/index";
import { commandLog, runOf } from "./commands";
import { command, PROGRAM } from "./fixture";

const good = () =>
  JSON.parse(JSON.stringify(encodeRun(runOf([command(95, 1, { kind: "ack", args: { page: "page" } })], 100))));

/** The good run with a value put at a path. */
function spoiled(path: readonly (string | number)[], value: unknown): unknown {
  const run = good();
  let target = run;
  for (const key of path.slice(0, -1)) target = target[key];
  Object.defineProperty(target, path.at(-1) as string, { value, enumerable: true, configurable: true, writable: true });
  return run;
}

describe("runs from outside", () => {
  it("E20 a run survives being written down", () => {
    fc.assert(
      fc.property(commandLog(10, 200), (commands) => {
        const run = runOf(commands, 220);
        const read = decodeRun(JSON.parse(JSON.stringify(encodeRun(run))));
        expect(read).toEqual({ ok: true, value: run });
      }),
      { seed: 20, numRuns: 30 },
    );
  });

  it.each([
    [[], "text", "run"],
    [["header"], null, "header"],
    [["header", "seed"], "7", "header.seed"],
    [["header", "clock"], "fast", "header.clock"],
    [["header", "roles"], [{ author: "a" }], "header.roles[0].role"],
    [["header", "forkOf"], { run: "r", second: 0.5, ordinal: 0 }, "header.forkOf.second"],
    [["commands"], {}, "commands"],
    [["commands", 0], [], "commands[0]"],
    [["commands", 0, "second"], 101, "commands[0].second"],
    [["commands", 0, "second"], -1, "commands[0].second"],
    [["commands", 0, "kind"], "constructor", "commands[0].kind"],
    [["commands", 0, "kind"], "__proto__", "commands[0].kind"],
    [["commands", 0, "args"], { page: "page", more: 1 }, "commands[0].args.more"],
    [["commands", 0, "args"], JSON.parse('{"page":"p","__proto__":{"x":1}}'), "commands[0].args.__proto__"],
    [["commands", 0, "args", "page"], "x".repeat(1e6), "commands[0].args.page"],
    [["commands", 0, "author"], 5, "commands[0].author"],
    [["commands", 1], good().commands[0], "commands[1].counter"],
    [["horizon"], Number.POSITIVE_INFINITY, "run.horizon"],
    [["extra"], 1, "run.extra"],
  ] as const)("E20 a fault at %j is reported there", (path, value, where) => {
    const read = decodeRun(path.length === 0 ? value : spoiled(path, value));
    expect(read.ok ? "accepted" : read.error.path).toBe(where);
  });

  it("E20 nothing that passes makes the engine throw, whatever it names", () => {
    const name = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom("__proto__", "constructor", "toString", "shop", "eu"),
    );
    const args = fc.oneof(
      fc.record({ panel: fc.constant("probe"), probe: name, region: name, quarantined: fc.boolean() }),
      fc.record({ panel: fc.constant("trace"), id: name }),
      fc.record({
        panel: fc.constant("logs"),
        query: fc.string({ maxLength: 60 }),
        window: fc.integer({ min: 1, max: 1000 }),
      }),
      fc.record({
        panel: fc.constant("board"),
        node: name,
        region: name,
        split: fc.constant("region"),
        window: fc.constant(60),
        compare: fc.boolean(),
      }),
    );
    const looks = fc.array(args, { maxLength: 4 }).map((list) => list.map((a) => ["look", a] as const));
    const acts = fc
      .record({
        action: fc.constantFrom("rollback", "scale", "setting", "config-edit", "failover", "flag", "drain"),
        node: name,
        region: name,
        key: name,
        value: fc.oneof(name, fc.double({ noNaN: true, min: -1e9, max: 1e9 })),
        amount: fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      })
      .map((a) => [["act", a] as const]);
    fc.assert(
      fc.property(looks, acts, (a, b) => {
        const commands = [...a, ...b].map(([kind, value], i) => ({
          kind,
          args: value,
          second: 95,
          author: "player",
          counter: i,
          role: "lead",
          seen: 95,
        }));
        const read = decodeRun({ ...good(), commands });
        if (read.ok) expect(hashState(replay(PROGRAM, read.value))).toHaveLength(16);
      }),
      { seed: 21, numRuns: 25 },
    );
  });
});
