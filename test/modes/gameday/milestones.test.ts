import { describe, expect, it } from "vitest";
import { milestones } from "#modes/gameday/milestones";
import { foldRoom } from "#modes/gameday/room";
import { wholeTeam } from "../../engine/team-fixture";
import { played } from "./played";

describe("milestones", () => {
  const { team } = played();
  const of = (seat: string) => {
    const view = team.view(seat);
    if (view.team === null) throw new Error("no team");
    return milestones(view, foldRoom(view.team, view.now));
  };

  it("GD12 tell what happened, in order, with names and what each is about", () => {
    const all = of("facilitator");
    const seconds = all.map(({ at }) => at);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(all).toContainEqual({ at: 90, about: "incident", text: "Page: Orders fail" });
    expect(all).toContainEqual({ at: 200, about: "action", text: "Rex began: restart on shop" });
    expect(all).toContainEqual({ at: 200, about: "team", text: "Ada decided: Restart one pod (Rex)" });
    expect(all).toContainEqual({ at: 260, about: "team", text: "Ada handed the role of incident commander to Sia" });
    expect(all).toContainEqual({ at: 150, about: "exercise", text: "Inject: The leader of sales wants an answer" });
  });

  it("GD12 say how fast the clock runs, each time that changes", () => {
    const fast = wholeTeam(100);
    expect(fast.deed("facilitator", { do: "clock", state: "running", tempo: 5, reason: "" })).toBeNull();
    const view = fast.view("rex");
    if (view.team === null) throw new Error("no team");
    const told = milestones(view, foldRoom(view.team, 100)).map(({ text }) => text);
    expect(told.filter((text) => text.includes("clock"))).toEqual([
      "The clock runs in real time",
      "The clock runs 5 times as fast",
    ]);
  });

  it("GD12 nothing of injects to those who play, and nothing that is still to come", () => {
    const live = wholeTeam(100);
    expect(live.deed("facilitator", { do: "inject", inject: "i", title: "Sales calls", effects: [] })).toBeNull();
    const told = (seat: string) => {
      const view = live.view(seat);
      return view.team === null ? "" : JSON.stringify(milestones(view, foldRoom(view.team, 100)));
    };
    expect(told("facilitator")).toContain("Inject: Sales calls");
    expect(told("rex")).not.toContain("Inject");
    const view = team.view("facilitator");
    const early = Object.assign(Object.create(view) as typeof view, { now: 120 });
    const room = foldRoom(view.team as NonNullable<typeof view.team>, 120);
    expect(milestones(early, room).every(({ at }) => at <= 120)).toBe(true);
  });
});
