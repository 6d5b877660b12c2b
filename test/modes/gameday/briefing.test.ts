import { describe, expect, it } from "vitest";
import { AUDIENCES } from "#domain/commands";
import { type DeedKind, TEAM_ROLES } from "#domain/team";
import { type Briefing, briefing } from "#modes/gameday/briefing";
import { checklistOf } from "#modes/gameday/checklists";
import { foldRoom } from "#modes/gameday/room";
import { conditionText, deedText, effectText, roleName, timeText } from "#modes/gameday/words";
import { type Team, wholeTeam } from "../../engine/team-fixture";
import { did, SEATS } from "./team";

const briefed = (team: Team, seat: string): Briefing => {
  const view = team.view(seat);
  if (view.team === null) throw new Error("no team");
  return briefing(foldRoom(view.team, view.now), view);
};
const lines = ({ sections }: Briefing, title: string) =>
  sections.find((section) => section.title === title)?.lines ?? [];

describe("what late joiners are told", () => {
  it("GD10 how it stands, what is believed, decided and under way, what was last said, and who is who", () => {
    const team = wholeTeam(100);
    const ok = (refusal: unknown) => expect(refusal).toBeNull();
    expect(lines(briefed(wholeTeam(50), "ada"), "How it stands")[0]).toBe("Nobody was paged yet.");
    ok(team.give("ada", { kind: "ack", args: { page: "page" } }));
    ok(team.give("ada", { kind: "severity", args: { level: 2 } }));
    ok(
      team.give("rex", {
        kind: "hypothesis",
        args: { id: "h", mechanism: "bad-instance", node: "shop", region: null, text: "one pod", state: "favoured" },
      }),
    );
    ok(team.deed("ada", { do: "decide", decision: "d", text: "Wait for the graph", why: "one pod only", by: "rex" }));
    ok(team.deed("ada", { do: "assign", task: "t", to: "rex", text: "Find the pod", minutes: 5 }));
    ok(team.give("rex", { kind: "say", args: { audience: "incident", text: "Looking at the shop." } }));
    team.to(460);
    team.join("zed", ["resolver"]);
    const told = briefed(team, "ada");
    expect(lines(told, "How it stands").slice(0, 2)).toEqual([
      "12:07 page: Orders fail, acknowledged after 10 s.",
      "Severity 2.",
    ]);
    expect(lines(told, "What is believed")).toEqual(["bad instance in shop (favoured): one pod"]);
    expect(lines(told, "What was decided")).toEqual(["12:07 Wait for the graph, because one pod only (Rex)"]);
    expect(lines(told, "Open tasks")).toEqual(["Rex: Find the pod (overdue since 12:12, not acknowledged)"]);
    expect(lines(told, "Last told")).toEqual(["12:07 to the incident channel: Looking at the shop."]);
    expect(lines(told, "Next updates").join()).toMatch(/customers: overdue since/);
    expect(lines(told, "Who is who")).toContain("Rex: resolver for shop");
  });

  it("GD10 nothing that the reader's own view does not have", () => {
    const team = wholeTeam(100);
    team.give("ada", { kind: "ack", args: { page: "page" } });
    expect(team.give("cal", { kind: "say", args: { audience: "executives", text: "MARK for leaders" } })).toBeNull();
    expect(JSON.stringify(briefed(team, "cal"))).toContain("MARK");
    expect(JSON.stringify(briefed(team, "rex"))).not.toContain("MARK");
  });
});

describe("words", () => {
  it("GD11 every deed is a sentence with names in place of ids", () => {
    const deeds: Readonly<Record<DeedKind, readonly [Parameters<typeof did>[2], string]>> = {
      join: [{ do: "join", seat: "bo", name: "Bo", roles: [], services: [] }, "Bo took a seat"],
      seat: [
        { do: "seat", seat: "bo", name: "Bo", device: null, roles: ["scribe"], services: [] },
        "Ana made Bo scribe",
      ],
      ready: [{ do: "ready", ready: true }, "Ana is ready"],
      leave: [{ do: "leave", seat: "bo" }, "Ana said that Bo dropped out"],
      return: [{ do: "return", seat: "ana" }, "Ana came back"],
      handover: [
        { do: "handover", role: "commander", from: "ana", to: "bo", checked: [], text: "" },
        "Ana handed the role of incident commander to Bo",
      ],
      clock: [{ do: "clock", state: "paused", tempo: 1, reason: "lunch" }, "Ana stopped the clock for a pause: lunch"],
      stop: [{ do: "stop", reason: "payments" }, "STOP, real incident: Ana ended the exercise: payments"],
      hold: [{ do: "hold" }, "Ana took over the clock"],
      inject: [{ do: "inject", inject: "i", title: "Sales calls", effects: [] }, "Inject: Sales calls"],
      scores: [{ do: "scores", shown: false }, "Ana turned scores off"],
      assign: [{ do: "assign", task: "t", to: "cy", text: "Look", minutes: 5 }, "Ana gave Cy a task: Look (5 min)"],
      progress: [{ do: "progress", task: "t", state: "done", text: "index" }, "Ana finished a task: index"],
      "hand-on": [{ do: "hand-on", task: "t", to: "cy" }, "Ana handed a task on to Cy"],
      poll: [{ do: "poll", poll: "p", question: "Roll back?", options: [] }, "Ana asked: Roll back?"],
      vote: [{ do: "vote", poll: "p", option: 0, text: "" }, "Ana voted"],
      "close-poll": [{ do: "close-poll", poll: "p" }, "Ana closed a poll"],
      decide: [
        { do: "decide", decision: "d", text: "Wait", why: "", by: "cy" },
        "Ana decided: Wait (Cy carries it out)",
      ],
      timer: [{ do: "timer", timer: "t", label: "Update", minutes: 10 }, "Ana set a timer of 10 min: Update"],
      entry: [{ do: "entry", entry: "e", at: 0, text: "" }, "Ana struck an entry out"],
      draft: [{ do: "draft", draft: "d", audience: "customers", text: "x" }, "Ana drafted a message to customers"],
      approve: [{ do: "approve", draft: "d", approved: false, text: "when?" }, "Ana refused a draft: when?"],
      share: [{ do: "share", fact: "f" }, "Ana told everybody what they had found"],
      expect: [{ do: "expect", inject: "i", expectations: [], discuss: [] }, "Ana said what to watch for"],
      tick: [{ do: "tick", inject: "i", expectation: "e", met: true, text: "" }, "Ana saw an expectation met"],
      "hot-wash": [{ do: "hot-wash", card: "c", column: "kept", text: "x" }, "Ana wrote a card for the hot wash"],
      feedback: [{ do: "feedback", ratings: {}, text: "" }, "Ana gave feedback"],
      gap: [{ do: "gap", gap: "g", text: "No runbook", owner: "", due: "" }, "Ana named a gap: No runbook"],
    };
    for (const [deed, words] of Object.values(deeds)) expect(deedText(did(1, "ana", deed), SEATS)).toBe(words);
    expect(deedText(did(1, "nobody", { do: "hold" }), SEATS)).toBe("nobody took over the clock");
  });

  it("GD11 effects, times and conditions are clauses; every role has a name and a checklist without doubles", () => {
    const name = (id: string) => id.toUpperCase();
    expect(effectText({ kind: "front", node: "db", symptom: "errors", amount: 0.25, minutes: 5 }, name)).toBe(
      "DB fails 25 % of its calls for 5 min",
    );
    expect(effectText({ kind: "unreachable", seat: "@resolver", minutes: 5 }, name)).toBe(
      "whoever is resolver cannot be reached for 5 min",
    );
    expect(timeText({ kind: "time", since: "ack", seconds: 600 }, name)).toBe("10 min after the acknowledgement");
    for (const audience of AUDIENCES) {
      expect(conditionText({ is: "silence", audience, minutes: 10 }, name)).toMatch(
        /^nothing was said to .+ for 10 min$/,
      );
    }
    for (const role of TEAM_ROLES) {
      expect(roleName(role)).not.toBe("");
      const ids = checklistOf(role).map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(0);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
