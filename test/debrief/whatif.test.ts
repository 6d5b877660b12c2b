import { describe, expect, it } from "vitest";
import { compileOne, readContent } from "#adapters/content/disk";
import { afterSecond, BEGINNING, showFrom, verdictOf } from "#debrief/index";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { GROWN, TRIED } from "#domain/score";
import {
  continuePlay,
  decodeRun,
  encodeRun,
  fork,
  hashState,
  newHeader,
  playOf,
  playThrough,
  replay,
} from "#engine/index";
import { scoreRun } from "#score/index";

function drill(): Program {
  const { program } = compileOne(readContent(process.cwd()), "one-region-502");
  if (program === null) throw new Error("the drill does not compile");
  return program;
}
const program = drill();
const play = (id: string): Run => {
  const found = program.plays.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no play "${id}"`);
  return playThrough(program, newHeader(program, { id, seed: 2 }), playOf(found)).run;
};
const novice = play("novice");
const shown = showFrom(program, novice, afterSecond(300), "expert", "shown");
const hash = (run: Run): string => hashState(replay(program, run));

describe("what if", () => {
  it("B52 the same commands after a fork are the same run, from whatever second", () => {
    for (const second of [0, 171, 600, novice.horizon]) {
      const forked = fork(novice, afterSecond(second), "again");
      expect(forked.header.forkOf).toMatchObject({ run: "novice", second });
      const whole = { ...forked, commands: novice.commands, horizon: novice.horizon };
      expect(hash(whole)).toBe(hash(novice));
    }
  });

  it("B53 what is shown shares everything before its second, replays, and says whose it is", () => {
    for (const second of [200, 300, 1200]) {
      const run = showFrom(program, novice, afterSecond(second), "expert", "x");
      const before = novice.commands.filter((command) => command.second <= second);
      expect(run.commands.slice(0, before.length)).toEqual(before);
      expect(run.commands.length).toBeGreaterThan(before.length);
      expect(run.commands[before.length]?.second).toBeGreaterThan(second);
      expect(run.header).toMatchObject({ shown: { play: "expert" }, forkOf: { run: "novice", second } });
      expect(decodeRun(JSON.parse(JSON.stringify(encodeRun(run))))).toEqual({ ok: true, value: run });
      const state = replay(program, run);
      expect(state.story.ending).toBeGreaterThanOrEqual(0);
    }
    expect(scoreRun(program, shown).labels).toContain("shown by the expert");
  });

  it("B53 a header that says so wrongly is refused", () => {
    const wrong = { format: 1, ...shown, header: { ...shown.header, shown: { play: 5 } } };
    expect(decodeRun(wrong)).toMatchObject({ ok: false, error: { path: "header.shown.play" } });
  });

  it("B53 a fork of what was shown is the player's again", () => {
    const mine = fork(shown, afterSecond(900), "mine");
    expect(mine.header.shown).toBeUndefined();
    expect(scoreRun(program, { ...mine, horizon: 900 }).labels).toEqual(["forked", GROWN]);
  });

  it("B53 C12 a fork of a try is a try, and says so", () => {
    const mine = fork({ ...novice, header: { ...novice.header, tried: true } }, afterSecond(300), "mine");
    expect(mine.header.tried).toBe(true);
    expect(decodeRun(JSON.parse(JSON.stringify(encodeRun(mine))))).toEqual({ ok: true, value: mine });
    expect(scoreRun(program, mine).labels).toEqual(["forked", TRIED]);
  });

  it("B53 a fork says that it goes on from the expert's steps, and forks of it do, for as long as there are any", () => {
    const mine = fork(shown, afterSecond(900), "mine");
    expect(mine.header.grown).toEqual({ play: "expert", since: 300 });
    expect(decodeRun(JSON.parse(JSON.stringify(encodeRun(mine))))).toEqual({ ok: true, value: mine });
    expect(fork(mine, afterSecond(700), "again").header.grown).toEqual({ play: "expert", since: 300 });
    // Before the expert did anything there is nothing of it.
    expect(fork(mine, afterSecond(200), "again").header.grown).toBeUndefined();
    expect(fork(shown, afterSecond(300), "again").header.grown).toBeUndefined();
    // Nobody acting leaves no steps behind.
    const idle = showFrom(program, novice, afterSecond(300), "idle", "idle");
    expect(fork(idle, afterSecond(900), "again").header.grown).toBeUndefined();
  });

  it("B54 the expert goes on in the situation as it is, and from early on does better than a novice did", () => {
    const own = scoreRun(program, novice);
    const early = scoreRun(program, shown);
    expect(early.total).toBeGreaterThan(own.total + 10);
    expect(early.impact.player.slice(0, 20)).toEqual(own.impact.player.slice(0, 20));
  });

  it("B54 what was refused, because it was done before, is not shown; the run is the same without it", () => {
    const { journal } = replay(program, shown);
    const late = journal.filter(({ kind, at }) => kind === "refused" && at.second > 300);
    expect(late).toEqual([]);
    expect(shown.commands.filter(({ kind }) => kind === "ack")).toHaveLength(1);
    const state = replay(program, fork(novice, afterSecond(300), "whole"));
    const expert = program.plays.find(({ id }) => id === "expert");
    if (expert === undefined) throw new Error("no expert");
    continuePlay(state, playOf(expert));
    expect(state.log.length).toBeGreaterThan(shown.commands.length);
    expect(hash(shown)).toBe(hashState(state));
  });

  it("B54 from the beginning it is the expert's own run, and nobody's is nobody's", () => {
    const whole = showFrom(program, novice, BEGINNING, "expert", "x");
    const expert = play("expert");
    expect(hash(whole)).toBe(hash(expert));
    const nobody = showFrom(program, novice, BEGINNING, "idle", "y");
    expect(scoreRun(program, nobody).labels).toEqual(["nobody acting"]);
    expect(scoreRun(program, nobody).impact.totals.player).toBe(scoreRun(program, expert).impact.totals.idle);
  });

  it("B54 nothing can be shown once the run was over", () => {
    const end = novice.commands.findLast(({ kind }) => kind === "end");
    if (end === undefined) throw new Error("the novice does not leave");
    expect(() => showFrom(program, novice, afterSecond(end.second), "expert", "x")).toThrow("The run was over by then");
  });

  it("B55 what could not be won back any more is said, with the figures", () => {
    const own = scoreRun(program, novice);
    const best = scoreRun(program, play("expert"));
    const card = (total: number) => ({ ...best, total });
    expect(verdictOf(card(40), card(95), card(96))[0]).toContain("nothing was lost yet");
    expect(verdictOf(card(40), card(70), card(96))).toEqual([
      "From here the expert comes to 70 of 100, from the beginning to 96: 26 points could not be won back any more.",
      "Your run came to 40.",
      `It ends: ${best.ending?.title}.`,
    ]);
    expect(verdictOf(card(70), card(70), card(96))[1]).toBe(
      "Your run came to 70: from here on the expert does no better.",
    );
    const capped = { ...best, total: 30, cap: { total: 30, reason: "Too late." } };
    expect(verdictOf(own, capped, best).at(-1)).toBe("No more than 30: Too late.");
  });
});
