import { describe, expect, it } from "vitest";
import { FIRST_SEAT, type TeamDeed } from "#domain/team";
import { FOUNDER } from "./room";
import { deeds, entry, now, running } from "./running";
import { foldedHash, type Player, player } from "./several";

describe("a team's devices", () => {
  it("TE16 refuse what cannot be stored; nothing of it is anywhere, and the next try is as any other", async () => {
    const team = await running();
    const [ann, bea] = team.players as [Player, Player];
    const before = deeds(bea).length;
    bea.log.problem = "quota";
    const card: TeamDeed = { do: "hot-wash", card: "c", column: "kept", text: "Quiet." };
    expect(await bea.session.deed(card)).toMatchObject({ code: "session.not-saved" });
    expect(bea.session.getState().problem).toMatchObject({ kind: "quota" });
    expect(deeds(bea)).toHaveLength(before);
    bea.log.problem = null;
    expect(await bea.session.deed(card)).toBeNull();
    expect(bea.session.getState().problem).toBeNull();
    expect(deeds(ann)).toHaveLength(before + 1);
  });

  it("TE16 let the clock stand still while the holder cannot store, until it is tried again", async () => {
    const team = await running();
    const [ann, bea] = team.players as [Player, Player];
    ann.log.problem = "blocked";
    await team.pass(20);
    const at = now(ann);
    expect(ann.session.getState()).toMatchObject({ status: "paused", problem: { kind: "blocked" } });
    await team.pass(5);
    expect(now(ann)).toBe(at);
    expect(bea.session.getState().status).toBe("paused");
    ann.log.problem = null;
    ann.session.resume();
    await team.pass(5);
    expect(now(bea)).toBeGreaterThan(at + 3);
    expect(ann.session.getState()).toMatchObject({ status: "playing", problem: null });
    expect(bea.session.getState().status).toBe("playing");
  });

  it("TE16 write down nothing that is not well formed, and nothing from a window that only watches", async () => {
    const team = await running();
    const [ann] = team.players as [Player];
    const entries = ann.log.entries().length;
    expect(await ann.session.send({ kind: "note", args: {} as never })).toMatchObject({ code: "command.malformed" });
    const long = { do: "inject", inject: "i", title: "Long", effects: [] } as const;
    const said = {
      kind: "remark",
      from: "ana",
      audience: "incident",
      text: "x".repeat(4000),
      interrupts: false,
    } as const;
    const tooLong = await ann.session.deed({ ...long, effects: Array.from({ length: 5 }, () => said) });
    expect(tooLong).toMatchObject({ code: "command.malformed" });
    expect(ann.session.getState().problem).toBeNull();
    const projector = await player(team.room, null);
    expect(projector.session.getState().status).toBe("read-only");
    expect(await projector.session.deed(entry("x"))).toMatchObject({ code: "session.no-seat" });
    expect(await projector.session.deed(entry("x"), FIRST_SEAT)).toMatchObject({ code: "session.read-only" });
    expect(await projector.session.setClock("paused", 1, "")).toMatchObject({ code: "clock.not-yours" });
    expect(ann.log.entries()).toHaveLength(entries);
  });

  it("TE17 act for several seats, and see as each of them; a seat given up can be taken again", async () => {
    const team = await running();
    const [ann, bea] = team.players as [Player, Player];
    const seat = { do: "seat", seat: "dan", name: "Dan", device: null, roles: ["resolver"], services: [] } as const;
    expect(await ann.session.deed(seat)).toBeNull();
    expect(ann.session.getTeam().seats.map(({ id }) => id)).toEqual([FIRST_SEAT, "dan"]);
    expect(bea.session.getTeam().seats.map(({ id }) => id)).toEqual(["s1", "dan"]);
    expect(await ann.session.send({ kind: "note", args: { text: "Odd." } }, "dan")).toBeNull();
    expect(ann.session.viewOf("dan")?.team?.seat).toBe("dan");
    expect(ann.session.viewOf("s1")).toBeNull();
    ann.session.actAs("dan");
    expect(ann.session.getTeam().acting).toBe("dan");
    expect(ann.session.getState().view?.role).toBe("dan");
    expect(bea.session.getTeam().presence).toMatchObject([{ device: FOUNDER, seat: "dan", name: "Dan" }]);
    ann.session.actAs("s1");
    expect(ann.session.getTeam().acting).toBe("dan");
    expect(await ann.session.deed({ do: "leave", seat: "dan" })).toBeNull();
    expect(await ann.session.send({ kind: "note", args: { text: "Still here." } })).toMatchObject({
      code: "seat.not-here",
    });
    expect(await ann.session.deed({ do: "return", seat: "dan" })).toBeNull();
    // Given to a device of its own, it is no longer among those one acts for.
    expect(await ann.session.deed({ ...seat, device: "d1" }, FIRST_SEAT)).toBeNull();
    expect(ann.session.getTeam().acting).toBe(FIRST_SEAT);
    expect(bea.session.getTeam().seats.map(({ id }) => id)).toContain("dan");
  });

  it("TE17 without a seat show what everybody may see, until they take one", async () => {
    const team = await running();
    const eve = await player(team.room, "eve");
    expect(eve.session.getState().status).toBe("read-only");
    expect(eve.session.getTeam()).toMatchObject({ acting: null, seats: [] });
    expect(eve.session.getState().view?.role).toBe("");
    expect(await eve.session.send({ kind: "resolve", args: { text: "" } })).toMatchObject({ code: "session.no-seat" });
    const join = { do: "join", seat: "eve", name: "Eve", roles: ["observer"], services: [] } as const;
    expect(await eve.session.deed(join)).toBeNull();
    expect(eve.session.getState().status).toBe("playing");
    expect(eve.session.getTeam().acting).toBe("eve");
  });

  it("TE18 come late and catch up, in pieces where the clock is far ahead", async () => {
    const team = await running();
    const [ann] = team.players as [Player];
    for (let i = 0; i < 9; i++) await ann.clock.jump(80_000);
    const late = await player(team.room, "late");
    expect(now(late)).toBe(now(ann));
    expect(foldedHash(late.session)).toBe(foldedHash(ann.session));
    team.room.net.isHeld = true;
    const later = await player(team.room, "later");
    expect(now(later)).toBe(0);
    team.room.net.isHeld = false;
    team.room.net.deliverAll();
    expect(now(later)).toBeLessThan(now(ann));
    for (let i = 0; i < 5; i++) await later.clock.second();
    expect(now(later)).toBe(now(ann));
    expect(foldedHash(later.session)).toBe(foldedHash(ann.session));
  });

  it("TE18 tell listeners only of what changed, and leave the rest the very same", async () => {
    const team = await running();
    const [ann, bea] = team.players as [Player, Player];
    await ann.session.setClock("paused", 1, "");
    await team.pass(2);
    const before = { live: bea.session.getState(), team: bea.session.getTeam(), told: 0 };
    bea.session.subscribe(() => {
      before.told++;
    });
    await team.pass(3);
    expect(before.told).toBe(0);
    expect(bea.session.getState()).toBe(before.live);
    expect(bea.session.getTeam()).toBe(before.team);
    bea.session.announce({ looksAt: { panel: "board", node: "shop" } });
    expect(ann.session.getTeam().presence).toMatchObject([{ looksAt: { panel: "board", node: "shop" } }]);
    expect(ann.session.getTeam().seats).toBe(ann.session.getTeam().seats);
    ann.session.dispose();
    await ann.clock.second();
    expect(now(ann)).toBe(now(bea));
  });

  it("TE18 are not kept busy by a flood: what others write is gathered with rests in between", async () => {
    const team = await running();
    const [ann, bea] = team.players as [Player, Player];
    // Each time everything is put in order takes this machine 300 ms.
    const [before, entries] = [ann.clock.now, ann.log.entries];
    let spent = 0;
    let gathered = 0;
    ann.clock.now = () => before() + spent;
    ann.log.entries = () => {
      spent += 300;
      gathered++;
      return entries();
    };
    const from = ann.clock.now();
    for (let i = 0; i < 60; i++) {
      await bea.session.deed({ do: "hot-wash", card: `c${i}`, column: "kept", text: "Quiet." });
      await ann.clock.jump(200);
    }
    expect(gathered).toBeGreaterThan(5);
    expect(gathered * 300).toBeLessThan((ann.clock.now() - from) / 4);
    await ann.clock.jump(2000);
    expect(deeds(ann)).toHaveLength(deeds(bea).length);
  });
});
