import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advanceTo, decodeState, encodeState, hashState, historiesOf, Keyframes, replay } from "#engine/index";
import { commandLog, runOf } from "./commands";
import { command, header, PROGRAM } from "./fixture";

describe("keyframes", () => {
  it("E19 a state encoded at any position goes on identically, and the one it came from is not touched", () => {
    fc.assert(
      fc.property(commandLog(12, 260), fc.integer({ min: 0, max: 260 }), (commands, second) => {
        const upTo = commands.filter((c) => c.second <= second);
        const state = replay(PROGRAM, runOf(upTo, second));
        const encoded = encodeState(state);
        const hash = hashState(state);
        const copy = decodeState(PROGRAM, header(), encoded, historiesOf(state));
        expect(hashState(copy)).toBe(hash);
        const rest = commands.filter((c) => c.second > second);
        advanceTo(copy, 300, rest);
        expect(hashState(state)).toBe(hash);
        advanceTo(state, 300, rest);
        expect(hashState(copy)).toBe(hashState(state));
        expect(copy.journal).toEqual(state.journal);
        expect(copy.log).toEqual(state.log);
      }),
      { seed: 19, numRuns: 12 },
    );
  });

  it("E19 any second of a finished run is there again, with the commands up to it", () => {
    const log = [
      command(95, 1, { kind: "ack", args: { page: "page" } }),
      command(100, 2, { kind: "act", args: { action: "rollback", node: "shop", region: "eu" } }),
      command(101, 3, { kind: "say", args: { audience: "executives", text: "It will be fixed by 12:09." } }),
    ];
    const run = runOf(log, 400);
    const keyframes = Keyframes.of(PROGRAM, run);
    for (const second of [0, 29, 30, 95, 100, 101, 217, 330, 399, 400, 60]) {
      const fresh = replay(PROGRAM, { ...run, horizon: second, commands: log.filter((c) => c.second <= second) });
      const framed = keyframes.at(second);
      expect([second, hashState(framed)]).toEqual([second, hashState(fresh)]);
      expect(framed.journal).toEqual(fresh.journal);
    }
    expect(keyframes.at(95, 0).journal.some((e) => e.kind === "ack")).toBe(false);
  });

  it("E19 keyframes of a small system are small", () => {
    const { frames, telemetry, largest } = Keyframes.of(PROGRAM, runOf([], 600)).bytes;
    expect(largest).toBeLessThan(25_000);
    expect(frames + telemetry).toBeLessThan(2_000_000);
  });
});
