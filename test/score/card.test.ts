import { describe, expect, it } from "vitest";
import type { CommandBody } from "#domain/commands";
import type { ScoreSpec } from "#domain/drill";
import { newHeader, playOf, playThrough, resolveScene } from "#engine/index";
import { hashScore, ScoreFold, scoreRun, scoreWithState, walk } from "#score/index";
import { expr, fn, id, op, PROGRAM, text, YES } from "../engine/fixture";
import { ACK, hypothesis, look, mark, pin, runOf, say, scored, UPDATE } from "./fixture";

const ROLLBACK: readonly [number, CommandBody] = [
  101,
  { kind: "act", args: { action: "rollback", node: "shop", region: "all" } },
];
const END: readonly [number, CommandBody] = [200, { kind: "end", args: {} }];
const markOf = (card: ReturnType<typeof scoreRun>, id: string) => card.marks.find((m) => m.id === id);
const scoreOf = (card: ReturnType<typeof scoreRun>, dimension: string) =>
  card.dimensions.find((d) => d.dimension === dimension)?.score;

describe("when marks are earned", () => {
  const marks: ScoreSpec["marks"] = [
    mark({ id: "acked", on: { event: "ack", match: {} } }),
    mark({ id: "late", when: expr(op(">", id("t"), 300)) }),
    mark({ id: "never", when: expr(op(">", fn("said", "customers", ""), 3)) }),
    mark({ id: "sin", points: -5, when: expr(op(">", fn("requested", "restart", "", ""), 0)) }),
    mark({ id: "told", on: { event: "message", match: { audience: ["customers", "support"] } } }),
  ];
  const program = scored({ weights: { decide: 1 }, marks });

  it("C1: ends an unfinished run where its log stops and lets the world go on to the horizon", () => {
    const card = scoreRun(program, runOf(program, [ACK], 150));
    expect(card.ending?.id).toBe("gone");
    expect(card.impact.player.length).toBe(600 / card.impact.step);
    // Harm long after the log ended.
    expect(card.impact.player.at(-1)).toBeGreaterThan(0);
    expect(scoreRun(program, runOf(program, [ACK], 150))).toEqual(card);
  });

  it("C1: counts nothing that is commanded after the end", () => {
    const given = scoreRun(program, runOf(program, [ACK, END, say(250, UPDATE)]));
    expect(markOf(given, "told")?.state).toBe("missed");
  });

  it("C2: keeps the first second and the figures of that moment", () => {
    const card = scoreRun(program, runOf(program, [ACK, say(130, UPDATE), say(190, UPDATE)]));
    expect(markOf(card, "acked")).toMatchObject({ second: 100, points: 10, state: "earned", reason: "earned at 100" });
    expect(markOf(card, "late")).toMatchObject({ second: 301 });
    expect(markOf(card, "told")).toMatchObject({ second: 130 });
  });

  it("C2: says what was missed, and leaves costs out that never fell due", () => {
    const card = scoreRun(program, runOf(program, [ACK]));
    expect(markOf(card, "never")).toMatchObject({ second: null, points: 0, of: 10, state: "missed", reason: "missed" });
    expect(markOf(card, "sin")).toBeUndefined();
    const restart: CommandBody = { kind: "act", args: { action: "restart", node: "shop", region: "eu" } };
    expect(markOf(scoreRun(program, runOf(program, [ACK, [120, restart]])), "sin")).toMatchObject({
      points: -5,
      of: 0,
      state: "cost",
      second: 120,
    });
  });

  it("C3: pays in proportion to the evidence seen by then, costs in full", () => {
    const evidence = { facts: ["only-eu", "one-line"], atLeast: 2 };
    const on = { event: "severity", match: {} } as const;
    const demanding = scored({
      weights: { decide: 1 },
      marks: [mark({ id: "risky", on, evidence }), mark({ id: "sin", on, evidence, points: -6 })],
    });
    const severity: CommandBody = { kind: "severity", args: { level: 2 } };
    const blind = scoreRun(demanding, runOf(demanding, [ACK, [150, severity]]));
    expect(markOf(blind, "risky")).toMatchObject({ points: 0, state: "missed", second: 150, seen: [] });
    expect(markOf(blind, "risky")?.reason).toContain(
      "you had not seen enough that speaks for it, so it counts nothing",
    );
    const half = scoreRun(demanding, runOf(demanding, [ACK, look(140), [150, severity], look(160)]));
    expect(markOf(half, "risky")).toMatchObject({ points: 5, state: "partly", seen: ["only-eu"] });
    expect(markOf(half, "risky")?.reason).toContain("so it counts 50 %");
    expect(markOf(half, "sin")?.points).toBe(-6);
    expect(markOf(half, "sin")?.reason).not.toContain("counts");
  });
});

describe("restore", () => {
  const program = scored({ weights: { restore: 1 } });

  it("C4: puts the player between idle and expert on the same seed", () => {
    const like = scoreRun(program, runOf(program, [ACK, ROLLBACK]));
    const { totals } = like.impact;
    expect(totals.idle).toBeGreaterThan(totals.expert);
    expect(like.total).toBe(100);
    expect(scoreRun(program, runOf(program, [])).total).toBe(0);
    const later = scoreRun(program, runOf(program, [ACK, [300, ROLLBACK[1]]]));
    expect(later.total).toBeGreaterThan(5);
    expect(later.total).toBeLessThan(95);
  });

  it("C4: measures against no harm at all where there is no expert", () => {
    const alone = scored({ weights: { restore: 1 } }, []);
    const card = scoreRun(alone, runOf(alone, [ACK, ROLLBACK]));
    expect(card.impact.totals.expert).toBe(0);
    expect(card.total).toBeLessThan(100);
    expect(card.total).toBeGreaterThan(0);
  });

  it("C4: counts a relapse after resolving", () => {
    const again: CommandBody = { kind: "act", args: { action: "deploy", node: "shop", region: "all", version: "v2" } };
    const resolve: CommandBody = { kind: "resolve", args: { text: "Done." } };
    const ramp: CommandBody = { kind: "act", args: { action: "flag", flag: "quotes", amount: 1 } };
    const calm = scoreRun(program, runOf(program, [ACK, ROLLBACK, [280, resolve]]));
    const relapse = scoreRun(program, runOf(program, [ACK, ROLLBACK, [280, resolve], [300, again], [330, ramp]]));
    expect(relapse.impact.totals.player).toBeGreaterThan(calm.impact.totals.player * 1.2);
  });

  it("C5: weighs harm by class and kind, and leaves out what does not count", () => {
    const heavy = scored({ weights: { restore: 1 }, harm: { failed: 3, delayed: 0, lost: 0, doubled: 0 } });
    const light = scored({ weights: { restore: 1 }, harm: { failed: 1, delayed: 0, lost: 0, doubled: 0 } });
    const one = scoreRun(light, runOf(light, [])).impact.totals.player;
    expect(scoreRun(heavy, runOf(heavy, [])).impact.totals.player).toBeCloseTo(3 * one, 6);
    const { system } = light.base;
    const uncounted = {
      ...light,
      base: {
        ...light.base,
        system: {
          ...system,
          classes: system.classes.map((c) => ({ ...c, outcome: { ...c.outcome, counted: false } })),
        },
      },
      hashes: { dynamics: "uncounted", text: "0" },
    };
    expect(scoreRun(uncounted, runOf(uncounted, [])).impact.totals.player).toBe(0);
  });
});

describe("diagnose", () => {
  const program = scored({ weights: { diagnose: 1 } });
  const score = (list: Parameters<typeof runOf>[1]) => scoreRun(program, runOf(program, list));

  it("C6: pays for where one ends up, not for the way", () => {
    const straight = score([ACK, look(130), hypothesis(150, "a", "bad-instance"), pin(160, "a")]);
    const revised = score([
      ACK,
      look(130),
      hypothesis(135, "b", "slow-query"),
      hypothesis(145, "b", "slow-query", "rejected"),
      hypothesis(150, "a", "bad-instance"),
      pin(160, "a"),
    ]);
    expect(straight.total).toBe(100);
    expect(revised.total).toBe(100);
    expect(markOf(revised, "diagnosis-cause")?.second).toBe(150);
    const lost = score([ACK, look(130), hypothesis(150, "a", "bad-instance"), hypothesis(190, "a", "slow-query")]);
    expect(lost.total).toBe(0);
    expect(markOf(lost, "diagnosis-cause")?.second).toBeNull();
  });

  it("C6: calls it a guess when nothing that shows it was seen", () => {
    const guess = score([ACK, hypothesis(150, "a", "bad-instance")]);
    expect(markOf(guess, "diagnosis-cause")).toMatchObject({ points: 25, of: 50, state: "partly" });
    expect(markOf(guess, "diagnosis-cause")?.reason).toContain("guess");
  });

  it("C7: wants the evidence pinned to the cause, or against another explanation", () => {
    const seenOnly = score([ACK, look(130), hypothesis(150, "a", "bad-instance")]);
    expect(markOf(seenOnly, "diagnosis-evidence")?.points).toBe(0);
    const loose = score([ACK, look(130), hypothesis(150, "a", "bad-instance"), pin(160, null)]);
    expect(markOf(loose, "diagnosis-evidence")?.points).toBe(0);
    const wrongWay = score([ACK, look(130), hypothesis(150, "a", "bad-instance"), pin(160, "a", "against")]);
    expect(markOf(wrongWay, "diagnosis-evidence")?.points).toBe(0);
    const rival = score([
      ACK,
      look(130),
      hypothesis(150, "a", "bad-instance"),
      hypothesis(155, "b", "slow-query", "open"),
      pin(160, "b", "against"),
    ]);
    expect(markOf(rival, "diagnosis-evidence")).toMatchObject({ points: 50, second: 150 });
  });

  it("C7: pays nothing for pins without the cause, and a share for part of a set", () => {
    const noCause = score([ACK, look(130), hypothesis(150, "a", "slow-query"), pin(160, "a")]);
    expect(noCause.total).toBe(0);
    const two = scored({
      weights: { diagnose: 1 },
      diagnosis: { ...program.base.score.diagnosis, sufficient: [["only-eu", "no-address"]] },
    });
    const part = scoreRun(two, runOf(two, [ACK, look(130), hypothesis(150, "a", "bad-instance"), pin(160, "a")]));
    expect(markOf(part, "diagnosis-evidence")).toMatchObject({ points: 25, state: "partly" });
  });

  it("C12: charges every step of hints and labels the run with hints, pauses and forks", () => {
    const hint = (second: number, step: 1 | 2): readonly [number, CommandBody] => [
      second,
      { kind: "hint", args: { step } },
    ];
    const pause: readonly [number, CommandBody] = [150, { kind: "pause", args: { seconds: 90 } }];
    const list = [
      ACK,
      look(130),
      hint(131, 1),
      hint(132, 2),
      pause,
      hypothesis(160, "a", "bad-instance"),
      pin(161, "a"),
    ];
    const run = runOf(program, list);
    const card = scoreRun(program, {
      ...run,
      header: { ...run.header, forkOf: { run: "other", second: 10, ordinal: 0 } },
    });
    expect(card.total).toBe(88);
    expect(card.marks.filter(({ id }) => id.startsWith("hint")).map(({ label, points }) => [label, points])).toEqual([
      ["Hint: where to look", -4],
      ["Hint: what it means", -8],
    ]);
    expect(card.labels).toEqual(["hints: 2", "paused to read: 1×, 1 min 30 s", "forked"]);
  });
});

describe("prevent", () => {
  const spec = (measure: ScoreSpec["followups"][number]["measure"], points: number) => ({
    measure,
    points,
    reason: text("because"),
    source: "test",
  });
  const program = scored({
    weights: { prevent: 1 },
    followups: [spec("startup-validation", 20), spec("canary-by-region", 10), spec("more-approvals", -10)],
  });
  const followup = (second: number, measure: string, days = 7): readonly [number, CommandBody] =>
    [second, { kind: "followup", args: { measure, node: "shop", owner: "ana", days, text: "" } }] as never;
  const known = [ACK, look(130), hypothesis(150, "a", "bad-instance")];

  it("C9: counts follow-ups only for somebody who knows what happened", () => {
    const both = [followup(200, "startup-validation"), followup(201, "canary-by-region")];
    expect(scoreRun(program, runOf(program, [...known, ...both])).total).toBe(100);
    expect(scoreRun(program, runOf(program, [ACK, look(130), ...both])).total).toBe(100);
    const template = scoreRun(program, runOf(program, [ACK, ...both]));
    expect(template.total).toBe(0);
    expect(markOf(template, "followup-startup-validation")?.reason).toContain("advice from a list");
  });

  it("C9: counts one that a fact leads to, though the cause is not known", () => {
    const led = scored({
      weights: { prevent: 1 },
      diagnosis: { ...PROGRAM.base.score.diagnosis, sufficient: [["only-eu", "one-line"]] },
      followups: [{ ...spec("timeout-and-breaker", 20), grounds: ["only-eu"] }, spec("fail-fast", 20)],
    });
    const list = [ACK, followup(200, "timeout-and-breaker"), followup(201, "fail-fast")];
    const seen = scoreRun(led, runOf(led, [look(130), ...list]));
    expect(markOf(seen, "followup-timeout-and-breaker")?.points).toBe(20);
    expect(markOf(seen, "followup-fail-fast")?.points).toBe(0);
    const blind = scoreRun(led, runOf(led, list));
    expect(markOf(blind, "followup-timeout-and-breaker")?.points).toBe(0);
  });

  it("C9: halves far dates, thins long lists and charges what does harm", () => {
    const late = scoreRun(program, runOf(program, [...known, followup(200, "startup-validation", 90)]));
    expect(markOf(late, "followup-startup-validation")?.points).toBe(10);
    const others = ["runbook", "capacity", "load-test", "training", "rate-limit", "bulkhead", "retry-budget"];
    const long = [followup(200, "startup-validation"), ...others.map((m, i) => followup(201 + i, m))];
    const thin = scoreRun(program, runOf(program, [...known, ...long]));
    expect(markOf(thin, "followup-startup-validation")?.points).toBe(15);
    const harmful = [followup(200, "startup-validation"), followup(201, "more-approvals")];
    expect(scoreRun(program, runOf(program, [...known, ...harmful])).total).toBeCloseTo((100 * 10) / 30, 0);
  });

  it("C9: asks for the best six, not for all", () => {
    const names = ["runbook", "capacity", "load-test", "training", "rate-limit", "bulkhead", "retry-budget"] as const;
    const many = scored({ weights: { prevent: 1 }, followups: names.map((name) => spec(name, 10)) });
    const six = names.slice(0, 6).map((name, i) => followup(200 + i, name));
    expect(scoreRun(many, runOf(many, [...known, ...six])).total).toBe(100);
  });
});

describe("the whole card", () => {
  const marks = [
    mark({ id: "small", points: 5, on: { event: "ack", match: {} } }),
    mark({ id: "big", points: 15, on: { event: "severity", match: {} } }),
    mark({ id: "sin", points: -40, on: { event: "note", match: {} } }),
  ];
  const severity: readonly [number, CommandBody] = [120, { kind: "severity", args: { level: 2 } }];
  const note: readonly [number, CommandBody] = [121, { kind: "note", args: { text: "x" } }];

  it("C10: is points got of points to get, floored at 0, and a weighted mean", () => {
    const program = scored({ weights: { decide: 3, lead: 1 }, marks });
    const card = scoreRun(program, runOf(program, [ACK]));
    expect(scoreOf(card, "decide")).toBe(25);
    expect(scoreOf(card, "lead")).toBe(0);
    expect(card.total).toBe(18.8);
    expect(scoreOf(scoreRun(program, runOf(program, [ACK, note])), "decide")).toBe(0);
    expect(card.dimensions.map((d) => d.dimension)).toEqual(["decide", "lead"]);
  });

  it("C11: takes the lowest cap that holds", () => {
    const caps = [
      { when: YES, total: 60, reason: text("harm") },
      { when: YES, total: 30, reason: text("worse") },
      { when: expr(op("<", id("t"), 0)), total: 1, reason: text("no") },
    ];
    const program = scored({ weights: { decide: 1 }, marks, caps });
    const card = scoreRun(program, runOf(program, [ACK, severity]));
    expect(card).toMatchObject({ total: 30, cap: { total: 30, reason: "worse" } });
  });

  it("C13: tells a dimension by its greatest loss, or by its greatest gain when it went well", () => {
    const program = scored({ weights: { decide: 1 }, marks });
    const sentence = (list: Parameters<typeof runOf>[1]) =>
      scoreRun(program, runOf(program, list)).dimensions[0]?.sentence;
    expect(sentence([ACK])).toBe("Missed: big. missed");
    expect(sentence([ACK, severity, note])).toBe("Cost: sin. earned at 121");
    expect(sentence([ACK, severity])).toBe("big. earned at 120");
  });

  it("C14: is the same scored while playing and from the log, at every second", () => {
    const program = scored({ weights: { decide: 1 }, marks });
    const expert = program.plays[0];
    if (expert === undefined) throw new Error("no expert");
    const live = new ScoreFold(resolveScene(program, "bad-pod"));
    const hashes: string[] = [];
    const keep = (fold: ScoreFold, list: string[], second: number) => {
      list[second] = hashScore(fold);
    };
    const header = newHeader(program, { seed: 7, variant: "bad-pod" });
    const { run, state } = playThrough(program, header, playOf(expert), {
      watch: (at) => {
        live.observe(at);
        keep(live, hashes, at.now);
      },
    });
    const again: string[] = [];
    const fold = new ScoreFold(resolveScene(program, "bad-pod"));
    walk(program, run, (at) => {
      fold.observe(at);
      keep(fold, again, at.now);
    });
    expect(again).toEqual(hashes);
    expect(new Set(hashes).size).toBeGreaterThan(300);
    expect(scoreWithState(program, run).state.now).toBe(state.now);
  });
});
