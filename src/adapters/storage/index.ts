import type { DocumentStore, RunLock, RunStore, StorageProblem, WallClock } from "#session/contract";
import { Connection } from "./connection";
import { DatabaseDocumentStore, MemoryDocumentStore } from "./documents";
import { WebRunLock } from "./locks";
import { asStorageError } from "./problems";
import { DatabaseRunStore } from "./runs";
import { DatabaseSettings, MemorySettings, type SettingsStore } from "./settings";

export type { Settings, SettingsStore } from "./settings";

/** Everything the app stores, and the problem to show all the time when it is not kept. */
export interface AppStorage {
  readonly runs: RunStore;
  readonly documents: DocumentStore;
  readonly lock: RunLock;
  readonly settings: SettingsStore;
  /** Set when everything is only in memory: blocked, private, newer version, upgrade held up by another tab. */
  readonly problem: StorageProblem | null;
}

/** Opens the browser's storage; never fails: what cannot be stored is held in memory, and `problem` says so. */
export async function openStorage(clock: WallClock): Promise<AppStorage> {
  const connection = new Connection();
  try {
    await connection.open();
  } catch (error) {
    const { problem } = asStorageError(error);
    const { MemoryRunStore, soleLock } = await import("./memory");
    const documents = new MemoryDocumentStore();
    return { runs: new MemoryRunStore(documents), documents, lock: soleLock, settings: new MemorySettings(), problem };
  }
  const locks = webLocks();
  const lock = locks === null ? new (await import("./leases")).LeaseRunLock(connection, clock) : new WebRunLock(locks);
  return {
    runs: new DatabaseRunStore(connection),
    documents: new DatabaseDocumentStore(connection),
    lock,
    settings: new DatabaseSettings(connection),
    problem: null,
  };
}

/** The browser's locks; null on a page over plain HTTP, and in old browsers. */
function webLocks(): LockManager | null {
  const { locks } = navigator as { readonly locks?: LockManager };
  return locks ?? null;
}
