import { describe, expect, it } from "vitest";
import type { BeatId, Guide } from "#domain/gameday";
import { FIRST_SEAT } from "#domain/team";
import { NOT_BEGUN, notePace, type Reached } from "#modes/gameday/beats";
import type { Sight } from "#modes/gameday/conditions";
import { paceOf } from "#modes/gameday/pace";
import { foldRoom } from "#modes/gameday/room";
import { PROGRAM } from "../../engine/fixture";
import { type Team, wholeTeam } from "../../engine/team-fixture";

const beat = (id: BeatId, minute: number): Guide["beats"][number] => ({ beat: id, minute, text: id, when: id });
const GUIDE: Guide = {
  slug: "tiny",
  truth: "One pod is broken.",
  variants: {},
  beats: [
    beat("acknowledged", 2),
    beat("scoped", 8),
    beat("suspected", 15),
    beat("mitigated", 22),
    beat("verified", 30),
  ],
  questions: ["Who is hurt?", "What changed?", "What would prove it?"],
  slow: {
    card: "legal-says-nothing",
    question: "How do you know that it is the pod?",
    front: { kind: "front", node: "stock", symptom: "slow", amount: 4, minutes: 10 },
    text: "Stock gets slow.",
  },
  rescue: {
    question: "Is it the same everywhere?",
    nudge: { kind: "remark", from: "bo", audience: "incident", text: "Only Europe complains.", interrupts: false },
    hint: "Split the board by pod.",
  },
  watch: [],
  injects: [],
  expectations: [],
};

const sightOf = (team: Team): Sight => {
  const view = team.view(FIRST_SEAT);
  if (view.team === null) throw new Error("no team");
  return { view, room: foldRoom(view.team, view.now), truth: PROGRAM.base.score.diagnosis.truth };
};

/** Of a page that went off at 0, with nothing new since a second, and beats that were reached. */
function at(now: number, beats: Reached["beats"], news = 0) {
  const view = {
    now,
    phase: "live",
    pages: [{ id: "page", firedAt: 0, ackedAt: beats.acknowledged ?? null }],
    facts: news > 0 ? [{ id: "f", second: news }] : [],
    hypotheses: [],
    operations: [],
  } as unknown as Sight["view"];
  const room = { decisions: [], tasks: [] } as unknown as Sight["room"];
  return paceOf(GUIDE, { ...NOT_BEGUN, beats }, { view, room, truth: [] });
}

describe("the pace of a team", () => {
  it("GD40 beats are noticed as a team reaches them, and stay", () => {
    const team = wholeTeam(89);
    let reached = NOT_BEGUN;
    const until = (second: number) => {
      while (team.state.now < second) {
        team.to(team.state.now + 1);
        reached = notePace(reached, sightOf(team));
      }
    };
    until(100);
    expect(reached.beats).toEqual({});
    team.give("ada", { kind: "ack", args: { page: "page" } });
    until(110);
    expect(reached.beats).toEqual({ acknowledged: 100 });
    team.give("ada", { kind: "severity", args: { level: 2 } });
    const board = { panel: "board", node: "edge", split: "region", region: null, window: 300, compare: false } as const;
    team.give("ada", { kind: "look", args: board });
    until(160);
    expect(reached.beats.scoped).toBeLessThanOrEqual(160);
    team.give("rex", {
      kind: "hypothesis",
      args: { id: "h", mechanism: "bad-instance", node: "shop", region: "eu", text: "", state: "favoured" },
    });
    until(165);
    expect(reached.beats.suspected).toBe(161);
    team.give("rex", {
      kind: "hypothesis",
      args: { id: "h", mechanism: "bad-instance", node: "shop", region: "eu", text: "", state: "rejected" },
    });
    expect(reached.worst).toBeGreaterThan(5);
    until(170);
    expect(reached.beats.suspected).toBe(161);
    expect(reached.beats.mitigated).toBeUndefined();
  });

  const sight = (now: number, failedPerSecond: number, phase = "live", acted = true): Sight => {
    const view = {
      now,
      phase,
      pages: [{ firedAt: 0, ackedAt: 10 }],
      facts: [],
      hypotheses: [],
      requests: [],
      operations: acted ? [{ requestedAt: 15 }] : [],
      severity: null,
      impact: { failedPerSecond, spark: [], total: 0 },
    } as unknown as Sight["view"];
    return { view, room: { decisions: [], tasks: [] } as unknown as Sight["room"], truth: [] };
  };
  const noted = (...seen: readonly Parameters<typeof sight>[]): Reached["beats"] =>
    seen.reduce((reached, args) => notePace(reached, sight(...args)), NOT_BEGUN).beats;

  it("GD40 mitigated is a fifth of the worst for two minutes since something was done; verified, four minutes of it", () => {
    const seen: Parameters<typeof sight>[] = [
      [20, 50],
      [100, 10],
      [150, 11],
      [200, 9],
      [310, 9],
    ];
    expect(noted(...seen).mitigated).toBeUndefined();
    expect(noted(...seen, [320, 9])).toMatchObject({ mitigated: 200 });
    expect(noted(...seen, [320, 9]).verified).toBeUndefined();
    expect(noted(...seen, [320, 9], [440, 9]).verified).toBe(440);
    // It came back: what was mitigated stays, and is verified once it is calm again.
    const again = noted(...seen, [320, 9], [400, 40], [440, 9], [679, 9]);
    expect(again).toMatchObject({ mitigated: 200 });
    expect(again.verified).toBeUndefined();
    expect(noted(...seen, [320, 9], [400, 40], [440, 9], [680, 9]).verified).toBe(680);
    // A lull before anybody has done anything is none.
    expect(noted([20, 50, "live", false], [100, 1, "live", false], [400, 1, "live", false]).mitigated).toBeUndefined();
  });

  it("GD40 where nothing fails that could be seen, the team's word counts", () => {
    expect(noted([20, 0], [900, 0]).mitigated).toBeUndefined();
    expect(noted([20, 0], [900, 0, "resolved"], [1140, 0, "resolved"])).toMatchObject({
      mitigated: 900,
      verified: 1140,
    });
  });

  it("GD41 before the page nothing is said; on time a question is suggested, another one with each beat", () => {
    expect(paceOf(GUIDE, NOT_BEGUN, sightOf(wholeTeam(50))).pace).toBe("before");
    const first = at(240, { acknowledged: 60 });
    expect(first).toMatchObject({ pace: "on-time", next: "scoped", behind: -240 });
    const second = at(480, { acknowledged: 60, scoped: 470 }, 470);
    expect(second.pace).toBe("on-time");
    expect([first.advice, second.advice].map((advice) => advice.kind === "question" && advice.text)).toEqual([
      "What changed?",
      "What would prove it?",
    ]);
    expect(at(2000, { acknowledged: 1, scoped: 2, suspected: 3, mitigated: 4, verified: 5 }).pace).toBe("done");
  });

  it("GD41 far ahead of the guide a team is slowed down with what the guide has for it", () => {
    const fast = at(300, { acknowledged: 20, scoped: 120, suspected: 240 }, 240);
    expect(fast).toMatchObject({
      pace: "too-fast",
      next: "mitigated",
      advice: { kind: "slow", card: "legal-says-nothing", front: GUIDE.slow.front },
    });
    // Taking the page quickly is no haste.
    expect(at(60, { acknowledged: 5 }).pace).toBe("on-time");
  });

  it("GD42 behind the guide with nothing new, or far behind, a team is stuck, and helped step by step", () => {
    expect(at(500, { acknowledged: 60 }, 400).pace).toBe("on-time");
    const steps = [800, 1100, 1300, 1600].map((now) => at(now, { acknowledged: 60, scoped: 400 }, 400));
    expect(steps.map(({ pace }) => pace)).toEqual(["on-time", "stuck", "stuck", "stuck"]);
    expect(steps.slice(1).map(({ advice }) => advice.kind === "rescue" && advice.step)).toEqual([1, 2, 3]);
    expect(steps[2]?.advice).toMatchObject({ text: "Only Europe complains.", nudge: GUIDE.rescue.nudge });
    expect(steps[3]?.sentence).toBe("Stuck: by the guide they were to suspect the right cause 12 minutes ago.");
    // Busy, but late: no rescue before it is far behind.
    expect(at(1200, { acknowledged: 60, scoped: 400 }, 1150).pace).toBe("on-time");
    expect(at(1400, { acknowledged: 60, scoped: 400 }, 1390).pace).toBe("stuck");
  });
});
