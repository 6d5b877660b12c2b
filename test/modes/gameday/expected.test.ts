import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlannedInject } from "#domain/exercise";
import type { Expectation } from "#domain/gameday";
import { FIRST_SEAT, type TeamDeed, WHOLE_EXERCISE } from "#domain/team";
import { teamDeed } from "#engine/team/shape";
import { expectDeed, known, unsaid, wholeOf } from "#modes/gameday/expected";
import { foldRoom } from "#modes/gameday/room";
import { did, OPENING, START, teamView } from "./team";

const expected = (id: string, more: Partial<Expectation> = {}): Expectation => ({
  id,
  title: `Title ${id}`,
  good: `Good ${id}`,
  points: 1,
  by: "commander",
  ...more,
});
const planned = (id: string, expectations: readonly Expectation[], discuss: readonly string[] = []): PlannedInject => ({
  id,
  title: id,
  when: { kind: "hand" },
  effects: [],
  read: "",
  expectations,
  discuss,
  card: null,
});
const fired = (inject: string): TeamDeed => ({ do: "inject", inject, title: inject, effects: [] });
const roomOf = (...deeds: readonly TeamDeed[]) =>
  foldRoom(teamView([...OPENING, ...deeds.map((deed, nth) => did(100 + nth, FIRST_SEAT, deed))]), 1000);

describe("what is expected", () => {
  const queue = [
    planned("a", [expected("a1")]),
    planned("b", [expected("b1")]),
    planned("c", []),
    planned("d", [], ["Why?"]),
  ];
  const whole = { expectations: [expected("roles")], discuss: [] };
  const names = (room: ReturnType<typeof roomOf>) => unsaid(room, queue, whole).map(([inject]) => inject);

  it("GD29 is said of injects that happened and have some, and of the exercise once its clock ran", () => {
    const lobby = foldRoom(teamView(OPENING.filter((deed) => deed !== START)), 0);
    expect(unsaid(lobby, queue, whole)).toEqual([]);
    expect(names(roomOf())).toEqual([WHOLE_EXERCISE]);
    expect(names(roomOf(fired("d"), fired("c"), fired("a"), fired("unplanned")))).toEqual([WHOLE_EXERCISE, "d", "a"]);
    expect(unsaid(roomOf(), queue, { expectations: [], discuss: [] })).toEqual([]);
  });

  it("GD29 is not said a second time, whichever device asks", () => {
    const all = [expectDeed(WHOLE_EXERCISE, whole), expectDeed("a", planned("a", [expected("a1")]))];
    expect(names(roomOf(fired("a"), ...all))).toEqual([]);
    // Nor where another device's plan has other words for it.
    expect(unsaid(roomOf(fired("a"), ...all), [planned("a", [expected("other")])], whole)).toEqual([]);
  });

  it("GD29 is of the last word, and of the inject it names", () => {
    const room = roomOf(
      fired("a"),
      expectDeed("a", planned("a", [expected("a1")], ["Who?"])),
      expectDeed("a", planned("a", [expected("a2")], ["When?"])),
      expectDeed("nowhere", planned("nowhere", [expected("n")])),
      expectDeed(WHOLE_EXERCISE, whole),
    );
    expect(room.injects).toMatchObject([{ id: "a", expectations: [expected("a2")], discuss: ["When?"] }]);
    expect(room.whole).toEqual(whole);
  });

  it("GD29 has the names of this exercise in it", () => {
    const say = (text: string) => text.replace("{checkout}", "Kasse");
    const one = expected("a", { title: "They look at {checkout}", good: "{checkout} first." });
    expect(expectDeed("i", { expectations: [one], discuss: ["Why {checkout}?"] }, say)).toEqual({
      do: "expect",
      inject: "i",
      expectations: [{ ...one, title: "They look at Kasse", good: "Kasse first." }],
      discuss: ["Why Kasse?"],
    });
  });

  it("GD29 fits the log whatever the plan has: what is short stays as it is", () => {
    const words = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom("x".repeat(4000), "漢".repeat(4000), "🦆".repeat(2000), `"\n`.repeat(2000)),
    );
    const one = fc.record({
      id: fc.string({ minLength: 1, maxLength: 40 }),
      title: words,
      good: words,
      points: fc.constantFrom(1 as const, 2 as const, 3 as const),
      by: fc.constantFrom("commander" as const, "scribe" as const),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), fc.array(words, { maxLength: 30 }), (expectations, discuss) => {
        const deed = expectDeed("i", { expectations, discuss });
        expect(teamDeed(deed, "args")).toBeNull();
        const text = JSON.stringify(deed);
        expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(15 * 1024);
        expect(text).not.toMatch(/\\ud[89a-f]/);
        for (const { id, title } of deed.expectations) {
          const source = expectations.findLast((each) => each.id === id);
          if (source !== undefined && source.title.length <= 30) expect(title).toBe(source.title);
        }
      }),
      { seed: 71, numRuns: 80 },
    );
    const short = Array.from({ length: 20 }, (_, nth) => expected(`e${nth}`));
    expect(expectDeed("i", { expectations: short, discuss: [] }).expectations).toEqual(short);
  });

  it("GD29 of the whole exercise is what was planned, and what the guide has besides", () => {
    const guide = [expected("roles", { title: "of the guide" }), expected("voice")];
    expect(wholeOf({ expectations: [expected("roles")] }, guide)).toEqual({
      expectations: [expected("roles"), expected("voice")],
      discuss: [],
    });
  });

  it("GD50 is read from the log first, and from the plan as far as the log has none", () => {
    const plan = { expectations: [expected("a", { title: "older" }), expected("b")], discuss: ["planned"] };
    expect(known({ expectations: [expected("a")], discuss: [] }, plan)).toEqual({
      expectations: [expected("a"), expected("b")],
      discuss: ["planned"],
    });
    expect(known({ expectations: [], discuss: ["said"] }, plan)).toEqual({ ...plan, discuss: ["said"] });
  });
});
