import { describe, expect, it } from "vitest";
import { FIRST_SEAT } from "#domain/team";
import { FOUNDER, Room } from "./room";
import { deeds, now, reload, running } from "./running";
import { foldedHash, type Player, player, quiet } from "./several";

describe("the clock of a team", () => {
  it("TE12 runs from the lobby on at real time and tempo, where the founder's device drives it", async () => {
    const ann = await player(new Room(), FOUNDER);
    expect(ann.session.getState()).toMatchObject({ status: "briefing", speed: 1, clock: "team" });
    expect(ann.session.getTeam()).toMatchObject({ isHolder: true, acting: FIRST_SEAT, silence: 0 });
    for (let i = 0; i < 5; i++) await ann.clock.second();
    ann.session.pause();
    ann.session.setSpeed(5);
    await quiet();
    expect(now(ann)).toBe(0);
    expect(ann.session.getState().status).toBe("briefing");
    ann.session.start();
    await quiet();
    for (let i = 0; i < 10; i++) await ann.clock.second();
    expect(ann.session.getState().status).toBe("playing");
    expect(now(ann)).toBe(10);
    ann.session.setSpeed(5);
    await quiet();
    for (let i = 0; i < 4; i++) await ann.clock.second();
    expect(now(ann)).toBe(30);
    expect(ann.session.getState().speed).toBe(5);
    ann.session.pause();
    await quiet();
    for (let i = 0; i < 4; i++) await ann.clock.second();
    expect(ann.session.getState().status).toBe("paused");
    expect(now(ann)).toBe(30);
    ann.session.skip();
    await ann.session.wait();
    expect(now(ann)).toBe(30);
  });

  it("TE12 makes up for a nap of the holder, and leaves out a sleep and a clock that was changed", async () => {
    const team = await running();
    const [ann, bea] = team.players as [Player, Player];
    const before = now(ann);
    await ann.clock.jump(40_000);
    expect(now(ann)).toBe(before + 40);
    expect(now(bea)).toBe(before + 40);
    await ann.clock.jump(3_600_000);
    await ann.clock.jump(-7_200_000);
    expect(now(ann)).toBe(before + 40);
    await team.pass(3);
    expect(now(bea)).toBe(before + 43);
  });

  it("TE13 takes nobody past the last beacon, and nobody back", async () => {
    const team = await running();
    const [ann, bea] = team.players as [Player, Player];
    const at = now(ann);
    for (let i = 0; i < 20; i++) await bea.clock.second();
    expect(now(bea)).toBe(at);
    // The last one came at the beginning of a second that has passed here, too.
    expect(bea.session.getTeam().silence).toBe(21_000);
    expect(bea.session.getState().status).toBe("playing");
    // Whoever may not facilitate moves nobody's clock, whatever they send.
    const cyd = team.room.net.join("cyd");
    cyd.emit({ second: 5000, state: "running", tempo: 1 });
    expect(now(bea)).toBe(at);
    // An earlier second of a device that may says nothing.
    bea.log.emit({ second: 1, state: "running", tempo: 1 });
    expect(now(ann)).toBe(at);
    await ann.clock.second();
    expect(now(bea)).toBe(at + 1);
    expect(bea.session.getTeam().silence).toBe(0);
  });

  it("TE13 goes on after a reload of the holder where the others have seen it", async () => {
    const team = await running();
    await team.pass(17);
    const seen = now(team.players[1] as Player);
    const ann = await reload(team, 0);
    // What is stored is at most 15 s older.
    expect(now(ann)).toBeGreaterThan(seen - 15);
    await team.pass(6);
    expect(now(ann)).toBeGreaterThanOrEqual(seen + 3);
    expect(now(team.players[1] as Player)).toBe(now(ann));
    expect(ann.session.getState().status).toBe("playing");
  });

  it("TE13 believes of presence and of others' commands no more than lies between two checkpoints", async () => {
    const team = await running(3);
    const liar = team.players[2] as Player;
    team.players[1]?.session.dispose();
    liar.session.dispose();
    team.players.splice(1);
    liar.log.announce({ seat: "s2", name: "S2", looksAt: null, writesTo: null, second: 100_000 });
    for (let i = 1; i <= 20; i++) {
      const body = { kind: "team", args: { do: "ready", ready: true } } as const;
      await liar.log.append({ kind: "command", second: i * 59, seen: 0, lamport: 0, seat: "s2", body });
    }
    const ann = await reload(team, 0);
    // However often it listens.
    for (let i = 0; i < 9; i++) await ann.clock.jump(200);
    await team.pass(5);
    expect(now(ann)).toBeLessThan(80);
  });

  it("TE14 is moved by whoever has it; others are told who that is", async () => {
    const team = await running();
    const [ann, bea] = team.players as [Player, Player];
    const refused = await bea.session.setClock("paused", 1, "");
    expect(refused).toMatchObject({ code: "clock.not-yours", text: "Facilitator has the clock." });
    expect(bea.session.getState()).toMatchObject({ notice: "Facilitator has the clock.", status: "playing" });
    bea.session.pause();
    await quiet();
    expect(ann.session.getState().status).toBe("playing");
    await ann.session.setClock("paused", 1, "A question");
    expect(bea.session.getState().status).toBe("paused");
    expect(deeds(bea).at(-1)?.deed).toMatchObject({ do: "clock", state: "paused", reason: "A question" });
  });

  it("TE14 is taken over by another facilitator, and by nobody else", async () => {
    const team = await running(3);
    const [ann, bea, cyd] = team.players as [Player, Player, Player];
    await cyd.session.takeOver();
    expect(cyd.session.getState().notice).toBe("Only a facilitator can take the clock.");
    const at = now(ann);
    ann.session.dispose();
    ann.log.close();
    await bea.session.takeOver();
    expect(bea.session.getTeam().isHolder).toBe(true);
    team.players.splice(0, 1);
    await team.pass(8);
    expect(now(cyd)).toBeGreaterThan(at + 4);
    expect(now(cyd)).toBe(now(bea));
    // Who had it before comes back, and follows.
    const back = await player(team.room, FOUNDER, ann.log.entries());
    expect(back.session.getTeam().isHolder).toBe(false);
    expect(now(back)).toBe(now(bea));
  });
});

describe("a clock whose facilitator is no longer one", () => {
  const handover = { do: "handover", role: "facilitator", from: FIRST_SEAT, checked: [], text: "" } as const;

  it("TE14 goes with the role to the device of who was handed it, and runs on until that has it", async () => {
    const team = await running(3);
    const [ann, bea, cyd] = team.players as [Player, Player, Player];
    team.room.net.split(new Map([[cyd.log, 1]]));
    expect(await ann.session.deed({ ...handover, to: "s2" })).toBeNull();
    const at = now(ann);
    await team.pass(5);
    expect(now(bea)).toBe(at + 5);
    expect(ann.session.getTeam().isHolder).toBe(true);
    const refused = await ann.session.setClock("paused", 1, "");
    expect(refused).toMatchObject({ code: "clock.not-yours" });
    // Bea facilitates, too; it is not for her.
    expect(bea.session.getTeam().isHolder).toBe(false);
    team.room.net.heal();
    await team.pass(6);
    expect(team.players.map(({ session }) => session.getTeam().isHolder)).toEqual([false, false, true]);
    expect(deeds(bea).filter(({ deed }) => deed.do === "hold")).toMatchObject([{ seat: "s2" }]);
    expect(now(ann)).toBeGreaterThan(at + 7);
    expect(await cyd.session.setClock("paused", 1, "")).toBeNull();
    expect(ann.session.getState().status).toBe("paused");
  });

  it("TE14 goes with the role also where whoever had it is gone and another facilitator hands it on", async () => {
    const team = await running(3);
    const [ann, bea, cyd] = team.players as [Player, Player, Player];
    ann.session.dispose();
    ann.log.close();
    team.players.splice(0, 1);
    await team.pass(20);
    const at = now(bea);
    expect(await bea.session.deed({ ...handover, to: "s2" }, "s1")).toBeNull();
    await team.pass(6);
    expect(cyd.session.getTeam().isHolder).toBe(true);
    expect(now(bea)).toBeGreaterThan(at);
    expect(now(bea)).toBe(now(cyd));
  });

  it("TE14 stays at one laptop that is handed from one to another, and everything can be done there", async () => {
    const team = await running(1);
    const [ann] = team.players as [Player];
    const seat = { do: "seat", seat: "dan", name: "Dan", device: null, roles: ["commander"], services: [] } as const;
    expect(await ann.session.deed(seat)).toBeNull();
    expect(await ann.session.deed({ ...handover, to: "dan" })).toBeNull();
    expect(ann.session.getTeam()).toMatchObject({ isHolder: true });
    expect(ann.session.getTeam().seats.map(({ id }) => id)).toEqual([FIRST_SEAT, "dan"]);
    expect(await ann.session.setClock("paused", 1, "")).toBeNull();
    expect(await ann.session.deed({ ...seat, seat: "eve", name: "Eve", roles: [] }, "dan")).toBeNull();
  });

  it("TE14 is taken after the end where something waits and nobody is left to count it", async () => {
    const team = await running(4);
    const [ann, bea, cyd, dan] = team.players as [Player, Player, Player, Player];
    team.room.net.split(new Map([[cyd.log, 1]]));
    expect(await cyd.session.deed({ do: "hot-wash", card: "c", column: "kept", text: "Quiet." })).toBeNull();
    await team.pass(200);
    expect(await ann.session.stop("")).toBeNull();
    await team.pass(30);
    ann.session.dispose();
    ann.log.close();
    team.players.splice(0, 1);
    team.room.net.heal();
    expect(bea.session.getTeam().unmerged).toBe(1);
    await team.pass(20);
    for (const { session } of [bea, cyd, dan]) {
      expect(session.getTeam().unmerged).toBe(0);
      expect(foldedHash(session)).toBe(foldedHash(bea.session));
    }
    expect(deeds(bea).some(({ deed }) => deed.do === "hot-wash" && deed.card === "c")).toBe(true);
  });
});
