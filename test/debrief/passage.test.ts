import { describe, expect, it } from "vitest";
import { enteredAt, passageOf, rehearse, takenOver } from "#debrief/index";
import { replay } from "#engine/index";
import { DRILL, program as small } from "../scenario/fixture";

/** A short drill whose story moves by the clock. */
const program = small({
  drill: DRILL.replace("{ when: failedIn(60) < 5, hold: 30s }", "{ when: t > 200 }").replace("limit: 30m", "limit: 6m"),
});

describe("the way of a play through the story", () => {
  const { run, passage } = rehearse(program, "expert", { seed: 1, variant: "america" });

  it("begins where the machines begin, and has every change with its second and its event", () => {
    expect(passage.moves).toEqual([
      { second: 0, machine: "course", states: ["course.open"], event: "" },
      { second: 201, machine: "course", states: ["course.over"], event: "condition.calm" },
    ]);
    expect(run.header.variant).toBe("america");
  });

  it("is the same when the run is read from its log", () => {
    expect(passageOf(program, run)).toEqual(passage);
  });

  it("knows when a state was first entered, also from within, and that one never was", () => {
    expect(enteredAt(passage, "course.over")).toBe(201);
    expect(enteredAt(passage, "course")).toBe(0);
    expect(enteredAt(passage, "course.ove")).toBeNull();
  });

  it("can be taken over there: with what was done until then, and nothing after", () => {
    const over = takenOver(run, { play: "expert", second: 201, id: "mine", clock: "live-pause" });
    expect(over.header).toMatchObject({
      id: "mine",
      forkOf: null,
      clock: "live-pause",
      grown: { play: "expert", since: 0 },
    });
    expect(over.commands).toEqual(run.commands.filter(({ second }) => second <= 201));
    expect(replay(program, over).story.machines).toEqual(["over"]);
  });

  it("is refused for a play that the drill does not have", () => {
    expect(() => rehearse(program, "nobody", { seed: 1 })).toThrow(RangeError);
  });
});
