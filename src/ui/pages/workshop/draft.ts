import type { DrillCard } from "#domain/drill";
import type { Outline } from "#domain/outline";
import type { Diagnostic, Pack } from "#domain/pack";
import { messageOf } from "#lib/message";
import type { DrillReading, PackReading, PackShelf, WallClock } from "#session/contract";

/** A pause in typing, in milliseconds, after which the drill is compiled. */
export const CHECK_PAUSE = 150;
/** A pause in typing, in milliseconds, after which it is stored, and the longest that it waits while somebody types on. */
export const SAVE_PAUSE = 500;
export const SAVE_LATEST = 1500;

export type Kept =
  /** Nothing was changed yet, and nothing is stored. */
  | { readonly state: "untouched" }
  | { readonly state: "saved"; readonly at: number | null }
  | { readonly state: "writing" }
  | { readonly state: "failed"; readonly why: string };

export interface DraftState {
  readonly pack: Pack;
  readonly kept: Kept;
  /** What the compiler said last; null before its first word. */
  readonly diagnostics: readonly Diagnostic[] | null;
  /** The drill as it was read last. */
  readonly drill: DrillReading | null;
  /** What the drill was called when it was last without errors. */
  readonly card: DrillCard | null;
  /** The picture: of the last text without errors, else of the last one that could be read at all. */
  readonly outline: Outline | null;
  /** Whether the picture is of an older text, because the newest has errors. */
  readonly isOld: boolean;
  /** Whether the newest text is still being compiled. */
  readonly isChecking: boolean;
  /** Why nothing can be compiled: the helper failed. */
  readonly failure: string | null;
}

/** A pack that is being written: compiled after each pause, and kept stored from its first change on. */
export class Draft {
  private state: DraftState;
  private good: Outline | null = null;
  private checkTimer: ReturnType<typeof setTimeout> | undefined;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private latest: ReturnType<typeof setTimeout> | undefined;
  private isClosed = false;
  private isStopped = false;
  private compiled: Pack | null = null;
  private compiling: Promise<void> = Promise.resolve();
  private storing: Promise<void> = Promise.resolve();
  private readonly listeners = new Set<() => void>();

  /** `isStored`: the shelf has it already. */
  constructor(
    pack: Pack,
    private readonly slug: string,
    isStored: boolean,
    private readonly shelf: PackShelf,
    private readonly clock: Pick<WallClock, "now">,
  ) {
    this.state = {
      pack,
      kept: isStored ? { state: "saved", at: null } : { state: "untouched" },
      diagnostics: null,
      drill: null,
      card: null,
      outline: null,
      isOld: false,
      isChecking: true,
      failure: null,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): DraftState => this.state;

  /** Writes a file in place of the one with its path, or beside the others; null takes it away. */
  readonly write = (path: string, text: string | null): void => {
    const { pack } = this.state;
    const others = pack.files.filter((file) => file.path !== path);
    const at = pack.files.findIndex((file) => file.path === path);
    const files = text === null ? others : at < 0 ? [...others, { path, text }] : pack.files.with(at, { path, text });
    this.change({ ...pack, files });
  };

  /** Changes the pack as a whole. */
  readonly change = (pack: Pack): void => {
    this.set({ pack, kept: { state: "writing" }, isChecking: true });
    clearTimeout(this.checkTimer);
    this.checkTimer = setTimeout(this.check, CHECK_PAUSE);
    clearTimeout(this.pause);
    this.pause = setTimeout(this.save, SAVE_PAUSE);
    this.latest ??= setTimeout(this.save, SAVE_LATEST);
  };

  /** Compiles what is written now; resolves when that is done. One compilation at a time. Never rejects. */
  readonly check = (): Promise<void> => {
    clearTimeout(this.checkTimer);
    this.compiling = this.compiling.then(() => this.compile());
    return this.compiling;
  };

  /** Stores what is written now. Never rejects. */
  readonly save = (): Promise<void> => {
    clearTimeout(this.pause);
    clearTimeout(this.latest);
    this.pause = undefined;
    this.latest = undefined;
    this.storing = this.storing.then(() => this.store());
    return this.storing;
  };

  /** Stores what waits for a pause. */
  readonly flush = (): void => {
    if (this.pause !== undefined) void this.save();
  };

  /** Compiles and stores nothing more, whatever waits. */
  readonly stop = (): void => {
    this.isStopped = true;
    clearTimeout(this.checkTimer);
    clearTimeout(this.pause);
    clearTimeout(this.latest);
    this.pause = undefined;
    this.latest = undefined;
  };

  /** Goes on after `stop`, when what it was stopped for has failed. */
  readonly resume = (): void => {
    this.isStopped = false;
    this.change(this.state.pack);
  };

  /** Goes on with a pack that was stored in place of this one. */
  readonly take = (pack: Pack): void => {
    this.isStopped = false;
    this.set({ pack, kept: { state: "saved", at: this.clock.now() }, isChecking: true });
    void this.check();
  };

  /** Begins to compile. */
  readonly open = (): void => {
    this.isClosed = false;
    void this.check();
  };

  /** Compiles nothing more; what waits is stored. */
  readonly close = (): void => {
    this.isClosed = true;
    clearTimeout(this.checkTimer);
    this.flush();
  };

  private async compile(): Promise<void> {
    const { pack } = this.state;
    if (this.isClosed || this.isStopped || pack === this.compiled) return;
    try {
      const reading = await this.shelf.check(pack);
      this.compiled = pack;
      this.read(reading, this.state.pack === pack);
    } catch (error) {
      this.set({ failure: messageOf(error), isChecking: false });
    }
  }

  private async store(): Promise<void> {
    const { pack } = this.state;
    if (this.isStopped) return;
    try {
      await this.shelf.save(pack);
      if (this.state.pack === pack) this.set({ kept: { state: "saved", at: this.clock.now() } });
    } catch (error) {
      this.set({ kept: { state: "failed", why: messageOf(error) } });
    }
  }

  private read({ diagnostics, drills }: PackReading, isNewest: boolean): void {
    const drill = drills.find(({ slug }) => slug === this.slug) ?? null;
    const isGood = drill !== null && drill.program !== null;
    if (isGood) this.good = drill.outline;
    const outline = this.good ?? drill?.outline ?? this.state.outline;
    const card = drill?.program?.card ?? this.state.card;
    const isOld = outline !== (drill?.outline ?? null);
    this.set({ diagnostics, drill, card, outline, isOld, isChecking: !isNewest, failure: null });
  }

  private set(part: Partial<DraftState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}
