import { describe, expect, it } from "vitest";
import { SEATS, Team, wholeTeam } from "./team-fixture";

describe("seats of a team", () => {
  it("E29 are taken in the lobby with the roles asked for as far as they are free, afterwards as an observer", () => {
    const team = new Team();
    expect(team.join("ada", ["commander", "facilitator"])).toBeNull();
    expect(team.join("bob", ["commander", "scribe"])).toBeNull();
    expect(team.seat("ada")?.roles).toEqual(["commander"]);
    expect(team.seat("bob")?.roles).toEqual(["scribe"]);
    team.run();
    // No time has passed: at other devices this may come before the clock ran.
    expect(team.join("di", ["deputy"])).toBeNull();
    expect(team.seat("di")?.roles).toEqual(["deputy"]);
    team.to(1);
    expect(team.join("cy", ["resolver"])).toBeNull();
    expect(team.seat("cy")?.roles).toEqual(["observer"]);
  });

  it("E29 belong to a device, of which there may be several at one; nobody else acts for them", () => {
    const team = new Team();
    team.join("ada", ["commander"]);
    expect(team.deed("bob", { do: "join", seat: "bob", name: "Bob", roles: [], services: [] }, "ADA")).toBeNull();
    expect(team.seat("bob")?.device).toBe("ADA");
    expect(team.deed("ada", { do: "ready", ready: true }, "MALLORY")?.code).toBe("seat.not-yours");
    expect(team.deed("eve", { do: "ready", ready: true })?.code).toBe("seat.unknown");
    expect(team.deed("ada", { do: "join", seat: "ada", name: "X", roles: [], services: [] }, "EVE")?.code).toBe(
      "seat.taken",
    );
    expect(team.view("ada").refusal).toBeNull();
  });

  it("E29 keep what the facilitator made of them, when a device takes one in the lobby that is its own already", () => {
    const team = new Team();
    const seat = {
      do: "seat",
      seat: "rex",
      name: "Rex",
      device: "REX",
      roles: ["resolver"],
      services: ["shop"],
    } as const;
    expect(team.deed("facilitator", seat)).toBeNull();
    expect(team.join("rex", ["commander"])).toBeNull();
    expect(team.seat("rex")).toMatchObject({ roles: ["resolver"], services: ["shop"], device: "REX" });
    team.run();
    team.to(1);
    expect(team.join("rex", [])?.code).toBe("seat.taken");
  });

  it("E29 without a device are acted for by a facilitator's", () => {
    const team = new Team();
    const seat = { do: "seat", seat: "una", name: "Una", device: null, roles: ["commander"], services: [] } as const;
    expect(team.deed("facilitator", seat)).toBeNull();
    expect(team.deed("una", { do: "ready", ready: false }, "main")).toBeNull();
    expect(team.deed("una", { do: "ready", ready: true }, "UNA")?.code).toBe("seat.not-yours");
  });

  it("E29 whole team plays", () => {
    const team = wholeTeam(95);
    expect(SEATS.map(([id]) => team.seat(id)?.roles.length)).toEqual(SEATS.map(() => 1));
    expect(team.give("rex", { kind: "ack", args: { page: "page" } })).toBeNull();
    expect(
      team.give("rex", {
        kind: "look",
        args: { panel: "board", node: "shop", split: "region", region: null, window: 300, compare: false },
      }),
    ).toBeNull();
    team.to(120);
    expect(team.view("rex").facts.map(({ id }) => id)).toEqual(["only-eu"]);
    expect(team.view("sia").facts).toEqual([]);
    expect(team.view("oli").facts.length).toBe(1);
    expect(team.view("facilitator").team?.deeds.length).toBe(8);
    expect(team.view("cal").team).toMatchObject({ speaks: ["incident", "executives", "support"] });
  });
});
