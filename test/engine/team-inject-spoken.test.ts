import { describe, expect, it } from "vitest";
import { WHOLE_EXERCISE } from "#domain/team";
import { wholeTeam } from "./team-fixture";

const inject = { do: "inject", inject: "vendor", title: "The vendor says all is green", effects: [] } as const;
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
});
