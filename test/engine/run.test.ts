import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advanceTo,
  apply,
  createState,
  finish,
  fork,
  hashState,
  isFrozen,
  orderCommands,
  replay,
  tick,
  view,
} from "#engine/index";
import { commandLog, runOf } from "./commands";
import { command, header, PROGRAM } from "./fixture";

const ack = (second: number, counter = 1) => command(second, counter, { kind: "ack", args: { page: "page" } });

/** A state at a second with nothing done. */
const at = (second: number) => replay(PROGRAM, runOf([], second));

describe("position and commands", () => {
  it("E1 a command takes no simulated time and belongs to its second", () => {
    const state = at(100);
    const outcome = apply(state, ack(100));
    expect(outcome.refusal).toBeNull();
    expect(view(state, "lead").position).toEqual({ second: 100, ordinal: 1 });
    expect(outcome.journal[0]).toMatchObject({ at: { second: 100, ordinal: 0 }, kind: "ack", data: { after: 10 } });
    expect(() => apply(state, ack(101))).toThrow(RangeError);
  });

  it.each([
    ["before anybody was called", 50, { kind: "look", args: { panel: "map" } }, "run.not-paged"],
    ["of a wrong shape", 100, { kind: "severity", args: { level: 9 } }, "command.malformed"],
    [
      "naming a node that is not there",
      100,
      { kind: "look", args: { panel: "config", node: "shopp" } },
      "node.unknown",
    ],
    [
      "answering what was not asked",
      100,
      { kind: "answer", args: { request: "hold", option: "go" } },
      "request.unknown",
    ],
    [
      "pinning what was not seen",
      100,
      { kind: "pin", args: { fact: "only-eu", hypothesis: null, bearing: "supports" } },
      "fact.unknown",
    ],
    ["on another page", 100, { kind: "ack", args: { page: "pager" } }, "page.unknown"],
    ["resolving what nobody has taken", 100, { kind: "resolve", args: { text: "" } }, "resolve.not-acknowledged"],
    ["saying nothing", 100, { kind: "say", args: { audience: "customers", text: " " } }, "say.empty"],
  ] as const)("E2 a command %s is refused with a namespaced code", (_, second, body, code) => {
    const state = at(second);
    const outcome = apply(state, command(second, 1, body as never));
    expect(outcome.refusal?.code).toBe(code);
    expect(view(state, "lead").refusal).toMatchObject({ code, at: { second, ordinal: 0 } });
  });

  it("E2 a refusal names the nearest valid name", () => {
    const state = at(100);
    const outcome = apply(state, command(100, 1, { kind: "look", args: { panel: "config", node: "shopp" } }));
    expect(outcome.refusal).toMatchObject({ nearest: "shop", expected: "edge, shop, stock" });
  });

  it("E2 a command from somebody who has seen the future is refused", () => {
    const state = at(100);
    expect(apply(state, command(100, 1, { kind: "ack", args: { page: "page" } }, 101)).refusal?.code).toBe(
      "command.from-future",
    );
  });

  it("E2 refused commands change nothing, then or later", () => {
    fc.assert(
      fc.property(commandLog(14, 260), (commands) => {
        const state = replay(PROGRAM, runOf(commands, 300));
        const refused = new Set(
          state.journal.flatMap((e) => (e.kind === "refused" ? [`${e.at.second}/${e.at.ordinal}`] : [])),
        );
        let second = -1;
        let ordinal = 0;
        const accepted = commands.filter((c) => {
          ordinal = c.second === second ? ordinal + 1 : 0;
          second = c.second;
          return !refused.has(`${second}/${ordinal}`);
        });
        expect(hashState(replay(PROGRAM, runOf(accepted, 300)))).toBe(hashState(state));
      }),
      { seed: 2, numRuns: 12 },
    );
  });

  it("E3 commands of one second are carried out by author and counter, however they were written down", () => {
    const say = (author: string, counter: number) => ({
      ...command(100, counter, { kind: "note", args: { text: `${author}${counter}` } }),
      author,
    });
    const shuffled = [say("b", 1), say("a", 2), ack(95), say("a", 1)];
    expect(orderCommands(shuffled).map((c) => `${c.author}${c.counter}`)).toEqual(["player1", "a1", "a2", "b1"]);
    const state = replay(PROGRAM, runOf(shuffled, 100));
    expect(view(state, "lead").notes.map((n) => n.text)).toEqual(["a1", "a2", "b1"]);
    expect(hashState(state)).toBe(hashState(replay(PROGRAM, runOf([...shuffled].reverse(), 100))));
  });

  it("E3 in one second an answer comes after what it answers, whatever its author is called", () => {
    const say = (author: string, lamport: number) => ({
      ...command(100, 1, { kind: "note", args: { text: `${author}${lamport}` } }),
      author,
      lamport,
    });
    const orders = [say("b", 1), say("a", 2), say("c", 2), say("a", 3)];
    const names = ["b1", "a2", "c2", "a3"];
    expect(orderCommands([...orders].reverse()).map((c) => `${c.author}${c.lamport}`)).toEqual(names);
  });
});

describe("replay and forks", () => {
  it("E4 a run goes on identically from any position, whole or written down and read again", () => {
    fc.assert(
      fc.property(commandLog(12, 260), fc.integer({ min: 0, max: 260 }), (commands, second) => {
        const whole = replay(PROGRAM, runOf(commands, 300));
        const half = replay(
          PROGRAM,
          JSON.parse(
            JSON.stringify(
              runOf(
                commands.filter((c) => c.second <= second),
                second,
              ),
            ),
          ),
        );
        advanceTo(
          half,
          300,
          commands.filter((c) => c.second > second),
        );
        expect(hashState(half)).toBe(hashState(whole));
        expect(half.messages).toEqual(whole.messages);
      }),
      { seed: 4, numRuns: 10 },
    );
  });

  it("E4 a fork keeps the commands before its position and nothing else", () => {
    const commands = [
      ack(95),
      command(95, 2, { kind: "severity", args: { level: 1 } }),
      command(120, 3, { kind: "severity", args: { level: 2 } }),
    ];
    const run = runOf(commands, 200);
    const forked = fork(run, { second: 95, ordinal: 1 }, "other");
    expect(forked.commands).toEqual([commands[0]]);
    expect(forked).toMatchObject({
      horizon: 95,
      header: { id: "other", forkOf: { run: run.header.id, second: 95, ordinal: 1 } },
    });
    expect(view(replay(PROGRAM, forked), "lead").severity).toBeNull();
    expect(view(replay(PROGRAM, run, { second: 95, ordinal: 2 }), "lead").severity).toBe(1);
  });

  it("E5 what was shown up to a horizon stays as it was when the run goes on", () => {
    const short = createState(PROGRAM, header());
    const seen: string[] = [];
    for (let i = 0; i < 150; i++) {
      seen.push(hashState(short));
      tick(short);
    }
    const again: string[] = [];
    replay(PROGRAM, runOf([], 400), undefined, (state) => again.push(hashState(state)));
    expect(again.slice(0, 150)).toEqual(seen);
  });
});

describe("phases", () => {
  it("E6 before the page nothing can be done; then it is live, resolved, ended", () => {
    const state = at(100);
    const phase = () => view(state, "lead").phase;
    expect(phase()).toBe("before");
    apply(state, ack(100));
    expect(phase()).toBe("live");
    apply(state, command(100, 2, { kind: "resolve", args: { text: "It is over." } }));
    expect(phase()).toBe("resolved");
    apply(state, command(100, 3, { kind: "end", args: {} }));
    expect(phase()).toBe("ended");
    expect(apply(state, command(100, 4, { kind: "note", args: { text: "x" } })).refusal?.code).toBe("run.ended");
  });

  it("E6 after leaving, the world runs on to the horizon before the ending is known", () => {
    const state = at(100);
    apply(state, command(100, 1, { kind: "end", args: {} }));
    expect(view(state, "lead").ending).toBeNull();
    finish(state);
    expect(state.now).toBe(600);
    expect(view(state, "lead").ending?.id).toBe("gone");
    const hash = hashState(state);
    tick(state);
    expect(hashState(state)).toBe(hash);
  });

  it("E6 a run that nobody ends is over at its limit", () => {
    const state = at(2000);
    expect(isFrozen(state)).toBe(true);
    expect(state.now).toBe(900);
  });
});
