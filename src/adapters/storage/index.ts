import type {
  DocumentStore,
  InterviewStore,
  RunLock,
  RunStore,
  StorageProblem,
  StudyStore,
  WallClock,
} from "#session/contract";
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
  /** Loaded by the pages that need them. */
  readonly study: () => Promise<StudyStore>;
  readonly interviews: () => Promise<InterviewStore>;
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
    const { MemoryInterviewStore, MemoryRunStore, MemoryStudyStore, soleLock } = await import("./memory");
    const documents = new MemoryDocumentStore();
    const study = new MemoryStudyStore();
    const interviews = new MemoryInterviewStore();
    return {
      runs: new MemoryRunStore(documents, study, interviews),
      documents,
      lock: soleLock,
      settings: new MemorySettings(),
      study: async () => study,
      interviews: async () => interviews,
      problem,
    };
  }
  const locks = webLocks();
  const lock = locks === null ? new (await import("./leases")).LeaseRunLock(connection, clock) : new WebRunLock(locks);
  return {
    runs: new DatabaseRunStore(connection),
    documents: new DatabaseDocumentStore(connection),
    lock,
    settings: new DatabaseSettings(connection),
    ...later(connection),
    problem: null,
  };
}

/** Stores that the first page does without; each is made once. */
function later(connection: Connection): Pick<AppStorage, "study" | "interviews"> {
  return {
    study: once(async () => new (await import("./study")).DatabaseStudyStore(connection)),
    interviews: once(async () => {
      const store = new (await import("./interviews")).DatabaseInterviewStore(connection);
      // Nobody waits for it, and what it cannot remove now it finds again at the next start.
      store.sweep().catch(() => undefined);
      return store;
    }),
  };
}

/** Made when first asked for; asked again after a failure. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}

/** The browser's locks; null on a page over plain HTTP, and in old browsers. */
function webLocks(): LockManager | null {
  const { locks } = navigator as { readonly locks?: LockManager };
  return locks ?? null;
}
