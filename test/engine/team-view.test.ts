import { describe, expect, it } from "vitest";
import { WHOLE_EXERCISE } from "#domain/team";
import type { Look } from "#domain/telemetry";
import type { View } from "#domain/view";
import { LookError } from "#engine/index";
import { BAD_POD, SYSTEM, withScene } from "./fixture";
import { SEATS, type Team, wholeTeam } from "./team-fixture";

const board = (node: string): Look => ({
  panel: "board",
  node,
  split: "region",
  region: null,
  window: 300,
  compare: false,
});
const logs: Look = { panel: "logs", query: "", window: 60 };
const config = (node: string): Look => ({ panel: "config", node });

/** One look of every panel that this system can show. */
const LOOKS: readonly Look[] = [
  board("all"),
  logs,
  config("shop"),
  config("stock"),
  { panel: "traces", node: "shop", route: null, region: null, only: "any", window: 60 },
  { panel: "deploys" },
  { panel: "deploy", version: "v2" },
  { panel: "map" },
  { panel: "probe", probe: "curl", region: "eu", quarantined: false },
  { panel: "explore", query: "sum(rate(http_requests_total[1m])) by (service)", window: 60, step: 15 },
  { panel: "runtime", node: "stock", region: "eu", view: "pods", operation: null },
  { panel: "terminal", line: "kubectl get pods" },
  { panel: "alerts" },
  { panel: "runbook", page: "errors" },
];

/** Everything a view has: all its parts, and whatever panels show it. */
function everything(view: View): string {
  const parts: unknown[] = [];
  for (let at: object | null = view; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const [name, field] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      // The state itself and who looks are the view's own; the rest is what can be read of it.
      if (["state", "watcher", "constructor"].includes(name) || typeof field.value === "function") continue;
      parts.push([name, Reflect.get(view, name)]);
    }
  }
  for (const look of LOOKS) {
    try {
      parts.push(view.look(look));
    } catch (error) {
      if (!(error instanceof LookError)) throw error;
    }
  }
  return JSON.stringify(parts);
}

const EVERYBODY = ["facilitator", ...SEATS.map(([id]) => id), "projector"];
const whoFinds = (team: Team, marker: string) => EVERYBODY.filter((id) => everything(team.view(id)).includes(marker));

const live = (second = 120) => {
  const team = wholeTeam(95);
  team.give("rex", { kind: "ack", args: { page: "page" } });
  return team.to(second);
};

describe("what a seat must not see", () => {
  it("E31 is nowhere in its view: drafts, injects, expectations, ticks, feedback, what is said elsewhere, its own facts", () => {
    const team = live();
    const mark = (name: string) => `MARKER-${name}`;
    team.deed("cal", { do: "draft", draft: "d", audience: "customers", text: mark("draft") });
    team.deed("facilitator", {
      do: "inject",
      inject: "i",
      title: mark("title"),
      effects: [{ kind: "panel-down", panel: "terminal", minutes: 17.5 }],
    });
    const expected = { id: "e", title: mark("expected"), good: "", points: 1, by: "commander" } as const;
    for (const inject of ["i", WHOLE_EXERCISE]) {
      expect(
        team.deed("facilitator", { do: "expect", inject, expectations: [expected], discuss: [mark("discuss")] }),
      ).toBeNull();
    }
    team.deed("oli", { do: "tick", inject: "i", expectation: "e", met: true, text: mark("tick") });
    team.deed("sam", { do: "feedback", ratings: {}, text: mark("feedback") });
    team.give("ada", { kind: "say", args: { audience: "executives", text: mark("executives") } });
    expect(whoFinds(team, mark("draft"))).toEqual(["facilitator", "ada", "dee", "cal"]);
    expect(whoFinds(team, mark("title"))).toEqual(["facilitator", "oli"]);
    expect(whoFinds(team, "17.5")).toEqual(["facilitator"]);
    expect(whoFinds(team, mark("tick"))).toEqual(["facilitator", "oli"]);
    for (const name of ["expected", "discuss"]) expect(whoFinds(team, mark(name))).toEqual(["facilitator", "oli"]);
    expect(whoFinds(team, mark("feedback"))).toEqual(["facilitator", "sam"]);
    expect(whoFinds(team, mark("executives"))).toEqual(["facilitator", "ada", "dee", "cal", "oli"]);
    team.give("ada", { kind: "end", args: {} });
    for (const name of ["feedback", "draft", "title", "expected", "discuss", "tick"]) {
      expect(whoFinds(team, mark(name))).toEqual(EVERYBODY);
    }
    expect(whoFinds(team, mark("executives"))).toEqual(["facilitator", "ada", "dee", "cal", "oli"]);
  });

  it("E31 a fact is known to who saw it, to all when it was pinned or shared, to the others by what they were told", () => {
    const team = live();
    const text = "All failures are in eu";
    team.give("rex", { kind: "look", args: board("shop") });
    expect(whoFinds(team, text)).toEqual(["facilitator", "rex", "oli"]);
    const pin = { kind: "pin", args: { fact: "only-eu", hypothesis: null, bearing: "supports" } } as const;
    expect(team.give("sia", pin)?.code).toBe("fact.unknown");
    expect(team.deed("sia", { do: "share", fact: "only-eu" })?.code).toBe("fact.unknown");
    team.give("sia", { kind: "look", args: board("shop") });
    expect(whoFinds(team, text)).toEqual(["facilitator", "rex", "sia", "oli"]);
    expect(team.state.journal.filter(({ kind }) => kind === "fact")).toHaveLength(1);
    expect(team.deed("sia", { do: "share", fact: "only-eu" })).toBeNull();
    expect(whoFinds(team, text)).toEqual(EVERYBODY);
    expect(team.deed("rex", { do: "share", fact: "only-eu" })?.code).toBe("fact.shared");
    team.give("ada", { kind: "task", args: { person: "ana", text: "please compare", minutes: null } });
    team.to(160);
    // Ana says so in the incident channel, which everybody hears.
    expect(whoFinds(team, "Only eu writes that line")).toEqual(EVERYBODY);
  });

  it("E31 a pinned fact is there for all to see", () => {
    const team = live();
    team.give("rex", { kind: "look", args: board("shop") });
    expect(
      team.give("rex", { kind: "pin", args: { fact: "only-eu", hypothesis: null, bearing: "supports" } }),
    ).toBeNull();
    expect(team.view("sam").facts.map(({ id, pinned }) => [id, pinned !== null])).toEqual([["only-eu", true]]);
  });

  it("E31 requests and updates owed are heard by audience, what is done is everybody's", () => {
    const team = live(155);
    expect(EVERYBODY.filter((id) => team.view(id).requests.length === 1)).toEqual(EVERYBODY);
    expect(EVERYBODY.filter((id) => team.view(id).updatesDue.length > 0)).toEqual([
      "facilitator",
      ...["ada", "dee", "cal", "oli"],
    ]);
    team.give("rex", { kind: "act", args: { action: "restart", node: "shop", region: "eu" } });
    expect(EVERYBODY.filter((id) => team.view(id).operations.length === 1)).toEqual(EVERYBODY);
    expect(EVERYBODY.filter((id) => team.view(id).palette.length > 0)).toEqual(["rex", "sia"]);
  });

  it("E31 parts keep their identity while nothing of them changes", () => {
    const team = live();
    const before = team.view("ada");
    const { team: seen, facts, messages, requests } = before;
    const deeds = seen?.deeds;
    team.to(121);
    team.give("rex", { kind: "note", args: { text: "hm" } });
    const after = team.view("ada");
    expect(after.team).toBe(seen);
    expect([after.facts === facts, after.messages === messages, after.requests === requests]).toEqual([
      true,
      true,
      true,
    ]);
    // What others may not know of does not even make a new list.
    team.deed("cal", { do: "draft", draft: "d", audience: "customers", text: "Orders fail." });
    const resolvers = team.view("rex").team;
    team.deed("cal", { do: "draft", draft: "e", audience: "customers", text: "Orders fail." });
    expect(team.view("rex").team).toBe(resolvers);
    team.deed("facilitator", { do: "scores", shown: true });
    expect(team.view("ada").team?.deeds).toHaveLength((deeds?.length ?? 0) + 3);
    expect(deeds?.length).toBe(8);
  });

  it("E31 a facilitator's view is not masked, and a seat taken back is masked again", () => {
    const team = live();
    team.deed("facilitator", {
      do: "handover",
      role: "facilitator",
      from: "facilitator",
      to: "sam",
      checked: [],
      text: "",
    });
    expect(team.view("sam").team?.panels).toContain("logs");
    expect(() => team.view("facilitator").look(logs)).toThrow(LookError);
  });
});

describe("looks of a seat", () => {
  it("E32 keep to panels of its roles and to its own services", () => {
    const team = live();
    const code = (seat: string, look: Look) => team.give(seat, { kind: "look", args: look })?.code;
    expect(code("ada", logs)).toBe("panel.not-yours");
    expect(() => team.view("ada").look(logs)).toThrow(LookError);
    expect(code("rex", config("shop"))).toBeUndefined();
    expect(code("rex", config("stock"))).toBe("service.not-yours");
    expect(() => team.view("rex").look(config("stock"))).toThrow(LookError);
    expect(code("rex", board("stock"))).toBeUndefined();
    expect(code("rex", { panel: "traces", node: null, route: null, region: null, only: "any", window: 60 })).toBe(
      "service.not-yours",
    );
    expect(code("sia", { panel: "probe", probe: "curl", region: "eu", quarantined: false })).toBe("service.not-yours");
    expect(team.view("oli").look(config("stock")).panel).toBe("config");
    expect(team.view("facilitator").look(config("stock")).panel).toBe("config");
  });

  it("E32 a view says whose panels it may open, and whose requests its seat answers: nobody has to try", () => {
    const team = live();
    const sees = (id: string) => team.view(id).team?.sees;
    expect(sees("rex")).toEqual(["shop"]);
    for (const id of ["facilitator", "oli", "ada"]) expect(sees(id)).toBeNull();
    const answers = (id: string) => team.view(id).team?.answers;
    expect(answers("ada")).toEqual(["incident", "executives"]);
    expect(answers("cal")).toEqual(["executives", "support", "customers"]);
    expect(answers("sam")).toEqual([]);
    expect(answers("oli")).toEqual([]);
  });

  it("E32 what was captured of another service is that service's, whatever opens it", () => {
    const team = live();
    team.give("rex", { kind: "act", args: { action: "thread-dump", node: "shop", region: "eu" } });
    team.to(200);
    const { operations } = team.view("rex");
    expect(operations[0]).toMatchObject({ request: { action: "thread-dump" }, phase: "done" });
    const code = (seat: string, look: Look) => team.give(seat, { kind: "look", args: look })?.code;
    const threads = (node: string): Look => ({ panel: "runtime", node, region: "eu", view: "threads", operation: 0 });
    expect(code("rex", { panel: "dump", operation: 0 })).toBeUndefined();
    expect(code("sia", { panel: "dump", operation: 0 })).toBe("service.not-yours");
    expect(code("rex", threads("shop"))).toBeUndefined();
    expect(code("sia", threads("stock"))).toBe("service.not-yours");
  });

  it("E32 a search of the logs finds the seat's own services, and facts no others", () => {
    const team = live();
    const nodes = (seat: string) => {
      const result = team.view(seat).look(logs);
      return result.panel === "logs" ? [...new Set(result.logs.patterns.map(({ node }) => node))] : [];
    };
    expect(nodes("rex")).toContain("shop");
    expect(nodes("facilitator")).toContain("shop");
    expect(nodes("sia")).toEqual([]);
    team.give("sia", { kind: "look", args: logs });
    expect(team.to(150).view("sia").facts).toEqual([]);
    team.give("rex", { kind: "look", args: logs });
    expect(team.view("rex").facts.map(({ id }) => id)).toEqual(["one-line"]);
  });

  it("E32 actions and the palette keep to its own services, whatever names them", () => {
    const team = live();
    const act = (seat: string, args: object) =>
      team.give(seat, { kind: "act", args: { action: "restart", region: "eu", ...args } as never })?.code;
    expect(act("sia", { node: "shop" })).toBe("service.not-yours");
    expect(act("sia", { action: "flag", flag: "quotes", amount: 0, value: 0 })).toBe("service.not-yours");
    expect(act("sia", { action: "setting", key: "shop.timeout", amount: 3, node: "stock" })).toBe("service.not-yours");
    expect(act("sia", { action: "config-edit", key: "URL", value: "x" })).toBe("service.not-yours");
    expect(act("rex", { node: "shop" })).toBeUndefined();
    expect(team.give("sia", { kind: "interrupt", args: { operation: 0 } })?.code).toBe("service.not-yours");
    expect(team.view("sia").estimate({ action: "restart", node: "shop" }).refusal?.code).toBe("service.not-yours");
    const choices = (seat: string) =>
      team
        .view(seat)
        .palette.flatMap(({ choices }) => Object.values(choices).flatMap((c) => c.map(({ value }) => value)));
    expect(choices("rex")).toEqual(expect.arrayContaining(["shop", "quotes", "URL", "shop.timeout"]));
    expect(choices("sia")).toContain("stock");
    for (const foreign of ["shop", "quotes", "URL", "shop.timeout", "v2"])
      expect(choices("sia")).not.toContain(foreign);
  });

  it("E32 of facilitators and observers are no commands, so that nothing they see is a fact of the team", () => {
    const team = live();
    expect(team.give("oli", { kind: "look", args: board("shop") })?.code).toBe("right.not-yours");
    expect(team.give("facilitator", { kind: "look", args: board("shop") })?.code).toBe("right.not-yours");
    expect(team.view("oli").look(board("shop")).panel).toBe("board");
    expect(team.to(140).state.story.facts).toEqual([]);
  });
});

describe("tools and people that fail", () => {
  const inject = (team: Team, effects: readonly object[], id = "i") =>
    team.deed("facilitator", { do: "inject", inject: id, title: "x", effects: effects as never });

  it("E33 a tool that is down shows nobody anything, nor what stays on screen, until it is over", () => {
    const late = withScene({ system: { ...SYSTEM, faults: [{ ...BAD_POD, from: 130 }] } });
    const team = wholeTeam(95, SEATS, late);
    team.give("rex", { kind: "look", args: board("shop") });
    inject(team, [{ kind: "panel-down", panel: "board", minutes: 2 }]);
    expect(team.give("rex", { kind: "look", args: board("shop") })?.code).toBe("panel.down");
    expect(() => team.view("oli").look(board("shop"))).toThrow(LookError);
    expect(team.view("facilitator").look(board("shop")).panel).toBe("board");
    expect(team.view("sam").team?.down).toEqual([{ panel: "board", until: 215 }]);
    expect(team.to(214).view("rex").facts).toEqual([]);
    expect(team.to(215).view("rex").team?.down).toEqual([]);
    expect(team.to(220).view("rex").facts).toHaveLength(1);
    expect(team.give("rex", { kind: "look", args: board("shop") })).toBeNull();
  });

  it("E33 who cannot be reached gives no command and sees what was before; the others are not told", () => {
    const team = live(120);
    team.give("ada", { kind: "say", args: { audience: "incident", text: "before" } });
    inject(team, [{ kind: "unreachable", seat: "rex", minutes: 2 }]);
    team.to(130);
    team.give("ada", { kind: "say", args: { audience: "incident", text: "MARKER after" } });
    team.deed("ada", { do: "decide", decision: "d", text: "MARKER decided", why: "", by: "" });
    expect(team.give("rex", { kind: "note", args: { text: "?" } })?.code).toBe("seat.unreachable");
    expect(team.deed("rex", { do: "share", fact: "only-eu" })?.code).toBe("seat.unreachable");
    const seen = everything(team.view("rex"));
    expect(seen).toContain("before");
    expect(seen).not.toContain("MARKER");
    expect(() => team.view("rex").look({ panel: "map" })).toThrow(LookError);
    expect(team.view("rex").pages).toHaveLength(1);
    expect(team.view("rex").team?.unreachable).toEqual([{ seat: "rex", until: 240 }]);
    expect(EVERYBODY.filter((id) => team.view(id).team?.unreachable.length === 1)).toEqual([
      "facilitator",
      "rex",
      "oli",
    ]);
    expect(
      team.deed("ada", { do: "handover", role: "resolver", from: "rex", to: "sia", checked: [], text: "" }),
    ).toBeNull();
    expect(team.deed("ada", { do: "leave", seat: "rex" })).toBeNull();
    const may = JSON.stringify(team.view("dee").team?.may);
    inject(team, [{ kind: "unreachable", seat: "ada", minutes: 1 }], "j");
    expect(JSON.stringify(team.view("dee").team?.may)).toBe(may);
    team.deed("dee", { do: "leave", seat: "ada" });
    expect(team.view("dee").team?.may).toContain("resolve");
    expect(team.view("sia").team?.services).toEqual(["stock", "shop"]);
    team.to(240);
    expect(everything(team.view("rex"))).toContain("MARKER after");
  });
});
