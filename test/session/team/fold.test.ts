import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Command } from "#domain/commands";
import { FIRST_SEAT } from "#domain/team";
import { type DrillState, type EncodedState, encodeRun, hashState, orderCommands, replay } from "#engine/index";
import { Fold } from "#session/team/fold";
import { Frames } from "#session/team/frames";
import { Screens } from "#session/team/screens";
import { drill } from "../../drills";
import { SAMPLE } from "../program";
import { FOUNDER, teamHeader } from "./room";

const HEADER = teamHeader();

const said = (second: number, author: string, counter: number): Command => ({
  second,
  author,
  counter,
  role: author === FOUNDER ? FIRST_SEAT : author,
  seen: second,
  ...(counter === 0 && author !== FOUNDER
    ? { kind: "team", args: { do: "join", seat: author, name: author, roles: ["resolver"], services: [] } }
    : { kind: "team", args: { do: "entry", entry: `${author}${counter}`, at: 0, text: "Something." } }),
});

/** Commands of three people, some late, some refused, in the order they become known. */
const commands = fc
  .array(fc.record({ second: fc.nat(300), author: fc.constantFrom(FOUNDER, "bea", "cyd") }), { maxLength: 25 })
  .map((list) => {
    const counters = new Map<string, number>();
    return list
      .toSorted((a, b) => a.second - b.second)
      .map(({ second, author }) => {
        const counter = counters.get(author) ?? 0;
        counters.set(author, counter + 1);
        return said(second, author, counter);
      });
  });

/** Everything a seat could see of a state on its screen. */
function screen(state: DrillState, seat: string): string {
  const { look, estimate, complete, palette, ...plain } = new Screens().of(state, seat);
  return JSON.stringify([plain, look({ panel: "map" }), look({ panel: "alerts" })]);
}

const frameAt = (second: number): EncodedState => ({
  second,
  ordinal: 0,
  world: new Uint8Array(10),
  story: "",
  journal: 0,
  messages: 0,
  log: 0,
});

describe("the fold of a team's log", () => {
  it("TE8 is what a replay of the same commands gives, whenever each of them was known", () => {
    fc.assert(
      fc.property(
        commands,
        fc.array(fc.record({ by: fc.nat(60), keep: fc.nat(100) })),
        fc.nat(),
        (all, moves, salt) => {
          const fold = new Fold(SAMPLE, HEADER);
          moves.forEach(({ by, keep }, i) => {
            // What is known grows and shrinks: what is not merged yet may have been there before.
            fold.order(all.filter((_, at) => (at * 37 + i * 11 + salt) % 100 < keep));
            fold.advance(fold.state.now + by);
          });
          fold.order(all);
          const run = fold.run();
          expect(run.commands).toEqual(orderCommands(all).filter(({ second }) => second <= fold.state.now));
          expect(hashState(fold.state)).toBe(hashState(replay(SAMPLE, run)));
          expect(JSON.parse(JSON.stringify(encodeRun(run)))).toBeTruthy();
        },
      ),
      { seed: 5, numRuns: 150 },
    );
  });

  it("TE8 shows what a replay shows, refusals included, and leaves states that are looked at as they are", () => {
    const program = drill("one-region-502");
    const header = teamHeader(program);
    const scores = { do: "scores", shown: true } as const;
    const refused: Command = { ...said(400, "cyd", 1), kind: "team", args: scores };
    const entries = Array.from({ length: 60 }, (_, i) => said(i * 10, FOUNDER, i));
    const log = orderCommands([...entries, said(5, "cyd", 0), refused]);
    const fold = new Fold(program, header);
    fold.order(log);
    fold.advance(600);
    const old = fold.state;
    const before = screen(old, FIRST_SEAT);
    const late = said(480, "bea", 0);
    expect(fold.order(orderCommands([...log, late]))).toEqual({ from: 480, commands: 1 });
    expect(screen(old, FIRST_SEAT)).toBe(before);
    expect(fold.refusalOf("cyd", 1)?.code).toBeDefined();
    expect(fold.refusalOf("cyd", 0)).toBeNull();
    const again = replay(program, fold.run());
    expect(hashState(fold.state)).toBe(hashState(again));
    for (const seat of [FIRST_SEAT, "bea", "cyd", ""]) {
      expect(screen(fold.state, seat)).toBe(screen(again, seat));
    }
  });

  it("TE9 says from when on the past changed, and how many commands came, went or moved", () => {
    const fold = new Fold(SAMPLE, HEADER);
    const [a, b, c] = [said(10, FOUNDER, 0), said(20, FOUNDER, 1), said(30, FOUNDER, 2)] as const;
    expect(fold.order([a, c])).toBeNull();
    fold.advance(100);
    expect(fold.order([a, c])).toBeNull();
    expect(fold.order([a, b, c])).toEqual({ from: 20, commands: 1 });
    expect(fold.order([a, c])).toEqual({ from: 20, commands: 1 });
    const moved = { ...c, second: 40 };
    expect(fold.order([a, b, moved])).toEqual({ from: 20, commands: 2 });
    expect(fold.order([a, b])).toEqual({ from: 40, commands: 1 });
    // What is read a second time is the same.
    expect(fold.order([a, b].map((each) => structuredClone(each)))).toBeNull();
    // What is to come changes nothing.
    expect(fold.order([a, b, said(200, FOUNDER, 3)])).toBeNull();
    expect(fold.run().commands).toHaveLength(2);
  });

  it.each([
    [0, 1],
    [3, 5],
    [15, 30],
    [120, 30],
    [600, 60],
    [3000, 60],
  ])("TE10 keeps few keyframes, and one near a command that is %i s late", (late, near) => {
    const frames = new Frames();
    for (let second = 0; second <= 3600; second++) {
      expect(frames.wants(second, second)).toBe(true);
      frames.take(frameAt(second));
    }
    // A few lie closer to each other until they are thinned.
    expect(frames.bytes / frameAt(0).world.byteLength).toBeLessThan(20 + 50 + 12);
    const { second } = frames.back(3600 - late);
    expect(3600 - late - second).toBeGreaterThanOrEqual(0);
    expect(3600 - late - second).toBeLessThan(near);
    // What was after it is gone: it may be different now.
    expect(frames.back(3600).second).toBe(second);
  });
});
