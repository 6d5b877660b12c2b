import { describe, expect, it } from "vitest";
import type { Run } from "#domain/run";
import { playersOf } from "#engine/index";
import { scoreRun, scoreWithState } from "#score/index";
import { playedByTeam } from "./team-run";

describe("a team's score (C23)", () => {
  it("C23 is that of one player, whichever seat did it, and names nobody", () => {
    const { program, run } = playedByTeam();
    const card = scoreRun(program, run);
    const mark = (id: string) => card.marks.find((each) => each.id === id);
    expect(mark("rolled-back")).toMatchObject({ state: "earned", second: 110 });
    expect(mark("severity")).toMatchObject({ state: "earned", second: 105 });
    expect(mark("by-platform")?.state).toBe("missed");
    expect(card.labels).toEqual(["played by a team"]);
    expect(card.dimensions.find(({ dimension }) => dimension === "diagnose")?.score).toBeGreaterThan(90);
    expect(card.dimensions.find(({ dimension }) => dimension === "restore")?.score).toBeGreaterThan(50);
    expect(JSON.stringify(card)).not.toMatch(/\b(ada|rex|cal|Ada|Rex|Cal)\b/);
    expect(card.marks.find(({ dimension }) => dimension === "communicate")?.points).toBeGreaterThan(0);
  });

  it("C23 a log that stops is ended by nobody", () => {
    const { program, run } = playedByTeam();
    const cut: Run = { ...run, commands: run.commands.filter(({ kind }) => kind !== "end"), horizon: 300 };
    const { state } = scoreWithState(program, cut);
    expect(state.story.leftAt).toBe(300);
    expect(state.journal.find(({ kind }) => kind === "end")?.by).toBe("platform");
  });

  it("C23 a second front is harm like any other", () => {
    const { program, run } = playedByTeam();
    const worse = playedByTeam(true);
    const harm = (one: Run) => scoreRun(program, one).impact.totals;
    expect(harm(worse.run).player).toBeGreaterThan(harm(run).player + 100);
    expect(harm(worse.run).expert).toBe(harm(run).expert);
  });

  it("C23 players are the seats of a team, by their names, else the author as You", () => {
    const { team } = playedByTeam();
    const players = playersOf(team.state);
    expect(players.isTeam).toBe(true);
    expect(players.name("rex")).toBe("Rex");
    expect(players.name("REX")).toBeNull();
    expect(players.name("bo")).toBeNull();
  });
});
