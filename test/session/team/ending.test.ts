import { describe, expect, it } from "vitest";
import type { TeamDeed } from "#domain/team";
import { encodeRun, hashState, replay } from "#engine/index";
import { openTeam } from "#session/team/index";
import { drill } from "../../drills";
import { SAMPLE } from "../program";
import { FOUNDER, Room } from "./room";
import { deeds, entry, now, reload, running } from "./running";
import { foldedHash, type Player, player, stateOf } from "./several";

describe("the end of a team's run", () => {
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
