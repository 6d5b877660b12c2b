import { describe, expect, it } from "vitest";
import { LONGEST_EXERCISE } from "#domain/run";
import type { TeamDeed } from "#domain/team";
import { advanceTo, createState, readBody } from "#engine/index";
import { PROGRAM } from "./fixture";
import { SEATS, Team, teamHeader, wholeTeam } from "./team-fixture";

const live = (second = 120) => {
  const team = wholeTeam(95);
  team.give("rex", { kind: "ack", args: { page: "page" } });
  return team.to(second);
};
const entryOf = (id: string, text: string, at = 100): TeamDeed => ({ do: "entry", entry: id, at, text });

describe("seats that change", () => {
  it("E29 names of people of the drill, empty names and unknown services are refused, and so is the 61st seat", () => {
    const team = new Team();
    expect(team.join("ana", [])?.code).toBe("seat.taken");
    expect(team.join("__proto__", [])?.code).toBe("seat.taken");
    expect(team.join("rex", ["resolver"], ["shpo"])).toMatchObject({ code: "node.unknown", nearest: "shop" });
    expect(team.deed("x", { do: "join", seat: "x", name: " ", roles: [], services: [] })?.code).toBe("seat.no-name");
    for (let i = 0; i < 12; i++) {
      const seat = { do: "join", seat: `m${i}`, name: "M", roles: [], services: [] } as const;
      expect(team.deed(`m${i}`, seat, "MALLORY")).toBeNull();
    }
    const more = { do: "join", seat: "m12", name: "M", roles: [], services: [] } as const;
    expect(team.deed("m12", more, "MALLORY")?.code).toBe("seat.too-many");
    for (let i = 0; i < 47; i++) expect(team.join(`s${i}`, [])).toBeNull();
    expect(team.join("one-more", [])?.code).toBe("seat.too-many");
  });

  it("E29 the facilitator changes seats, but no role of one goes to two, and somebody facilitates", () => {
    const team = wholeTeam();
    const seat = { do: "seat", seat: "sam", name: "Sam", device: "SAM", roles: ["commander"], services: [] } as const;
    expect(team.deed("facilitator", seat)).toMatchObject({ code: "role.taken", text: expect.stringContaining("Ada") });
    expect(team.deed("facilitator", { ...seat, roles: ["resolver"], services: ["edge"] })).toBeNull();
    expect(team.seat("sam")).toMatchObject({ roles: ["resolver"], services: ["edge"], isHere: true });
    const own = { ...seat, seat: "facilitator", name: "F", device: "main", roles: [] } as const;
    expect(team.deed("facilitator", own)?.code).toBe("role.last");
    expect(team.deed("ada", { ...seat, seat: "new" })?.code).toBe("right.not-yours");
  });

  it("E29 roles are handed over by who has them, the commander or the facilitator, to somebody who is here", () => {
    const team = live();
    const over = (role: "commander" | "communications" | "facilitator" | "observer", from: string, to: string) =>
      ({ do: "handover", role, from, to, checked: ["state"], text: "" }) as const;
    expect(team.deed("rex", over("communications", "cal", "rex"))?.code).toBe("role.not-yours");
    expect(team.deed("dee", over("communications", "cal", "dee"))?.code).toBe("role.not-yours");
    expect(team.deed("ada", over("communications", "rex", "dee"))).toMatchObject({
      code: "role.not-held",
      expected: "cal",
    });
    expect(team.deed("ada", over("communications", "cal", "nobody"))?.code).toBe("seat.unknown");
    team.deed("sam", { do: "leave", seat: "sam" });
    expect(team.deed("ada", over("communications", "cal", "sam"))?.code).toBe("seat.not-here");
    expect(team.deed("ada", over("communications", "cal", "oli"))).toBeNull();
    expect(team.seat("oli")?.roles).toEqual(["communications"]);
    expect(team.seat("cal")?.roles).toEqual([]);
    expect(team.view("cal").team?.panels).toEqual(["board", "map", "alerts"]);
    expect(team.deed("ada", over("commander", "ada", "dee"))).toBeNull();
    expect(team.seat("dee")?.roles).toEqual(["deputy", "commander"]);
    expect(team.deed("dee", over("facilitator", "facilitator", "dee"))?.code).toBe("role.not-yours");
    expect(team.deed("facilitator", over("facilitator", "facilitator", "ada"))).toBeNull();
    expect(team.deed("facilitator", { do: "scores", shown: true })?.code).toBe("right.not-yours");
  });

  it("E33 people drop out and come back; meanwhile they do nothing, and their tasks are handed on", () => {
    const team = live();
    team.deed("ada", { do: "assign", task: "t", to: "rex", text: "look", minutes: 10 });
    expect(team.deed("sam", { do: "leave", seat: "rex" })?.code).toBe("seat.not-yours");
    expect(team.deed("dee", { do: "leave", seat: "rex" })).toBeNull();
    expect(team.give("rex", { kind: "note", args: { text: "x" } })?.code).toBe("seat.not-here");
    expect(team.deed("ada", { do: "assign", task: "u", to: "rex", text: "x", minutes: null })?.code).toBe(
      "seat.not-here",
    );
    expect(team.deed("ada", { do: "hand-on", task: "t", to: "sia" })).toBeNull();
    expect(team.deed("sia", { do: "progress", task: "t", state: "acknowledged", text: "" })).toBeNull();
    expect(team.deed("rex", { do: "return", seat: "rex" })).toBeNull();
    expect(team.deed("rex", { do: "return", seat: "rex" })?.code).toBe("seat.here");
    expect(team.deed("rex", { do: "progress", task: "t", state: "done", text: "" })?.code).toBe("task.not-yours");
  });
});

describe("injects", () => {
  const inject = (effects: readonly object[], id = "i"): TeamDeed =>
    ({ do: "inject", inject: id, title: "T", effects }) as unknown as TeamDeed;

  it("E34 are carried out whole or not at all", () => {
    const team = live();
    const plan = { kind: "plan", plan: "ramp" };
    const front = { kind: "front", node: "stock", symptom: "slow", amount: 8, minutes: 2 };
    const before = JSON.stringify(team.state.story.team);
    for (const [effect, code] of [
      [{ ...front, node: "stick" }, "node.unknown"],
      [{ ...front, amount: 0.5 }, "front.amount"],
      [{ ...front, minutes: 0 }, "inject.minutes"],
      [{ kind: "plan", plan: "romp" }, "plan.unknown"],
      [{ kind: "remark", from: "zoe", audience: "incident", text: "x", interrupts: true }, "person.unknown"],
      [{ kind: "remark", from: "bo", audience: "incident", text: " ", interrupts: true }, "say.empty"],
      [{ kind: "panel-down", panel: "bord", minutes: 5 }, "panel.unknown"],
      [{ kind: "unreachable", seat: "zoe", minutes: 5 }, "seat.unknown"],
      [{ kind: "unreachable", seat: "facilitator", minutes: 5 }, "seat.facilitates"],
    ] as const) {
      expect(team.deed("facilitator", inject([plan, effect]))?.code).toBe(code);
    }
    expect(team.deed("facilitator", inject(Array(9).fill(front)))?.code).toBe("front.too-many");
    expect(JSON.stringify(team.state.story.team)).toBe(before);
    expect(team.state.world.plan("ramp")).toBe("due");
    expect(team.deed("facilitator", inject([plan, front]))).toBeNull();
    expect(team.deed("facilitator", inject([]))?.code).toBe("inject.known");
    expect(team.state.world.plan("ramp")).toBe("done");
    expect(team.deed("facilitator", inject([plan], "j"))?.code).toBe("plan.over");
  });

  it("E34 let somebody speak where they are heard, and something else break", () => {
    const team = live();
    const remark = { kind: "remark", from: "bo", audience: "executives", text: "Well?", interrupts: true };
    const front = { kind: "front", node: "stock", symptom: "down", amount: 0, minutes: 1 };
    team.deed("facilitator", inject([remark, front]));
    expect(team.view("ada").messages.at(-1)).toMatchObject({ from: "bo", text: "Well?", kind: "person" });
    expect(team.view("rex").messages.some(({ text }) => text === "Well?")).toBe(false);
    expect(team.state.journal.find(({ kind, data }) => kind === "remark" && data.remark === "i")).toMatchObject({
      by: "bo",
      data: { from: "bo", audience: "executives", interrupts: true },
    });
    const failed = () => team.view("ada").impact.failedPerSecond;
    const before = failed();
    expect(team.to(150).view("ada").impact.failedPerSecond).toBeGreaterThan(before + 10);
    expect(team.to(260).view("ada").impact.failedPerSecond).toBeLessThan(before + 10);
    expect(JSON.stringify(team.view("sia").look({ panel: "logs", query: "", window: 300 }))).not.toMatch(/front/i);
  });
});

describe("deeds", () => {
  it("E35 tasks are progressed by their owners and dropped by who leads", () => {
    const team = live();
    const assign = { do: "assign", task: "t", to: "rex", text: "Look at the pods", minutes: 10 } as const;
    expect(team.deed("ada", assign)).toBeNull();
    expect(team.deed("ada", assign)?.code).toBe("task.known");
    expect(team.deed("ada", { ...assign, task: "u", to: "zoe" })?.code).toBe("seat.unknown");
    const progress = (state: "acknowledged" | "done" | "dropped", task = "t") =>
      ({ do: "progress", task, state, text: "" }) as const;
    expect(team.deed("rex", progress("done", "v"))).toMatchObject({ code: "task.unknown", nearest: "t" });
    expect(team.deed("ada", progress("done"))?.code).toBe("task.not-yours");
    expect(team.deed("rex", progress("acknowledged"))).toBeNull();
    expect(team.deed("rex", progress("acknowledged"))?.code).toBe("task.acknowledged");
    expect(team.deed("ada", { do: "hand-on", task: "t", to: "rex" })?.code).toBe("task.given");
    expect(team.deed("ada", progress("dropped"))).toBeNull();
    expect(team.deed("rex", progress("done"))?.code).toBe("task.closed");
    expect(team.deed("ada", { do: "hand-on", task: "t", to: "sia" })?.code).toBe("task.closed");
    for (let i = 1; i < 200; i++) expect(team.deed("ada", { ...assign, task: `t${i}` })).toBeNull();
    expect(team.deed("ada", { ...assign, task: "more" })?.code).toBe("task.too-many");
  });

  it("E35 polls have two to eight answers, and are closed by who asked or who leads", () => {
    const team = live();
    const poll = { do: "poll", poll: "p", question: "Strong objections?", options: ["no", "yes"] } as const;
    expect(team.deed("rex", { ...poll, options: ["no"] })?.code).toBe("poll.options");
    expect(team.deed("rex", poll)).toBeNull();
    expect(team.deed("ada", poll)?.code).toBe("poll.known");
    const vote = (option: number, poll = "p") => ({ do: "vote", poll, option, text: "" }) as const;
    expect(team.deed("sia", vote(2))).toMatchObject({ code: "poll.option", expected: "0 to 1" });
    expect(team.deed("sia", vote(1, "q"))?.code).toBe("poll.unknown");
    expect(team.deed("sia", vote(1))).toBeNull();
    expect(team.deed("sia", vote(0))).toBeNull();
    expect(team.deed("sia", { do: "close-poll", poll: "p" })?.code).toBe("poll.not-yours");
    expect(team.deed("ada", { do: "close-poll", poll: "p" })).toBeNull();
    expect(team.deed("sia", vote(0))?.code).toBe("poll.closed");
    for (let i = 1; i < 15; i++) expect(team.deed("rex", { ...poll, poll: `p${i}` })).toBeNull();
    expect(team.deed("rex", { ...poll, poll: "more" })?.code).toBe("poll.too-many");
    expect(team.deed("sia", { ...poll, poll: "own" })).toBeNull();
  });

  it("E35 an approved draft goes out as its writer's message, judged as any", () => {
    const team = live();
    const text = "Some orders fail in Europe. We are rolling back. Next update in 10 minutes.";
    const draft = (id: string, words = text) =>
      ({ do: "draft", draft: id, audience: "customers", text: words }) as const;
    const approve = (draft: string, approved = true) => ({ do: "approve", draft, approved, text: "" }) as const;
    expect(team.deed("cal", draft("d", " "))?.code).toBe("say.empty");
    expect(team.deed("cal", draft("d"))).toBeNull();
    expect(team.deed("cal", draft("d"))?.code).toBe("draft.known");
    expect(team.deed("ada", approve("e"))?.code).toBe("draft.unknown");
    expect(team.view("ada").messages.some(({ audience }) => audience === "customers")).toBe(false);
    expect(team.deed("ada", approve("d"))).toBeNull();
    expect(team.deed("ada", approve("d"))?.code).toBe("draft.closed");
    expect(team.view("ada").messages.at(-1)).toMatchObject({
      audience: "customers",
      from: "cal",
      kind: "player",
      text,
    });
    const said = team.state.journal.findLast(({ kind }) => kind === "message");
    expect(said).toMatchObject({ by: "cal", data: { audience: "customers", nextUpdate: 720 } });
    team.deed("cal", draft("back"));
    expect(team.deed("ada", approve("back", false))).toBeNull();
    expect(team.view("ada").messages.at(-1)?.text).toBe(text);
  });

  it("E35 nobody approves their own draft while somebody else could", () => {
    const two = wholeTeam(100, [
      ["ada", "commander", []],
      ["rex", "resolver", []],
    ]);
    two.give("rex", { kind: "ack", args: { page: "page" } });
    const draft = { do: "draft", draft: "d", audience: "customers", text: "Orders fail." } as const;
    expect(two.deed("ada", draft)).toBeNull();
    expect(two.deed("ada", { do: "approve", draft: "d", approved: true, text: "" })).toBeNull();
    const team = live();
    const both = ["commander", "communications"] as const;
    team.deed("facilitator", { do: "handover", role: "communications", from: "cal", to: "ada", checked: [], text: "" });
    expect(team.seat("ada")?.roles).toEqual(both);
    team.deed("ada", draft);
    expect(team.deed("ada", { do: "approve", draft: "d", approved: true, text: "" })).toBeNull();
    team.deed("ada", { do: "leave", seat: "ada" });
  });

  it("E35 the timeline tells what has happened; entries are corrected and struck out by their id", () => {
    const team = live(120);
    expect(team.deed("sam", entryOf("e", "x", 121))).toMatchObject({ code: "entry.ahead", expected: "at most 120" });
    expect(team.deed("sam", entryOf("e", "", 100))?.code).toBe("entry.unknown");
    expect(team.deed("sam", entryOf("e", "first"))).toBeNull();
    expect(team.deed("facilitator", entryOf("e", "corrected"))).toBeNull();
    expect(team.deed("sam", entryOf("e", ""))).toBeNull();
    expect(team.deed("ada", entryOf("f", "x"))?.code).toBe("right.not-yours");
    expect(team.view("rex").team?.deeds.filter(({ deed }) => deed.do === "entry")).toHaveLength(3);
    for (let i = 1; i < 1000; i++) expect(team.deed("sam", entryOf(`e${i}`, "x"))).toBeNull();
    expect(team.deed("sam", entryOf("more", "x"))?.code).toBe("entry.too-many");
  });

  it("E35 decisions, timers, cards and gaps are new or known", () => {
    const team = live();
    const decide = { do: "decide", decision: "d", text: "Roll back", why: "", by: "rex" } as const;
    expect(team.deed("ada", { ...decide, by: "zoe" })?.code).toBe("seat.unknown");
    expect(team.deed("ada", decide)).toBeNull();
    expect(team.deed("ada", decide)?.code).toBe("decision.known");
    const timer = (minutes: number) => ({ do: "timer", timer: "t", label: "update", minutes }) as const;
    expect(team.deed("dee", timer(0))?.code).toBe("timer.unknown");
    expect(team.deed("dee", timer(5))).toBeNull();
    expect(team.deed("dee", timer(0))).toBeNull();
    expect(team.deed("rex", { do: "tick", inject: "i", expectation: "e", met: true, text: "" })?.code).toBe(
      "right.not-yours",
    );
    expect(team.deed("oli", { do: "tick", inject: "i", expectation: "e", met: true, text: "" })?.code).toBe(
      "inject.unknown",
    );
    const card = { do: "hot-wash", card: "c", column: "kept", text: "Calm" } as const;
    expect(team.deed("oli", card)).toBeNull();
    expect(team.deed("rex", card)?.code).toBe("card.known");
    const gap = { do: "gap", gap: "g", text: "No canary", owner: "Rex", due: "2026-12-01" } as const;
    expect(team.deed("rex", { ...gap, due: "soon" })).toMatchObject({ code: "gap.due", expected: "2026-12-01" });
    expect(team.deed("rex", gap)).toBeNull();
    expect(team.deed("ada", { ...gap, text: "" })).toBeNull();
  });

  it("E35 who floods the channels is stopped, and the story goes on", () => {
    const team = live();
    const say = (seat: string) => team.give(seat, { kind: "say", args: { audience: "incident", text: "x" } })?.code;
    for (let i = 0; i < 500; i++) expect(say("rex")).toBeUndefined();
    expect(say("rex")).toBe("say.too-many");
    expect(say("ada")).toBeUndefined();
    expect(team.state.story.stopped).toBeUndefined();
  });

  it("E35 who floods the log takes neither the others' room in it nor the facilitator's", () => {
    const team = live();
    let done = 0;
    while (team.deed("rex", { do: "ready", ready: true }) === null) done++;
    expect(team.deed("rex", { do: "ready", ready: true })?.code).toBe("team.too-many");
    expect(done).toBe(1499);
    expect(team.deed("ada", { do: "ready", ready: true })).toBeNull();
    for (const [id] of SEATS.slice(0, 5)) while (team.deed(id, { do: "ready", ready: true }) === null) done++;
    expect(team.deed("sam", { do: "ready", ready: true })?.code).toBe("team.too-many");
    expect(team.deed("facilitator", { do: "scores", shown: true })).toBeNull();
  });
});

describe("the clock and the end", () => {
  const clock = (state: "running" | "paused") => ({ do: "clock", state, tempo: 1, reason: "" }) as const;

  it("E36 the clock may say when that was outside, which decides nothing", () => {
    const [dated, plain] = [wholeTeam(), wholeTeam()];
    expect(dated.deed("facilitator", { ...clock("paused"), wall: 1_795_356_000_000 })).toBeNull();
    expect(plain.deed("facilitator", clock("paused"))).toBeNull();
    expect(dated.view("rex").team?.clock).toEqual(plain.view("rex").team?.clock);
    expect(readBody({ kind: "team", args: { ...clock("paused"), wall: 1 } }).ok).toBe(true);
    for (const wall of [-1, 1e15, Number.NaN, "today", null]) {
      expect(readBody({ kind: "team", args: { ...clock("paused"), wall } }).ok).toBe(false);
    }
  });

  it("E36 the clock is recorded by the device that drives it; another facilitator takes it over", () => {
    const team = wholeTeam();
    expect(team.deed("ada", clock("paused"))?.code).toBe("right.not-yours");
    expect(team.deed("facilitator", { do: "hold" })?.code).toBe("clock.yours");
    const second = {
      do: "seat",
      seat: "fay",
      name: "Fay",
      device: "FAY",
      roles: ["facilitator"],
      services: [],
    } as const;
    team.deed("facilitator", second);
    expect(team.deed("fay", clock("paused"))?.code).toBe("clock.not-yours");
    expect(team.deed("fay", { do: "hold" })).toBeNull();
    expect(team.deed("fay", clock("paused"))).toBeNull();
    expect(team.view("rex").team?.clock).toEqual({ state: "paused", tempo: 1, holder: "FAY" });
    expect(team.deed("facilitator", clock("running"))?.code).toBe("clock.not-yours");
  });

  it("E29 somebody with a device always facilitates; at one laptop the role is handed on with it", () => {
    const team = wholeTeam();
    const dan = { do: "seat", seat: "dan", name: "Dan", device: null, roles: [], services: [] } as const;
    expect(team.deed("facilitator", dan)).toBeNull();
    const own = { ...dan, seat: "facilitator", name: "F", roles: ["facilitator"] } as const;
    expect(team.deed("facilitator", own)?.code).toBe("role.last");
    expect(team.deed("facilitator", { ...own, device: "main", roles: [] })?.code).toBe("role.last");
    const handover = { do: "handover", role: "facilitator", checked: [], text: "" } as const;
    expect(team.deed("facilitator", { ...handover, from: "facilitator", to: "dan" })).toBeNull();
    expect(team.seat("dan")).toMatchObject({ device: "main", roles: ["facilitator"] });
    expect(team.deed("dan", { ...own, name: "Fay", roles: ["resolver"] })).toBeNull();
    expect(team.give("facilitator", { kind: "note", args: { text: "x" } }, "main")).toBeNull();
    // With a device of one's own, one keeps it.
    expect(team.deed("dan", { ...handover, from: "dan", to: "ada" })).toBeNull();
    expect(team.seat("ada")).toMatchObject({ device: "ADA", roles: ["commander", "facilitator"] });
  });

  it("E38 an exercise may last longer than its drill, and not shorter", () => {
    const lasts = (limit?: number) => {
      const team = new Team({ ...teamHeader(), ...(limit !== undefined && { limit }) });
      return team.state.scene.limit;
    };
    const drill = lasts();
    expect(lasts(60)).toBe(drill);
    expect(lasts(drill + 900)).toBe(drill + 900);
    expect(lasts(1e9)).toBe(LONGEST_EXERCISE);
    const team = new Team({ ...teamHeader(), limit: drill + 60 });
    advanceTo(team.state, drill + 59, []);
    expect(team.state.story.phase).not.toBe("ended");
    advanceTo(team.state, drill + 60, []);
    expect(team.state.story.phase).toBe("ended");
    // Whoever plays alone has the drill's own time.
    const alone = createState(PROGRAM, { ...teamHeader(), clock: "live", limit: drill + 900 });
    expect(alone.scene.limit).toBe(drill);
  });

  it("E36 a real incident ends the run for everybody at once", () => {
    const team = live();
    // From any seat, also from one that the exercise keeps from being reached.
    team.deed("facilitator", {
      do: "inject",
      inject: "away",
      title: "Away",
      effects: [{ kind: "unreachable", seat: "rex", minutes: 5 }],
    });
    expect(team.give("rex", { kind: "note", args: { text: "x" } })?.code).toBe("seat.unreachable");
    expect(team.deed("rex", { do: "stop", reason: "payments are down" })).toBeNull();
    expect(team.view("ada").phase).toBe("ended");
    expect(team.view("ada").team?.clock.state).toBe("stopped");
    expect(team.give("rex", { kind: "note", args: { text: "x" } })?.code).toBe("run.ended");
    expect(team.deed("facilitator", clock("running"))?.code).toBe("run.ended");
    // What comes late is counted by whoever has the clock, also now.
    expect(team.deed("rex", { do: "hold" })?.code).toBe("run.ended");
    expect(team.deed("facilitator", { do: "hold" })?.code).toBe("clock.yours");
  });

  it("E36 afterwards the team looks back, also when the ending is known", () => {
    const team = live();
    team.give("ada", { kind: "end", args: {} });
    team.to(900);
    expect(team.view("ada").ending).not.toBeNull();
    expect(team.give("ada", { kind: "say", args: { audience: "incident", text: "x" } })?.code).toBe("run.ended");
    expect(team.deed("ada", { do: "assign", task: "t", to: "rex", text: "x", minutes: null })?.code).toBe("run.ended");
    for (const [seat, deed] of [
      ["sam", entryOf("e", "late")],
      ["ada", entryOf("e", "corrected")],
      ["rex", { do: "hot-wash", card: "c", column: "wondered", text: "Why?" }],
      ["rex", { do: "feedback", ratings: { useful: 4 }, text: "" }],
      ["cal", { do: "gap", gap: "g", text: "x", owner: "", due: "" }],
      ["facilitator", { do: "scores", shown: true }],
      ["late", { do: "join", seat: "late", name: "Late", roles: ["commander"], services: [] }],
    ] as readonly (readonly [string, TeamDeed])[]) {
      expect([deed.do, team.deed(seat, deed)]).toEqual([deed.do, null]);
    }
    expect(team.seat("late")?.roles).toEqual(["observer"]);
    expect(team.view("rex").team?.may).toEqual(expect.arrayContaining(["team.hot-wash", "team.feedback", "team.gap"]));
    expect(team.view("rex").team?.may).not.toContain("act");
  });
});
