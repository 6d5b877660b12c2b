import { useSyncExternalStore } from "react";
import type { Chunk, Take } from "#domain/interview";
import { messageOf } from "#lib/message";
import { type InterviewStore, StorageError } from "#session/contract";

/** Milliseconds after which something that could not be stored is tried again. */
const RETRY = 3000;
/** Pieces in a record, about a second of sound: each makes it longer, so that what comes often does not become many records. */
const JOINED = 4;

/** Whether a recording is stored: `why` it is not, and how many seconds of it wait. */
export interface TakeKeeping {
  readonly take: Take;
  readonly waiting: number;
  readonly why: string | null;
}

/** A full disk in words about recordings; its usual ones are about runs. */
const whyOf = (error: unknown): string =>
  error instanceof StorageError && error.problem.kind === "quota"
    ? "The browser's storage for this site is full: free space on the disk, or delete old runs and recordings in another tab."
    : messageOf(error);

function joined(before: ArrayBuffer, more: ArrayBuffer): ArrayBuffer {
  const all = new Uint8Array(before.byteLength + more.byteLength);
  all.set(new Uint8Array(before));
  all.set(new Uint8Array(more), before.byteLength);
  return all.buffer;
}

/**
 * Stores one recording while it is made: its pieces in order, and what is known of it. What cannot be stored waits here, is
 * tried again, and outlives the page that recorded it.
 */
export class TakeKeeper {
  private readonly waiting: Chunk[] = [];
  /** What grows with the next piece, and of how many pieces it is. */
  private growing: { readonly chunk: Chunk; readonly pieces: number } | null = null;
  /** Seconds of it that are stored. */
  private stored = 0;
  private isBegun = false;
  private isChanged = true;
  private isWriting = false;
  private isClosed = false;
  private isForgotten = false;
  private why: string | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private idle: Promise<void> = Promise.resolve();

  constructor(
    private take: Take,
    private readonly store: () => Promise<InterviewStore>,
  ) {
    keepers.set(take.id, this);
    void this.write();
  }

  /** One more piece of sound. */
  readonly piece = (bytes: ArrayBuffer): void => {
    const growing = this.growing;
    if (growing === null || growing.pieces === JOINED) {
      const chunk = { index: growing === null ? 0 : growing.chunk.index + 1, bytes };
      this.growing = { chunk, pieces: 1 };
      this.waiting.push(chunk);
    } else {
      const chunk = { index: growing.chunk.index, bytes: joined(growing.chunk.bytes, bytes) };
      this.growing = { chunk, pieces: growing.pieces + 1 };
      // Only the last one grows; it waits again where its shorter self is stored already.
      if (this.waiting.at(-1) === growing.chunk) this.waiting.pop();
      this.waiting.push(chunk);
    }
    void this.write();
  };

  /** What is known of it now. */
  readonly know = (take: Take): void => {
    this.take = take;
    this.isChanged = true;
    void this.write();
  };

  /** Nothing more comes. Once all is stored, it is forgotten here. */
  readonly close = (): void => {
    this.isClosed = true;
    void this.write();
  };

  /** It is not wanted any more: nothing of it is written from now on. */
  readonly forget = (): void => {
    this.isForgotten = true;
    clearTimeout(this.retry);
    keepers.delete(this.take.id);
    changed();
  };

  /** Tries now. Resolves when everything is stored, or could not be. */
  readonly write = (): Promise<void> => {
    clearTimeout(this.retry);
    if (!this.isWriting) this.idle = this.writeAll();
    return this.idle;
  };

  /** What it holds that may not be stored yet. */
  readonly held = (): { readonly take: Take; readonly chunks: readonly Chunk[] } => ({
    take: this.take,
    chunks: [...this.waiting],
  });

  readonly keeping = (): TakeKeeping => ({
    take: this.take,
    waiting: this.take.seconds - this.stored,
    why: this.why,
  });

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    try {
      const store = await this.store();
      while (!this.isForgotten && (this.isChanged || this.waiting.length > 0)) {
        const { take } = this;
        const [chunk] = this.waiting;
        if (this.isBegun && chunk !== undefined) {
          // What is said about it goes with the last of its sound: a killed tab has no length without its sound.
          const isLast = this.waiting.length === 1;
          await store.appendChunk(take.id, chunk, isLast ? take : undefined);
          if (this.waiting[0] === chunk) this.waiting.shift();
          if (!isLast) continue;
          this.stored = take.seconds;
        } else {
          await store.saveTake(take);
          this.isBegun = true;
        }
        this.isChanged = take !== this.take;
      }
      this.why = null;
      if (this.isClosed) keepers.delete(this.take.id);
    } catch (error) {
      this.why = whyOf(error);
      if (this.isForgotten) return;
      this.retry = setTimeout(() => void this.write(), RETRY);
    } finally {
      this.isWriting = false;
      changed();
    }
  }
}

/** Recordings under way, and those that are not stored yet. The tab has them, whatever page is shown. */
const keepers = new Map<string, TakeKeeper>();
const listeners = new Set<() => void>();
let unkept: readonly TakeKeeping[] = [];

/** While something would be lost with the tab, the browser asks before it is closed. */
const ask = (event: BeforeUnloadEvent) => event.preventDefault();

function changed(): void {
  const failed = [...keepers.values()].map((keeper) => keeper.keeping()).filter(({ why }) => why !== null);
  if (failed.length > 0 || unkept.length > 0) unkept = failed;
  if (keepers.size > 0) addEventListener("beforeunload", ask);
  else removeEventListener("beforeunload", ask);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What could not be stored so far. */
export function useUnkept(): readonly TakeKeeping[] {
  return useSyncExternalStore(subscribe, () => unkept);
}

/** Stops keeping recordings that were deleted. What was being written that very moment is found at the next start. */
export function forget(isDeleted: (take: Take) => boolean): void {
  for (const keeper of [...keepers.values()]) if (isDeleted(keeper.held().take)) keeper.forget();
}

/** Tries to store everything that waits. */
export async function keepAll(): Promise<void> {
  await Promise.all([...keepers.values()].map((keeper) => keeper.write()));
}

/** Recordings of an interview, oldest first, also what is not stored yet. Rejects with a StorageError. */
export async function takesOf(store: InterviewStore, interview: string): Promise<readonly Take[]> {
  await keepAll();
  const stored = await store.takes(interview);
  const held = [...keepers.values()].map((keeper) => keeper.held().take).filter((take) => take.interview === interview);
  const late = new Map(held.map((take) => [take.id, take]));
  return [...stored.filter(({ id }) => !late.has(id)), ...late.values()].sort((a, b) => a.startedAt - b.startedAt);
}

/** The sound of a recording in order, also what is not stored yet. Rejects with a StorageError. */
export async function soundOf(store: InterviewStore, take: string): Promise<readonly Chunk[]> {
  // First what waits: a piece that is stored meanwhile is then there twice, not missing.
  const held = keepers.get(take)?.held().chunks ?? [];
  const pieces = new Map([...(await store.chunks(take)), ...held].map((chunk) => [chunk.index, chunk]));
  return [...pieces.values()].sort((a, b) => a.index - b.index);
}
