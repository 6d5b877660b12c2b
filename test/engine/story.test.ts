import { describe, expect, it } from "vitest";
import type { CommandBody } from "#domain/commands";
import type { Scene } from "#domain/drill";
import { apply, createState, type DrillState, finish, hashState, replay, storyValue, tick, view } from "#engine/index";
import { runOf } from "./commands";
import { command, expr, fn, header, id, num, op, PROGRAM, text, trigger, withScene, YES } from "./fixture";

/** Plays bodies at seconds and stops at `until`. */
function play(
  until: number,
  bodies: readonly (readonly [number, CommandBody])[],
  scene: Partial<Scene> = {},
): DrillState {
  const commands = bodies.map(([second, body], i) => command(second, i + 1, body));
  return replay(withScene(scene), runOf(commands, until));
}
const ACK: readonly [number, CommandBody] = [95, { kind: "ack", args: { page: "page" } }];
const say = (audience: "customers" | "executives", words: string): CommandBody => ({
  kind: "say",
  args: { audience, text: words },
});
const journal = (state: DrillState, kind: string) => state.journal.filter((e) => e.kind === kind);
const texts = (state: DrillState) => state.messages.map((m) => `${m.second} ${m.from}: ${m.text}`);

describe("the story", () => {
  it("E10 machines get the events they know, and their effects happen", () => {
    const calm: Partial<Scene> = { system: { ...PROGRAM.base.system, faults: [] } };
    const state = play(150, [ACK, [140, { kind: "resolve", args: { text: "" } }]], calm);
    expect(journal(state, "condition").map((e) => [e.at.second, e.data.condition])).toEqual([[106, "calm"]]);
    expect(journal(state, "state").map((e) => e.data.state)).toEqual(["contained", "closed"]);
    expect(texts(state)).toContain("106 ana: It is quiet.");
  });

  it.each(["after", "invoke", "guard", "context"])("E10 a machine with %s is refused", (key) => {
    const config = { initial: "a", states: { a: { [key]: {} } } };
    const program = withScene({ machines: [{ id: "m", config, effects: {} }] });
    expect(() => createState(program, header())).toThrow(`"${key}" is not allowed`);
  });

  it("E11 a condition is told at its edge after holding, and again after it has been false", () => {
    const when = expr(op("==", op("%", op("-", id("t"), op("%", id("t"), 20)), 40), 20));
    const state = play(110, [], { conditions: [{ id: "wave", when, hold: 5 }] });
    expect(journal(state, "condition").map((e) => e.at.second)).toEqual([25, 65, 105]);
  });

  it("E11 a trigger fires once, `after` later, unless it is no longer wanted", () => {
    const silent = play(260, []);
    const remarks = (state: DrillState) => journal(state, "remark").map((e) => `${e.at.second} ${e.data.remark}`);
    expect(remarks(silent).slice(0, 3)).toEqual(["111 complaints", "116 ", "200 never"]);
    expect(remarks(play(260, [ACK]))).not.toContain("200 never");
  });

  it("E11 an expression without a value holds nothing up and is a dash in a text", () => {
    const broken = expr(op("/", num(1), num(0)));
    const remark = {
      ...PROGRAM.base.remarks[0],
      id: "odd",
      trigger: trigger(20),
      effects: [],
    } as Scene["remarks"][number];
    const state = play(30, [], {
      conditions: [{ id: "never", when: broken, hold: 0 }],
      remarks: [{ ...remark, text: [{ expr: broken }, " of ", { expr: expr(num(4)), format: "count" }] }],
    });
    expect(texts(state)).toEqual(["20 ana: – of 4"]);
    expect(journal(state, "condition")).toEqual([]);
  });

  it("E12 a request is put with the figures of its second, answered once, and answered to", () => {
    const state = play(230, [
      ACK,
      [160, { kind: "answer", args: { request: "hold", option: "hold" } }],
      [161, { kind: "answer", args: { request: "hold", option: "go" } }],
    ]);
    const asked = view(state, "lead").requests[0];
    expect(asked).toMatchObject({ id: "hold", openedAt: 150, due: 210, state: "answered", answer: "hold" });
    expect(asked?.text).toMatch(/\d+ orders failed\.$/);
    expect(journal(state, "answer").map((e) => e.data.option)).toEqual(["hold"]);
    expect(journal(state, "refused").map((e) => e.data.code)).toEqual(["request.closed"]);
    expect(texts(state)).toContain("164 bo: Held.");
    expect(state.world.plan("ramp")).toBe("cancelled");
    expect(journal(state, "plan").map((e) => e.data)).toEqual([{ plan: "ramp", phase: "cancelled" }]);
  });

  it("E12 silence is an answer, with consequences", () => {
    const state = play(300, [ACK]);
    expect(journal(state, "answer")[0]).toMatchObject({
      at: { second: 210 },
      data: { request: "hold", option: "silence" },
    });
    expect(texts(state)).toContain("214 bo: I took that as a yes.");
    expect(state.world.plan("ramp")).toBe("done");
    expect(state.world.flag("quotes")).toBeCloseTo(0.4);
    expect(state.story.gauges[0]).toBeLessThan(66);
  });

  it("E12 an option is offered only while it is available", () => {
    const state = play(160, []);
    expect(view(state, "lead").requests[0]?.options.map((o) => o.id)).toEqual(["hold"]);
    expect(
      apply(state, command(160, 1, { kind: "answer", args: { request: "hold", option: "go" } })).refusal?.code,
    ).toBe("option.unknown");
    const taken = play(160, [ACK]);
    expect(view(taken, "lead").requests[0]?.options.map((o) => o.id)).toEqual(["hold", "go"]);
  });

  it("E13 deleting the story leaves every recorded value bit-identical", () => {
    const none: Partial<Scene> = { machines: [], conditions: [], remarks: [], requests: [], gauges: [] };
    const told = play(400, []).world;
    const bare = play(400, [], none).world;
    for (const lane of told.lanes) {
      for (const column of ["arrivals", "ok", "fault", "upstream", "okMean"] as const) {
        for (let second = 0; second < 400; second += 7) {
          expect(bare.recorder.lane(column, lane.id, second)).toBe(told.recorder.lane(column, lane.id, second));
        }
      }
    }
  });
});

describe("commitments", () => {
  it("E14 updates are owed from the acknowledgement on; each miss is written down once", () => {
    const silent = play(500, [ACK]);
    expect(journal(silent, "update-late").map((e) => e.at.second)).toEqual([215, 315, 415]);
    const told = play(330, [
      ACK,
      [200, say("customers", "Some orders fail. We are working on it. Next update in 2 minutes.")],
    ]);
    expect(journal(told, "update-late").map((e) => [e.at.second, e.data.stated])).toEqual([[320, true]]);
    expect(view(told, "lead").updatesDue).toEqual([{ audience: "customers", due: 320, stated: true }]);
  });

  it("E14 nothing is owed any more once it is resolved", () => {
    const state = play(500, [ACK, [200, { kind: "resolve", args: { text: "Over." } }]]);
    expect(journal(state, "update-late")).toEqual([]);
    expect(view(state, "lead").updatesDue).toEqual([]);
  });

  it("E14 a promised recovery time that passes is quoted back; one that is kept is not", () => {
    const words = "Checkout is failing for some customers, we are on it. It will be fixed by 12:09.";
    const broken = play(260, [ACK, [100, say("executives", words)]]);
    expect(journal(broken, "promise").map((e) => [e.at.second, e.data.state])).toEqual([
      [100, "made"],
      [180, "broken"],
    ]);
    expect(texts(broken)).toContain("180 bo: You said by then.");
    const calm = { system: { ...PROGRAM.base.system, faults: [] } };
    const kept = play(260, [ACK, [100, say("executives", words)]], calm);
    expect(journal(kept, "promise").map((e) => e.data.state)).toEqual(["made", "kept"]);
  });

  it("E14 a task is done by whoever understands it, once", () => {
    const task = (words: string): CommandBody => ({ kind: "task", args: { person: "ana", text: words, minutes: 5 } });
    const state = play(200, [
      ACK,
      [100, task("Please compare tickets with orders")],
      [110, task("compare again")],
      [111, task("Do something")],
    ]);
    expect(texts(state)).toContain("130 ana: Done comparing.");
    expect(journal(state, "fact").map((e) => e.data)).toEqual([{ fact: "one-line", panel: "told" }]);
    expect(journal(state, "refused").map((e) => e.data.code)).toEqual(["task.given"]);
    expect(journal(state, "task").map((e) => e.data.understood)).toEqual([true, false, undefined]);
  });
});

describe("expressions", () => {
  const hypothesis = (state: "open" | "favoured", node = "shop", name = "h"): CommandBody => ({
    kind: "hypothesis",
    args: { id: name, mechanism: "bad-instance", node, region: "eu", text: "", state },
  });
  const value = (state: DrillState, name: string, ...args: (string | number)[]) =>
    storyValue(state, expr(fn(name, ...args)));

  it("E15 the cause is named by the favourite, or by the only hypothesis left", () => {
    expect(value(play(120, [ACK, [100, hypothesis("open")]]), "causeNamed")).toBe(true);
    expect(
      value(play(120, [ACK, [100, hypothesis("open")], [101, hypothesis("open", "stock", "g")]]), "causeNamed"),
    ).toBe(false);
    const both = play(120, [ACK, [100, hypothesis("favoured")], [101, hypothesis("favoured", "stock", "g")]]);
    expect(value(both, "causeNamed")).toBe(false);
    expect(view(both, "lead").hypotheses.map((h) => h.state)).toEqual(["open", "favoured"]);
    expect(journal(both, "hypothesis").map((e) => e.data.correct)).toEqual([true, false]);
  });

  it("E15 functions answer for what was done, seen and said", () => {
    const state = play(240, [
      ACK,
      [100, { kind: "severity", args: { level: 2 } }],
      [
        101,
        {
          kind: "look",
          args: { panel: "board", node: "shop", split: "region", region: null, window: 300, compare: false },
        },
      ],
      [102, { kind: "pin", args: { fact: "only-eu", hypothesis: null, bearing: "supports" } }],
      [103, say("executives", "Some orders fail in Europe. We are rolling back. Next update in 10 minutes.")],
      [104, { kind: "act", args: { action: "rollback", node: "shop", region: "eu" } }],
      [105, { kind: "followup", args: { measure: "runbook", node: "shop", owner: "ana", days: 7, text: "" } }],
    ]);
    const expected: readonly (readonly [string, readonly (string | number)[], unknown])[] = [
      ["acked", [], 95],
      ["severity", [], 2],
      ["seen", ["only-eu"], true],
      ["seenAt", ["only-eu"], 101],
      ["seenCount", [], 1],
      ["pinned", ["only-eu"], true],
      ["pinned", ["one-line"], false],
      ["said", ["executives", "impact"], 1],
      ["said", ["customers", ""], 0],
      ["saidAt", ["", "next-update"], 103],
      ["lastSaid", ["executives"], 103],
      ["requested", ["rollback", "shop", "eu"], 1],
      ["requested", ["rollback", "shop", "us"], 0],
      ["requested", ["", "", ""], 1],
      ["followups", ["runbook", ""], 1],
      ["answered", ["hold"], "silence"],
      ["open", ["hold"], false],
      ["resolvedAt", [], -1],
      ["planState", ["ramp"], "due"],
      ["inState", ["case.impact"], true],
      ["inState", ["case.contained"], false],
      ["gitConfig", ["shop", "URL", "eu"], ""],
      ["liveConfig", ["shop", "URL", "us"], "http://us"],
      ["version", ["shop", "us"], "v2"],
      ["flag", ["quotes"], 0],
      ["setting", ["shop.timeout"], 10],
      ["min", [3, 2], 2],
      ["hypotheses", [], 0],
      ["promised", [], 0],
    ];
    // The ramp's second is 240: it is still due one tick before.
    const before = play(239, []);
    for (const [name, args, wanted] of expected) {
      const where = name === "planState" ? before : state;
      expect([name, args, value(where, name, ...args)]).toEqual([name, args, wanted]);
    }
    expect(value(state, "failed")).toBeGreaterThan(100);
    expect(value(state, "failedIn", 10)).toBeLessThan(value(state, "failed") as number);
    expect(value(state, "metric", "errors", "shop", "us", 30)).toBeLessThan(0.01);
  });

  it("E15 marks read the entry that triggered them as `e`", () => {
    const state = play(120, [ACK]);
    const entry = journal(state, "ack")[0] ?? null;
    const after = expr(["get", id("e"), "after"]);
    expect(storyValue(state, after, entry)).toBe(5);
    expect(storyValue(state, after)).toBeUndefined();
  });
});

describe("endings", () => {
  it("E16 the first ending that holds at the end is the one", () => {
    const calm: Partial<Scene> = { system: { ...PROGRAM.base.system, faults: [] } };
    const bodies: readonly (readonly [number, CommandBody])[] = [
      ACK,
      [
        120,
        {
          kind: "hypothesis",
          args: { id: "h", mechanism: "bad-instance", node: "shop", region: "eu", text: "", state: "open" },
        },
      ],
      [130, { kind: "resolve", args: { text: "" } }],
      [140, { kind: "end", args: {} }],
    ];
    const proved = play(140, bodies, calm);
    finish(proved);
    expect(view(proved, "lead").ending).toEqual({ id: "proved", title: "Contained and proved", text: "Good." });
    const other = play(140, bodies.slice(0, 1), { endings: [{ id: "only", title: "", when: YES, text: text("x") }] });
    finish(other);
    expect(journal(other, "ending")[0]?.data).toEqual({ ending: "only" });
    tick(other);
    expect(hashState(other)).not.toBe(hashState(proved));
  });
});
