import { describe, expect, it } from "vitest";
import { hashState, replay, view } from "#engine/index";
import type { LiveSession, LiveState } from "#session/index";
import { ack, newTable, note, open, reopen, settle, stored } from "./fakes";
import { SAMPLE } from "./program";
import { BOARD, now, screen } from "./shown";

/** Collects the states that listeners were given. */
function watch(session: LiveSession): LiveState[] {
  const states: LiveState[] = [];
  session.subscribe((state) => states.push(state));
  return states;
}

describe("durable before shown", () => {
  it("P1 nothing new is shown while a write is under way: no second, no effect of a command", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(6);
    const before = screen(session.getState().view);
    const view = session.getState().view;
    table.store.gate = new Promise(() => undefined);
    const states = watch(session);
    const sent = session.send(ack).then(() => "sent");
    await table.clock.turn(4);
    expect(states.filter((state) => state.view !== view)).toEqual([]);
    expect(screen(session.getState().view)).toBe(before);
    expect(session.getState().view?.look({ ...BOARD, window: 600 })).toMatchObject({ panel: "board" });
    expect(await Promise.race([sent, settle().then(() => "waiting")])).toBe("waiting");
  });

  it("P1 a look at what is shown is not ahead of it while a write is under way", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    session.setSpeed(20);
    await table.clock.turn(5);
    const shown = session.getState().view;
    // The same look, asked for the first time, before and while the state runs ahead.
    const untouched = replay(SAMPLE, { ...(await stored(table)) });
    let open_: () => void = () => undefined;
    table.store.gate = new Promise((resolve) => {
      open_ = resolve;
    });
    await table.clock.turn(2);
    const during = JSON.stringify(shown?.look(BOARD));
    open_();
    expect(shown?.now).toBe(untouched.now);
    expect(during).toBe(JSON.stringify(view(untouched, "lead").look(BOARD)));
  });

  it("P1 what was shown is what a reload gives: same second, same screen, paused", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(7);
    await session.send(ack);
    await session.send({ kind: "look", args: BOARD });
    await table.clock.turn(3);
    await session.send(note("eu only"));
    const last = session.getState().view;
    session.dispose();
    const again = await reopen(table);
    expect(again.getState().status).toBe("paused");
    expect(screen(again.getState().view)).toBe(screen(last));
    await table.clock.turn(10);
    expect(now(again)).toBe(last?.now);
  });

  it("P1 the state that is shown is the replay of what is stored", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    for (let i = 0; i < 8; i++) {
      await table.clock.turn(2);
      await session.send(note(`at ${i}`));
      const run = await stored(table);
      const exported = JSON.parse(session.exportRun()) as typeof run;
      expect(hashState(replay(SAMPLE, run))).toBe(hashState(replay(SAMPLE, exported)));
      expect(run.horizon).toBe(now(session));
    }
  });
});

describe("trouble with storage", () => {
  it("P2 stops the clock, shows the problem, and loses nothing", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(6);
    table.store.problem = "quota";
    expect(await session.send(ack)).toMatchObject({ code: "session.not-saved" });
    expect(session.getState()).toMatchObject({ status: "paused", problem: { kind: "quota" } });
    const at = now(session);
    await table.clock.turn(10);
    expect(now(session)).toBe(at);
    expect(session.getState().view?.pages[0]?.ackedAt).toBeNull();
    expect(session.exportRun()).toContain('"ack"');
  });

  it("P2 what waited takes effect at its own second once storage works again", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(6);
    const at = now(session);
    table.store.problem = "quota";
    await session.send(ack);
    session.resume();
    await table.clock.turn(1);
    expect(session.getState()).toMatchObject({ status: "paused", problem: { kind: "quota" } });
    table.store.problem = null;
    session.resume();
    await settle();
    expect(session.getState()).toMatchObject({ status: "playing", problem: null });
    expect(session.getState().view?.pages[0]?.ackedAt).toBe(at);
    await table.clock.turn(2);
    expect(now(session)).toBeGreaterThan(at ?? 0);
    expect((await stored(table)).commands.filter(({ kind }) => kind === "ack")).toHaveLength(1);
  });

  it("P2 a command given after one that waits is not written before it", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(6);
    table.store.problem = "quota";
    await session.send(ack);
    expect(await session.send(note("second"))).toMatchObject({ code: "session.not-saved" });
    table.store.problem = null;
    expect(await session.send(note("third"))).toBeNull();
    expect((await stored(table)).commands.map(({ kind, args }) => [kind, args])).toEqual([
      ["ack", { page: "page" }],
      ["note", { text: "third" }],
    ]);
    expect(session.getState().problem).toBeNull();
  });

  it("P2 seconds that could not be written are simulated again, not skipped", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(3);
    table.store.problem = "blocked";
    await table.clock.turn(3);
    expect([session.getState().status, now(session)]).toEqual(["paused", 3]);
    table.store.problem = null;
    session.resume();
    await table.clock.turn(4);
    expect(session.getState().view?.pages).toHaveLength(1);
    expect(session.getState().view?.pages[0]?.firedAt).toBe(5);
  });

  it("P2 a run that cannot be claimed is shown with the problem and can be exported; continuing tries again", async () => {
    const table = newTable();
    const first = await open(table);
    first.start();
    await table.clock.turn(2);
    first.dispose();
    const run = await stored(table);
    await table.store.remove("run");
    const session = await open(table, "live-pause", run);
    expect(session.getState()).toMatchObject({ status: "failed", problem: { kind: "missing" } });
    expect(now(session)).toBe(2);
    expect(JSON.parse(session.exportRun())).toMatchObject({ horizon: 2 });
    await table.store.create(run, { title: "", createdAt: 1 });
    session.resume();
    await settle();
    expect(session.getState()).toMatchObject({ status: "paused", problem: null });
  });
});
