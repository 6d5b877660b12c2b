import type { Pack } from "#domain/pack";
import { StorageError } from "#session/contract";
import type { Connection, Transaction } from "./connection";
import { PACKS_CHANNEL } from "./database";
import { corrupt, storageProblem } from "./problems";
import { type RecordType, readRecord } from "./record";
import { createPackRecord, type PackFindings, type PackRecord, packRecord } from "./records/pack";
import { createPackFiles, type PackFilesRecord, packFilesRecord } from "./records/packFiles";
import { createQuarantine } from "./records/quarantine";

export type { PackFindings, PackRecord } from "./records/pack";
export { packSummary } from "./records/pack";

/** Where packs are kept. Promises like those of `RunStore`. */
export interface PackStore {
  /** By title. What cannot be read is left out, and reported with the runs. */
  list(): Promise<readonly PackRecord[]>;
  load(id: string): Promise<Pack | null>;
  /** Writes it, in place of the one with its id, which stays the older of the two. `at` in epoch milliseconds. */
  put(pack: Pack, found: PackFindings, at: number): Promise<void>;
  /** Writes what came of compiling it again; nothing where it is gone. */
  renew(id: string, found: PackFindings): Promise<void>;
  remove(id: string): Promise<void>;
}

const byTitle = (a: PackRecord, b: PackRecord): number =>
  a.pack.title !== b.pack.title ? (a.pack.title < b.pack.title ? -1 : 1) : a.id < b.id ? -1 : 1;

/** The record; null where there is none. Throws where it cannot be read. */
function readable<T>(type: RecordType<T>, key: string, raw: unknown): T | null {
  if (raw === undefined) return null;
  const read = readRecord(type, raw);
  if (read.ok) return read.value;
  throw read.error.newer ? new StorageError(storageProblem("newer-version")) : corrupt(key, read.error.reason);
}

/** Packs in IndexedDB: what lists show of them apart from their text. */
export class DatabasePackStore implements PackStore {
  private readonly channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(PACKS_CHANNEL);

  constructor(private readonly connection: Connection) {}

  async list(): Promise<readonly PackRecord[]> {
    const stored: unknown[] = await this.connection.read(["packs"], (tx) => tx.objectStore("packs").getAll());
    return stored
      .flatMap((raw) => {
        const read = readRecord(packRecord, raw);
        return read.ok ? [read.value] : [];
      })
      .sort(byTitle);
  }

  load(id: string): Promise<Pack | null> {
    return this.connection.read(["packs", "packFiles"], async (tx) => {
      const record = readable(packRecord, id, await tx.objectStore("packs").get(id));
      const files = readable(packFilesRecord, id, await tx.objectStore("packFiles").get(id));
      return record && files && { id, ...record.pack, files: files.files };
    });
  }

  async put(pack: Pack, found: PackFindings, at: number): Promise<void> {
    await this.connection.write(["packs", "packFiles", "quarantine"], async (tx) => {
      const before = await kept(tx, packRecord, pack.id, at);
      await kept(tx, packFilesRecord, pack.id, at);
      await tx.objectStore("packs").put(createPackRecord(pack, found, before?.createdAt ?? at, at));
      await tx.objectStore("packFiles").put(createPackFiles(pack.id, pack.files));
    });
    this.channel?.postMessage("changed");
  }

  renew(id: string, found: PackFindings): Promise<void> {
    return this.connection.write(["packs"], async (tx) => {
      const record = readable(packRecord, id, await tx.objectStore("packs").get(id));
      if (record !== null) await tx.objectStore("packs").put({ ...record, ...found });
    });
  }

  async remove(id: string): Promise<void> {
    await this.connection.write(["packs", "packFiles"], async (tx) => {
      await tx.objectStore("packs").delete(id);
      await tx.objectStore("packFiles").delete(id);
    });
    this.channel?.postMessage("changed");
  }
}

/** What is about to be overwritten, where it can be read; else it is set aside. Throws where a newer version wrote it. */
async function kept<T>(tx: Transaction<"readwrite">, type: RecordType<T>, id: string, at: number): Promise<T | null> {
  const raw: unknown = await tx.objectStore(type.store).get(id);
  if (raw === undefined) return null;
  const read = readRecord(type, raw);
  if (read.ok) return read.value;
  if (read.error.newer) throw new StorageError(storageProblem("newer-version"));
  await tx.objectStore("quarantine").put(createQuarantine(type.store, id, read.error.reason, at, raw));
  return null;
}

/** Packs for as long as the tab is open. */
export class MemoryPackStore implements PackStore {
  private readonly packs = new Map<string, { readonly record: PackRecord; readonly files: PackFilesRecord }>();

  async list(): Promise<readonly PackRecord[]> {
    return [...this.packs.values()].map(({ record }) => record).sort(byTitle);
  }

  async load(id: string): Promise<Pack | null> {
    const held = this.packs.get(id);
    return held === undefined ? null : { id, ...held.record.pack, files: held.files.files };
  }

  async put(pack: Pack, found: PackFindings, at: number): Promise<void> {
    const createdAt = this.packs.get(pack.id)?.record.createdAt ?? at;
    this.packs.set(pack.id, {
      record: createPackRecord(pack, found, createdAt, at),
      files: createPackFiles(pack.id, pack.files),
    });
  }

  async renew(id: string, found: PackFindings): Promise<void> {
    const held = this.packs.get(id);
    if (held !== undefined) this.packs.set(id, { ...held, record: { ...held.record, ...found } });
  }

  async remove(id: string): Promise<void> {
    this.packs.delete(id);
  }

  /** All of it, for an export. */
  records(): { readonly packs: readonly PackRecord[]; readonly packFiles: readonly PackFilesRecord[] } {
    const all = [...this.packs.values()];
    return { packs: all.map(({ record }) => record), packFiles: all.map(({ files }) => files) };
  }
}
