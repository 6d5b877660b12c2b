import type { DrillCard } from "#domain/drill";
import type { Outline } from "#domain/outline";
import type { Diagnostic, Pack, PackFile } from "#domain/pack";
import { messageOf } from "#lib/message";
import type { DrillReading, PackReading, PackShelf, RunLock, WallClock } from "#session/contract";

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
  | { readonly state: "failed"; readonly why: string }
  /** Somebody else has changed the pack (null: removed it) since; nothing is stored here until somebody has chosen. */
  | { readonly state: "changed"; readonly other: Pack | null }
  /** A pack of this id came about elsewhere before anything of this one was stored. */
  | { readonly state: "taken" };

export interface DraftState {
  readonly pack: Pack;
  readonly kept: Kept;
  /** Another tab writes the pack: it is only read here, and follows what is stored. */
  readonly isElsewhere: boolean;
  /** How often the pack was replaced by one that was not written here. */
  readonly adopted: number;
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

/** One tab at a time writes a pack. */
const lockOf = ({ id }: Pack): string => `pack ${id}`;

const byPath = (a: PackFile, b: PackFile): number => (a.path < b.path ? -1 : 1);

function isSame(one: Pack, other: Pack): boolean {
  const whole = ({ title, version, files }: Pack) => JSON.stringify([title, version, [...files].sort(byPath)]);
  return one === other || whole(one) === whole(other);
}

/**
 * A pack that is being written: compiled after each pause, and kept stored from its first change on. One tab writes it; another one follows
 * what is stored, and may take over. Nothing is written in place of what somebody else has stored meanwhile.
 */
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
  /** As the shelf has it, as far as is known here; null while nothing of it is stored. */
  private stored: Pack | null;
  /** What ends the writing here; null while another tab writes, or nobody does. */
  private lease: (() => void) | null = null;

  /** `isStored`: the shelf has it already. */
  constructor(
    pack: Pack,
    private readonly slug: string,
    isStored: boolean,
    private readonly shelf: PackShelf,
    private readonly lock: RunLock,
    private readonly clock: Pick<WallClock, "now">,
  ) {
    this.stored = isStored ? pack : null;
    this.state = {
      pack,
      kept: isStored ? { state: "saved", at: null } : { state: "untouched" },
      isElsewhere: false,
      adopted: 0,
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

  /** Changes the pack as a whole; nothing happens while another tab writes it. */
  readonly change = (pack: Pack): void => {
    const { isElsewhere, kept } = this.state;
    if (isElsewhere) return;
    clearTimeout(this.checkTimer);
    this.checkTimer = setTimeout(this.check, CHECK_PAUSE);
    const isHeld = kept.state === "changed" || kept.state === "taken";
    this.set({ pack, isChecking: true, ...(!isHeld && { kept: { state: "writing" } }) });
    if (isHeld) return;
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
    this.settleTimers();
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
    this.settleTimers();
  };

  /** Goes on after `stop`, when what it was stopped for has failed. */
  readonly resume = (): void => {
    this.isStopped = false;
    this.change(this.state.pack);
  };

  /** Goes on with a pack that was stored in place of this one. */
  readonly take = (pack: Pack): void => {
    this.isStopped = false;
    this.stored = pack;
    const { adopted } = this.state;
    this.set({ pack, kept: { state: "saved", at: this.clock.now() }, isChecking: true, adopted: adopted + 1 });
    void this.check();
    if (this.lease === null) void this.claim();
  };

  /** Begins to compile, and to write what is stored, if no other tab does. */
  readonly open = (): void => {
    this.isClosed = false;
    void this.check();
    if (this.stored !== null) void this.claim();
  };

  /** Compiles nothing more; what waits is stored, and then others may write. */
  readonly close = (): void => {
    this.isClosed = true;
    clearTimeout(this.checkTimer);
    this.flush();
    void this.storing.then(() => this.isClosed && this.release());
  };

  /** Looks at what is stored: it is followed where everything here is stored, and else kept beside what is here. */
  readonly look = async (): Promise<void> => {
    await this.storing;
    const { stored } = this;
    if (stored === null || this.isStopped || this.isClosed) return;
    const found = await this.shelf.load(stored.id).catch(() => undefined);
    // What cannot be read now says nothing; and meanwhile something may have been stored from here.
    if (found === undefined || this.stored !== stored || this.isStopped) return;
    if (found !== null && isSame(found, stored)) return;
    if (found !== null && this.state.pack === stored) this.take(found);
    else this.meet(found);
  };

  /** Writes here from now on; the other tab is told, and what it has stored is there. */
  readonly takeOver = async (): Promise<void> => {
    this.hold(await this.lock.takeOver(lockOf(this.state.pack)));
    await this.look();
  };

  /** Chooses, where somebody else has changed the pack: what is here is stored in its place, or it is gone on with here. */
  readonly choose = async (whose: "mine" | "theirs"): Promise<void> => {
    const { kept, pack, isElsewhere } = this.state;
    if (kept.state !== "changed") return;
    if (whose === "theirs") {
      if (kept.other !== null) this.take(kept.other);
      return;
    }
    if (isElsewhere) this.hold(await this.lock.takeOver(lockOf(pack)));
    this.stored = kept.other;
    this.set({ kept: { state: "writing" } });
    await this.save();
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
    const { pack, kept, isElsewhere } = this.state;
    if (this.isStopped || isElsewhere || kept.state === "changed" || kept.state === "taken") return;
    try {
      const found = await this.shelf.load(pack.id);
      if (!(await this.mayWrite(found))) return;
      const reading = await this.shelf.save(pack);
      if (reading.pack === null) throw new Error(reading.diagnostics[0]?.message ?? "It is no pack.");
      this.stored = pack;
      if (this.state.pack === pack) this.set({ kept: { state: "saved", at: this.clock.now() } });
    } catch (error) {
      this.set({ kept: { state: "failed", why: messageOf(error) } });
    }
  }

  /** Whether what is stored may give way to what is here; says so on the state where it may not. */
  private async mayWrite(found: Pack | null): Promise<boolean> {
    const { stored } = this;
    if (stored === null) {
      if (found === null && (await this.claim())) return true;
      this.set({ kept: { state: "taken" }, isElsewhere: false });
      return false;
    }
    if (found !== null && isSame(found, stored)) return true;
    this.meet(found);
    return false;
  }

  /** Somebody else has stored something else. */
  private meet(other: Pack | null): void {
    this.settleTimers();
    this.set({ kept: { state: "changed", other } });
  }

  /** Whether this tab writes the pack now. Where locks fail, storing says what is wrong. */
  private async claim(): Promise<boolean> {
    if (this.lease !== null) return true;
    const answer = await this.lock.acquire(lockOf(this.state.pack)).catch(() => null);
    if (answer === null) return true;
    if (answer.state === "mine") this.hold(answer);
    else this.lose();
    return answer.state === "mine";
  }

  private hold({ release }: { release(): void }): void {
    this.release();
    const unlisten = this.lock.onLost(lockOf(this.state.pack), this.lose);
    this.lease = () => {
      unlisten();
      release();
    };
    if (this.isClosed) this.release();
    else this.set({ isElsewhere: false });
  }

  private release(): void {
    this.lease?.();
    this.lease = null;
  }

  /** Another tab writes: what is not stored yet is kept here. */
  private readonly lose = (): void => {
    this.release();
    this.settleTimers();
    const { pack, kept } = this.state;
    const isUnsaved = this.stored !== null && pack !== this.stored && kept.state !== "changed";
    this.set({ isElsewhere: true, ...(isUnsaved && { kept: { state: "changed", other: this.stored } }) });
    void this.look();
  };

  private settleTimers(): void {
    clearTimeout(this.pause);
    clearTimeout(this.latest);
    this.pause = undefined;
    this.latest = undefined;
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
