import { describe, expect, it } from "vitest";
import type { Look } from "#domain/telemetry";
import type { View } from "#domain/view";
import { hashState, replay, view } from "#engine/index";
import type { LiveSession, LiveState } from "#session/index";
import { ack, newTable, note, open, reopen, settle } from "./fakes";
import { SAMPLE } from "./program";

const BOARD: Look = { panel: "board", node: "shop", split: "region", region: null, window: 300, compare: false };

/** Everything that a screen could show of a view. */
const screen = (view: View | null) => {
  if (view === null) throw new Error("no view");
  const { look, estimate, palette, ...plain } = view;
  return JSON.stringify([plain, look(BOARD), look({ panel: "map" })]);
};
const now = (session: LiveSession) => session.getState().view?.now;

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

const stored = async (table: ReturnType<typeof newTable>) => {
  const run = await table.store.load("run");
  if (run === null) throw new Error("nothing was stored");
  return run;
};

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

describe("commands", () => {
  it("P3 that are not well formed never get into the log", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(6);
    const bad = { kind: "note", args: { text: 7 } } as unknown as Parameters<typeof session.send>[0];
    expect(await session.send(bad)).toMatchObject({ code: "command.malformed" });
    expect(session.getState().refusal).toMatchObject({ code: "command.malformed" });
    expect((await stored(table)).commands).toEqual([]);
    await session.send(ack);
    expect(session.getState().refusal).toBeNull();
  });

  it("P3 are refused before the start and shown as refused when the engine refuses them", async () => {
    const table = newTable();
    const session = await open(table);
    expect(session.getState().status).toBe("briefing");
    expect(await session.send(ack)).toMatchObject({ code: "session.not-started" });
    session.start();
    await table.clock.turn(6);
    expect(await session.send({ kind: "ack", args: { page: "other" } })).not.toBeNull();
    expect(session.getState().refusal).not.toBeNull();
    expect((await stored(table)).commands).toHaveLength(1);
  });

  it("P3 keep their order and numbers across a reload, however fast they come", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(6);
    await Promise.all([1, 2, 3].map((i) => session.send(note(`n${i}`))));
    session.dispose();
    const again = await reopen(table);
    again.resume();
    await again.send(note("n4"));
    const { commands } = await stored(table);
    expect(commands.filter(({ kind }) => kind === "note").map(({ counter, args }) => [counter, args])).toEqual([
      [0, { text: "n1" }],
      [1, { text: "n2" }],
      [2, { text: "n3" }],
      [3, { text: "n4" }],
    ]);
  });
});

describe("the clock", () => {
  it("P4 runs at its speed, neither losing nor inventing seconds", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(4);
    expect(now(session)).toBe(4);
    for (let i = 0; i < 9; i++) await table.clock.jump(1_100);
    expect(now(session)).toBe(13);
    session.setSpeed(5);
    await table.clock.turn(2);
    expect(now(session)).toBe(23);
  });

  it("P4 stops over a gap, and says so", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(4);
    await table.clock.jump(3_600_000);
    expect([session.getState().status, now(session)]).toEqual(["paused", 4]);
    expect(session.getState().notice).toContain("while this page was away");
    expect(table.clock.timersRunning).toBe(0);
  });

  it("P4 is not turned back by a wall clock that is", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(4);
    await table.clock.jump(-10_000_000);
    expect([session.getState().status, now(session)]).toEqual(["playing", 4]);
  });

  it("P4 catches up after a gap where nobody may stop it", async () => {
    const table = newTable();
    const session = await open(table, "interview");
    session.start();
    await table.clock.turn(4);
    await table.clock.jump(45_000);
    await table.clock.turn(1);
    expect([session.getState().status, now(session)]).toEqual(["playing", 50]);
    session.pause();
    session.skip();
    expect(session.getState().status).toBe("playing");
  });

  it("P5 drops to 1 when somebody speaks, at the second they do", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(6);
    session.setSpeed(20);
    await table.clock.turn(2);
    expect(session.getState()).toMatchObject({ speed: 1, notice: expect.stringContaining("wrote") as string });
    const spoke = session.getState().view?.messages.find(({ kind }) => kind === "person");
    // From that second on, one simulated second per real one.
    expect(now(session)).toBeLessThanOrEqual((spoke?.second ?? 0) + 2);
    expect(now(session)).toBeGreaterThanOrEqual(30);
  });

  it("P6 pauses only where that is allowed, and a pause to read is noted in the run", async () => {
    const table = newTable();
    const session = await open(table, "live");
    session.start();
    await table.clock.turn(6);
    session.pause();
    expect(session.getState()).toMatchObject({
      status: "playing",
      notice: expect.stringContaining("not stop") as string,
    });
    const other = newTable();
    const pausable = await open(other);
    pausable.start();
    await other.clock.turn(6);
    pausable.pause();
    expect(pausable.getState().status).toBe("paused");
    await other.clock.turn(40);
    expect(now(pausable)).toBe(6);
    pausable.resume();
    await other.clock.turn(1);
    expect((await stored(other)).commands.map(({ kind, args }) => [kind, args])).toEqual([["pause", { seconds: 40 }]]);
  });

  it("P7 a skip ends at the next change, without asking the wall clock", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(6);
    session.skip();
    while (session.getState().status === "skipping") await settle();
    expect([session.getState().status, now(session)]).toEqual(["playing", 30]);
    expect(session.getState().notice).toContain("wrote");
    await table.clock.turn(2);
    expect(now(session)).toBe(32);
  });

  it("P7 an interview is skipped up to its first page, and no further", async () => {
    const table = newTable();
    const session = await open(table, "interview");
    session.start();
    session.skip();
    while (session.getState().status === "skipping") await settle();
    expect(session.getState()).toMatchObject({ status: "playing", view: { pages: [{ firedAt: 5 }] } });
    session.skip();
    expect(session.getState().status).toBe("playing");
    const team = await open(newTable(), "team");
    team.start();
    team.skip();
    expect(team.getState().status).toBe("playing");
  });

  it("P7 a skip from a pause returns to the pause, ends at ten minutes, and can be stopped", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(70);
    const from = now(session) ?? 0;
    session.pause();
    session.skip();
    await new Promise((resolve) => setImmediate(resolve));
    session.pause();
    await settle();
    expect(session.getState().status).toBe("paused");
    expect(now(session)).toBeGreaterThan(from);
    expect(now(session)).toBeLessThan(from + 100);
    session.skip();
    while (session.getState().status === "skipping") await settle();
    expect(session.getState().status).toBe("paused");
    // Bo's request expires at 460, and he says something about that.
    expect(session.getState().view?.messages.at(-1)?.second).toBe(now(session));
    expect(session.getState().view?.requests[0]?.state).toBe("expired");
    expect(table.clock.timersRunning).toBe(0);
  });
});

describe("untimed", () => {
  it("P8 time moves by what is done: looks, writing, waiting, and not by the wall clock", async () => {
    const table = newTable();
    const session = await open(table, "untimed");
    session.start();
    await table.clock.turn(20);
    expect(now(session)).toBe(0);
    await session.wait(60);
    // Ends where something happens.
    expect(now(session)).toBe(5);
    await session.send(ack);
    const afterAck = now(session) ?? 0;
    expect(afterAck).toBe(11);
    await session.send({ kind: "look", args: { panel: "logs", query: "", window: 300 } });
    expect(now(session)).toBe(afterAck + 10);
    await session.send(note("one two three four"));
    expect(now(session)).toBe(afterAck + 10 + 6 + 6);
    expect(session.getState().status).toBe("playing");
  });

  it("P8 a refused command costs nothing, an action takes its time unless something happens", async () => {
    const table = newTable();
    const session = await open(table, "untimed");
    session.start();
    await session.wait(5);
    await session.send({ kind: "ack", args: { page: "other" } });
    expect(now(session)).toBe(5);
    await session.wait(100);
    await session.wait(100);
    expect(now(session)).toBe(60);
    const act = { kind: "act", args: { action: "restart", node: "shop", region: "eu" } } as const;
    expect(session.getState().view?.estimate(act.args).seconds).toBeGreaterThan(12);
    expect(await session.send(act)).toBeNull();
    const operation = session.getState().view?.operations.at(-1);
    expect(operation?.phase).toBe("done");
    // The world reports it in the second after.
    expect([0, 1]).toContain((now(session) ?? 0) - (operation?.endsAt ?? 0));
  });

  it("P8 costs time after a reload as well", async () => {
    const table = newTable();
    const session = await open(table, "untimed");
    session.start();
    await session.wait(5);
    session.dispose();
    const again = await reopen(table);
    await again.send(ack);
    expect(now(again)).toBe(11);
  });

  it("P8 wait does nothing where the clock runs by itself", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await session.wait(60);
    expect(now(session)).toBe(0);
  });
});

describe("two tabs", () => {
  it("P9 the second is read-only; taking over it goes on from what is stored, and the first becomes read-only", async () => {
    const table = newTable();
    const first = await open(table);
    first.start();
    await table.clock.turn(2);
    const second = await reopen(table);
    expect(second.getState()).toMatchObject({
      status: "read-only",
      notice: expect.stringContaining("Another tab") as string,
    });
    expect(await second.send(ack)).toMatchObject({ code: "session.read-only" });
    await table.clock.turn(4);
    await first.send(ack);
    expect(now(second)).toBe(2);
    await second.takeOver();
    expect(first.getState().status).toBe("read-only");
    expect(second.getState().status).toBe("paused");
    expect(screen(second.getState().view)).toBe(screen(first.getState().view));
    expect(await first.send(note("late"))).toMatchObject({ code: "session.read-only" });
    second.resume();
    await table.clock.turn(2);
    expect(await second.send(note("here"))).toBeNull();
    expect(now(first)).toBe(6);
  });

  it("P9 a tab that did not hear of the take-over can write nothing, and learns it then", async () => {
    const table = newTable();
    const first = await open(table);
    first.start();
    await table.clock.turn(6);
    const run = await stored(table);
    // Another tab claims without the lock saying so.
    await table.store.claim("run", "other");
    await table.store.append("run", "other", [], 50, 1);
    expect(await first.send(note("late"))).toMatchObject({ code: "session.read-only" });
    expect(first.getState().status).toBe("read-only");
    expect(now(first)).toBe(run.horizon);
    expect(await stored(table)).toMatchObject({ horizon: 50, commands: [] });
  });

  it("P9 a session that loses the run while it opens stays read-only", async () => {
    const table = newTable();
    (await open(table)).dispose();
    let claimed: () => void = () => undefined;
    const claim = table.store.claim.bind(table.store);
    table.store.claim = async (...args) => {
      await new Promise<void>((resolve) => {
        claimed = resolve;
      });
      return claim(...args);
    };
    const opening = reopen(table);
    await settle();
    await table.lock.takeOver("run");
    claimed();
    expect((await opening).getState().status).toBe("read-only");
  });

  it("P9 a session that is closed gives the run back", async () => {
    const table = newTable();
    (await open(table)).dispose();
    expect((await reopen(table)).getState().status).toBe("briefing");
  });
});

describe("the end", () => {
  it("P10 runs the world to its ending, freezes the run and accepts nothing more", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(6);
    await session.send(ack);
    await session.send({ kind: "end", args: {} });
    await settle();
    expect(session.getState()).toMatchObject({ status: "finished", problem: null });
    expect(session.getState().view?.ending?.id).toBe("gone");
    expect(await session.send(note("more"))).toMatchObject({ code: "session.read-only" });
    expect((await table.store.list())[0]).toMatchObject({ status: "finished", total: 600, horizon: 600 });
    expect(await table.store.frozen("run")).not.toBeNull();
    expect(table.clock.timersRunning).toBe(0);
    session.dispose();
    const again = await reopen(table);
    expect(again.getState().status).toBe("finished");
    expect(screen(again.getState().view)).toBe(screen(session.getState().view));
  });

  it("P10 a run whose end could not be stored is frozen when storage works again", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(6);
    let opened = 0;
    const finish = table.store.finish.bind(table.store);
    table.store.finish = async (...args) => {
      opened += 1;
      if (opened === 1) throw new Error("not now");
      return finish(...args);
    };
    await session.send({ kind: "end", args: {} });
    expect(session.getState()).toMatchObject({ status: "finished", problem: { kind: "unknown" } });
    session.resume();
    await settle();
    expect(session.getState().problem).toBeNull();
    expect((await table.store.list())[0]?.status).toBe("finished");
  });

  it("P10 comes at the limit by itself", async () => {
    const table = newTable();
    const session = await open(table, "untimed");
    session.start();
    while (session.getState().status === "playing") await session.wait(600);
    expect(session.getState().status).toBe("finished");
    expect(now(session)).toBe(900);
  });
});
