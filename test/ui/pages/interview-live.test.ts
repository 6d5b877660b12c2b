import { describe, expect, it } from "vitest";
import { MemoryInterviewStore } from "#adapters/storage/interviews-memory";
import type { InterviewHeader, Round } from "#domain/interview";
import type { InterviewStore } from "#session/contract";
import { LiveInterview } from "#ui/pages/interview/live";
import { ASKED, headerOf } from "../../modes/interview-fixture";
import { FakeClock } from "../../session/fakes";

const QUESTION: Round = { kind: "question", question: "war-159", seconds: 840 };
const INCIDENT: Round = { kind: "incident", drill: "one-region-502", variant: "bad-pod", seed: 3, seconds: 840 };
const header = (round: Round): InterviewHeader => headerOf("one", { strict: true }, { rounds: [round], createdAt: 0 });

/** A tab in which an interview goes on, as far as its time is concerned; `kill` is what a crash does. */
async function tab(store: InterviewStore, clock: FakeClock, round = QUESTION) {
  const known = await store.load("one");
  if (known === null) await store.create(header(round));
  const stored = await store.load("one");
  if (stored === null) throw new Error("it is not stored");
  const live = new LiveInterview(stored, store, clock);
  live.enter();
  const kill = clock.every(1000, live.tick);
  return { live, kill };
}

describe("the time of an interview", () => {
  it("I26 loses less than ten seconds with a killed tab, and tells how long nobody was there", async () => {
    const clock = new FakeClock();
    const store = new MemoryInterviewStore();
    const { live, kill } = await tab(store, clock);
    // Reading what was agreed takes none of it, nor is it a sleep.
    await clock.turn(200);
    live.do(...ASKED);
    await clock.turn(65);
    expect(live.now()).toBeCloseTo(65, 0);
    kill();
    await clock.jump(600_000);
    const again = (await tab(store, clock)).live;
    expect(again.now()).toBeGreaterThan(54);
    expect(again.now()).toBeLessThanOrEqual(65);
    await clock.turn(20);
    const { elapsed, away, rounds } = again.getState().state;
    expect(elapsed + away).toBeCloseTo(685, -1);
    expect(away).toBeGreaterThanOrEqual(599);
    expect(rounds[0]?.away).toBe(away);
  });

  it("I7 does not count what a machine slept through, not even for what is done first when it wakes", async () => {
    const clock = new FakeClock();
    const { live } = await tab(new MemoryInterviewStore(), clock);
    live.do(...ASKED);
    await clock.turn(30);
    await clock.jump(3_600_000);
    live.do({ type: "draft", round: 0, turn: 0, text: "awake" });
    const { elapsed, away } = live.getState().state;
    expect(elapsed).toBeLessThan(35);
    expect(away).toBeGreaterThan(3590);
    expect(away).toBeLessThan(3605);
  });

  it("I7 goes on when the clock is put back, invents nothing when it is put forward, and both are signs of life", async () => {
    const clock = new FakeClock();
    const { live } = await tab(new MemoryInterviewStore(), clock);
    live.do(...ASKED);
    await clock.turn(30);
    clock.putBack(7_200_000);
    await clock.turn(30);
    expect(live.now()).toBeGreaterThan(58);
    expect(live.now()).toBeLessThanOrEqual(60);
    const { length } = live.getState().events;
    await clock.turn(25);
    // Not only once the clock is where it was.
    expect(live.getState().events.length).toBeGreaterThan(length);
    await clock.jump(10_800_000);
    await clock.turn(15);
    expect(live.now()).toBeGreaterThan(98);
    expect(live.now()).toBeLessThanOrEqual(101);
  });

  it("I7 counts every minute of a tab in the background, whose timers run once a minute", async () => {
    const clock = new FakeClock();
    const { live } = await tab(new MemoryInterviewStore(), clock);
    live.do(...ASKED);
    for (let minute = 0; minute < 20; minute++) await clock.jump(60_000);
    expect(live.now()).toBeCloseTo(1200, 0);
    expect(live.getState().state.away).toBe(0);
  });

  it("I7 counts a sleep in an incident round, in which production went on", async () => {
    const clock = new FakeClock();
    const { live } = await tab(new MemoryInterviewStore(), clock, INCIDENT);
    live.do(...ASKED);
    expect(live.getState().state.phase).toBe("playing");
    await clock.jump(300_000);
    await clock.turn(20);
    expect(live.getState().state).toMatchObject({ away: 0 });
    expect(live.now()).toBeCloseTo(320, 0);
  });

  it("I26 writes nothing more down once it is over", async () => {
    const clock = new FakeClock();
    const { live } = await tab(new MemoryInterviewStore(), clock);
    live.do(...ASKED);
    await clock.turn(30);
    live.do({ type: "end", why: "stopped" });
    const { length } = live.getState().events;
    await clock.turn(120);
    expect(live.getState().events).toHaveLength(length);
    expect(live.getState().state.away).toBe(0);
  });
});
