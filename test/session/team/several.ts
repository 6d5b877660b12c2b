import fc from "fast-check";
import type { TeamDeed } from "#domain/team";
import { type DrillState, hashState } from "#engine/index";
import type { WallClock } from "#session/contract";
import type { TeamEntry } from "#session/team/contract";
import { openTeam } from "#session/team/index";
import type { TeamLive } from "#session/team/live";
import { frozen } from "../../adapters/storage/samples";
import { FakeStore } from "../fakes";
import type { MemoryLog } from "./memory";
import type { Room } from "./room";

/** A clock that needs no tasks of the machine it runs on: whoever turns it waits for what it set off. */
export class QuickClock implements WallClock {
  private time = 1_000_000;
  private ids = 0;
  private readonly timers = new Set<() => void>();
  now = () => this.time;
  id = () => `id-${++this.ids}`;
  seed = () => 7;
  every(_ms: number, run: () => void): () => void {
    this.timers.add(run);
    return () => this.timers.delete(run);
  }
  /** Lets a second pass; timers run once. */
  second = (): Promise<void> => this.jump(1000);
  /** The same with any time, also backwards: timers run once, at its end. */
  async jump(ms: number): Promise<void> {
    this.time += ms;
    for (const run of [...this.timers]) run();
    await quiet();
  }
}

/** Lets promises that wait for nothing outside come to their end. */
export async function quiet(): Promise<void> {
  for (let i = 0; i < 20; i++) await null;
}

export interface Player {
  log: MemoryLog;
  session: TeamLive;
  readonly clock: QuickClock;
  readonly store: FakeStore;
}

export async function player(room: Room, device: string | null, kept: readonly TeamEntry[] = [], old?: Player) {
  const clock = old?.clock ?? new QuickClock();
  const store = old?.store ?? new FakeStore();
  const log = room.net.join(device, kept);
  const freeze = (_program: unknown, run: { readonly horizon: number }) => frozen(run.horizon);
  const session = await openTeam({ program: room.program, log, setup: room.net.setup, clock, store, freeze });
  await quiet();
  return { log, session, clock, store };
}

/** The state a session has folded, not that of a replay. */
export const stateOf = (session: TeamLive): DrillState =>
  (Reflect.get(session, "course") as { readonly state: DrillState }).state;

export const foldedHash = (session: TeamLive): string => hashState(stateOf(session));

/** What may happen to devices that play together. */
export type Happening =
  | { readonly kind: "pass"; readonly seconds: number }
  | { readonly kind: "act"; readonly device: number; readonly what: number }
  | { readonly kind: "split"; readonly parts: readonly number[] }
  | { readonly kind: "heal" }
  | { readonly kind: "hold"; readonly letters: boolean }
  | { readonly kind: "deliver"; readonly letter: number; readonly again: boolean }
  | { readonly kind: "reload"; readonly device: number }
  | { readonly kind: "take"; readonly device: number }
  | { readonly kind: "clock"; readonly to: "running" | "paused" }
  /** Somebody in the room who keeps to nothing: any second, any seat, the clock, checkpoints. */
  | { readonly kind: "mischief"; readonly what: number; readonly second: number };

const device = fc.nat(7);
export const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant("pass" as const), seconds: fc.integer({ min: 1, max: 40 }) }),
    },
    { weight: 8, arbitrary: fc.record({ kind: fc.constant("act" as const), device, what: fc.nat(4) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("split" as const),
        parts: fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("heal" as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("hold" as const), letters: fc.boolean() }) },
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant("deliver" as const), letter: fc.nat(30), again: fc.boolean() }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("reload" as const), device }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("take" as const), device }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("clock" as const),
        to: fc.constantFrom("running" as const, "paused" as const),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("mischief" as const),
        what: fc.nat(7),
        second: fc.oneof(fc.integer({ min: -50, max: 300 }), fc.constantFrom(-1_000_000, 1_000_000)),
      }),
    },
  ),
  { minLength: 10, maxLength: 40 },
);

/** Something one of them does; some of it is refused. */
export const deedOf = (what: number, id: string): TeamDeed =>
  (
    [
      { do: "entry", entry: id, at: 0, text: "Something was said." },
      { do: "hot-wash", card: id, column: "kept", text: "Quiet." },
      { do: "timer", timer: id, label: "Look again", minutes: 1 },
      { do: "assign", task: id, to: "s1", text: "Look.", minutes: 5 },
      { do: "inject", inject: id, title: "More", effects: [{ kind: "panel-down", panel: "logs", minutes: 2 }] },
    ] as const
  )[what % 5] as TeamDeed;

/** Devices in one room, and everything that happens to them. */
export class Several {
  players: Player[] = [];
  /** What was accepted by a log. */
  appended = 0;
  private ids = 0;
  private mallory: MemoryLog | null = null;

  constructor(readonly room: Room) {}

  async begin(size: number): Promise<void> {
    for (let i = 0; i < size; i++) this.players.push(await player(this.room, name(i)));
    const [founder] = this.players as [Player];
    for (let i = 1; i < size; i++) {
      const roles = i % 2 === 1 ? (["facilitator"] as const) : (["resolver", "commander"] as const);
      await founder.session.deed({ do: "seat", seat: `s${i}`, name: `S${i}`, device: name(i), roles, services: [] });
    }
    await this.pass(3);
    await founder.session.setClock("running", 1, "");
    this.appended = size;
  }

  async do(what: Happening): Promise<void> {
    const { net } = this.room;
    switch (what.kind) {
      case "pass":
        return this.pass(what.seconds);
      case "act": {
        const { session } = this.at(what.device);
        // Without a seat nothing is written down.
        if (session.getTeam().acting === null) return;
        await session.deed(deedOf(what.what, `n${this.ids++}`));
        this.appended++;
        return;
      }
      case "split":
        return net.split(new Map(this.players.map(({ log }, i) => [log, what.parts[i] ?? 0])));
      case "heal":
        return net.heal();
      case "hold":
        net.isHeld = what.letters;
        if (!what.letters) net.deliverAll();
        return;
      case "deliver":
        net.deliver(what.letter % Math.max(1, net.letters.length), what.again);
        return;
      case "reload":
        return this.reload(what.device % this.players.length);
      case "take": {
        const { session } = this.at(what.device);
        const before = session.getTeam();
        const mayTake = before.seats.some(({ roles }) => roles.includes("facilitator"));
        await session.takeOver();
        if (mayTake && !before.isHolder) this.appended++;
        return;
      }
      case "mischief":
        return this.mischief(what.what, what.second);
      case "clock": {
        const holder = this.players.find(({ session }) => session.getTeam().isHolder);
        if (holder === undefined) return;
        await holder.session.setClock(what.to, 1, "");
        this.appended++;
      }
    }
  }

  async pass(seconds: number): Promise<void> {
    for (let i = 0; i < seconds; i++) for (const { clock } of this.players) await clock.second();
  }

  /** Everybody hears everything, until there is nothing left to say. */
  async heal(): Promise<void> {
    const { net } = this.room;
    net.isHeld = false;
    net.deliverAll();
    net.heal();
    await this.pass(20);
    // What claims a second that is still to come happens when the clock is there, or is put down by the next checkpoint.
    await this.do({ kind: "clock", to: "running" });
    await this.pass(20);
  }

  async reload(i: number): Promise<void> {
    const old = this.players[i] as Player;
    old.session.dispose();
    old.log.close();
    await quiet();
    this.players[i] = await player(this.room, old.log.device, old.log.entries(), old);
  }

  private async mischief(what: number, second: number): Promise<void> {
    this.mallory ??= this.room.net.join("mallory");
    const counters = { ann: 0, d1: 1_000_000, mallory: 3 };
    if (what === 0) {
      await this.mallory.append({ kind: "checkpoint", second, counters });
      this.mallory.emit({ second, state: "stopped", tempo: 5 });
      return;
    }
    const deed = (
      [
        { do: "hold" },
        { do: "stop", reason: "" },
        { do: "seat", seat: "facilitator", name: "M", device: "mallory", roles: ["facilitator"], services: [] },
        { do: "handover", role: "facilitator", from: "facilitator", to: "s2", checked: [], text: "" },
        { do: "join", seat: "facilitator", name: "M", roles: ["facilitator"], services: [] },
      ] as const
    )[(what - 1) % 5] as TeamDeed;
    const body = { kind: "team", args: deed } as const;
    const command = { kind: "command", second, seen: second, lamport: 0, seat: "facilitator", body } as const;
    const own = this.mallory.entries().filter(({ author, body }) => author === "mallory" && body.kind === "command");
    const [first] = own;
    if (what > 5 && first !== undefined) {
      // Signed again and again, before and after what was there in the order of signatures.
      const signature = `${what === 6 ? "!" : "~"}${second} ${this.ids++}`;
      this.mallory.forge(first.counter, { ...command, lamport: what === 6 ? 0 : 1_000_000_000 }, signature);
      return;
    }
    await this.mallory.append(command);
    this.appended++;
  }

  private at(i: number): Player {
    return this.players[i % this.players.length] as Player;
  }
}

/** The first is the founder. */
export const name = (i: number): string => (i === 0 ? "ann" : `d${i}`);
