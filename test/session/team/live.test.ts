import { describe, expect, it } from "vitest";
import { FIRST_SEAT, type TeamDeed } from "#domain/team";
import { encodeRun, hashState, replay } from "#engine/index";
import { openTeam } from "#session/team/index";
import { drill } from "../../drills";
import { SAMPLE } from "../program";
import { FOUNDER, Room } from "./room";
import { foldedHash, type Player, player, quiet, Several, stateOf } from "./several";

const now = ({ session }: Player) => session.getState().view?.now ?? -1;
const deeds = ({ session }: Player) => session.getState().view?.team?.deeds ?? [];
const entry = (id: string, at = 0): TeamDeed => ({ do: "entry", entry: id, at, text: "Somebody said something." });

/** A room with a founder and others, the clock running; the second device may facilitate. */
async function running(size = 2, program = SAMPLE) {
  const team = new Several(new Room(program));
  await team.begin(size);
  await team.pass(10);
  return team;
}

async function reload(team: Several, i: number): Promise<Player> {
  await team.reload(i);
  return team.players[i] as Player;
}

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

describe("the past of a team", () => {
  it("TE15 is called corrected where more than what was under way has changed, for a minute", async () => {
    const team = await running();
    const [ann, bea] = team.players as [Player, Player];
    team.room.net.split(new Map([[bea.log, 1]]));
    const at = now(ann);
    await team.pass(40);
    expect(now(bea)).toBe(at);
    expect(await bea.session.deed({ do: "hot-wash", card: "c", column: "kept", text: "Quiet." })).toBeNull();
    expect(ann.session.getTeam().corrected).toBeNull();
    team.room.net.heal();
    await quiet();
    expect(ann.session.getTeam().corrected).toEqual({ from: at, commands: 1, at: at + 40 });
    expect(deeds(ann).at(-1)).toMatchObject({ at: { second: at }, seat: "s1" });
    await team.pass(59);
    expect(ann.session.getTeam().corrected).not.toBeNull();
    await team.pass(1);
    expect(ann.session.getTeam().corrected).toBeNull();
    // Half a second on the way is no correction.
    team.room.net.isHeld = true;
    await bea.session.deed({ do: "hot-wash", card: "d", column: "kept", text: "Quiet." });
    await ann.clock.second();
    team.room.net.isHeld = false;
    team.room.net.deliverAll();
    await quiet();
    expect(deeds(ann)).toHaveLength(deeds(bea).length);
    expect(ann.session.getTeam().corrected).toBeNull();
  });

  it("TE15 changes nothing long past: what comes after two minutes waits for a checkpoint, and says so", async () => {
    const team = await running();
    const [ann, bea] = team.players as [Player, Player];
    team.room.net.split(new Map([[bea.log, 1]]));
    await bea.session.deed({ do: "hot-wash", card: "c", column: "kept", text: "Quiet." });
    await team.pass(200);
    const past = JSON.stringify(ann.session.log().run.commands);
    // Not yet covered, it waits on every device; the very next thing the holder writes covers it.
    team.room.net.isHeld = true;
    team.room.net.heal();
    while (team.room.net.letters.length > 0) team.room.net.deliver(0);
    expect(ann.session.getTeam().unmerged).toBe(1);
    expect(bea.session.getTeam().unmerged).toBe(1);
    expect(JSON.stringify(ann.session.log().run.commands)).toBe(past);
    team.room.net.isHeld = false;
    await team.pass(2);
    expect(ann.session.getTeam()).toMatchObject({ unmerged: 0, corrected: null });
    expect(deeds(ann).at(-1)?.at.second).toBeGreaterThan(200);
    expect(foldedHash(bea.session)).toBe(foldedHash(ann.session));
  });
});

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

  it("TE19 store the run once it is over, each of them once; what is done afterwards is still shown to everybody", async () => {
    const team = await running();
    const [ann, bea] = team.players as [Player, Player];
    expect(await ann.session.stop("A real incident")).toBeNull();
    await team.pass(12);
    for (const { session, store } of [ann, bea]) {
      expect(session.getState().status).toBe("finished");
      expect(stateOf(session).story.ending).toBeGreaterThanOrEqual(0);
      const { run } = session.log();
      const kept = await store.load("team-run");
      expect(kept).toEqual(run);
      expect(await store.frozen("team-run")).not.toBeNull();
      expect((await store.list()).map(({ status }) => status)).toEqual(["finished"]);
      expect(hashState(replay(SAMPLE, run))).toBe(foldedHash(session));
    }
    expect(bea.session.log().run).toEqual(ann.session.log().run);
    const card: TeamDeed = { do: "hot-wash", card: "c", column: "kept", text: "Quiet." };
    expect(await bea.session.deed(card)).toBeNull();
    expect(deeds(ann).at(-1)?.deed).toEqual(card);
    // Opened again, it is as it was, and not stored a second time.
    const again = await reload(team, 1);
    await team.pass(10);
    expect(again.session.getState()).toMatchObject({ status: "finished", problem: null });
    expect(deeds(again).at(-1)?.deed).toEqual(card);
    expect(JSON.parse(again.session.exportRun())).toEqual(
      JSON.parse(JSON.stringify(encodeRun(again.session.log().run))),
    );
    expect(await again.store.list()).toHaveLength(1);
  });

  it("TE19 come to the end without the holder, and to the same one with them", async () => {
    const team = await running(3);
    const [ann, bea, cyd] = team.players as [Player, Player, Player];
    ann.session.dispose();
    ann.log.close();
    team.players.splice(0, 1);
    expect(await cyd.session.send({ kind: "end", args: {} })).toBeNull();
    await team.pass(5);
    expect(stateOf(bea.session).story.ending).toBe(-1);
    await team.pass(15);
    for (const { session, store } of [bea, cyd]) {
      expect(stateOf(session).story.ending).toBeGreaterThanOrEqual(0);
      expect(await store.load("team-run")).toEqual(session.log().run);
    }
    const back = await player(team.room, FOUNDER, ann.log.entries());
    for (let i = 0; i < 12; i++) await back.clock.second();
    expect(foldedHash(back.session)).toBe(foldedHash(bea.session));
    expect(back.session.log().run).toEqual(bea.session.log().run);
    expect(await back.store.frozen("team-run")).not.toBeNull();
  });

  it("TE19 keep what was done shortly before the end where it was done", async () => {
    const team = await running();
    const [ann, bea] = team.players as [Player, Player];
    await team.pass(18);
    const given = now(bea);
    expect(await bea.session.deed(entry("late"))).toBeNull();
    await team.pass(2);
    const stopped = now(bea);
    expect(await bea.session.stop("A real incident")).toBeNull();
    await team.pass(12);
    for (const { session } of [ann, bea]) {
      const { commands, horizon } = session.log().run;
      const of = (kind: string) => commands.find((each) => each.kind === "team" && each.args.do === kind)?.second;
      expect([of("entry"), of("stop")]).toEqual([given, stopped]);
      expect(horizon).toBeGreaterThan(stopped + 120);
    }
  });

  it("TE19 say how far the end has come, and wait with storing it only for who is missing", async () => {
    const team = await running(3);
    const [ann, bea, cyd] = team.players as [Player, Player, Player];
    const ends: unknown[] = [];
    bea.session.subscribe(() => {
      const { end } = bea.session.getTeam();
      if (end !== ends.at(-1)) ends.push(end);
    });
    await ann.session.stop("");
    await team.pass(3);
    expect(ends).toEqual(["ending", "whole", "kept"]);
    for (const { session, store } of [ann, bea, cyd]) {
      expect(session.getTeam().end).toBe("kept");
      expect(await store.frozen("team-run")).not.toBeNull();
    }
    // Who opens it another day is told at once that it is stored; who only watches stores nothing.
    expect((await reload(team, 1)).session.getTeam().end).toBe("kept");
    const wall = await player(team.room, null);
    for (let i = 0; i < 8; i++) await wall.clock.second();
    expect(wall.session.getTeam().end).toBe("whole");
  });

  it("TE19 wait a little for what somebody who is not connected may still have done", async () => {
    const team = await running(3);
    const [ann, bea, cyd] = team.players as [Player, Player, Player];
    cyd.session.dispose();
    cyd.log.close();
    team.players.splice(2, 1);
    await ann.session.stop("");
    await team.pass(4);
    for (const { session } of [ann, bea]) expect(session.getTeam().end).toBe("whole");
    await team.pass(5);
    for (const { session } of [ann, bea]) expect(session.getTeam().end).toBe("kept");
  });

  it("TE19 store the run when storage works again", async () => {
    const team = await running();
    const [ann] = team.players as [Player];
    ann.store.problem = "quota";
    await ann.session.stop("");
    await team.pass(12);
    expect(ann.session.getState().problem).toMatchObject({ kind: "quota" });
    ann.store.problem = null;
    ann.session.resume();
    await team.pass(2);
    expect(ann.session.getState().problem).toBeNull();
    expect(await ann.store.frozen("team-run")).not.toBeNull();
  });

  it("TE19 play a whole drill to the same end, parted in between", async () => {
    const program = drill("one-region-502");
    const team = await running(3, program);
    const [ann, bea, cyd] = team.players as [Player, Player, Player];
    await team.pass(60);
    const look = { panel: "board", node: program.base.system.nodes[0]?.id ?? "" } as const;
    const board = { ...look, split: null, region: null, window: 300, compare: false };
    await cyd.session.send({ kind: "look", args: board });
    team.room.net.split(new Map([[cyd.log, 1]]));
    await team.pass(90);
    await cyd.session.send({ kind: "note", args: { text: "Nobody answers me." } });
    await bea.session.deed(entry("b"));
    team.room.net.heal();
    await team.pass(30);
    await ann.session.stop("");
    await team.pass(40);
    const { run } = ann.session.log();
    const hash = hashState(replay(program, run));
    expect(run.commands.map(({ kind }) => kind)).toContain("note");
    for (const { session } of team.players) {
      expect(session.getState().status).toBe("finished");
      expect(session.log().run).toEqual(run);
      expect(foldedHash(session)).toBe(hash);
    }
  });

  it("TE20 open only what they can play", async () => {
    const room = new Room();
    const log = room.net.join(FOUNDER);
    const setup = { ...room.net.setup, header: { ...room.net.setup.header, engine: 1 } };
    const { clock, store } = await player(new Room(), FOUNDER);
    const opened = openTeam({ program: SAMPLE, log, setup, clock, store, freeze: () => Promise.reject() });
    await expect(opened).rejects.toThrow(RangeError);
  });
});
