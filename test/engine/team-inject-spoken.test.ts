import { describe, expect, it } from "vitest";
import { WHOLE_EXERCISE } from "#domain/team";
import { teamDeed } from "#engine/team/shape";
import { wholeTeam } from "./team-fixture";

const inject = { do: "inject", inject: "vendor", title: "The vendor says all is green", effects: [] } as const;
const expected = { id: "asks", title: "They ask", good: "For proof.", points: 2, by: "resolver" } as const;
const expectDeed = { do: "expect", inject: "vendor", expectations: [expected], discuss: ["Who asked?"] } as const;
const tick = { do: "tick", expectation: "asks", met: true, text: "" } as const;

describe("what the facilitator only says aloud", () => {
  it("is an inject without effects: recorded once, and its expectations can be ticked", () => {
    const team = wholeTeam(60);
    expect(team.deed("facilitator", { ...tick, inject: "vendor" })?.code).toBe("inject.unknown");
    expect(team.deed("facilitator", inject)).toBeNull();
    expect(team.deed("facilitator", inject)).not.toBeNull();
    expect(team.deed("facilitator", { ...tick, inject: "vendor" })).toBeNull();
  });

  it("leaves expectations of the whole exercise to be ticked at any time", () => {
    const team = wholeTeam(60);
    expect(team.deed("oli", { ...tick, inject: WHOLE_EXERCISE })).toBeNull();
    expect(team.deed("rex", { ...tick, inject: WHOLE_EXERCISE })?.code).toBe("right.not-yours");
  });

  it("E34 says what is expected of an inject once it has happened, and of the whole exercise at any time; again, and afterwards", () => {
    const team = wholeTeam(60);
    expect(team.deed("facilitator", expectDeed)?.code).toBe("inject.unknown");
    expect(team.deed("facilitator", { ...expectDeed, inject: WHOLE_EXERCISE })).toBeNull();
    team.deed("facilitator", inject);
    expect(team.deed("facilitator", expectDeed)).toBeNull();
    expect(team.deed("facilitator", { ...expectDeed, expectations: [] })).toBeNull();
    expect(team.deed("oli", expectDeed)?.code).toBe("right.not-yours");
    team.give("ada", { kind: "end", args: {} });
    expect(team.deed("facilitator", expectDeed)).toBeNull();
    expect(team.deed("ada", expectDeed)?.code).toBe("run.ended");
  });

  it.each([
    ["each id once", { expectations: [expected, expected] }],
    ["at most 20", { expectations: Array.from({ length: 21 }, (_, nth) => ({ ...expected, id: `${nth}` })) }],
    ["may have 1000", { expectations: [{ ...expected, good: "x".repeat(1001) }] }],
    ["", { expectations: [{ ...expected, points: 4 }] }],
    ["", { expectations: [{ ...expected, by: "boss" }] }],
    ["at most 20", { discuss: Array.from({ length: 21 }, () => "x") }],
    ["may have 1000", { discuss: ["x".repeat(1001)] }],
  ])("is bounded: %s", (message, part) => {
    const found = teamDeed({ ...expectDeed, ...part }, "args");
    expect(found?.message).toContain(message);
    expect(teamDeed({ ...expectDeed, expectations: [{ ...expected, good: "x".repeat(1000) }] }, "args")).toBeNull();
  });
});
