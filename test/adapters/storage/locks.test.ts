import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Connection } from "#adapters/storage/connection";
import { LeaseRunLock } from "#adapters/storage/leases";
import { WebRunLock } from "#adapters/storage/locks";
import type { RunLock, WallClock } from "#session/contract";
import { freshBrowser } from "./samples";

type Granted = (lock: Lock | null) => unknown;

/** The part of the browser's lock manager that is used, shared by all tabs. Grants and releases happen a task later, as there. */
class FakeLocks {
  private readonly held = new Map<string, { readonly steal: () => void }>();

  async request(name: string, options: LockOptions, callback: Granted): Promise<unknown> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    const holder = this.held.get(name);
    if (holder !== undefined && options.steal !== true) return callback(null);
    holder?.steal();
    return new Promise((resolve, reject) => {
      const mine = { steal: () => reject(new DOMException("stolen", "AbortError")) };
      this.held.set(name, mine);
      const lock: Lock = { name, mode: "exclusive" };
      void Promise.resolve(callback(lock)).then(async (value) => {
        await new Promise((next) => setTimeout(next, 0));
        if (this.held.get(name) === mine) this.held.delete(name);
        resolve(value);
      });
    });
  }
}

/** A wall clock that the test turns; timers run when it is turned. */
class FakeClock implements WallClock {
  private time = 1_000_000;
  private ids = 0;
  private readonly timers = new Set<{ readonly ms: number; next: number; readonly run: () => void }>();
  now = () => this.time;
  id = () => `id-${++this.ids}-${Math.random()}`;
  seed = () => 1;
  every(ms: number, run: () => void): () => void {
    const timer = { ms, next: this.time + ms, run };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }
  async turn(ms: number): Promise<void> {
    for (const end = this.time + ms; this.time < end; ) {
      this.time += 500;
      for (const timer of [...this.timers]) {
        if (timer.next > this.time) continue;
        timer.next += timer.ms;
        timer.run();
      }
      await settle();
    }
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe.each(["Web Locks", "leases"])("one tab per run with %s", (kind) => {
  let clock: FakeClock;
  let tabs: RunLock[];
  const closing: (() => void)[] = [];

  beforeEach(() => {
    freshBrowser();
    clock = new FakeClock();
    const manager = new FakeLocks() as unknown as LockManager;
    tabs = [1, 2].map(() => {
      if (kind === "Web Locks") return new WebRunLock(manager);
      const connection = new Connection();
      const lock = new LeaseRunLock(connection, clock);
      closing.push(() => {
        lock.close();
        connection.close();
      });
      return lock;
    });
  });

  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  const [first, second] = [0, 1].map((at) => () => tabs[at] as RunLock) as [() => RunLock, () => RunLock];

  it("D13 the first gets it, the second is told, another run is free", async () => {
    expect((await first().acquire("a")).state).toBe("mine");
    expect((await second().acquire("a")).state).toBe("held");
    expect((await second().acquire("b")).state).toBe("mine");
  });

  it("D13 what is released is free, for the same tab at once", async () => {
    const lease = await first().acquire("a");
    if (lease.state === "mine") lease.release();
    const again = await first().acquire("a");
    expect(again.state).toBe("mine");
    if (again.state === "mine") again.release();
    await settle();
    expect((await second().acquire("a")).state).toBe("mine");
  });

  it("D13 within a tab the newest session has it; the earlier one is told and cannot give it back", async () => {
    const told: string[] = [];
    const earlier = await first().acquire("a");
    const stop = first().onLost("a", () => {
      told.push("earlier");
      stop();
    });
    const [, third] = await Promise.all([first().acquire("a"), first().acquire("a")]);
    expect([third.state, told]).toEqual(["mine", ["earlier"]]);
    if (earlier.state === "mine") earlier.release();
    await settle();
    expect((await second().acquire("a")).state).toBe("held");
    if (third.state === "mine") third.release();
    await settle();
    expect((await second().acquire("a")).state).toBe("mine");
  });

  it("D14 a take-over tells the holder, once, and nobody else", async () => {
    const told: string[] = [];
    await first().acquire("a");
    await first().acquire("b");
    first().onLost("a", () => told.push("a"));
    first().onLost("b", () => told.push("b"));
    second().onLost("a", () => told.push("second"));
    const lease = await second().takeOver("a");
    await settle();
    await clock.turn(1_000);
    expect(told).toEqual(["a"]);
    expect(lease.state).toBe("mine");
    expect((await first().acquire("a")).state).toBe("held");
  });

  it("D14 a release is no loss, and a listener that left hears nothing", async () => {
    const told: string[] = [];
    const lease = await first().acquire("a");
    first().onLost("a", () => told.push("a"));
    if (lease.state === "mine") lease.release();
    await settle();
    await first().acquire("b");
    first().onLost("b", () => told.push("b"))();
    await second().takeOver("b");
    await clock.turn(2_000);
    expect(told).toEqual([]);
  });
});

describe("leases", () => {
  let clock: FakeClock;
  const connections: Connection[] = [];
  const channel = globalThis.BroadcastChannel;

  beforeEach(() => {
    freshBrowser();
    clock = new FakeClock();
  });

  afterEach(() => {
    globalThis.BroadcastChannel = channel;
    for (const connection of connections.splice(0)) connection.close();
  });

  const tab = () => {
    const connection = new Connection();
    connections.push(connection);
    return new LeaseRunLock(connection, clock);
  };
  const withoutChannel = () => Object.assign(globalThis, { BroadcastChannel: undefined });

  it("D15 a tab that was killed does not keep its run: nobody answers for it", async () => {
    const killed = tab();
    await killed.acquire("a");
    killed.close();
    const next = tab();
    expect((await next.acquire("a")).state).toBe("mine");
    next.close();
  });

  it("D15 without a channel a lease runs out after ten seconds without a sign of life, not before", async () => {
    withoutChannel();
    const killed = tab();
    await killed.acquire("a");
    killed.close();
    const next = tab();
    await clock.turn(9_500);
    expect((await next.acquire("a")).state).toBe("held");
    await clock.turn(1_000);
    expect((await next.acquire("a")).state).toBe("mine");
    next.close();
  });

  it("D15 a living tab gives signs of life, and without a channel finds out about a take-over within a second", async () => {
    withoutChannel();
    const [first, second] = [tab(), tab()];
    await first.acquire("a");
    await clock.turn(30_000);
    expect((await second.acquire("a")).state).toBe("held");
    let lost = 0;
    first.onLost("a", () => lost++);
    await second.takeOver("a");
    await clock.turn(1_000);
    expect(lost).toBe(1);
    first.close();
    second.close();
  });
});
