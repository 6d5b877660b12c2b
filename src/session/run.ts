import type { Refusal } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { ClockMode, Run, RunHeader } from "#domain/run";
import { ENGINE_VERSION, newHeader } from "#engine/index";
import { type DrillLibrary, type FrozenRun, type RunStore, StorageError, type WallClock } from "./contract";

export interface NewRun {
  readonly id: string;
  /** Integer; decides every random number of the run, its variant included. */
  readonly seed: number;
  readonly clock: ClockMode;
  readonly author: string;
  /** The drill's first role when left out. */
  readonly role?: string;
  /** Only to play a certain variant; else the seed chooses. */
  readonly variant?: string;
}

/** A run in which nothing has happened. */
export function newRun(program: Program, options: NewRun): Run {
  return { header: newHeader(program, options), commands: [], horizon: 0 };
}

/** Under which name a program is stored: both hashes, because a transcript quotes the text that was played. */
export function programKey(hashes: Pick<RunHeader, "dynamicsHash" | "textHash">): string {
  return `${hashes.dynamicsHash}-${hashes.textHash}`;
}

/**
 * The program that a run was played with, as it was stored with the run; else the library's. A stored copy that is damaged gives
 * way to the library's only where that is the very same. Rejects with a StorageError, or when there is no such drill.
 */
export async function programOf(
  header: RunHeader,
  { runs, library }: { readonly runs: RunStore; readonly library: DrillLibrary },
): Promise<Program> {
  try {
    const stored = await runs.program(programKey(header));
    if (stored !== null) return stored;
  } catch (error) {
    if (!(error instanceof StorageError) || error.problem.kind !== "corrupt") throw error;
    const other = await library.program(header.drill).catch(() => null);
    const isSame = other?.hashes.dynamics === header.dynamicsHash && other.hashes.text === header.textHash;
    if (other === null || !isSame) throw error;
    return other;
  }
  return library.program(header.drill);
}

/** Stores a run together with the program that it needs to be replayed. */
export async function storeRun(store: RunStore, clock: WallClock, program: Program, run: Run): Promise<void> {
  await store.saveProgram(programKey(run.header), program);
  await store.create(run, { title: program.card.title, createdAt: clock.now() });
}

/** Stores a run that is over already, with what it keeps of its end. */
export async function storeFinished(
  store: RunStore,
  clock: WallClock,
  program: Program,
  run: Run,
  frozen: FrozenRun,
): Promise<void> {
  await storeRun(store, clock, program, run);
  const writer = clock.id();
  await store.claim(run.header.id, writer);
  await store.finish(run.header.id, writer, frozen, clock.now());
}

/** Why a run cannot be replayed with this program by this engine; null when it can. */
export function whyNotPlayable(program: Program, header: RunHeader): Refusal | null {
  if (header.engine !== ENGINE_VERSION) {
    return {
      code: "session.other-engine",
      text: `This run was played with version ${header.engine} of the simulation; this is version ${ENGINE_VERSION}. It can be read, not continued.`,
    };
  }
  if (header.dynamicsHash !== program.hashes.dynamics) {
    return { code: "session.other-drill", text: "This run was played with another version of the drill." };
  }
  if (!program.variants.some(({ info }) => info.id === header.variant)) {
    return { code: "session.unknown-variant", text: `The drill has no variant "${header.variant}".` };
  }
  return null;
}
