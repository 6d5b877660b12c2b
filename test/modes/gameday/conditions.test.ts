import { describe, expect, it } from "vitest";
import type { InjectCondition, PlannedInject } from "#domain/exercise";
import { type Deed, FIRST_SEAT } from "#domain/team";
import type { View } from "#domain/view";
import { holds, lastNews, type Sight } from "#modes/gameday/conditions";
import { dueInjects, injectDeed } from "#modes/gameday/due";
import { foldRoom } from "#modes/gameday/room";
import { PROGRAM } from "../../engine/fixture";
import { type Team, wholeTeam } from "../../engine/team-fixture";
import { did, OPENING, SEATS, teamView } from "./team";

const { truth } = PROGRAM.base.score.diagnosis;

/** What the facilitator sees of a team under way. */
function sightOf(team: Team): Sight {
  const view = team.view(FIRST_SEAT);
  if (view.team === null) throw new Error("no team");
  return { view, room: foldRoom(view.team, view.now), truth };
}

/** Whether a condition holds, second by second up to one; the first second at which it does. */
function firstHeld(team: Team, condition: InjectCondition, until: number): number | null {
  for (let second = team.state.now; second <= until; second++) {
    team.to(second);
    if (holds(condition, sightOf(team))) return second;
  }
  return null;
}

const acked = (at = 100): Team => {
  const team = wholeTeam(at);
  expect(team.give("ada", { kind: "ack", args: { page: "page" } })).toBeNull();
  return team;
};
const timed = (
  id: string,
  seconds: number,
  since: "start" | "ack",
  more: Partial<PlannedInject> = {},
): PlannedInject => ({
  id,
  title: id,
  when: { kind: "time", since, seconds },
  effects: [],
  read: "",
  expectations: [],
  discuss: [],
  card: null,
  ...more,
});

describe("what an inject waits for", () => {
  it("GD23 time since the acknowledgement, and nothing before it", () => {
    expect(firstHeld(wholeTeam(90), { is: "acknowledged", minutes: 0 }, 130)).toBeNull();
    expect(firstHeld(acked(), { is: "acknowledged", minutes: 0.5 }, 200)).toBe(130);
  });

  it("GD23 a severity at least as grave, and phases", () => {
    const team = acked();
    expect(holds({ is: "severity", level: 3 }, sightOf(team))).toBe(false);
    team.give("ada", { kind: "severity", args: { level: 2 } });
    expect([1, 2, 3].map((level) => holds({ is: "severity", level: level as 1 }, sightOf(team)))).toEqual([
      false,
      true,
      true,
    ]);
    expect(holds({ is: "phase", phase: "live" }, sightOf(team))).toBe(true);
    team.give("ada", { kind: "resolve", args: { text: "Over." } });
    expect(holds({ is: "phase", phase: "resolved" }, sightOf(team))).toBe(true);
  });

  it("GD23 impact above and below, as the metrics show it", () => {
    const team = wholeTeam(20);
    expect(holds({ is: "impact", side: "below", perSecond: 1 }, sightOf(team))).toBe(true);
    const hurt = firstHeld(team, { is: "impact", side: "above", perSecond: 5 }, 200);
    expect(hurt).toBeGreaterThan(30);
    expect(holds({ is: "impact", side: "below", perSecond: 5 }, sightOf(team))).toBe(false);
  });

  it("GD23 silence to an audience, from the acknowledgement or the last word of the team on", () => {
    const team = acked();
    expect(firstHeld(team, { is: "silence", audience: "incident", minutes: 1 }, 170)).toBe(160);
    expect(team.give("rex", { kind: "say", args: { audience: "incident", text: "Looking." } })).toBeNull();
    expect(holds({ is: "silence", audience: "incident", minutes: 1 }, sightOf(team))).toBe(false);
    expect(holds({ is: "silence", audience: "customers", minutes: 1 }, sightOf(team))).toBe(true);
    expect(firstHeld(team, { is: "silence", audience: "incident", minutes: 1 }, 230)).toBe(220);
  });

  it("GD23 a fact somebody found, an action that was carried out, on that node", () => {
    const team = acked();
    const fact: InjectCondition = { is: "fact", fact: "only-eu" };
    expect(holds(fact, sightOf(team))).toBe(false);
    const board = { panel: "board", node: "edge", split: "region", region: null, window: 300, compare: false } as const;
    expect(team.give("ada", { kind: "look", args: board })).toBeNull();
    expect(firstHeld(team, fact, 160)).not.toBeNull();
    const restarted: InjectCondition = { is: "action", action: "restart", node: "shop" };
    expect(team.give("rex", { kind: "act", args: { action: "restart", node: "shop", region: "eu" } })).toBeNull();
    expect(holds(restarted, sightOf(team))).toBe(false);
    expect(firstHeld(team, restarted, 500)).toBeGreaterThan(160);
    expect(holds({ ...restarted, node: "stock" }, sightOf(team))).toBe(false);
    expect(holds({ ...restarted, node: null }, sightOf(team))).toBe(true);
  });

  it("GD23 a hypothesis that is favoured, and one that is right", () => {
    const team = acked();
    const name = (id: string, node: string, state: "open" | "favoured", mechanism = "bad-instance" as const) =>
      expect(
        team.give("rex", { kind: "hypothesis", args: { id, mechanism, node, region: "eu", text: "", state } }),
      ).toBeNull();
    name("h1", "stock", "favoured");
    expect(holds({ is: "hypothesis", state: "favoured" }, sightOf(team))).toBe(true);
    expect(holds({ is: "hypothesis", state: "right" }, sightOf(team))).toBe(false);
    name("h2", "shop", "favoured");
    expect(holds({ is: "hypothesis", state: "right" }, sightOf(team))).toBe(true);
    expect(holds({ is: "hypothesis", state: "right" }, { ...sightOf(team), truth: [] })).toBe(false);
  });

  it("GD23 every open task acknowledged: not while there is none", () => {
    const team = acked();
    const all: InjectCondition = { is: "tasks-acknowledged" };
    expect(holds(all, sightOf(team))).toBe(false);
    for (const [task, to] of [
      ["a", "rex"],
      ["b", "sia"],
    ] as const) {
      expect(team.deed("ada", { do: "assign", task, to, text: "look", minutes: 5 })).toBeNull();
    }
    team.deed("rex", { do: "progress", task: "a", state: "acknowledged", text: "" });
    expect(holds(all, sightOf(team))).toBe(false);
    team.deed("sia", { do: "progress", task: "b", state: "done", text: "" });
    expect(holds(all, sightOf(team))).toBe(true);
  });

  it("GD23 stuck: nothing found, believed, decided or done for so long; looking alone is nothing new", () => {
    const team = acked();
    const stuck: InjectCondition = { is: "stuck", minutes: 2 };
    expect(firstHeld(team, stuck, 240)).toBe(220);
    team.deed("ada", { do: "decide", decision: "d", text: "Wait for the graph", why: "", by: "" });
    expect(holds(stuck, sightOf(team))).toBe(false);
    expect(lastNews(sightOf(team))).toBe(220);
    team.give("rex", { kind: "look", args: { panel: "map" } });
    expect(firstHeld(team, stuck, 400)).toBe(340);
    expect(lastNews(sightOf(wholeTeam(95)))).toBeNull();
  });
});

describe("injects that are due", () => {
  const queue = [
    timed("late", 60, "ack"),
    timed("early", 95, "start"),
    { ...timed("hand", 0, "start"), when: { kind: "hand" } as const },
  ];

  it("GD24 come by the clock or once something holds, in the order of the queue, each once", () => {
    const team = wholeTeam(94);
    const due = () => dueInjects({ queue }, sightOf(team)).map(({ id }) => id);
    expect(due()).toEqual([]);
    team.to(100);
    expect(due()).toEqual(["early"]);
    team.give("ada", { kind: "ack", args: { page: "page" } });
    team.to(160);
    expect(due()).toEqual(["late", "early"]);
    const { deed } = injectDeed(queue[1] as PlannedInject, sightOf(team).room);
    expect(team.deed(FIRST_SEAT, deed)).toBeNull();
    expect(due()).toEqual(["late"]);
    expect(team.deed(FIRST_SEAT, deed)?.code).toMatch(/inject/);
  });

  it("GD24 never in the lobby, after a real incident, or once it is over", () => {
    const at = (deeds: readonly Deed[], phase: View["phase"] = "live") => {
      const room = foldRoom(teamView(deeds), 500);
      const view = { now: 500, phase, pages: [] } as unknown as View;
      return dueInjects({ queue }, { view, room, truth }).map(({ id }) => id);
    };
    expect(at(OPENING)).toEqual(["early"]);
    expect(at([])).toEqual([]);
    expect(at(OPENING, "ended")).toEqual([]);
    expect(at([...OPENING, did(400, FIRST_SEAT, { do: "stop", reason: "real" })])).toEqual([]);
  });

  it("GD25 an effect on a role finds whoever holds it by then; where there is nobody it is left out and said", () => {
    const away = (seat: string) => ({ kind: "unreachable", seat, minutes: 5 }) as const;
    const inject = timed("i", 0, "start", {
      effects: [away("@resolver"), away("@deputy"), away("ana"), away("@boss")],
    });
    const room = foldRoom(teamView(OPENING, { seats: SEATS, unreachable: [{ seat: "bo", until: 900 }] }), 100);
    const { deed, leftOut } = injectDeed(inject, room);
    expect(deed.effects.map((effect) => effect.kind === "unreachable" && effect.seat)).toEqual(["cy", "ana"]);
    expect(leftOut[0]).toBe("Nobody who can be reached holds the role deputy.");
    expect(leftOut[1]).toContain("There is no role “boss”");
  });
});
