import { MemoryRunStore } from "#adapters/storage/memory";
import type { CommandBody } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { ClockMode, Run } from "#domain/run";
import {
  type Microphone,
  type MicrophoneObstacle,
  newRun,
  type OpenMicrophone,
  openLive,
  type Pager,
  type PagerMeans,
  type RunLock,
  type SoundSpace,
  StorageError,
  storeRun,
  type Tape,
  type WallClock,
} from "#session/index";
import { frozen } from "../adapters/storage/samples";
import { SAMPLE } from "./program";

/** A wall clock that the test turns, 200 ms at a time, letting everything settle in between. */
export class FakeClock implements WallClock {
  private time = 1_000_000;
  private ids = 0;
  private readonly timers = new Set<{ readonly ms: number; next: number; readonly run: () => void }>();
  now = () => this.time;
  id = () => `id-${++this.ids}`;
  seed = () => 7;
  every(ms: number, run: () => void): () => void {
    const timer = { ms, next: this.time + ms, run };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }
  async turn(seconds: number): Promise<void> {
    for (let left = seconds * 1000; left > 0; left -= 200) await this.jump(Math.min(200, left));
  }
  /** Lets time pass without timers running in between, as when a machine sleeps; each runs once at the end. */
  async jump(ms: number): Promise<void> {
    this.time += ms;
    for (const timer of [...this.timers]) {
      if (timer.next > this.time) continue;
      timer.next = this.time + timer.ms;
      timer.run();
    }
    await settle();
  }
  /** Somebody puts the clock back; timers go on as they would have. */
  putBack(ms: number): void {
    this.time -= ms;
    for (const timer of this.timers) timer.next -= ms;
  }
  get timersRunning(): number {
    return this.timers.size;
  }
}

const task = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Lets everything that does not wait for a clock come to an end, some writes one after the other included. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await task();
}

/** Storage that can be made to fail or to wait. */
export class FakeStore extends MemoryRunStore {
  /** What the next writes fail with; null = they succeed. */
  problem: "quota" | "blocked" | null = null;
  /** Writes wait for this. */
  gate: Promise<void> = Promise.resolve();
  appended = 0;

  override async append(...args: Parameters<MemoryRunStore["append"]>): Promise<void> {
    await this.gate;
    // A database answers in a task of its own.
    await new Promise((resolve) => setImmediate(resolve));
    this.fail();
    await super.append(...args);
    this.appended += 1;
  }

  override async finish(...args: Parameters<MemoryRunStore["finish"]>): Promise<void> {
    await this.gate;
    this.fail();
    await super.finish(...args);
  }

  private fail(): void {
    if (this.problem !== null) throw new StorageError({ kind: this.problem, text: `no: ${this.problem}` });
  }
}

/** One lock per run for all sessions that share it. */
export class FakeLock implements RunLock {
  private readonly holders = new Map<string, symbol>();
  private readonly callbacks = new Map<string, () => void>();

  async acquire(runId: string) {
    return this.holders.has(runId) ? { state: "held" as const } : this.give(runId);
  }
  async takeOver(runId: string) {
    this.callbacks.get(runId)?.();
    return this.give(runId);
  }
  onLost(runId: string, callback: () => void): () => void {
    this.callbacks.set(runId, callback);
    return () => {
      if (this.callbacks.get(runId) === callback) this.callbacks.delete(runId);
    };
  }
  private give(runId: string) {
    const holder = Symbol(runId);
    this.holders.set(runId, holder);
    const release = () => {
      if (this.holders.get(runId) === holder) this.holders.delete(runId);
    };
    return { state: "mine" as const, release };
  }
}

/** A pager that writes down what it was asked for. */
export class FakePager implements Pager {
  can: PagerMeans = { notification: "ask", sound: "ready", badge: true };
  /** Null while it is silent. */
  loudness: number | null = null;
  marked = false;
  readonly notices: string[] = [];
  means = () => this.can;
  async allow() {
    if (this.can.notification === "ask") this.can = { ...this.can, notification: "granted" };
    return this.can;
  }
  ring(loudness: number): void {
    this.loudness = loudness;
  }
  silence(): void {
    this.loudness = null;
  }
  notify(title: string, text: string, silent: boolean): void {
    this.notices.push(`${title}: ${text}${silent ? " (silent)" : ""}`);
  }
  mark(on: boolean): void {
    this.marked = on;
  }
}

/** A recording of a microphone that the test speaks into. */
export class FakeTape implements Tape {
  phase: "recording" | "paused" | "stopped" = "recording";
  length = 0;
  constructor(
    private readonly onPiece: (bytes: ArrayBuffer) => void,
    private readonly onEnd: () => void,
  ) {}
  pause(): void {
    this.phase = "paused";
  }
  resume(): void {
    this.phase = "recording";
  }
  seconds = () => this.length;
  async stop(): Promise<void> {
    // What was left since the last whole second.
    if (this.phase !== "stopped") this.onPiece(new Uint8Array([255]).buffer);
    this.phase = "stopped";
  }
  piece(): void {
    this.length += 1;
    this.onPiece(new Uint8Array([this.length]).buffer);
  }
  lose(): void {
    this.phase = "stopped";
    this.onEnd();
  }
}

/** A microphone that is open. */
export class FakeOpen implements OpenMicrophone {
  readonly type = "audio/webm;codecs=opus";
  readonly label = "Fake microphone";
  isClosed = false;
  tape: FakeTape | null = null;
  private readonly ears = new Set<(levels: readonly number[]) => void>();
  private readonly mourners = new Set<() => void>();
  listen(callback: (levels: readonly number[]) => void): () => void {
    this.ears.add(callback);
    return () => this.ears.delete(callback);
  }
  record(onPiece: (bytes: ArrayBuffer) => void, onEnd: () => void): Tape {
    this.tape = new FakeTape(onPiece, onEnd);
    return this.tape;
  }
  onLost(callback: () => void): () => void {
    this.mourners.add(callback);
    return () => this.mourners.delete(callback);
  }
  close(): void {
    this.isClosed = true;
  }
  /** Speaks, or is silent, for whole seconds. */
  hear(seconds: number, level: number): void {
    for (let second = 0; second < seconds; second++) {
      // A voice rises and falls with every syllable; a room hardly does.
      const levels = Array.from({ length: 20 }, (_, i) => level + (level > -50 && i % 6 === 5 ? -30 : (i % 3) - 1));
      for (const ear of [...this.ears]) ear(levels);
      if (this.tape?.phase === "recording") this.tape.piece();
    }
  }
  /** The plug is pulled. */
  lose(): void {
    this.tape?.lose();
    for (const mourner of [...this.mourners]) mourner();
  }
}

export class FakeMicrophone implements Microphone {
  can: Awaited<ReturnType<Microphone["means"]>> = "allowed";
  /** What opening gives instead, if something stands in the way. */
  obstacle: MicrophoneObstacle | null = null;
  left: SoundSpace = { free: 8e9, isPersistent: true };
  readonly opened: FakeOpen[] = [];
  means = async () => this.can;
  async open() {
    if (this.obstacle !== null) return this.obstacle;
    const open = new FakeOpen();
    this.opened.push(open);
    return open;
  }
  space = async () => this.left;
  /** The one that was opened last. */
  get last(): FakeOpen {
    const open = this.opened.at(-1);
    if (open === undefined) throw new Error("no microphone was opened");
    return open;
  }
}

export interface Table {
  readonly clock: FakeClock;
  readonly store: FakeStore;
  readonly lock: FakeLock;
  readonly program: Program;
}

export const newTable = (program = SAMPLE): Table => ({
  clock: new FakeClock(),
  store: new FakeStore(),
  lock: new FakeLock(),
  program,
});

/** Opens a session; without a run, a new one is stored first. */
export async function open(table: Table, mode: ClockMode = "live-pause", run?: Run) {
  const { clock, store, lock, program } = table;
  const player = { author: "player", role: "lead" };
  const opened = run ?? newRun(program, { id: "run", seed: 7, clock: mode, variant: "bad-pod", ...player });
  if (run === undefined) await storeRun(store, clock, program, opened);
  const freeze = (_program: Program, whole: Run) => frozen(whole.horizon);
  return openLive({ ...player, program, run: opened, store, lock, clock, freeze });
}

/** The run as it is stored. */
export async function stored(table: Table): Promise<Run> {
  const run = await table.store.load("run");
  if (run === null) throw new Error("nothing was stored");
  return run;
}

/** Opens what is stored, as after a reload. */
export async function reopen(table: Table) {
  const run = await stored(table);
  return open(table, run.header.clock, run);
}

export const note = (text: string): CommandBody => ({ kind: "note", args: { text } });
export const ack: CommandBody = { kind: "ack", args: { page: "page" } };
