import type { InterviewDeed, InterviewEvent, InterviewHeader } from "#domain/interview";
import { messageOf } from "#lib/message";
import { foldInterview, type InterviewState, stepInterview } from "#modes/interview/fold";
import { ASLEEP } from "#session/awake";
import { type InterviewStore, StorageError, type StoredInterview, type WallClock } from "#session/contract";

/** Milliseconds after which something that could not be stored is tried again. */
const RETRY = 3000;
/** Milliseconds without an event after which it is written down that somebody is still there. */
const HERE_EVERY = 10_000;

export type Keeping =
  | { readonly state: "kept" }
  | { readonly state: "writing" }
  | { readonly state: "failed"; readonly why: string }
  /** Another tab has gone on with it: nothing more is written here. */
  | { readonly state: "elsewhere" };

export interface LiveView {
  readonly header: InterviewHeader;
  readonly events: readonly InterviewEvent[];
  readonly state: InterviewState;
  readonly keeping: Keeping;
}

/** One interview that goes on: its log, what that comes to, and its time. Every deed is there at once and stored in order. */
export class LiveInterview {
  private view: LiveView;
  /** How many events are stored. */
  private known: number;
  private isWriting = false;
  private opened: { readonly at: number; readonly elapsed: number } | null = null;
  private seen = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private idle: Promise<void> = Promise.resolve();
  private readonly listeners = new Set<() => void>();
  /** Called before the page goes away: what waits to be said is said now. */
  readonly leaving = new Set<() => void>();

  constructor(
    stored: StoredInterview,
    private readonly store: InterviewStore,
    private readonly clock: WallClock,
  ) {
    const { header, events } = stored;
    this.known = events.length;
    this.view = { header, events, state: foldInterview(header, events), keeping: { state: "kept" } };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): LiveView => this.view;

  /** Seconds the interview has been open, to a tenth. It begins with `begin`, rests while nobody is here, and ends with `end`. */
  readonly now = (): number => {
    const { elapsed, endedAt } = this.view.state;
    if (this.opened === null || endedAt !== null) return elapsed;
    const open = this.opened.elapsed + Math.max(0, this.clock.now() - this.opened.at) / 1000;
    return Math.max(elapsed, Math.round(open * 10) / 10);
  };

  /** Does something. Nothing happens where another tab has gone on with it, or with a copy from a file. */
  readonly do = (...deeds: readonly InterviewDeed[]): void => {
    if (this.view.keeping.state === "elsewhere" || this.view.header.copyOf !== undefined || deeds.length === 0) return;
    this.wake();
    const at = this.clock.now();
    for (const deed of deeds) {
      if (deed.type === "begin") this.opened = { at, elapsed: this.view.state.elapsed };
      const event: InterviewEvent = { elapsed: this.now(), at, deed };
      const { events, state } = this.view;
      this.view = { ...this.view, events: [...events, event], state: stepInterview(state, event) };
    }
    this.set({ state: "writing" });
    void this.write();
  };

  /** Somebody is here again: time goes on. */
  readonly enter = (): void => {
    const { beganAt, endedAt } = this.view.state;
    this.seen = this.clock.now();
    if (beganAt === null || endedAt !== null || this.opened !== null) return;
    this.opened = { at: this.clock.now(), elapsed: this.view.state.elapsed };
    this.do({ type: "return" });
  };

  /** The page goes away: time rests. */
  readonly leave = (): void => {
    for (const last of this.leaving) last();
    if (this.opened === null) return;
    if (this.view.state.endedAt === null) this.do({ type: "leave" });
    this.opened = null;
  };

  /** A sign of life about once a second; while nothing else happens, one is stored now and then. */
  readonly tick = (): void => {
    this.wake();
    const { endedAt, lastAt } = this.view.state;
    if (this.opened === null || endedAt !== null || lastAt === null) return;
    // A clock that was put back leaves the last event in the future.
    if (Math.abs(this.clock.now() - lastAt) >= HERE_EVERY) this.do({ type: "here" });
  };

  /**
   * What a machine slept through does not count; but for an incident round, in which production went on meanwhile. A clock that was
   * put back stops nothing: of what passed since the last sign of life nothing is known.
   */
  private wake(): void {
    const now = this.clock.now();
    const slept = now - this.seen;
    this.seen = now;
    if (this.opened === null) return;
    if (slept < 0) this.opened = { ...this.opened, at: this.opened.at + slept };
    if (slept <= ASLEEP || this.view.state.phase === "playing") return;
    this.opened = { ...this.opened, at: this.opened.at + slept };
    this.do({ type: "leave" }, { type: "return" });
  }

  /** Resolves when everything was stored, or could not be. */
  readonly settled = (): Promise<void> => this.idle;

  /** Tries again what could not be stored. */
  readonly write = (): Promise<void> => {
    clearTimeout(this.retry);
    if (!this.isWriting) this.idle = this.writeAll();
    return this.idle;
  };

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    try {
      while (this.known < this.view.events.length) {
        const batch = this.view.events.slice(this.known);
        await this.store.append(this.view.header.id, this.known, batch, this.clock.now());
        this.known += batch.length;
      }
      this.set({ state: "kept" });
    } catch (error) {
      if (error instanceof StorageError && error.problem.kind === "conflict") this.set({ state: "elsewhere" });
      else {
        this.set({ state: "failed", why: messageOf(error) });
        this.retry = setTimeout(() => void this.write(), RETRY);
      }
    } finally {
      this.isWriting = false;
    }
  }

  private set(keeping: Keeping): void {
    this.view = { ...this.view, keeping };
    for (const listener of this.listeners) listener();
  }
}
