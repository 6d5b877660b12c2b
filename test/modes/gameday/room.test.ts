import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIRST_SEAT, type TeamDeed, WHOLE_EXERCISE } from "#domain/team";
import { checklistOf } from "#modes/gameday/checklists";
import { OBJECTION_OPTIONS } from "#modes/gameday/command";
import { foldRoom } from "#modes/gameday/room";
import { anyDeeds, did, OPENING, SEATS, seat, teamView } from "./team";

const roomOf = (deeds: readonly ReturnType<typeof did>[], now = 1000, more = {}) =>
  foldRoom(teamView([...OPENING, ...deeds], more), now);

const assign = (task: string, to: string, minutes: number | null = 5): TeamDeed => ({
  do: "assign",
  task,
  to,
  text: `look into ${task}`,
  minutes,
});
const progress = (task: string, state: "acknowledged" | "done" | "dropped", text = ""): TeamDeed => ({
  do: "progress",
  task,
  state,
  text,
});

describe("a room", () => {
  it("GD1 any beginning of any log folds, and no unknown name throws", () => {
    fc.assert(
      fc.property(anyDeeds, fc.integer({ min: 0, max: 5000 }), (deeds, now) => {
        for (let n = 0; n <= deeds.length; n++) {
          const room = foldRoom(teamView(deeds.slice(0, n)), now);
          expect(room.tasks.every(({ owners, owner }) => owners.at(-1)?.seat === owner)).toBe(true);
          expect(room.polls.every(({ counts, votes }) => counts.reduce((a, b) => a + b, 0) === votes.length)).toBe(
            true,
          );
          const open = room.tenures.filter(({ to }) => to === null);
          const held = SEATS.flatMap(({ id, roles }) => roles.map((role) => `${id} ${role}`)).sort();
          expect(
            open
              .map(({ seat, role }) => `${seat} ${role}`)
              .filter((each) => held.includes(each))
              .sort(),
          ).toEqual(held);
        }
      }),
      { seed: 41, numRuns: 60 },
    );
  });

  it("GD1 a fold of the whole says the same as folds on the way did of what was over by then", () => {
    fc.assert(
      fc.property(anyDeeds, (deeds) => {
        const half = Math.floor(deeds.length / 2);
        const before = foldRoom(teamView(deeds.slice(0, half)), 1e6);
        const after = foldRoom(teamView(deeds), 1e6);
        const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
        for (const list of ["tasks", "polls", "decisions", "injects"] as const) {
          expect(ids(after[list]).slice(0, before[list].length)).toEqual(ids(before[list]));
        }
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  it("GD2 nothing is folded again while no deed came and nothing fell due", () => {
    const team = teamView([
      ...OPENING,
      did(100, "ana", assign("db", "bo")),
      did(100, "ana", { do: "timer", timer: "t", label: "Update", minutes: 10 }),
    ]);
    const room = foldRoom(team, 110);
    expect(foldRoom(team, 399)).toBe(room);
    expect(foldRoom({ ...team }, 200)).toBe(room);
    const overdue = foldRoom(team, 400);
    expect(overdue.tasks[0]?.isOverdue).toBe(true);
    expect(overdue.polls).toBe(room.polls);
    expect(foldRoom(team, 699)).toBe(overdue);
    expect(foldRoom(team, 700).timers[0]?.isOver).toBe(true);
    // Back again: what is scrubbed to is what it was then.
    expect(foldRoom(team, 110).tasks[0]?.isOverdue).toBe(false);
    expect(
      foldRoom({ ...team, seats: SEATS.map((each) => (each.id === "bo" ? { ...each, isHere: false } : each)) }, 110)
        .tasks[0]?.isOrphaned,
    ).toBe(true);
  });

  it("GD3 a task has one owner, who has to say that they have it; handed on, the next one has to", () => {
    const room = roomOf([
      did(60, "ana", assign("db", "bo")),
      did(90, "bo", progress("db", "acknowledged", "on it")),
      did(200, "bo", { do: "hand-on", task: "db", to: "cy" }),
    ]);
    const [task] = room.tasks;
    expect(task).toMatchObject({
      owner: "cy",
      state: "open",
      acknowledgedAt: null,
      due: 360,
      isOverdue: true,
      givenBy: "ana",
    });
    expect(task?.owners).toEqual([
      { seat: "bo", since: 60, by: "ana", acknowledgedAt: 90 },
      { seat: "cy", since: 200, by: "bo", acknowledgedAt: null },
    ]);
    expect(task?.steps).toEqual([{ at: 90, by: "bo", state: "acknowledged", text: "on it" }]);
  });

  it("GD3 who has done a task had it; what is over is neither overdue nor orphaned", () => {
    const gone = SEATS.map((each) => (each.id === "bo" ? { ...each, isHere: false } : each));
    const room = roomOf(
      [
        did(60, "ana", assign("db", "bo")),
        did(61, "ana", assign("cache", "bo", null)),
        did(62, "ana", assign("edge", "bo")),
        did(100, "bo", progress("db", "done", "it was the index")),
        did(120, "ana", progress("edge", "dropped")),
      ],
      9000,
      { seats: gone },
    );
    expect(
      room.tasks.map(({ id, state, acknowledgedAt, endedAt, isOverdue, isOrphaned }) => [
        id,
        state,
        acknowledgedAt,
        endedAt,
        isOverdue,
        isOrphaned,
      ]),
    ).toEqual([
      ["db", "done", 100, 100, false, false],
      ["cache", "open", null, null, false, true],
      ["edge", "dropped", null, 120, false, false],
    ]);
    expect(room.gone).toEqual(["bo"]);
  });

  it("GD4 the last vote of each counts, those who play and have not voted are named, and strong objections stand out", () => {
    const poll: TeamDeed = { do: "poll", poll: "p", question: "Roll back?", options: [...OBJECTION_OPTIONS] };
    const vote = (option: number, text = ""): TeamDeed => ({ do: "vote", poll: "p", option, text });
    const votes = [
      did(10, "ana", poll),
      did(11, "bo", vote(0)),
      did(12, "cy", vote(0)),
      did(13, "bo", vote(1, "the migration cannot be undone")),
      did(14, "di", vote(5)),
    ];
    const [open] = roomOf(votes).polls;
    expect(open?.counts).toEqual([1, 1]);
    expect(open?.missing).toEqual(["ana", "di", "eve"]);
    expect(open?.objections.map(({ seat, text }) => [seat, text])).toEqual([["bo", "the migration cannot be undone"]]);
    const [closed] = roomOf([...votes, did(20, "ana", { do: "close-poll", poll: "p" }), did(21, "cy", vote(1))]).polls;
    expect(closed).toMatchObject({ closedAt: 20, counts: [1, 1], missing: [] });
  });

  it("GD5 an entry's latest text counts, what it said before is kept, and what is struck out can come back", () => {
    const entry = (id: string, at: number, text: string): TeamDeed => ({ do: "entry", entry: id, at, text });
    const log = [
      did(100, "eve", entry("b", 90, "Bo looks at the database")),
      did(110, "eve", entry("a", 30, "Ana took command")),
      did(300, "ana", entry("b", 95, "Cy looks at the database")),
      did(310, "eve", entry("c", 200, "")),
    ];
    const room = roomOf(log);
    expect(room.timeline.map(({ id, at, text, by }) => [id, at, text, by])).toEqual([
      ["a", 30, "Ana took command", "eve"],
      ["b", 95, "Cy looks at the database", "ana"],
    ]);
    expect(room.timeline[1]?.before).toEqual([{ at: 90, text: "Bo looks at the database", by: "eve" }]);
    const struck = roomOf([...log, did(320, "eve", entry("b", 95, " "))]).timeline[1];
    expect(struck).toMatchObject({ isStruck: true, text: "Cy looks at the database" });
    expect(
      roomOf([...log, did(320, "eve", entry("b", 95, "")), did(330, "eve", entry("b", 95, "Cy looks at the database"))])
        .timeline[1]?.isStruck,
    ).toBe(false);
  });

  it("GD6 a draft waits for a verdict; rewritten it waits again, and what went out is not changed", () => {
    const draft = (text: string): TeamDeed => ({ do: "draft", draft: "d", audience: "customers", text });
    const verdict = (approved: boolean, text = ""): TeamDeed => ({ do: "approve", draft: "d", approved, text });
    const log = [did(10, "di", draft("Some orders fail")), did(20, "ana", verdict(false, "say since when"))];
    expect(roomOf(log).drafts).toMatchObject([
      { state: "refused", verdict: { by: "ana", at: 20, text: "say since when" } },
    ]);
    const again = [...log, did(30, "di", draft("Since 12:10 some orders fail"))];
    expect(roomOf(again).drafts).toMatchObject([
      { state: "open", verdict: null, text: "Since 12:10 some orders fail" },
    ]);
    const out = [
      ...again,
      did(40, "ana", verdict(true)),
      did(50, "di", draft("All is well")),
      did(60, "ana", verdict(false)),
    ];
    expect(roomOf(out).drafts).toMatchObject([
      { state: "approved", text: "Since 12:10 some orders fail", verdict: { at: 40 } },
    ]);
  });

  it("GD7 roles are those of the seats; who held which when comes from the log, and a hand-over says what was left out", () => {
    const log = [
      ...OPENING,
      did(600, "ana", {
        do: "handover",
        role: "commander",
        from: "ana",
        to: "cy",
        checked: ["status", "tasks"],
        text: "shift ends",
      }),
    ];
    const seats = SEATS.map((each) =>
      each.id === "ana"
        ? { ...each, roles: [] }
        : each.id === "cy"
          ? { ...each, roles: ["commander", "resolver"] as const }
          : each,
    );
    const room = foldRoom(teamView(log, { seats }), 700);
    expect(room.holders.commander).toEqual(["cy"]);
    expect(room.holders.resolver).toEqual(["bo", "cy"]);
    expect(room.tenures.filter(({ role }) => role === "commander")).toEqual([
      { role: "commander", seat: "ana", from: 0, to: 600 },
      { role: "commander", seat: "cy", from: 600, to: null },
    ]);
    const [handover] = room.handovers;
    expect(handover?.checked).toEqual(["status", "tasks"]);
    expect(new Set([...(handover?.checked ?? []), ...(handover?.skipped ?? [])])).toEqual(
      new Set(checklistOf("commander").map(({ id }) => id)),
    );
  });

  it("GD7 where the log and the seats disagree, the seats are right", () => {
    const log = [
      did(0, "ana", { do: "join", seat: "ana", name: "Ana", roles: ["commander"], services: [] }),
      did(0, "bo", { do: "join", seat: "bo", name: "Bo", roles: ["commander", "resolver"], services: [] }),
    ];
    const seats = [seat(FIRST_SEAT, ["facilitator"]), seat("ana", ["scribe"]), seat("bo", ["commander"])];
    const open = foldRoom(teamView(log, { seats }), 10).tenures.filter(({ to }) => to === null);
    expect(open.map(({ seat, role }) => `${seat} ${role}`).sort()).toEqual([
      "ana scribe",
      "bo commander",
      "facilitator facilitator",
    ]);
  });

  it("GD8 who came when the clock was running is late; who dropped out is known, and who is here holds the roles", () => {
    const seats = [
      ...SEATS.map((each) => (each.id === "ana" ? { ...each, isHere: false } : each)),
      seat("zed", ["observer"]),
    ];
    const room = roomOf(
      [did(400, "zed", { do: "join", seat: "zed", name: "Zed", roles: ["resolver"], services: [] })],
      500,
      { seats },
    );
    expect(room.late).toEqual(["zed"]);
    expect(room.gone).toEqual(["ana"]);
    expect(room.holders.commander).toEqual([]);
    expect(room.startedAt).toBe(0);
    expect(foldRoom(teamView([]), 0).startedAt).toBeNull();
  });

  it("GD9 afterwards: the last word of each counts, means are over people, and what was emptied is gone", () => {
    const rate = (useful: number, text = ""): TeamDeed => ({ do: "feedback", ratings: { useful }, text });
    const gap = (id: string, text: string, due = ""): TeamDeed => ({ do: "gap", gap: id, text, owner: "Bo", due });
    const room = roomOf([
      did(2000, "bo", rate(1, "too fast")),
      did(2001, "cy", rate(4)),
      did(2002, "bo", rate(2, "a little fast")),
      did(2003, "ana", gap("g1", "No runbook for the cache")),
      did(2004, "ana", gap("g2", "Nobody knew the vendor's number")),
      did(2005, "ana", gap("g1", "")),
      did(2006, "ana", gap("g2", "Nobody knew the vendor's number", "2026-12-01")),
      did(2007, "olu", { do: "tick", inject: "i", expectation: "asks", met: false, text: "" }),
      did(2008, "olu", { do: "tick", inject: "i", expectation: "asks", met: true, text: "after a while" }),
      did(2009, FIRST_SEAT, { do: "expect", inject: WHOLE_EXERCISE, expectations: [], discuss: ["Why so late?"] }),
      did(2009, FIRST_SEAT, { do: "expect", inject: WHOLE_EXERCISE, expectations: [], discuss: ["Why?"] }),
      did(2009, FIRST_SEAT, { do: "scores", shown: true }),
      did(2010, "cy", { do: "hot-wash", card: "k", column: "kept", text: "one voice" }),
    ]);
    expect(room.feedback).toEqual({
      answers: 2,
      questions: [{ id: "useful", mean: 3, answers: 2 }],
      texts: ["a little fast"],
      own: null,
    });
    expect(room.gaps.map(({ id, due }) => [id, due])).toEqual([["g2", "2026-12-01"]]);
    expect(room.ticks.map(({ met, text }) => [met, text])).toEqual([[true, "after a while"]]);
    expect(room.whole).toEqual({ expectations: [], discuss: ["Why?"] });
    expect(room.scoresShown).toBe(true);
    expect(room.hotWash).toHaveLength(1);
    expect(roomOf([]).scoresShown).toBe(false);
  });
});
