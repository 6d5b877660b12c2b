import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashState, replay } from "#engine/index";
import { Room } from "./room";
import { foldedHash, happenings, Several, stateOf } from "./several";

describe("several devices, parted and joined at random, and one that keeps to nothing", () => {
  it("TE11 come to the same commands and the same state, and no command is lost", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 8 }), happenings, async (size, list) => {
        const team = new Several(new Room());
        await team.begin(size);
        for (const what of list) await team.do(what);
        await team.heal();
        const [first, ...others] = team.players.map(({ session }) => session);
        if (first === undefined) throw new Error("nobody is there");
        const { program, run } = first.log();
        expect(run.commands).toHaveLength(team.appended);
        expect(new Set(run.commands.map(({ author, counter }) => `${author} ${counter}`)).size).toBe(team.appended);
        expect(foldedHash(first)).toBe(hashState(replay(program, run)));
        for (const other of others) {
          expect(other.log().run).toEqual(run);
          expect(foldedHash(other)).toBe(foldedHash(first));
        }
        // Nothing of what the one did who keeps to nothing was accepted.

        expect(stateOf(first).story.team?.clock.state).not.toBe("stopped");
        expect(stateOf(first).story.team?.seats.some(({ device }) => device === "mallory")).toBe(false);
        // One of them has the clock, and everybody agrees who.
        expect(team.players.filter(({ session }) => session.getTeam().isHolder)).toHaveLength(1);
        for (const { session } of team.players) session.dispose();
      }),
      { seed: 6, numRuns: 60 },
    );
  });
});
