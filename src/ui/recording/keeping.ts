import { useSyncExternalStore } from "react";
import type { Chunk, Take } from "#domain/interview";
import { messageOf } from "#lib/message";
import type { InterviewStore } from "#session/contract";

/** Milliseconds after which something that could not be stored is tried again. */
const RETRY = 3000;

/** Whether a recording is stored: `why` it is not, and how many pieces wait. */
export interface TakeKeeping {
  readonly take: Take;
  readonly waiting: number;
  readonly why: string | null;
}

/**
 * Stores one recording while it is made: its pieces in order, and what is known of it. What cannot be stored waits here, is
 * tried again, and outlives the page that recorded it.
 */
export class TakeKeeper {
  private readonly waiting: Chunk[] = [];
  private next = 0;
  private isBegun = false;
  private isChanged = true;
  private isWriting = false;
  private isClosed = false;
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
    this.waiting.push({ index: this.next, bytes });
    this.next += 1;
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

  readonly keeping = (): TakeKeeping => ({ take: this.take, waiting: this.waiting.length, why: this.why });

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    try {
      const store = await this.store();
      while (this.isChanged || this.waiting.length > 0) {
        const [chunk] = this.waiting;
        // Sound before what is said about it: a killed tab has no length without its sound.
        if (this.isBegun && chunk !== undefined) {
          await store.appendChunk(this.take.id, chunk);
          this.waiting.shift();
        } else {
          const { take } = this;
          await store.saveTake(take);
          this.isBegun = true;
          this.isChanged = take !== this.take;
        }
      }
      this.why = null;
      if (this.isClosed) keepers.delete(this.take.id);
    } catch (error) {
      this.why = messageOf(error);
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
