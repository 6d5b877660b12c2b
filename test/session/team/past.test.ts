import { describe, expect, it } from "vitest";
import { deeds, now, running } from "./running";
import { foldedHash, type Player, quiet } from "./several";

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
