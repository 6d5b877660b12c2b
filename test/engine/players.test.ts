import { describe, expect, it } from "vitest";
import type { Play, PlayStep, Program } from "#domain/drill";
import {
  chooseVariant,
  continuePlay,
  everyPanel,
  exploreRuns,
  exploreStructure,
  hashState,
  idle,
  isFrozen,
  newHeader,
  playOf,
  playThrough,
  randomPlayer,
  replay,
  resolveScene,
  restartEverything,
  templateUpdates,
  view,
} from "#engine/index";
import { runOf } from "./commands";
import { expr, fn, header, id, op, PROGRAM, SYSTEM, str, withScene } from "./fixture";

const step = (more: Partial<PlayStep>): PlayStep => ({
  when: null,
  timeout: 600,
  only: null,
  takes: 1,
  do: [],
  standing: false,
  times: 1,
  every: 0,
  ...more,
});
const PLAY: Play = {
  id: "careful",
  label: "Careful",
  band: [0, 100],
  steps: [
    step({
      standing: true,
      when: expr(fn("open", "hold")),
      do: [{ kind: "answer", args: { request: "hold", option: "hold" } }],
    }),
    step({ when: expr(op(">", id("t"), 95)), do: [{ kind: "ack", args: { page: "page" } }] }),
    step({
      takes: 4,
      do: [
        {
          kind: "look",
          args: { panel: "board", node: "shop", split: "region", region: null, window: 300, compare: false },
        },
      ],
    }),
    step({ only: expr(fn("seen", "one-line")), do: [{ kind: "severity", args: { level: 1 } }] }),
    step({
      when: expr(fn("seen", "only-eu")),
      do: [
        {
          kind: "say",
          args: {
            audience: "executives",
            text: ["At ", { expr: expr(id("t")), format: "clock" }, " some orders fail. Next update in 10 minutes."],
          },
        },
      ],
    }),
    step({
      when: expr(op(">", fn("last", "errors", "us"), 0.5)),
      timeout: 60,
      do: [{ kind: "resolve", args: { text: "" } }],
    }),
    step({
      do: [
        { kind: "look", args: { panel: "trace", id: "error" } },
        { kind: "end", args: {} },
      ],
    }),
  ],
};
const kinds = (state: ReturnType<typeof replay>, ...wanted: string[]) =>
  state.journal.filter((e) => wanted.includes(e.kind)).map((e) => `${e.at.second} ${e.kind}`);

describe("variants", () => {
  it("E21 are drawn from the seed by weight and applied as patches", () => {
    const drawn = Array.from({ length: 400 }, (_, seed) => chooseVariant(PROGRAM, seed));
    const share = drawn.filter((v) => v === "bad-pod").length / 400;
    expect(share).toBeGreaterThan(0.68);
    expect(share).toBeLessThan(0.82);
    expect(chooseVariant(PROGRAM, 3)).toBe(drawn[3]);
    expect(resolveScene(PROGRAM, "calm").system.faults).toEqual([]);
    expect(resolveScene(PROGRAM, "calm").variant.id).toBe("calm");
    expect(resolveScene(PROGRAM, "calm")).toBe(resolveScene(PROGRAM, "calm"));
    expect(() => resolveScene(PROGRAM, "none")).toThrow(RangeError);
  });
});

describe("players", () => {
  it("E22 a play waits, answers standing orders, pays human time and leaves a run that replays", () => {
    const { run, state } = playThrough(PROGRAM, header(), playOf(PLAY));
    // Acknowledged one second after its moment; a look costs five seconds whatever the play says; a message ten.
    expect(kinds(state, "ack", "look", "message", "answer", "resolve", "end").slice(0, 3)).toEqual([
      "97 ack",
      "102 look",
      "112 message",
    ]);
    expect(kinds(state, "answer")).toEqual(["154 answer"]);
    expect(state.messages.find((m) => m.kind === "player")?.text).toMatch(/^At 12:07 some/);
    expect(state.story.severity).toBe(0);
    expect(isFrozen(state)).toBe(true);
    expect(hashState(replay(PROGRAM, run))).toBe(hashState(state));
  });

  it("E22 a play may know its variant beforehand", () => {
    const acks = step({
      only: expr(op("==", id("variant"), str("calm"))),
      when: expr(op(">", id("t"), 95)),
      do: [{ kind: "ack", args: { page: "page" } }],
    });
    const knowing: Play = { id: "knowing", label: "Knowing", band: [0, 100], steps: [acks] };
    const acked = (variant: string) =>
      kinds(
        playThrough(PROGRAM, newHeader(PROGRAM, { seed: 1, variant }), playOf(knowing), { until: 120 }).state,
        "look",
        "ack",
      ).length;
    const sick = PROGRAM.base.variant.id;
    expect([acked(sick), acked("calm")]).toEqual([0, 1]);
  });

  it("E22 a play starts from any state", () => {
    const state = replay(PROGRAM, runOf([], 200));
    continuePlay(state, playOf(PLAY), { until: 260 });
    expect(state.now).toBe(260);
    expect(kinds(state, "ack", "answer").slice(0, 2)).toEqual(
      ["201 ack", "206 answer"].slice(0, 1).concat(kinds(state, "answer").slice(0, 1)),
    );
    expect(hashState(replay(PROGRAM, runOf(state.log, 260)))).toBe(hashState(state));
  });

  it.each([
    ["idle", idle, [] as string[]],
    ["everyPanel", everyPanel, ["ack", "look", "fact", "pin"]],
    ["templateUpdates", templateUpdates, ["ack", "severity", "message"]],
    ["restartEverything", restartEverything, ["ack", "resolve"]],
  ] as const)("E22 the player %s does what it is for and nothing else", (_, player, wanted) => {
    const { state } = playThrough(PROGRAM, header(), player);
    const mine = new Set(state.journal.filter((e) => e.by === "player" && e.kind !== "operation").map((e) => e.kind));
    mine.delete("end");
    expect([...mine].sort()).toEqual([...wanted].sort());
    expect(state.journal.filter((e) => e.kind === "refused")).toEqual([]);
  });

  it("E22 a random player is repeatable, does many things, and is hardly ever refused", () => {
    const play = () => playThrough(PROGRAM, header(), randomPlayer(5));
    const { run, state } = play();
    expect(run.commands).toEqual(play().run.commands);
    expect(new Set(run.commands.map((c) => c.kind)).size).toBeGreaterThan(6);
    const refused = state.journal.filter((e) => e.kind === "refused").length;
    expect(refused).toBeLessThan(run.commands.length / 10);
    const other = playThrough(PROGRAM, header(), randomPlayer(6));
    expect(other.run.commands).not.toEqual(run.commands);
  });
});

describe("exploration", () => {
  it("E23 finds states that nothing leads to and states that nothing leaves", () => {
    const config = {
      initial: "a",
      states: { a: { on: { ack: "b" } }, b: {}, c: { on: { ack: "a" } }, d: { type: "final" } },
    };
    const { machines, requests, endings } = exploreStructure(
      withScene({ machines: [{ id: "m", config, effects: {} }] }),
    );
    expect(machines[0]).toEqual({
      variant: "bad-pod",
      machine: "m",
      reached: ["a", "b"],
      unreached: ["c", "d"],
      deadEnds: ["b"],
    });
    expect(requests[0]?.options).toEqual(["hold", "go", "silence"]);
    expect(endings[0]?.endings).toEqual(["proved", "gone"]);
  });

  it("E23 follows parallel and nested states", () => {
    const config = {
      type: "parallel",
      states: {
        x: { initial: "one", states: { one: { on: { ack: "two" } }, two: {} } },
        y: { initial: "one", states: { one: { on: { resolve: "two" } }, two: {} } },
      },
    };
    const [found] = exploreStructure(withScene({ machines: [{ id: "m", config, effects: {} }] })).machines;
    expect(found?.reached).toEqual(["x", "x.one", "x.two", "y", "y.one", "y.two"]);
    expect(found?.deadEnds).toEqual(["x.two,y.two"]);
  });

  it("E23 runs report what they reached, and what not", () => {
    const program: Program = { ...PROGRAM, plays: [PLAY] };
    const report = exploreRuns(program, 3, 1, { plays: true });
    expect(report.runs).toBe(5);
    expect(report.decisions.reached).toContain("hold.hold");
    expect(report.facts.reached).toContain("only-eu");
    expect(report.endings.counts.gone).toBeGreaterThan(0);
    expect(report.endings.unreached).toEqual(["proved"]);
    expect(report.states.reached).toContain("case.impact");
    expect(report.deadEnds).toEqual([]);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    const nothing = exploreRuns(PROGRAM, 0, 1);
    expect(nothing.decisions.unreached).toEqual(["hold.hold", "hold.go", "hold.silence"]);
  });

  it("E23 views are all that a random player needs", () => {
    const state = replay(PROGRAM, runOf([], 100));
    const shown = view(state, "lead");
    expect(shown.system.nodes.map((n) => n.id)).toEqual(SYSTEM.nodes.map((n) => n.id));
    expect(newHeader(PROGRAM, { seed: 1 }).roles[0]?.role).toBe("lead");
  });
});
