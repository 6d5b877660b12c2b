import { describe, expect, it } from "vitest";
import { ack, newTable, note, open, reopen, settle, stored } from "./fakes";
import { now } from "./shown";

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

  it("P4 stops at the first look of a tab in the background, whose timers run once a minute, and adds nothing", async () => {
    const table = newTable();
    const session = await open(table);
    session.start();
    await table.clock.turn(4);
    for (let minute = 0; minute < 5; minute++) await table.clock.jump(60_000);
    expect([session.getState().status, now(session)]).toEqual(["paused", 4]);
    session.resume();
    await table.clock.turn(3);
    expect(now(session)).toBe(7);
  });

  it("P4 keeps up in a tab in the background where nobody may stop it, and is not turned back either", async () => {
    const table = newTable();
    const session = await open(table, "interview");
    session.start();
    await table.clock.turn(4);
    for (let minute = 0; minute < 3; minute++) {
      await table.clock.jump(60_000);
      // As soon as somebody looks again.
      await table.clock.turn(2);
    }
    expect(now(session)).toBe(190);
    table.clock.putBack(7_200_000);
    await table.clock.turn(5);
    expect(now(session)).toBeGreaterThanOrEqual(194);
    expect(now(session)).toBeLessThanOrEqual(195);
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
