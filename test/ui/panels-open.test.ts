import { describe, expect, it } from "vitest";
import type { TeamView } from "#domain/team";
import { PANELS } from "#ui/console-state";
import { panelsOf } from "#ui/panels-open";

const team = (change: Partial<TeamView>): TeamView => ({
  seat: "ana",
  roles: [],
  seats: [],
  deeds: [],
  clock: { state: "running", tempo: 1, holder: "device" },
  panels: [],
  services: [],
  sees: null,
  hears: [],
  speaks: [],
  answers: [],
  may: [],
  down: [],
  unreachable: [],
  ...change,
});
const ids = (view: TeamView | null) => panelsOf(view).map(({ id }) => id);

describe("which panels open", () => {
  it("alone: everything but what is for teams", () => {
    expect(ids(null)).toEqual(PANELS.filter(({ group }) => group !== "team").map(({ id }) => id));
  });

  it("in a team: what the seat may look at and do, and what a team shares", () => {
    expect(ids(team({ panels: ["board", "logs"], may: ["note", "act"] }))).toEqual([
      "board",
      "logs",
      "actions",
      "notebook",
      "channel",
      "team",
      "timeline",
    ]);
    expect(ids(team({ panels: ["board"], may: ["team.draft"] }))).toEqual([
      "board",
      "channel",
      "status",
      "team",
      "timeline",
    ]);
  });

  it("for who facilitates: everything, the exercise included, which nobody else has", () => {
    expect(ids(team({ roles: ["facilitator"] }))).toEqual(PANELS.map(({ id }) => id));
    expect(ids(team({ roles: ["commander"], may: ["act", "note", "team.draft"] }))).not.toContain("conduct");
  });
});
