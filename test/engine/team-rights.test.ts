import { describe, expect, it } from "vitest";
import { AUDIENCES, type CommandBody } from "#domain/commands";
import { TEAM_ROLES, type TeamDeed, type TeamRole } from "#domain/team";
import type { Look } from "#domain/telemetry";
import { wholeTeam } from "./team-fixture";

/** Who may, by the letters of F C D R M (communications) S O: the table of `team/rights.ts`, written down once more by hand. */
const LETTERS: Readonly<Record<TeamRole, string>> = {
  facilitator: "F",
  commander: "C",
  deputy: "D",
  resolver: "R",
  communications: "M",
  scribe: "S",
  observer: "O",
};
const SEAT: Readonly<Record<TeamRole, string>> = {
  facilitator: "facilitator",
  commander: "ada",
  deputy: "dee",
  resolver: "rex",
  communications: "cal",
  scribe: "sam",
  observer: "oli",
};

const board: Look = { panel: "board", node: "all", split: null, region: null, window: 300, compare: false };
const COMMANDS: readonly (readonly [string, CommandBody])[] = [
  ["CDR", { kind: "ack", args: { page: "page" } }],
  ["CDRMS", { kind: "look", args: board }],
  ["R", { kind: "act", args: { action: "restart", node: "shop", region: "eu" } }],
  ["R", { kind: "interrupt", args: { operation: 0 } }],
  ["CDRM", { kind: "say", args: { audience: "incident", text: "Hello." } }],
  ["CDM", { kind: "say", args: { audience: "executives", text: "Hello." } }],
  ["M", { kind: "say", args: { audience: "support", text: "Hello." } }],
  ["", { kind: "say", args: { audience: "customers", text: "Hello." } }],
  ["CDR", { kind: "answer", args: { request: "hold", option: "hold" } }],
  ["C", { kind: "severity", args: { level: 2 } }],
  [
    "CDR",
    {
      kind: "hypothesis",
      args: { id: "h", mechanism: "bad-instance", node: "shop", region: "eu", text: "", state: "open" },
    },
  ],
  ["CDR", { kind: "pin", args: { fact: "x", hypothesis: null, bearing: "supports" } }],
  ["CDR", { kind: "unpin", args: { fact: "x" } }],
  ["CDRS", { kind: "note", args: { text: "hm" } }],
  ["CDR", { kind: "task", args: { person: "ana", text: "compare", minutes: null } }],
  ["CD", { kind: "followup", args: { measure: "canary-by-region", node: "shop", owner: "ana", days: 3, text: "" } }],
  ["R", { kind: "silence", args: { rule: "errors", minutes: 5 } }],
  ["C", { kind: "resolve", args: { text: "" } }],
  ["", { kind: "hint", args: { step: 1 } }],
  ["", { kind: "pause", args: { seconds: 1 } }],
  ["FC", { kind: "end", args: {} }],
];

const seat = { seat: "new", name: "New", roles: [], services: [] } as const;
const DEEDS: readonly (readonly [string, TeamDeed])[] = [
  ["FCDRMSO", { do: "join", ...seat }],
  ["F", { do: "seat", ...seat, device: null }],
  ["FCDRMSO", { do: "ready", ready: true }],
  ["FCDRMSO", { do: "leave", seat: "nobody" }],
  ["FCDRMSO", { do: "return", seat: "nobody" }],
  ["FCDRMS", { do: "handover", role: "scribe", from: "nobody", to: "ada", checked: [], text: "" }],
  ["F", { do: "clock", state: "paused", tempo: 1, reason: "" }],
  ["F", { do: "hold" }],
  ["F", { do: "inject", inject: "i", title: "", effects: [] }],
  ["F", { do: "scores", shown: true }],
  ["CD", { do: "assign", task: "t", to: "rex", text: "x", minutes: null }],
  ["FCDRMS", { do: "progress", task: "t", state: "done", text: "" }],
  ["CD", { do: "hand-on", task: "t", to: "rex" }],
  ["CDRMS", { do: "poll", poll: "p", question: "?", options: ["a", "b"] }],
  ["CDRMS", { do: "vote", poll: "p", option: 0, text: "" }],
  ["CDRMS", { do: "close-poll", poll: "p" }],
  ["C", { do: "decide", decision: "d", text: "x", why: "", by: "" }],
  ["FCD", { do: "timer", timer: "t", label: "", minutes: 1 }],
  ["FS", { do: "entry", entry: "e", at: 0, text: "x" }],
  ["M", { do: "draft", draft: "d", audience: "customers", text: "x" }],
  ["C", { do: "approve", draft: "d", approved: true, text: "" }],
  ["CDRMS", { do: "share", fact: "x" }],
  ["F", { do: "expect", inject: "exercise", expectations: [], discuss: [] }],
  ["FO", { do: "tick", inject: "i", expectation: "e", met: true, text: "" }],
  ["FCDRMSO", { do: "hot-wash", card: "c", column: "kept", text: "x" }],
  ["FCDRMSO", { do: "feedback", ratings: {}, text: "" }],
  ["FCDRMSO", { do: "gap", gap: "g", text: "x", owner: "", due: "" }],
];

const PANELS: Readonly<Record<string, string>> = {
  board: "FCDRMSO",
  alerts: "FCDRMSO",
  map: "FCDRO",
  runbook: "FCDRO",
  deploys: "FCDRO",
  deploy: "FCDRO",
  logs: "FRO",
  traces: "FRO",
  trace: "FRO",
  config: "FRO",
  probe: "FRO",
  dump: "FRO",
  explore: "FRO",
  database: "FRO",
  runtime: "FRO",
  terminal: "FRO",
};

const refusedBy = (code: string | undefined) => code === "right.not-yours" || code === "audience.not-yours";

describe("the table of rights", () => {
  const cases = [
    ...COMMANDS.map(([who, body]) => [`${body.kind} ${JSON.stringify(body.args).slice(0, 30)}`, who, body] as const),
    ...DEEDS.map(([who, args]) => [`team.${args.do}`, who, { kind: "team", args } as CommandBody] as const),
  ];

  it.each(cases)("E30 %s is for %s and nobody else", (_name, who, body) => {
    const may = TEAM_ROLES.filter((role) => {
      const team = wholeTeam(160);
      const code = team.give(SEAT[role], body)?.code;
      const may: readonly string[] = team.view(SEAT[role]).team?.may ?? [];
      const right = body.kind === "team" ? `team.${body.args.do}` : body.kind;
      // What the view promises is what is accepted, but for whom it is said to.
      if (body.kind !== "say" && body.kind !== "answer" && body.kind !== "end") {
        expect(may.includes(right)).toBe(!refusedBy(code));
      }
      return !refusedBy(code);
    });
    expect(may.map((role) => LETTERS[role]).join("")).toBe(who);
  });

  it("E30 panels are opened by role", () => {
    const team = wholeTeam(100);
    for (const [panel, who] of Object.entries(PANELS)) {
      const open = TEAM_ROLES.filter((role) => team.view(SEAT[role]).team?.panels.some((each) => each === panel));
      expect([panel, open.map((role) => LETTERS[role]).join("")]).toEqual([panel, who]);
    }
  });

  it("E30 audiences are heard by role", () => {
    const team = wholeTeam(100);
    const heard = (role: TeamRole) => team.view(SEAT[role]).team?.hears;
    for (const role of TEAM_ROLES) {
      expect([role, heard(role)]).toEqual([role, role === "resolver" || role === "scribe" ? ["incident"] : AUDIENCES]);
    }
  });

  it("E30 several roles add up, and a refusal says who may instead", () => {
    const team = wholeTeam(100, [
      ["ada", "commander", []],
      ["rex", "resolver", []],
    ]);
    expect(team.give("rex", { kind: "severity", args: { level: 1 } })).toMatchObject({
      code: "right.not-yours",
      expected: "Ada",
    });
    const both = { seat: "rex", name: "Rex", device: "REX", roles: ["resolver", "observer"], services: [] } as const;
    team.deed("facilitator", { do: "seat", ...both });
    expect(team.view("rex").team?.may).toEqual(expect.arrayContaining(["act", "team.tick"]));
  });
});

describe("roles that nobody holds", () => {
  it("E30 fall to the commander; debugging only while there is no resolver", () => {
    const team = wholeTeam(100, [
      ["ada", "commander", []],
      ["rex", "resolver", []],
    ]);
    const may = (seat: string) => team.view(seat).team?.may ?? [];
    expect(may("ada")).toEqual(expect.arrayContaining(["team.draft", "team.entry", "team.approve"]));
    expect(may("ada")).not.toContain("act");
    expect(may("rex")).not.toContain("severity");
    team.deed("rex", { do: "leave", seat: "rex" });
    expect(may("ada")).toContain("act");
    expect(team.view("ada").team?.services).toEqual(["edge", "shop", "stock"]);
    expect(team.view("ada").team?.roles).toEqual(["commander"]);
    team.deed("rex", { do: "return", seat: "rex" });
    expect(may("ada")).not.toContain("act");
  });

  it("E30 fall to the deputy, else to the resolvers, while nobody commands", () => {
    const team = wholeTeam(100, [
      ["dee", "deputy", []],
      ["rex", "resolver", ["shop"]],
      ["sia", "resolver", ["stock"]],
    ]);
    const severity = (seat: string, level: 1 | 2 | 3) => team.give(seat, { kind: "severity", args: { level } })?.code;
    expect(severity("rex", 1)).toBe("right.not-yours");
    expect(severity("dee", 1)).toBeUndefined();
    team.deed("dee", { do: "leave", seat: "dee" });
    expect(severity("rex", 2)).toBeUndefined();
    expect(severity("sia", 3)).toBeUndefined();
    expect(team.view("rex").team?.services).toEqual(["shop"]);
  });

  it("E30 fall to whoever there is", () => {
    const team = wholeTeam(100, [["sam", "scribe", []]]);
    expect(team.view("sam").team?.may).toEqual(expect.arrayContaining(["act", "severity", "team.decide"]));
  });
});
