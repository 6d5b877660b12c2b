import { type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import { StorageError } from "#session/contract";
import { DATABASE_NAME, DATABASE_VERSION, NEWEST, type Schema, STORE_NAMES, STORES, type StoreName } from "./database";
import { asStorageError, storageProblem } from "./problems";

type Mode = "readonly" | "readwrite";
export type Transaction<M extends Mode> = IDBPTransaction<Schema, StoreName[], M>;

/** An open that nobody answers (a tab that hangs and holds up an upgrade; some private windows) is given up after this. */
const OPEN_MS = 10_000;

/** The open database: opened when first used, opened again when the browser closed it. All errors are StorageErrors. */
export class Connection {
  private opening: Promise<IDBPDatabase<Schema>> | null = null;
  private superseded = false;

  constructor(
    private readonly name = DATABASE_NAME,
    private readonly version = DATABASE_VERSION,
  ) {}

  /** Opens the database now, to find out whether it can be. */
  async open(): Promise<void> {
    await this.database();
  }

  close(): void {
    this.opening?.then((database) => database.close()).catch(() => undefined);
    this.opening = null;
  }

  read<T>(stores: StoreName[], work: (transaction: Transaction<"readonly">) => Promise<T>): Promise<T> {
    return this.transact(stores, "readonly", work);
  }

  /** Resolves when what `work` wrote is committed; if it throws, nothing of it is kept. */
  write<T>(stores: StoreName[], work: (transaction: Transaction<"readwrite">) => Promise<T>): Promise<T> {
    return this.transact(stores, "readwrite", work);
  }

  private async transact<M extends Mode, T>(
    stores: StoreName[],
    mode: M,
    work: (transaction: Transaction<M>) => Promise<T>,
  ): Promise<T> {
    const transaction = await this.begin(stores, mode);
    // A relaxed commit survives the death of the browser, not a power cut; strict ones cost a disk flush per second of play.
    // Both are awaited below; a rejection in between must not count as unhandled.
    transaction.done.catch(() => undefined);
    try {
      const value = await work(transaction);
      await transaction.done;
      return value;
    } catch (error) {
      abort(transaction);
      await transaction.done.catch(() => undefined);
      // Requests of a transaction that the browser aborted only say so; the transaction knows why.
      throw asStorageError(transaction.error ?? error);
    }
  }

  private async begin<M extends Mode>(stores: StoreName[], mode: M): Promise<Transaction<M>> {
    const start = (database: IDBPDatabase<Schema>) => database.transaction(stores, mode, { durability: "relaxed" });
    const database = await this.database();
    try {
      return start(database);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "InvalidStateError") throw asStorageError(error);
    }
    // The browser had closed the connection, for instance because the site's data was cleared.
    this.close();
    const again = await this.database();
    try {
      return start(again);
    } catch (error) {
      throw asStorageError(error);
    }
  }

  private database(): Promise<IDBPDatabase<Schema>> {
    if (this.superseded) return Promise.reject(new StorageError(storageProblem("newer-version")));
    this.opening ??= this.openDatabase().catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  private openDatabase(): Promise<IDBPDatabase<Schema>> {
    return new Promise((resolve, reject) => {
      let given = false;
      const fail = (error: StorageError) => {
        given = true;
        clearTimeout(timer);
        reject(error);
      };
      const timer = setTimeout(() => fail(new StorageError(storageProblem("no-answer"))), OPEN_MS);
      const opened = (async () =>
        openDB<Schema>(this.name, this.version, {
          upgrade: (database, _from, _to, transaction) => addMissing(database, transaction),
          blocked: () => fail(new StorageError(storageProblem("upgrade-blocked"))),
          blocking: (_current, wanted, event) => {
            // A newer version wants to upgrade (or the database is being deleted): do not stand in its way.
            this.superseded = wanted !== null;
            (event.target as IDBDatabase).close();
            this.opening = null;
          },
          terminated: () => {
            this.opening = null;
          },
        }))();
      opened.then(
        (database) => {
          clearTimeout(timer);
          if (given) database.close();
          else resolve(database);
        },
        (error: unknown) => fail(openFailure(error)),
      );
    });
  }
}

/** Adds the stores and indexes that are missing and rewrites nothing, whatever version the database comes from. */
function addMissing(
  database: IDBPDatabase<Schema>,
  transaction: IDBPTransaction<Schema, StoreName[], "versionchange">,
): void {
  for (const name of STORE_NAMES) {
    if (database.objectStoreNames.contains(name)) continue;
    const keyPath = STORES[name];
    database.createObjectStore(name, { keyPath: typeof keyPath === "string" ? keyPath : [...keyPath] });
  }
  const runs = transaction.objectStore("runs");
  if (!runs.indexNames.contains("newest")) runs.createIndex("newest", [...NEWEST]);
}

/**
 * Where storage is switched off browsers fail in many ways: SecurityError, UnknownError, no `indexedDB` at all, or one that throws as
 * soon as it is named, which is why it is not asked for here.
 */
function openFailure(error: unknown): StorageError {
  const known = asStorageError(error);
  return known.problem.kind === "unknown" ? new StorageError(storageProblem("blocked")) : known;
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}
