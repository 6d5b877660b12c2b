import fc from "fast-check";
import type { TeamDeed } from "#domain/team";
import { FIRST_SEAT } from "#domain/team";
import type { TeamBody, TeamEntry } from "#session/team/contract";
import { type Ordered, orderEntries } from "#session/team/order";

/** What may happen between devices, without an engine: enough to order entries by. */
export type Step =
  | { readonly kind: "act"; readonly device: number }
  | { readonly kind: "pass"; readonly seconds: number }
  /** Some of what one device has reaches another, out of order and maybe again. */
  | {
      readonly kind: "deliver";
      readonly from: number;
      readonly to: number;
      readonly salt: number;
      readonly share: number;
    }
  | { readonly kind: "take"; readonly device: number };

const device = fc.nat(7);

/** `takes`: whether devices take the clock from each other, also while they are apart. */
export const steps = (takes: boolean) =>
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant("act" as const), device }) },
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant("pass" as const), seconds: fc.integer({ min: 1, max: 200 }) }),
      },
      {
        weight: 6,
        arbitrary: fc.record({
          kind: fc.constant("deliver" as const),
          from: device,
          to: device,
          salt: fc.nat(1000),
          share: fc.constantFrom(0.3, 0.7, 1, 1),
        }),
      },
      ...(takes ? [{ weight: 1, arbitrary: fc.record({ kind: fc.constant("take" as const), device }) }] : []),
    ),
    { minLength: 5, maxLength: 60 },
  );

/** Devices of a model team. Each knows some entries and has been told of some second. */
export class Model {
  readonly known: Map<string, TeamEntry>[];
  readonly seconds: number[];
  readonly all: TeamEntry[] = [];
  /** By author and counter of a command: the commands that were in order at its device when it was given. */
  readonly knew = new Map<string, readonly string[]>();
  private readonly counters: number[];
  /** Devices that think they have the clock; the others' beacons come with what is delivered. */
  private readonly driving = new Set([0]);
  private readonly written: number[];

  constructor(readonly size: number) {
    const zeros = () => Array.from({ length: size }, () => 0);
    this.known = Array.from({ length: size }, () => new Map());
    this.seconds = zeros();
    this.counters = zeros();
    this.written = zeros();
    // Everybody may facilitate, so that anybody may take the clock.
    for (let i = 1; i < size; i++) {
      const seat = { seat: `s${i}`, name: `S${i}`, device: name(i), roles: ["facilitator"], services: [] } as const;
      this.write(0, { do: "seat", ...seat });
    }
    for (let i = 1; i < size; i++) for (const entry of this.all) this.known[i]?.set(keyOf(entry), entry);
  }

  do(step: Step): void {
    switch (step.kind) {
      case "act":
        this.write(step.device % this.size, { do: "ready", ready: true });
        return;
      case "pass":
        for (const i of this.driving) this.pass(i, step.seconds);
        return;
      case "take":
        this.take(step.device % this.size);
        return;
      case "deliver":
        this.deliver(step.from % this.size, step.to % this.size, step.salt, step.share);
    }
  }

  /** Everybody gets everything, and who has the clock writes down that it is all there. */
  heal(): void {
    const rounds = () => {
      for (let from = 0; from < this.size; from++) {
        for (let to = 0; to < this.size; to++) this.deliver(from, to, 0, 1);
      }
    };
    rounds();
    for (const i of this.driving) this.mark(i);
    rounds();
    // Whose checkpoint does not count says again that they have the clock.
    for (const i of this.driving) {
      if (this.ordered(i).checkpoints.get(name(i)) === (this.counters[i] ?? 0) - 1) continue;
      this.write(i, { do: "hold" });
      this.mark(i);
    }
    rounds();
  }

  ordered(i: number): Ordered {
    return orderEntries([...(this.known[i]?.values() ?? [])], name(0));
  }

  private pass(i: number, seconds: number): void {
    for (let left = seconds; left > 0; left--) {
      this.seconds[i] = (this.seconds[i] ?? 0) + 1;
      if ((this.seconds[i] ?? 0) - (this.written[i] ?? 0) >= 15) this.mark(i);
    }
  }

  private mark(i: number): void {
    const second = this.seconds[i] ?? 0;
    this.written[i] = second;
    this.append(i, { kind: "checkpoint", second, counters: this.ordered(i).counters });
  }

  private take(i: number): void {
    this.write(i, { do: "hold" });
    this.driving.add(i);
    this.settle(i);
  }

  private write(i: number, deed: TeamDeed): void {
    const second = this.seconds[i] ?? 0;
    const seat = i === 0 ? FIRST_SEAT : `s${i}`;
    const { commands, lamport } = this.ordered(i);
    this.knew.set(
      `${name(i)} ${this.counters[i] ?? 0}`,
      commands.map(({ author, counter }) => `${author} ${counter}`),
    );
    const body = { kind: "team", args: deed } as const;
    this.append(i, { kind: "command", second, seen: second, lamport: lamport + 1, seat, body });
  }

  private append(i: number, body: TeamBody): void {
    const counter = this.counters[i] ?? 0;
    this.counters[i] = counter + 1;
    const entry: TeamEntry = { run: "r", author: name(i), counter, body, signature: `${i} ${counter}` };
    this.all.push(entry);
    this.known[i]?.set(keyOf(entry), entry);
  }

  private deliver(from: number, to: number, salt: number, share: number): void {
    if (from === to) return;
    for (const [key, entry] of this.known[from] ?? []) {
      // Which ones arrive has nothing to do with their order.
      const draw = (entry.counter * 7919 + salt * 104_729 + Number(entry.author.slice(1)) * 31) % 100;
      if (draw < share * 100) this.known[to]?.set(key, entry);
    }
    this.seconds[to] = Math.max(this.seconds[to] ?? 0, this.seconds[from] ?? 0);
    this.settle(to);
  }

  /** Whoever hears that another has taken the clock lets go of it. */
  private settle(i: number): void {
    const last = this.ordered(i).commands.findLast(({ kind, args }) => kind === "team" && args.do === "hold");
    const holder = last?.author ?? name(0);
    for (const each of [...this.driving]) if (each === i && name(each) !== holder) this.driving.delete(each);
    if (holder === name(i)) this.driving.add(i);
  }
}

export const name = (i: number): string => `d${i}`;
export const keyOf = ({ author, counter }: Pick<TeamEntry, "author" | "counter">): string => `${author} ${counter}`;
