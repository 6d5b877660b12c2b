import type { Take } from "#domain/interview";
import { FRAME, speechOf } from "#modes/interview/speech";
import type { OpenMicrophone, Tape, WallClock } from "#session/contract";
import type { Services } from "../services";
import { TakeKeeper } from "./keeping";

/** Levels from before it began that show the room: twenty seconds. */
const BEFORE = Math.round(20 / FRAME);

export type RecordingPhase = "ready" | "recording" | "paused" | "ending" | "ended";

export interface RecordingState {
  readonly phase: RecordingPhase;
  /** As it stands; null before it began. */
  readonly take: Take | null;
  /** Seconds for which nobody has spoken now. */
  readonly silent: number;
  /** It ended by itself: the microphone is gone. */
  readonly isLost: boolean;
}

const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;

/** One recording: made once, begun once, ended once, by whoever speaks or because the microphone is gone. Everything is stored as it comes. */
export class Recording {
  private state: RecordingState = { phase: "ready", take: null, silent: 0, isLost: false };
  private levels: number[] = [];
  private from = 0;
  private tape: Tape | null = null;
  private keeper: TakeKeeper | null = null;
  private ending: Promise<void> | null = null;
  private stopListening: (() => void) | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly microphone: OpenMicrophone,
    private readonly clock: Pick<WallClock, "now">,
    private readonly store: Services["interviews"],
    private readonly interview: string,
    private readonly id: string,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): RecordingState => this.state;

  /** Listens to the room before it begins. Returns the stop function. */
  readonly listen = (): (() => void) => {
    this.stopListening ??= this.microphone.listen((levels) => this.hear(levels));
    return () => {
      this.stopListening?.();
      this.stopListening = null;
    };
  };

  readonly begin = (): void => {
    if (this.state.phase !== "ready") return;
    this.from = this.levels.length;
    const take: Take = {
      id: this.id,
      interview: this.interview,
      type: this.microphone.type,
      startedAt: this.clock.now(),
      seconds: 0,
      pauses: [],
      talk: 0,
    };
    try {
      this.tape = this.microphone.record(this.piece, () => this.finish(true));
    } catch {
      // A device that went away this very moment.
      this.set({ phase: "ended", isLost: true });
      return;
    }
    this.keeper = new TakeKeeper(take, this.store);
    this.set({ phase: "recording", take });
  };

  readonly pause = (): void => {
    if (this.state.phase !== "recording") return;
    this.tape?.pause();
    this.set({ phase: "paused", silent: 0 });
  };

  readonly resume = (): void => {
    if (this.state.phase !== "paused") return;
    this.tape?.resume();
    this.set({ phase: "recording" });
  };

  /** Ends it. Resolves when the last piece is there; it may not be stored yet. */
  readonly end = (): Promise<void> => {
    if (this.tape === null || this.state.phase === "ended") return Promise.resolve();
    if (this.ending === null) {
      this.set({ phase: "ending" });
      this.ending = this.tape.stop().then(() => this.finish(false));
    }
    return this.ending;
  };

  /** Seconds recorded so far. */
  readonly seconds = (): number => this.tape?.seconds() ?? 0;

  private hear(levels: readonly number[]): void {
    const { phase } = this.state;
    if (phase === "recording") this.levels.push(...levels);
    else if (phase === "ready") this.levels = [...this.levels, ...levels].slice(-BEFORE);
  }

  private readonly piece = (bytes: ArrayBuffer): void => {
    this.keeper?.piece(bytes);
    this.know();
  };

  /** Takes down what is known by now: length, pauses, share of talk. */
  private know(): void {
    const { take } = this.state;
    if (take === null) return;
    const { pauses, talk, silent } = speechOf(this.levels, this.from);
    const next = { ...take, seconds: tenths(this.seconds()), pauses, talk: Math.round(talk * 1000) / 1000 };
    this.keeper?.know(next);
    this.set({ take: next, silent });
  }

  private finish(isLost: boolean): void {
    this.know();
    this.keeper?.close();
    this.set({ phase: "ended", isLost });
  }

  private set(change: Partial<RecordingState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
