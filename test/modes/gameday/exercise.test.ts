import { describe, expect, it } from "vitest";
import { FIRST_SEAT } from "#domain/team";
import { commandsBefore } from "#engine/index";
import type { TeamDimensionId } from "#modes/gameday/dimension/judged";
import { teamDimensions } from "#modes/gameday/dimensions";
import { type Exercise, exerciseAt, exerciseOf } from "#modes/gameday/exercise";
import { foldRoom } from "#modes/gameday/room";
import { teamStages } from "#modes/gameday/stages";
import { PROGRAM } from "../../engine/fixture";
import { Team, teamHeader } from "../../engine/team-fixture";
import { played } from "./played";
import { did } from "./team";

const good = played();
const bad = played(true);
const [well, badly] = [exerciseOf(PROGRAM, good.run), exerciseOf(PROGRAM, bad.run)];
const judge = (exercise: Exercise, id: TeamDimensionId) => {
  const found = teamDimensions(exercise).find((each) => each.id === id);
  if (found === undefined) throw new Error(`no dimension ${id}`);
  return found;
};

/** An exercise with other deeds after those there are, all of them accepted. */
const withDeeds = (exercise: Exercise, ...more: ReturnType<typeof did>[]): Exercise => {
  const deeds = [...exercise.team.deeds, ...more].sort((a, b) => a.at.second - b.at.second);
  const team = { ...exercise.team, deeds };
  return { ...exercise, team, room: foldRoom(team, 1e6) };
};

describe("an exercise", () => {
  it("GD30 is what the facilitator may see of the run, whoever asks, also after they have handed over", () => {
    expect(well.room.ticks).toHaveLength(1);
    expect(well.room.injects).toHaveLength(1);
    expect(well.room.drafts).toMatchObject([{ state: "approved" }]);
    expect(well.ackedAt).toBe(100);
    expect(well.endedAt).toBe(420);
    const team = new Team(teamHeader());
    team.join("ada", ["commander"]);
    team.run();
    team.to(50);
    team.deed("facilitator", { do: "inject", inject: "i", title: "Said aloud", effects: [] });
    const handed = { do: "handover", role: "facilitator", from: FIRST_SEAT, to: "ada", checked: [], text: "" } as const;
    expect(team.deed("facilitator", handed)).toBeNull();
    expect(exerciseAt(team.state).room.injects.map(({ title }) => title)).toEqual(["Said aloud"]);
  });

  it("GD30 has what was said until it ended, and nothing of what is said in the world that runs on", () => {
    const team = new Team(teamHeader());
    team.join("ada", ["commander"]);
    team.run();
    team.to(10);
    team.deed("ada", { do: "stop", reason: "" });
    team.to(900);
    expect(team.state.messages.some(({ second }) => second > 10)).toBe(true);
    expect(exerciseAt(team.state).messages.filter(({ second }) => second > 10)).toEqual([]);
  });

  it("GD30 a run that was played alone is none", () => {
    expect(() =>
      exerciseOf(PROGRAM, { header: { ...teamHeader(), clock: "live" }, commands: [], horizon: 10 }),
    ).toThrow(RangeError);
  });

  it("GD31 stages are those of the debrief, and somebody is at it once the first task was given", () => {
    const { team } = teamStages(PROGRAM, good.run, well);
    expect(team.map(({ id }) => id)).toEqual([
      "detect",
      "acknowledge",
      "assign",
      "diagnose",
      "mitigate",
      "resolve",
      "validate",
    ]);
    const stage = (id: string) => team.find((each) => each.id === id);
    expect(stage("acknowledge")).toMatchObject({ to: 100, seconds: 10 });
    expect(stage("assign")).toMatchObject({ to: 100, seconds: 0, note: "The first task was given." });
    expect(stage("resolve")?.to).toBe(420);
  });
});

describe("team dimensions", () => {
  it("GD32 a team that delegates comes out better than one whose commander does it all", () => {
    for (const id of ["delegation", "acknowledgement", "command", "handover"] as const) {
      expect(judge(well, id).score).toBeGreaterThan(judge(badly, id).score ?? 100);
    }
  });

  it("GD32 each says why, at seconds of the run, and names nobody", () => {
    const names = well.room.seats.map(({ name }) => name).filter((name) => name !== "Facilitator");
    for (const exercise of [well, badly]) {
      for (const { score, sentence, reasons } of teamDimensions(exercise)) {
        if (score !== null) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
          if (score < 100) expect(reasons.some(({ speaks }) => speaks === "against")).toBe(true);
        }
        for (const name of names) {
          // What people wrote themselves is quoted; that may name anybody.
          const own = [sentence, ...reasons.map(({ text }) => text)].join(" ").replace(/“[^”]*”/g, "");
          expect(own).not.toContain(name);
        }
        for (const { second } of reasons) {
          if (second !== null) expect(second).toBeLessThanOrEqual(exercise.endedAt);
        }
      }
    }
  });

  it("GD33 where there is too little nothing is said, and why", () => {
    const commands = commandsBefore(good.run.commands, { second: 95, ordinal: 0 });
    const early = exerciseOf(PROGRAM, { ...good.run, commands, horizon: 95 });
    const all = teamDimensions(early);
    expect(all.map(({ score }) => score)).toEqual(all.map(() => null));
    expect(all.every(({ sentence }) => sentence.startsWith("Not enough to say: "))).toBe(true);
    const empty = exerciseOf(PROGRAM, { ...good.run, commands: [], horizon: 0 });
    expect(teamDimensions(empty).every(({ score }) => score === null)).toBe(true);
  });

  it("GD34 delegation: decisions nobody carries out, tasks kept by whoever gives them, actions by others than resolvers", () => {
    expect(judge(well, "delegation").score).toBe(100);
    const kept = withDeeds(
      well,
      did(205, "ada", { do: "assign", task: "t3", to: "ada", text: "I do it", minutes: null }),
    );
    const found = judge(kept, "delegation");
    expect(found.score).toBeLessThan(100);
    expect(found.reasons).toContainEqual({
      second: 205,
      text: "The task “I do it” was kept by whoever gave it.",
      speaks: "against",
    });
    const unowned = withDeeds(well, did(206, "ada", { do: "decide", decision: "d9", text: "Wait", why: "", by: "" }));
    expect(judge(unowned, "delegation").reasons.some(({ second }) => second === 206)).toBe(true);
    // The same action, by somebody who is no resolver.
    const journal = well.journal.map((entry) =>
      entry.kind === "operation" && entry.by === "rex" ? { ...entry, by: "cal" } : entry,
    );
    expect(judge({ ...well, journal }, "delegation").score).toBe(50);
  });

  it("GD35 acknowledgement: in full within a minute, nothing at five, nothing for silence", () => {
    const at = (seconds: number | null) => {
      const given = did(250, "ada", { do: "assign", task: "x", to: "rex", text: "x", minutes: null });
      const said =
        seconds === null
          ? []
          : [did(250 + seconds, "rex", { do: "progress", task: "x", state: "acknowledged", text: "" })];
      return judge({ ...withDeeds(well, given, ...said), endedAt: 2000 }, "acknowledgement").score ?? -1;
    };
    expect(at(10)).toBe(at(60));
    expect(at(60)).toBeGreaterThan(at(180));
    expect(at(180)).toBeGreaterThan(at(300));
    expect(at(300)).toBe(at(null));
  });

  it("GD36 cadence: what fell due and did not come counts against, with its second", () => {
    const { score, reasons } = judge(badly, "cadence");
    expect(score).toBe(0);
    expect(reasons.map(({ second }) => second)).toEqual([220, 320, 420]);
    expect(judge(well, "cadence").score).toBeGreaterThan(0);
    expect(
      judge({ ...well, scene: { ...well.scene, score: { ...well.scene.score, cadence: [] } } }, "cadence").score,
    ).toBeNull();
  });

  it("GD37 span of control: up to seven people work for one; each further one costs, at the second it was worst", () => {
    const crowd = (n: number) =>
      withDeeds(
        well,
        ...Array.from({ length: n }, (_, nth) =>
          did(201 + nth, "ada", { do: "assign", task: `s${nth}`, to: `p${nth}`, text: "help", minutes: null }),
        ),
      );
    expect(judge(crowd(4), "span")).toMatchObject({ score: 100 });
    const much = judge(crowd(8), "span");
    expect(much.sentence).toContain("At most 9 people");
    expect(much).toMatchObject({ score: 70, reasons: [{ second: 208, speaks: "against" }] });
  });

  it("GD38 the commander searches and acts for nothing while there is somebody else; alone it is right", () => {
    const { score, reasons } = judge(badly, "command");
    expect(score).toBe(0);
    expect(reasons[0]).toEqual({
      second: 130,
      text: "The commander searched in logs, 6 times in all.",
      speaks: "against",
    });
    expect(judge(well, "command").score).toBe(100);
    const tenures = badly.room.tenures.filter(({ role, seat }) => role !== "resolver" || seat === "ada");
    expect(judge({ ...badly, room: { ...badly.room, tenures } }, "command").score).toBe(100);
  });

  it("GD39 hand-over: by the share of the checklist, by how soon tasks of who dropped out were taken up, by how long command was held", () => {
    expect(judge(well, "handover").score).toBe(100);
    expect(judge(badly, "handover").score).toBe(0);
    const left = did(230, "rex", { do: "leave", seat: "rex" });
    const soon = withDeeds(well, left, did(290, "ada", { do: "hand-on", task: "t1", to: "sia" }));
    expect(judge(soon, "handover").score).toBe(100);
    const never = judge({ ...withDeeds(well, left), endedAt: 900 }, "handover");
    expect(never.score).toBe(50);
    expect(never.reasons.map(({ text }) => text).join()).toContain("nobody took their task");
    const tenures = [{ role: "commander" as const, seat: "ada", from: 0, to: null }];
    const long = { ...well, endedAt: 4 * 3600, room: { ...well.room, handovers: [], tenures } };
    expect(judge(long, "handover")).toMatchObject({ score: 0, reasons: [{ second: 3 * 3600 }] });
  });
});
