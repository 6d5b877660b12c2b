import { describe, expect, it } from "vitest";
import { ack, newTable, note, open, reopen, settle, stored } from "./fakes";
import { now, screen } from "./shown";

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
