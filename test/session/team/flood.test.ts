import { describe, expect, it } from "vitest";
import type { TeamDeed } from "#domain/team";
import type { TeamEntry } from "#session/team/contract";
import { Room } from "./room";
import { foldedHash, type Player, quiet, Several } from "./several";

const card = (id: string): TeamDeed => ({ do: "hot-wash", card: id, column: "kept", text: "Quiet." });
const written = (entries: readonly TeamEntry[], author: string) =>
  entries.filter((entry) => entry.author === author && entry.body.kind === "checkpoint").length;

describe("somebody who keeps to nothing", () => {
  it("TE21 does not use up the holder's entries by sending what is late all the time", async () => {
    const team = new Several(new Room());
    await team.begin(2);
    await team.pass(140);
    const [ann] = team.players as [Player];
    const mallory = team.room.net.join("mallory");
    const before = written(ann.log.entries(), "ann");
    const late = { kind: "command", second: 0, seen: 0, lamport: 0, seat: "m" } as const;
    for (let i = 0; i < 300; i++) {
      await mallory.append({ ...late, body: { kind: "team", args: card(`m${i}`) } });
      await ann.clock.jump(200);
    }
    // One a quarter of a minute, and one for what was late every ten seconds.
    expect(written(ann.log.entries(), "ann") - before).toBeLessThanOrEqual(4 + 7);
    await team.pass(12);
    expect(ann.session.getTeam().unmerged).toBe(0);
    expect(team.players[1] && foldedHash(team.players[1].session)).toBe(foldedHash(ann.session));
  });

  it("TE7 is vouched for soon, however much they write, and changes nothing of it afterwards", async () => {
    const team = new Several(new Room());
    await team.begin(2);
    await team.pass(20);
    const [ann, bea] = team.players as [Player, Player];
    const mallory = team.room.net.join("mallory");
    const command = { kind: "command", seen: 0, lamport: 0, seat: "m" } as const;
    const at = ann.session.getState().view?.now ?? 0;
    for (let i = 0; i < 220; i++) {
      await mallory.append({ ...command, second: at, body: { kind: "team", args: card(`m${i}`) } });
    }
    await team.pass(30);
    const past = JSON.stringify(ann.session.log().run.commands);
    // In the place of what was counted: earlier, of somebody else's seat, and before it in the order of signatures.
    for (const counter of [0, 120, 219]) {
      const stop = { kind: "team", args: { do: "stop", reason: "" } } as const;
      mallory.forge(counter, { ...command, second: 1, seat: "s1", body: stop }, `!${counter}`);
    }
    await quiet();
    await team.pass(2);
    for (const { session } of [ann, bea]) {
      expect(session.getTeam().corrected).toBeNull();
      expect(JSON.stringify(session.log().run.commands)).toBe(past);
    }
  });

  it("TE3 undoes nothing by ending the exercise in the past, and gets no role there", async () => {
    const team = new Several(new Room());
    await team.begin(2);
    await team.pass(100);
    const [ann, bea] = team.players as [Player, Player];
    const mallory = team.room.net.join("mallory");
    const join = { do: "join", seat: "m", name: "M", roles: ["commander"], services: [] } as const;
    const past = { kind: "command", second: 0, seen: 0, lamport: 0, seat: "m" } as const;
    await mallory.append({ ...past, body: { kind: "team", args: join } });
    await team.pass(3);
    const seat = ann.session.getState().view?.team?.seats.find(({ id }) => id === "m");
    expect(seat).toMatchObject({ roles: ["observer"] });
    await bea.session.deed(card("kept"));
    await team.pass(60);
    const now = ann.session.getState().view?.now ?? 0;
    await mallory.append({ ...past, second: now - 100, body: { kind: "team", args: { do: "stop", reason: "" } } });
    await team.pass(20);
    for (const { session } of [ann, bea]) {
      // Anybody may stop an exercise; what was done before they did stays done.
      expect(session.getState().status).toBe("finished");
      expect(session.getState().view?.team?.deeds.some(({ deed }) => deed.do === "hot-wash")).toBe(true);
      const { commands } = session.log().run;
      expect(commands.findLast(({ author }) => author === "mallory")?.second).toBeGreaterThanOrEqual(now);
      expect(commands.find(({ kind, args }) => kind === "team" && args.do === "hot-wash")?.second).toBeLessThan(now);
    }
  });

  it("TE4 overrules nobody for good: who has the clock takes it again, and what is late is merged, also in a pause", async () => {
    const team = new Several(new Room());
    await team.begin(4);
    await team.pass(10);
    const [ann, bea, cyd, dan] = team.players as [Player, Player, Player, Player];
    const pass = async (seconds: number, ...players: readonly Player[]) => {
      for (let i = 0; i < seconds; i++) for (const { clock } of players) await clock.second();
    };
    // Bea takes the clock where nobody hears of it, and falls asleep; Dan takes it long after her, and is the one who knows first.
    team.room.net.split(new Map([[bea.log, 1]]));
    await bea.session.takeOver();
    await pass(160, ann, dan);
    await dan.session.takeOver();
    await pass(40, ann, dan);
    team.room.net.heal();
    await pass(1, ann, dan);
    expect(bea.session.getTeam().isHolder).toBe(true);
    await bea.session.setClock("paused", 1, "");
    await team.pass(3);
    const body = { kind: "team", args: card("late") } as const;
    await cyd.log.append({ kind: "command", second: 10, seen: 10, lamport: 1, seat: "s2", body });
    await team.pass(30);
    for (const { session } of team.players) {
      expect(session.getState().status).toBe("paused");
      expect(session.getTeam().unmerged).toBe(0);
      expect(foldedHash(session)).toBe(foldedHash(bea.session));
    }
    expect(JSON.stringify(ann.session.log().run.commands)).toContain('"card":"late"');
  });
});
