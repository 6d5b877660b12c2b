import { describe, expect, it } from "vitest";
import type { Look } from "#domain/telemetry";
import { apply, hashState, LookError, replay, tick, view } from "#engine/index";
import { runOf } from "./commands";
import { command, header, PROGRAM, SYSTEM } from "./fixture";

const board = (split: "region" | null, node = "shop"): Look => ({
  panel: "board",
  node,
  split,
  region: null,
  window: 300,
  compare: false,
});
const look = (second: number, counter: number, args: Look) => command(second, counter, { kind: "look", args });
const factsAfter = (second: number, ...looks: readonly Look[]) => {
  const state = replay(PROGRAM, runOf([], second));
  for (const [i, args] of looks.entries()) apply(state, look(second, i + 1, args));
  return view(state, "lead").facts.map((f) => f.id);
};

describe("looking", () => {
  it("E7 counts as seeing only what came back", () => {
    expect(factsAfter(130, board(null))).toEqual([]);
    expect(factsAfter(130, board("region", "edge"), board("region", "stock"))).not.toContain("one-line");
    expect(factsAfter(130, board("region"))).toEqual(["only-eu"]);
    expect(factsAfter(130, { panel: "logs", query: "could", window: 120 })).toEqual(["one-line"]);
    expect(factsAfter(130, { panel: "logs", query: "order", window: 120 })).toEqual([]);
    expect(factsAfter(130, { panel: "probe", probe: "curl", region: "us", quarantined: false })).toEqual([]);
    expect(factsAfter(130, { panel: "probe", probe: "curl", region: "eu", quarantined: false })).toEqual([
      "no-address",
    ]);
    expect(factsAfter(130, { panel: "deploy", version: "v2" })).toEqual(["no-address"]);
  });

  it("E7 a line among more than twelve frequent patterns has to be searched for", () => {
    const chatter = Array.from({ length: 14 }, (_, i) => ({
      ...(SYSTEM.logs[0] as (typeof SYSTEM.logs)[number]),
      id: `chatter-${i}`,
      text: `chatter number ${"abcdefghijklmn"[i]} of {trace}`,
      on: { operation: null, outcome: "ok" as const, fault: null },
      per: 1,
    }));
    const noisy = {
      ...PROGRAM,
      base: { ...PROGRAM.base, system: { ...SYSTEM, logs: [...SYSTEM.logs, ...chatter] } },
    };
    const seenBy = (query: string) => {
      const state = replay(noisy, runOf([], 130));
      apply(state, look(130, 1, { panel: "logs", query, window: 120 }));
      return view(state, "lead").facts.map((f) => f.id);
    };
    expect(seenBy("")).toEqual([]);
    expect(seenBy("could")).toEqual(["one-line"]);
  });

  it("E7 logs up to a second show that second and nothing later", () => {
    const state = replay(PROGRAM, runOf([], 130));
    const secondsOf = (args: Look) => {
      const result = view(state, "lead").look(args);
      return result.panel === "logs" ? result.logs.lines.map((line) => line.second) : [];
    };
    const now = secondsOf({ panel: "logs", query: "", window: 60 });
    const before = secondsOf({ panel: "logs", query: "", window: 60, until: 100 });
    expect(Math.max(...now)).toBeGreaterThan(100);
    expect(Math.max(...before)).toBe(99);
    expect(secondsOf({ panel: "logs", query: "", window: 60, until: 9_999 })).toEqual(now);
  });

  it("E7 a fact cannot be seen before its metric was scraped", () => {
    expect(factsAfter(91, board("region"))).toEqual(["only-eu"]);
    const early = {
      ...PROGRAM,
      base: { ...PROGRAM.base, page: { ...PROGRAM.base.page, trigger: { ...PROGRAM.base.page.trigger, at: 10 } } },
    };
    const state = replay(early, runOf([], 32));
    apply(state, look(32, 1, board("region")));
    expect(view(state, "lead").facts).toEqual([]);
  });

  it("E7 a look that stays on screen goes on showing facts, with the figures of that second", () => {
    const early = {
      ...PROGRAM,
      base: { ...PROGRAM.base, page: { ...PROGRAM.base.page, trigger: { ...PROGRAM.base.page.trigger, at: 10 } } },
    };
    const state = replay(early, runOf([], 20));
    apply(state, look(20, 1, board("region")));
    while (view(state, "lead").facts.length === 0 && state.now < 120) tick(state);
    const fact = view(state, "lead").facts[0];
    expect(fact?.second).toBeGreaterThan(40);
    expect(fact?.second).toBeLessThan(80);
    expect(((fact?.second ?? 0) - 20) % 5).toBe(0);
    const text = fact?.text;
    for (let i = 0; i < 30; i++) tick(state);
    expect(view(state, "lead").facts[0]?.text).toBe(text);
  });

  it("E7 looking changes no metric", () => {
    const looked = replay(PROGRAM, runOf([look(100, 1, board("region"))], 200));
    const blind = replay(PROGRAM, runOf([], 200));
    const shown = (state: typeof looked) => view(state, "lead").look(board("region", "edge"));
    expect(shown(looked)).toEqual(shown(blind));
  });
});

describe("views", () => {
  it("E8 show nothing of the faults, their labels or which span they spoiled", () => {
    const state = replay(PROGRAM, runOf([], 200));
    const shown = view(state, "lead");
    const traces = shown.look({ panel: "traces", node: null, route: null, region: null, only: "error", window: 150 });
    expect(traces.panel === "traces" && traces.traces.length).toBeGreaterThan(0);
    const { pages, alerts, messages, requests, palette, system, people, impact } = shown;
    const all = JSON.stringify([traces, pages, alerts, messages, requests, palette, system, people, impact]);
    for (const fault of SYSTEM.faults) {
      expect(all).not.toContain(fault.id);
      expect(all).not.toContain(fault.label);
    }
  });

  it("E8 keep the identity of what has not changed and have no effect", () => {
    const state = replay(PROGRAM, runOf([], 160));
    const hash = hashState(state);
    const before = view(state, "lead");
    const parts = [
      before.messages,
      before.requests,
      before.facts,
      before.pages,
      before.palette,
      before.gauges,
      before.system,
    ];
    tick(state);
    const after = view(state, "lead");
    const again = [after.messages, after.requests, after.facts, after.pages, after.palette, after.gauges, after.system];
    for (const [i, part] of again.entries()) expect(part).toBe(parts[i]);
    const other = replay(PROGRAM, runOf([], 160));
    view(other, "lead").look({ panel: "map" });
    expect(hashState(other)).toBe(hash);
  });

  it("E8 refuse to look at what is not there", () => {
    const shown = view(replay(PROGRAM, runOf([], 100)), "lead");
    expect(() => shown.look({ panel: "config", node: "nowhere" })).toThrow(LookError);
  });

  it("E8 know of failed requests only what has been scraped", () => {
    const { impact } = view(replay(PROGRAM, runOf([], 40)), "lead");
    expect(impact.total).toBe(0);
    const later = view(replay(PROGRAM, runOf([], 70)), "lead").impact;
    expect(later.total).toBeGreaterThan(0);
    expect(later.failedPerSecond).toBeGreaterThan(1);
  });

  it("E9 last week had the oddities but not the fault, and noise of its own", () => {
    const state = replay(PROGRAM, runOf([], 150));
    const shown = view(state, "lead").look({ ...board(null), compare: true } as Look);
    if (shown.panel !== "board") throw new Error("not a board");
    const chart = (metric: string) => shown.board.charts.find((c) => c.metric === metric);
    const errors = chart("errors");
    const last = (values: Float64Array | undefined | null) =>
      [...(values ?? [])].filter((v) => !Number.isNaN(v)).at(-1) ?? -1;
    expect(last(errors?.series[0]?.values)).toBeGreaterThan(0.05);
    expect(last(errors?.lastWeek)).toBeLessThan(0.01);
    const requests = chart("requests");
    const [now, then] = [last(requests?.series[0]?.values), last(requests?.lastWeek)];
    expect(then).not.toBe(now);
    expect(then).toBeGreaterThan(60);
    expect(header().variant).toBe("bad-pod");
  });
});
