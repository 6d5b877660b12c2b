import type { CommandBody, Refusal } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Run } from "#domain/run";
import { encodeRun, Keyframes, view } from "#engine/index";
import type { LiveSession, LiveState, Speed, WallClock } from "./contract";
import { snapshotOf } from "./snapshot";

/** Real milliseconds between two steps while it plays. */
const FRAME_MS = 200;

const PAST: Refusal = {
  code: "session.past",
  text: "This is how it was. To act differently, play on from here.",
};

/** Tells listeners, all of them now or one after the other; what was not told yet when it is called again need not be told. */
export type Tell = (tellings: readonly (() => void)[]) => void;

const atOnce: Tell = (tellings) => {
  for (const tell of tellings) tell();
};

/**
 * A run that is over, to be walked through: the state of live play at any of its seconds, without its future and without
 * commands. The same screens show it.
 */
export class Playback implements LiveSession {
  private readonly keyframes: Keyframes;
  private readonly listeners = new Set<(state: LiveState) => void>();
  private readonly role: string;
  private stopClock: (() => void) | null = null;
  /** Simulated seconds that are due while it plays, fractions included. */
  private reached = 0;
  private live: LiveState;

  /** `tellRoughly` tells of what is shown while somebody drags. Replays the run once. Throws a RangeError when the program is not the one it was played with. */
  constructor(
    private readonly program: Program,
    private readonly run: Run,
    private readonly clock: WallClock,
    at: Second,
    private readonly tellRoughly: Tell = atOnce,
  ) {
    this.keyframes = Keyframes.of(program, run);
    this.role = run.header.roles[0]?.role ?? "lead";
    this.live = {
      status: "replay",
      run: run.header,
      view: null,
      speed: 5,
      clock: run.header.clock,
      problem: null,
      refusal: null,
      notice: null,
    };
    this.seek(at);
  }

  getState = (): LiveState => this.live;

  subscribe = (listener: (state: LiveState) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The last second there is. */
  get until(): Second {
    return this.keyframes.until;
  }

  /** The present second. */
  get now(): Second {
    return this.live.view?.now ?? 0;
  }

  /**
   * Shows a second, the commands given in it included. `roughly` shows the keyframe before it, which costs no simulation:
   * for as long as somebody drags.
   */
  seek(second: Second, roughly = false): void {
    const wanted = Math.max(0, Math.min(this.until, Math.round(second)));
    const target = roughly ? this.keyframes.before(wanted) : wanted;
    this.reached = target;
    if (this.live.view !== null && target === this.now) return;
    const state = this.keyframes.at(target);
    const seen = view(state, this.role);
    const shown = snapshotOf(seen, {
      look: (look) => seen.look(look),
      complete: (line, cursor) => seen.complete(line, cursor),
      estimate: (request) => seen.estimate(request),
    });
    this.set({ view: shown }, roughly ? this.tellRoughly : atOnce);
  }

  get isPlaying(): boolean {
    return this.stopClock !== null;
  }

  start(): void {
    this.resume();
  }

  /** Plays on from here at the chosen speed, from the beginning when it stands at the end. */
  resume(): void {
    if (this.isPlaying) return;
    if (this.now >= this.until) this.seek(0);
    this.reached = this.now;
    let last = this.clock.now();
    this.stopClock = this.clock.every(FRAME_MS, () => {
      const now = this.clock.now();
      // A tab that slept goes on where it was.
      const elapsed = Math.min(1000, Math.max(0, now - last));
      last = now;
      const due = this.reached + (elapsed / 1000) * this.live.speed;
      this.seek(Math.floor(due));
      this.reached = due;
      if (this.now >= this.until) this.pause();
    });
    this.set({});
  }

  pause(): void {
    if (!this.isPlaying) return;
    this.stopClock?.();
    this.stopClock = null;
    this.set({});
  }

  setSpeed(speed: Speed): void {
    this.set({ speed });
  }

  /** Nothing can be skipped in what has happened: use `seek`. */
  skip(): void {}

  async wait(): Promise<void> {}

  async send(command: CommandBody): Promise<Refusal | null> {
    if (command.kind !== "look") this.set({ refusal: PAST });
    return PAST;
  }

  async takeOver(): Promise<void> {}

  exportRun(): string {
    return JSON.stringify(encodeRun(this.run));
  }

  log(): { readonly program: Program; readonly run: Run } {
    return { program: this.program, run: this.run };
  }

  dispose(): void {
    this.pause();
    this.listeners.clear();
  }

  private set(change: Partial<LiveState>, tell: Tell = atOnce): void {
    this.live = { ...this.live, ...change };
    // What was left untold before is told with this: a listener is given the state as it is when it is told.
    if (tell === atOnce) this.tellRoughly([]);
    tell([...this.listeners].map((listener) => () => listener(this.live)));
  }
}
