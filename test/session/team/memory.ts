import { StorageError } from "#session/contract";
import type { Beacon, Presence, Reach, SharedLog, TeamBody, TeamEntry, TeamSetup } from "#session/team/contract";

type What = "setup" | "entries" | "beacons" | "presence" | "reach";

/** A message between two devices that has not arrived yet. */
interface Letter {
  readonly from: MemoryLog;
  readonly to: MemoryLog;
  readonly deliver: () => void;
}

/**
 * What connects shared logs of tests. Letters arrive at once; while it is held they wait, for the test to deliver in any order
 * and as often as it likes. Devices in different parts of a partition do not hear each other.
 */
export class MemoryNet {
  readonly logs: MemoryLog[] = [];
  readonly letters: Letter[] = [];
  isHeld = false;
  private readonly parts = new Map<MemoryLog, number>();

  constructor(readonly setup: TeamSetup) {}

  /** A device; null as its name only watches. What it had stored is given back to it. */
  join(device: string | null, kept: readonly TeamEntry[] = []): MemoryLog {
    const log = new MemoryLog(this, device, kept);
    this.logs.push(log);
    for (const other of this.near(log)) this.meet(log, other);
    return log;
  }

  leave(log: MemoryLog): void {
    this.logs.splice(this.logs.indexOf(log), 1);
    for (let i = this.letters.length - 1; i >= 0; i--) {
      const letter = this.letters[i];
      if (letter?.to === log || letter?.from === log) this.letters.splice(i, 1);
    }
    for (const other of this.near(log)) other.tell("presence");
  }

  /** Puts devices into different parts; those not named are in part 0. */
  split(parts: ReadonlyMap<MemoryLog, number>): void {
    this.parts.clear();
    for (const [log, part] of parts) this.parts.set(log, part);
    for (const log of this.logs) log.tell("reach");
  }

  /** Everybody hears everybody again, and gets what was missed. */
  heal(): void {
    this.parts.clear();
    for (const a of this.logs) for (const b of this.logs) if (a !== b) this.meet(a, b);
    for (const log of this.logs) log.tell("reach");
  }

  near(log: MemoryLog): readonly MemoryLog[] {
    return this.logs.filter((other) => other !== log && this.partOf(other) === this.partOf(log));
  }

  send(from: MemoryLog, deliver: (to: MemoryLog) => void): void {
    for (const to of this.near(from)) this.post({ from, to, deliver: () => deliver(to) });
  }

  /** Delivers one of the letters under way; `again` leaves it there to arrive once more. */
  deliver(index: number, again = false): void {
    const letter = this.letters[index];
    if (letter === undefined) return;
    if (!again) this.letters.splice(index, 1);
    // A cable that was cut carries nothing, even what was under way; it is sent again when they meet.
    if (this.partOf(letter.from) === this.partOf(letter.to)) letter.deliver();
  }

  deliverAll(): void {
    while (this.letters.length > 0) this.deliver(0);
  }

  private post(letter: Letter): void {
    if (this.isHeld) this.letters.push(letter);
    else letter.deliver();
  }

  private meet(a: MemoryLog, b: MemoryLog): void {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const entries = from.entries();
      this.post({ from, to, deliver: () => to.receive(entries) });
      const beacons = from.beacons();
      this.post({ from, to, deliver: () => to.hear(...beacons) });
      to.tell("presence");
    }
  }

  private partOf(log: MemoryLog): number {
    return this.parts.get(log) ?? 0;
  }
}

/** A shared log in memory, without signatures: whoever says so is its author. */
export class MemoryLog implements SharedLog {
  /** What appending fails with; null: it succeeds. */
  problem: "quota" | "blocked" | null = null;
  /** Counts of beacons go on after a reload, as the real ones do. */
  private count: number;
  private held = new Map<string, TeamEntry>();
  private list: readonly TeamEntry[] = [];
  private readonly heard = new Map<string, Beacon>();
  private own: Presence | null = null;
  private readonly callbacks = new Set<(what: What) => void>();

  constructor(
    private readonly net: MemoryNet,
    readonly device: string | null,
    kept: readonly TeamEntry[],
  ) {
    for (const entry of kept) this.held.set(entry.signature, entry);
    this.list = [...this.held.values()];
    this.count = counts++ * 1_000_000;
  }

  setup = (): TeamSetup => this.net.setup;
  entries = (): readonly TeamEntry[] => this.list;
  beacons = (): readonly Beacon[] => [...this.heard.values()];

  async append(body: TeamBody): Promise<TeamEntry> {
    if (this.device === null) throw new RangeError("a window that only watches adds nothing");
    await Promise.resolve();
    if (JSON.stringify(body).length > 16_384) throw new RangeError("append: an entry has at most 16384 bytes.");
    if (this.problem !== null) throw new StorageError({ kind: this.problem, text: `no: ${this.problem}` });
    const counter = this.list.reduce(
      (next, entry) => (entry.author === this.device ? Math.max(next, entry.counter + 1) : next),
      0,
    );
    const entry: TeamEntry = {
      run: this.net.setup.header.id,
      author: this.device,
      counter,
      body: structuredClone(body),
      signature: `${this.device} ${counter}`,
    };
    this.spread(entry);
    return entry;
  }

  /** Puts another one in the place of an own entry, as nobody who is honest does. */
  forge(counter: number, body: TeamBody, signature: string): void {
    const { id } = this.net.setup.header;
    this.spread({ run: id, author: this.device ?? "", counter, body, signature });
  }

  private spread(entry: TeamEntry): void {
    this.receive([entry]);
    this.net.send(this, (to) => to.receive([entry]));
  }

  emit({ second, state, tempo }: Pick<Beacon, "second" | "state" | "tempo">): void {
    if (this.device === null) return;
    const run = this.net.setup.header.id;
    const beacon = { run, device: this.device, count: this.count++, second, state, tempo, signature: "" };
    this.take([beacon]);
    this.net.send(this, (to) => to.hear(beacon));
  }

  emitted = (): number => 0;

  presence = (): readonly Presence[] => this.net.near(this).flatMap((log) => (log.own === null ? [] : [log.own]));

  announce(presence: Omit<Presence, "device">): void {
    if (this.device === null) return;
    this.own = { ...presence, device: this.device };
    for (const other of this.net.near(this)) other.tell("presence");
  }

  reach = (): Reach => ({ state: this.net.near(this).length > 0 ? "together" : "apart", why: null });
  forked = (): readonly string[] => [];

  onChange(callback: (what: What) => void): () => void {
    this.callbacks.add(callback);
    return () => this.callbacks.delete(callback);
  }

  async save(): Promise<Uint8Array> {
    return new TextEncoder().encode(JSON.stringify(this.list));
  }

  async merge(file: Uint8Array): Promise<number> {
    const before = this.held.size;
    this.receive(JSON.parse(new TextDecoder().decode(file)) as TeamEntry[]);
    return this.held.size - before;
  }

  close(): void {
    this.net.leave(this);
    this.callbacks.clear();
  }

  receive(entries: readonly TeamEntry[]): void {
    const fresh = entries.filter(({ signature }) => !this.held.has(signature));
    if (fresh.length === 0) return;
    for (const entry of fresh) this.held.set(entry.signature, entry);
    this.list = [...this.held.values()];
    this.tell("entries");
  }

  /** What others say; of itself a device knows better. */
  hear(...beacons: readonly Beacon[]): void {
    this.take(beacons.filter(({ device }) => device !== this.device));
  }

  private take(beacons: readonly Beacon[]): void {
    for (const beacon of beacons) {
      if ((this.heard.get(beacon.device)?.count ?? -1) < beacon.count) this.heard.set(beacon.device, beacon);
    }
    this.tell("beacons");
  }

  tell(what: What): void {
    for (const callback of [...this.callbacks]) callback(what);
  }
}

let counts = 0;
