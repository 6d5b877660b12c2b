import { describe, expect, it } from "vitest";
import type { Run } from "#domain/run";
import { replay, view } from "#engine/index";
import { type LiveState, newRun, Playback } from "#session/index";
import { snapshotOf } from "#session/snapshot";
import { FakeClock } from "./fakes";
import { SAMPLE } from "./program";
import { screen } from "./shown";

/** Acknowledged, a note, an action; then nothing until the horizon. */
function finished(): Run {
  const run = newRun(SAMPLE, { id: "over", seed: 7, clock: "live", author: "me" });
  const { role } = run.header.roles[0] ?? { role: "lead" };
  const by = { author: "me", role } as const;
  return {
    ...run,
    commands: [
      { kind: "note", args: { text: "before" }, second: 21, seen: 21, counter: 0, ...by },
      { kind: "note", args: { text: "later" }, second: 47, seen: 47, counter: 1, ...by },
      { kind: "note", args: { text: "the same second" }, second: 47, seen: 47, counter: 2, ...by },
    ],
    horizon: 180,
  };
}

/** What a screen could show after a replay of the log up to that second. */
function asItWas(run: Run, second: number): string {
  const state = replay(SAMPLE, run, { second, ordinal: Number.POSITIVE_INFINITY });
  const seen = view(state, run.header.roles[0]?.role ?? "lead");
  return screen(
    snapshotOf(seen, {
      look: (look) => seen.look(look),
      complete: (line, cursor) => seen.complete(line, cursor),
      estimate: (request) => seen.estimate(request),
    }),
  );
}

describe("a run that is over", () => {
  it("P20 is at each of its seconds what it was then, in whatever order they are visited", () => {
    const run = finished();
    const playback = new Playback(SAMPLE, run, new FakeClock(), 30);
    for (const second of [30, 47, 46, 0, 180, 21, 20, 119]) {
      playback.seek(second);
      expect(screen(playback.getState().view)).toBe(asItWas(run, second));
    }
  });

  it("P20 shows the notes of a second and none of the future", () => {
    const playback = new Playback(SAMPLE, finished(), new FakeClock(), 46);
    expect(playback.getState().view?.notes.map(({ text }) => text)).toEqual(["before"]);
    playback.seek(47);
    expect(playback.getState().view?.notes.map(({ text }) => text)).toEqual(["before", "later", "the same second"]);
  });

  it("P20 takes no command, says why, and stays as it is", async () => {
    const run = finished();
    const playback = new Playback(SAMPLE, run, new FakeClock(), 60);
    const before = playback.getState().view;
    expect(await playback.send({ kind: "note", args: { text: "too late" } })).toMatchObject({ code: "session.past" });
    expect(playback.getState().view).toBe(before);
    expect(playback.getState().refusal?.code).toBe("session.past");
    expect(JSON.parse(playback.exportRun())).toMatchObject({ horizon: 180, commands: { length: 3 } });
  });

  it("P20 stays within its ends", () => {
    const playback = new Playback(SAMPLE, finished(), new FakeClock(), 9_999);
    expect(playback.now).toBe(180);
    playback.seek(-5);
    expect(playback.now).toBe(0);
  });

  it("P21 dragging shows keyframes, letting go the very second; the same second again is not shown again", () => {
    const playback = new Playback(SAMPLE, finished(), new FakeClock(), 0);
    playback.seek(59, true);
    expect(playback.now).toBe(40);
    playback.seek(59);
    expect(playback.now).toBe(59);
    const states: LiveState[] = [];
    playback.subscribe((state) => states.push(state));
    playback.seek(59);
    expect(states).toEqual([]);
  });

  it("P22 plays at its speed, stops at the end, and begins again from there", async () => {
    const clock = new FakeClock();
    const playback = new Playback(SAMPLE, finished(), clock, 100);
    playback.resume();
    await clock.turn(4);
    expect(playback.now).toBe(120);
    playback.setSpeed(20);
    await clock.turn(2);
    expect(playback.now).toBe(160);
    await clock.turn(2);
    expect(playback.now).toBe(180);
    expect(playback.isPlaying).toBe(false);
    expect(clock.timersRunning).toBe(0);
    playback.resume();
    expect(playback.now).toBe(0);
    playback.dispose();
    expect(clock.timersRunning).toBe(0);
  });

  it("P21 what is shown roughly may be told part by part, what is shown exactly is told at once", () => {
    let held: readonly (() => void)[] = [];
    const playback = new Playback(SAMPLE, finished(), new FakeClock(), 0, (tellings) => {
      held = tellings;
    });
    const heard: (number | undefined)[] = [];
    playback.subscribe(({ view }) => heard.push(view?.now));
    playback.seek(59, true);
    expect(heard).toEqual([]);
    for (const tell of held) tell();
    expect(heard).toEqual([40]);
    playback.seek(119, true);
    playback.seek(119);
    expect(held).toEqual([]);
    expect(heard).toEqual([40, 119]);
  });
});
