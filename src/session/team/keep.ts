import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { messageOf } from "#lib/message";
import { type FrozenRun, type RunStore, StorageError, type StorageProblem, type WallClock } from "../contract";
import { storeRun } from "../run";

export interface Keeping {
  readonly program: Program;
  readonly store: RunStore;
  readonly clock: WallClock;
  /** Freezes a finished run: scoring and transcript. */
  readonly freeze: (program: Program, run: Run) => FrozenRun | Promise<FrozenRun>;
}

/**
 * Stores a team's finished run as an ordinary one, unless it is there: another window of this browser may have been in the same
 * room. What was begun and not brought to its end is gone on with. Rejects with a StorageError.
 */
export async function keepFinished(keeping: Keeping, run: Run): Promise<void> {
  const { program, store, clock, freeze } = keeping;
  const { id } = run.header;
  const isThere = async () => (await store.frozen(id)) !== null;
  if (await isThere()) return;
  const frozen = await freeze(program, run);
  try {
    if ((await store.load(id)) === null) await storeRun(store, clock, program, run);
    const writer = clock.id();
    await store.claim(id, writer);
    await store.finish(id, writer, frozen, clock.now());
  } catch (error) {
    // The other window was quicker.
    if (problemOf(error).kind !== "conflict" && !(await isThere())) throw error;
  }
}

/** What is wrong with storage, whatever was thrown. */
export function problemOf(error: unknown): StorageProblem {
  if (error instanceof StorageError) return error.problem;
  return { kind: "unknown", text: messageOf(error) };
}
