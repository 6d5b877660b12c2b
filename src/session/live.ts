import type { CommandBody, Refusal } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { ClockMode, Run } from "#domain/run";
import { readBody, resolveScene } from "#engine/index";
import { messageOf } from "#lib/message";
import type { Changes } from "./changes";
import {
  type FrozenRun,
  type LiveSession,
  type LiveState,
  type RunLock,
  type RunStore,
  type Speed,
  StorageError,
  type StorageProblem,
  type WallClock,
} from "./contract";
import { costOf } from "./costs";
import { Simulation, type StopAt } from "./simulation";

export interface LiveOptions {
  readonly program: Program;
  /** A run that is in the store: new (no commands, horizon 0) or to be continued at its horizon, paused. */
  readonly run: Run;
  readonly store: RunStore;
  readonly lock: RunLock;
  readonly clock: WallClock;
  readonly author: string;
  readonly role: string;
  /** Freezes a finished run: scoring and transcript. */
  readonly freeze: (program: Program, run: Run) => FrozenRun | Promise<FrozenRun>;
}

/** Real milliseconds between steps of the clock. */
const FRAME_MS = 200;
/** A longer real gap than this means that the machine slept or the tab was throttled: simulated time does not follow. */
const GAP_MS = 3_000;
/** Simulated seconds between two durable writes at most, and in one skip or wait. */
const BATCH = 20;
const STRETCH = 600;
/** A shorter pause is not worth a label. Real seconds. */
const PAUSE_WORTH_NOTING = 3;
const LONGEST_PAUSE = 86_400;

/** Clocks that stop for nobody: a sleeping device catches up. */
const RELENTLESS: ReadonlySet<ClockMode> = new Set(["interview", "team"]);

const READ_ONLY: Refusal = { code: "session.read-only", text: "This run is open for reading only here." };
const NOT_STARTED: Refusal = { code: "session.not-started", text: "The run has not begun yet." };

/** Live play: the clock runs, commands go into the log, and nothing is shown before it is durable. */
export class Live implements LiveSession {
  private readonly simulation: Simulation;
  private readonly writer: string;
  private live: LiveState;
  /** Simulated milliseconds that are due but have not been simulated. */
  private owed = 0;
  private lastFrame = 0;
  private pausedAt: number | null = null;
  private isAdvancing = false;
  private isDisposed = false;
  private queue: Promise<unknown> = Promise.resolve();
  private stopClock: (() => void) | null = null;
  private stopWatching: (() => void) | null = null;
  private release: (() => void) | null = null;
  private readonly listeners = new Set<(state: LiveState) => void>();

  constructor(private readonly options: LiveOptions) {
    const { run, program, author, role, clock } = options;
    this.writer = clock.id();
    this.simulation = new Simulation(program, run, { author, role });
    this.live = {
      status: "loading",
      run: run.header,
      view: this.simulation.shown,
      speed: 1,
      clock: run.header.clock,
      problem: null,
      refusal: null,
      notice: null,
    };
  }

  /** Asks for the run; when another tab has it, it is shown read-only. */
  async open(): Promise<void> {
    await this.attempt(async () => {
      const lease = await this.options.lock.acquire(this.id);
      if (lease.state === "held") this.set({ status: "read-only", notice: "Another tab is playing this run." });
      else await this.own(lease.release);
    });
  }

  getState = (): LiveState => this.live;

  subscribe = (listener: (state: LiveState) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(): void {
    if (this.live.status === "briefing") this.play();
  }

  pause(): void {
    const { status, clock } = this.live;
    if (status !== "playing" && status !== "skipping") return;
    if (clock === "live-pause" || status === "skipping") this.stop({});
    else if (clock !== "untimed") this.set({ notice: "The clock of this run does not stop." });
  }

  resume(): void {
    const { status, problem } = this.live;
    if (status === "finished" && problem !== null) void this.enqueue(() => this.freeze());
    if (status === "failed") void this.open();
    if (status !== "paused") return;
    const { clock } = this.options;
    const stoodStill = this.pausedAt === null ? 0 : Math.round((clock.now() - this.pausedAt) / 1000);
    const seconds = Math.min(stoodStill, LONGEST_PAUSE);
    this.play();
    if (seconds >= PAUSE_WORTH_NOTING && this.live.clock !== "untimed") {
      void this.send({ kind: "pause", args: { seconds } });
    } else if (this.simulation.isWaiting) {
      void this.enqueue(() => this.writeWaiting());
    }
  }

  setSpeed(speed: Speed): void {
    this.set({ speed, notice: null });
  }

  skip(): void {
    const { status, clock } = this.live;
    if (status !== "playing" && status !== "paused") return;
    // In an interview there is nobody else whose quiet minutes would be cut short.
    const isQuiet = clock === "interview" && this.live.view?.pages.length === 0;
    if (RELENTLESS.has(clock) && !isQuiet) return;
    this.halt();
    this.set({ status: "skipping", notice: null });
    void this.skipOn(status);
  }

  async wait(seconds: number): Promise<void> {
    if (this.live.clock !== "untimed") return;
    await this.stretch(Math.max(0, Math.min(STRETCH, Math.round(seconds))), "anything", () => true);
  }

  send(body: CommandBody): Promise<Refusal | null> {
    return this.enqueue(async () => {
      const early = this.refusalBefore(body) ?? (await this.unwrittenRefusal());
      if (early !== null) {
        this.set({ refusal: early });
        return early;
      }
      // Asked before the action is under way, which would change the answer.
      const seconds = body.kind === "act" ? this.simulation.shown.estimate(body.args).seconds : 0;
      const refusal = this.simulation.command(body);
      if (!(await this.write())) return this.notSaved();
      this.set({ refusal, view: this.simulation.shown });
      await this.finishIfEnded();
      if (this.live.clock === "untimed" && refusal === null) {
        await this.advance(costOf(body, this.scene()), "nothing");
        await this.advance(Math.ceil(seconds), "anything");
      }
      return refusal;
    });
  }

  async takeOver(): Promise<void> {
    if (this.live.status !== "read-only") return;
    await this.attempt(async () => this.own((await this.options.lock.takeOver(this.id)).release));
  }

  exportRun(): string {
    return this.simulation.encoded();
  }

  log(): { readonly program: Program; readonly run: Run } {
    return { program: this.options.program, run: this.simulation.run() };
  }

  dispose(): void {
    this.isDisposed = true;
    this.halt();
    this.letGo();
    this.listeners.clear();
  }

  private get id(): string {
    return this.options.run.header.id;
  }

  private scene() {
    return resolveScene(this.options.program, this.options.run.header.variant);
  }

  /** This tab has the lease: from the claim on, nobody else's writes are accepted, and what is stored now is the truth. */
  private async own(release: () => void): Promise<void> {
    if (this.isDisposed) return release();
    this.letGo();
    this.release = release;
    this.stopWatching = this.options.lock.onLost(this.id, () => this.lose("Another tab took this run over."));
    const stored = await this.options.store.claim(this.id, this.writer);
    // Lost again, or closed, in the meantime.
    if (this.release !== release) return;
    if (stored === null) {
      const text = "This run is not in the browser's storage (any more). Export it to a file to keep it.";
      throw new StorageError({ kind: "missing", text });
    }
    if (!this.simulation.matches(stored)) this.simulation.adopt(stored);
    const { phase, now } = this.simulation.shown;
    const isFresh = now <= 0 && stored.commands.length === 0;
    this.pausedAt = isFresh ? null : this.options.clock.now();
    const status = phase === "ended" ? "finished" : isFresh ? "briefing" : "paused";
    this.set({ status, view: this.simulation.shown, problem: null, notice: null });
    if (phase === "ended") await this.enqueue(() => this.freeze());
  }

  private letGo(): void {
    this.stopWatching?.();
    this.stopWatching = null;
    this.release?.();
    this.release = null;
  }

  private lose(notice: string): void {
    this.halt();
    // A lease that was taken is not ours to give back.
    this.release = null;
    this.letGo();
    if (this.live.status !== "finished") this.set({ status: "read-only", notice });
  }

  /** The clock goes on. Relentless clocks do not count the time they stood still: nothing was shown meanwhile. */
  private play(): void {
    this.pausedAt = null;
    this.set({ status: "playing", problem: null, notice: null });
    this.run();
  }

  private run(): void {
    if (this.live.clock === "untimed" || this.stopClock !== null) return;
    this.lastFrame = this.options.clock.now();
    this.owed = 0;
    this.stopClock = this.options.clock.every(FRAME_MS, () => this.frame());
  }

  private halt(): void {
    this.stopClock?.();
    this.stopClock = null;
    this.owed = 0;
  }

  private stop(change: Partial<LiveState>): void {
    this.halt();
    this.pausedAt = this.options.clock.now();
    this.set({ status: "paused", ...change });
  }

  private frame(): void {
    const now = this.options.clock.now();
    // A clock that was set back adds nothing.
    const elapsed = Math.max(0, now - this.lastFrame);
    this.lastFrame = now;
    const isRelentless = RELENTLESS.has(this.live.clock);
    if (elapsed > GAP_MS && !isRelentless) {
      this.stop({ notice: "The clock stopped while this page was away. Nothing went on without you." });
      return;
    }
    this.owed += elapsed * this.live.speed;
    if (!isRelentless) this.owed = Math.min(this.owed, GAP_MS * this.live.speed);
    const seconds = Math.min(BATCH, Math.floor(this.owed / 1000));
    if (seconds < 1 || this.isAdvancing) return;
    this.owed -= seconds * 1000;
    this.isAdvancing = true;
    void this.enqueue(async () => {
      if (this.live.status === "playing") await this.advance(seconds, isRelentless ? "nothing" : "interrupts");
    }).finally(() => {
      this.isAdvancing = false;
    });
  }

  private async skipOn(from: "playing" | "paused"): Promise<void> {
    await this.stretch(STRETCH, "anything", () => this.live.status === "skipping");
    if (this.live.status !== "skipping") return;
    if (from === "paused") {
      this.stop({});
      return;
    }
    this.set({ status: "playing" });
    this.run();
  }

  /** A longer advance in durable pieces, between which commands get their turn. */
  private async stretch(seconds: number, stopAt: StopAt, isWanted: () => boolean): Promise<void> {
    for (let left = seconds; left > 0 && isWanted(); left -= BATCH) {
      const { anything } = await this.enqueue(() => this.advance(Math.min(BATCH, left), stopAt));
      if (anything) return;
    }
  }

  /** Simulates up to `seconds`, writes, then shows. What could not be written counts as a reason to stop. */
  private async advance(seconds: number, stopAt: StopAt): Promise<Changes> {
    const stopped: Changes = { interrupts: true, anything: true, notice: null };
    const { status, clock } = this.live;
    // Untimed play has no clock that could stand still; what is done takes its time.
    const isMoving = status === "playing" || status === "skipping" || (status === "paused" && clock === "untimed");
    if (!isMoving) return stopped;
    if (seconds <= 0) return { interrupts: false, anything: false, notice: null };
    if (!(await this.writeWaiting())) return stopped;
    const changes = this.simulation.advance(seconds, stopAt);
    if (!(await this.write())) return stopped;
    // Seconds that were due at the higher speed are not owed any more; a relentless clock owes them whatever happens.
    if (changes.interrupts && !RELENTLESS.has(this.live.clock)) this.owed = 0;
    this.set({
      view: this.simulation.shown,
      ...(changes.notice === null ? {} : { notice: changes.notice }),
      ...(changes.interrupts ? { speed: 1 } : {}),
    });
    await this.finishIfEnded();
    return changes;
  }

  /** Makes durable what was simulated, and visible to `simulation.shown`; false when it could not be written. */
  private async write(): Promise<boolean> {
    const { store, clock } = this.options;
    const { commands, horizon } = this.simulation.unwritten;
    try {
      await store.append(this.id, this.writer, commands, horizon, clock.now());
    } catch (error) {
      this.simulation.rollBack();
      const problem = problemOf(error);
      if (problem.kind === "conflict") this.lose(problem.text);
      else this.stop({ problem });
      return false;
    }
    this.simulation.commit();
    return true;
  }

  /** Carries out and writes commands that could not be written before. */
  private async writeWaiting(): Promise<boolean> {
    if (!this.simulation.isWaiting) return true;
    this.simulation.redo();
    if (!(await this.write())) return false;
    this.set({ view: this.simulation.shown, problem: null, refusal: null });
    return true;
  }

  /** Why a command cannot even be written down: what is not well formed must never get into a log. */
  private refusalBefore(body: CommandBody): Refusal | null {
    const { status } = this.live;
    if (status === "loading" || status === "briefing") return NOT_STARTED;
    if (status !== "playing" && status !== "paused" && status !== "skipping") return READ_ONLY;
    const shape = readBody(body);
    return shape.ok ? null : { code: "command.malformed", text: `${shape.error.path} ${shape.error.message}.` };
  }

  /** Nothing new is accepted before what waits is written: it was given first. */
  private async unwrittenRefusal(): Promise<Refusal | null> {
    return (await this.writeWaiting()) ? null : this.notSaved();
  }

  private notSaved(): Refusal {
    if (this.live.status === "read-only") return READ_ONLY;
    return {
      code: "session.not-saved",
      text: "This could not be stored yet. The clock stands still; it takes effect when storage works again.",
    };
  }

  private async finishIfEnded(): Promise<void> {
    if (this.simulation.shown.phase !== "ended" || this.live.status === "finished") return;
    this.halt();
    this.set({ status: "finished" });
    await this.freeze();
  }

  /** Runs the world on to its ending and keeps what a finished run keeps; may be repeated after a failure. */
  private async freeze(): Promise<void> {
    const { store, clock, program, freeze } = this.options;
    try {
      this.simulation.finish();
      const { commands, horizon } = this.simulation.unwritten;
      await store.append(this.id, this.writer, commands, horizon, clock.now());
      this.simulation.commit();
      this.set({ view: this.simulation.shown, problem: null });
      await store.finish(this.id, this.writer, await freeze(program, this.simulation.run()), clock.now());
    } catch (error) {
      this.simulation.rollBack();
      this.set({ problem: problemOf(error) });
    }
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.letGo();
      this.set({ status: "failed", problem: problemOf(error) });
    }
  }

  private set(change: Partial<LiveState>): void {
    this.live = { ...this.live, ...change };
    for (const listener of [...this.listeners]) listener(this.live);
  }

  /** One thing at a time: commands and clock steps never interleave. */
  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.queue.then(work, work);
    this.queue = next.catch(() => undefined);
    return next;
  }
}

function problemOf(error: unknown): StorageProblem {
  if (error instanceof StorageError) return error.problem;
  return { kind: "unknown", text: messageOf(error) };
}
