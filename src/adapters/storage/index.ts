import { once } from "#lib/once";
import type {
  DocumentStore,
  InterviewStore,
  PackSummary,
  RunLock,
  RunStore,
  StorageProblem,
  StudyStore,
  WallClock,
} from "#session/contract";
import type { Transfer } from "#session/transfer";
import { Connection } from "./connection";
import { PACKS_CHANNEL } from "./database";
import { DatabaseDocumentStore, MemoryDocumentStore } from "./documents";
import { WebRunLock } from "./locks";
import type { PackStore } from "./packs";
import { asStorageError } from "./problems";
import { DatabaseRunStore } from "./runs";
import type { SettingsStore } from "./settings";

export type { PackStore } from "./packs";
export type { Settings, SettingsStore } from "./settings";

/** Everything the app stores, and the problem to show all the time when it is not kept. */
export interface AppStorage {
  readonly runs: RunStore;
  readonly documents: DocumentStore;
  readonly lock: RunLock;
  /** What lists show of packs as they were when storage was opened. */
  readonly packsKept: readonly PackSummary[];
  /** Whether some of them were compiled by another version of the engine: what lists show of them may not hold any more. */
  readonly arePacksOld: boolean;
  /** Calls back when another tab has kept, changed or removed a pack. */
  readonly onPacks: (callback: () => void) => void;
  /** Loaded by the pages that need them. */
  readonly settings: () => Promise<SettingsStore>;
  readonly packs: () => Promise<PackStore>;
  readonly study: () => Promise<StudyStore>;
  readonly interviews: () => Promise<InterviewStore>;
  readonly transfer: () => Promise<Transfer>;
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
    const { MemoryInterviewStore, MemoryPackStore, MemoryRunStore, MemoryStudyStore, soleLock } = await import(
      "./memory"
    );
    const documents = new MemoryDocumentStore();
    const study = new MemoryStudyStore();
    const interviews = new MemoryInterviewStore();
    const packs = new MemoryPackStore();
    const runs = new MemoryRunStore(documents, study, interviews, packs);
    return {
      runs,
      documents,
      lock: soleLock,
      settings: once(async () => new (await import("./settings")).MemorySettings()),
      packsKept: [],
      arePacksOld: false,
      onPacks: () => undefined,
      packs: async () => packs,
      study: async () => study,
      interviews: async () => interviews,
      transfer: async () => (await import("./transfer/index")).memoryTransfer(runs, clock, problem),
      problem,
    };
  }
  const locks = webLocks();
  const lock = locks === null ? new (await import("./leases")).LeaseRunLock(connection, clock) : new WebRunLock(locks);
  const stores = later(connection, clock);
  return {
    runs: new DatabaseRunStore(connection),
    documents: new DatabaseDocumentStore(connection),
    lock,
    ...stores,
    ...(await keptPacks(connection, stores.packs)),
    onPacks: hearOfPacks,
    problem: null,
  };
}

/** Stores that the first page does without; each is made once. */
function later(
  connection: Connection,
  clock: WallClock,
): Pick<AppStorage, "settings" | "packs" | "study" | "interviews" | "transfer"> {
  return {
    settings: once(async () => new (await import("./settings")).DatabaseSettings(connection)),
    packs: once(async () => new (await import("./packs")).DatabasePackStore(connection)),
    study: once(async () => new (await import("./study")).DatabaseStudyStore(connection)),
    interviews: once(async () => {
      const store = new (await import("./interviews")).DatabaseInterviewStore(connection);
      // Nobody waits for it, and what it cannot remove now it finds again at the next start.
      store.sweep().catch(() => undefined);
      return store;
    }),
    transfer: once(async () => (await import("./transfer/index")).databaseTransfer(clock, connection)),
  };
}

type KeptPacks = Pick<AppStorage, "packsKept" | "arePacksOld">;

/** The drills of packs stand in every list from the start. Where there is no pack, nothing of them is loaded. */
async function keptPacks(connection: Connection, packs: AppStorage["packs"]): Promise<KeptPacks> {
  try {
    const count = await connection.read(["packs"], (tx) => tx.objectStore("packs").count());
    if (count === 0) return { packsKept: [], arePacksOld: false };
    const [{ packSummary }, { ENGINE_VERSION }, store] = await Promise.all([
      import("./packs"),
      import("#engine/version"),
      packs(),
    ]);
    const records = await store.list();
    return {
      packsKept: records.map(packSummary),
      arePacksOld: records.some(({ engine }) => engine !== ENGINE_VERSION),
    };
  } catch {
    // The page of packs asks again, and says why.
    return { packsKept: [], arePacksOld: false };
  }
}

function hearOfPacks(callback: () => void): void {
  if (typeof BroadcastChannel === "undefined") return;
  new BroadcastChannel(PACKS_CHANNEL).addEventListener("message", callback);
}

/** The browser's locks; null on a page over plain HTTP, and in old browsers. */
function webLocks(): LockManager | null {
  const { locks } = navigator as { readonly locks?: LockManager };
  return locks ?? null;
}
