import type { Command } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Run } from "#domain/run";
import {
  type FrozenRun,
  type NewestRuns,
  type RunStore,
  type RunSummary,
  StorageError,
  type UnreadableRecord,
} from "#session/contract";
import type { Connection, Transaction } from "./connection";
import type { StoreName } from "./database";
import { newestRuns } from "./newest";
import { corrupt, storageProblem } from "./problems";
import { type RecordType, readRecord } from "./record";
import { commandBatchRecord, createCommandBatch } from "./records/commandBatch";
import { createFrozenRecord, frozenRecord } from "./records/frozen";
import { createProgramRecord, programIn, programRecord } from "./records/program";
import { createQuarantine } from "./records/quarantine";
import { createRunRecord, finishedRunRecord, newestFirst, type RunRecord, runRecord, summaryOf } from "./records/run";
import { Unlisted } from "./unlisted";

/** Runs that are read at a time: between two pages the page on screen answers. */
const PAGE = 500;

type Reading = Transaction<"readonly"> | Transaction<"readwrite">;

/** Runs in IndexedDB. Reading never changes what is stored; what cannot be read stays where it is. */
export class DatabaseRunStore implements RunStore {
  readonly unlisted = new Unlisted();

  constructor(private readonly connection: Connection) {}

  create(run: Run, summary: Pick<RunSummary, "title" | "createdAt">): Promise<void> {
    return this.connection.write(["runs", "commands"], async (tx) => {
      await tx.objectStore("runs").add(createRunRecord(run, summary));
      if (run.commands.length === 0) return;
      await tx.objectStore("commands").add(createCommandBatch(run.header.id, 0, run.commands));
    });
  }

  async claim(runId: string, writer: string): Promise<Run | null> {
    const decode = await decoder();
    return this.connection.write(["runs", "commands"], async (tx) => {
      const record = await runIn(tx, runId);
      if (record === null) return null;
      await tx.objectStore("runs").put({ ...record, writer });
      return wholeRun(tx, record, decode);
    });
  }

  append(runId: string, writer: string, commands: readonly Command[], horizon: Second, at: number): Promise<void> {
    return this.connection.write(["runs", "commands"], async (tx) => {
      const record = await writableRun(tx, runId, writer);
      if (commands.length > 0) {
        await tx.objectStore("commands").add(createCommandBatch(runId, record.commands, commands));
      }
      const next = { ...record, commands: record.commands + commands.length, horizon, updatedAt: at };
      await tx.objectStore("runs").put(next);
    });
  }

  async load(runId: string): Promise<Run | null> {
    const decode = await decoder();
    return this.connection.read(["runs", "commands"], async (tx) => {
      const record = await runIn(tx, runId);
      return record === null ? null : wholeRun(tx, record, decode);
    });
  }

  async list(): Promise<readonly RunSummary[]> {
    const summaries: RunSummary[] = [];
    let unread = 0;
    await this.connection.read(["runs"], async (tx) => {
      let after: IDBKeyRange | undefined;
      for (;;) {
        const stored: readonly { readonly id: string }[] = await tx.objectStore("runs").getAll(after, PAGE);
        for (const raw of stored) {
          const read = readRecord(runRecord, raw);
          if (read.ok) summaries.push(summaryOf(read.value));
          else unread += 1;
        }
        const last = stored.at(-1);
        if (last === undefined || stored.length < PAGE) return;
        after = IDBKeyRange.lowerBound(last.id, true);
      }
    });
    this.unlisted.set(unread);
    return summaries.sort(newestFirst);
  }

  newest(most: number): Promise<NewestRuns> {
    return this.connection.read(["runs"], (tx) => newestRuns(tx, most));
  }

  finish(runId: string, writer: string, frozen: FrozenRun, at: number): Promise<void> {
    return this.connection.write(["runs", "frozen"], async (tx) => {
      const record = await writableRun(tx, runId, writer);
      await tx.objectStore("frozen").put(createFrozenRecord(runId, frozen));
      await tx.objectStore("runs").put(finishedRunRecord(record, frozen, at));
    });
  }

  frozen(runId: string): Promise<FrozenRun | null> {
    return this.connection.read(["frozen"], async (tx) => {
      const raw: unknown = await tx.objectStore("frozen").get(runId);
      return raw === undefined ? null : readOrThrow(frozenRecord, runId, raw).frozen;
    });
  }

  remove(runId: string): Promise<void> {
    return this.connection.write(["runs", "commands", "frozen", "leases"], async (tx) => {
      await tx.objectStore("runs").delete(runId);
      await tx.objectStore("commands").delete(batchesOf(runId));
      await tx.objectStore("frozen").delete(runId);
      await tx.objectStore("leases").delete(runId);
    });
  }

  saveProgram(hash: string, program: Program): Promise<void> {
    const record = createProgramRecord(hash, program);
    return this.connection.write(["programs", "quarantine"], async (tx) => {
      const programs = tx.objectStore("programs");
      const stored: unknown = await programs.get(hash);
      if (stored !== undefined) {
        const read = readRecord(programRecord, stored);
        // The hash says that it is the same drill; a newer version's copy is left to it.
        if (read.ok || read.error.newer) return;
        const aside = createQuarantine("programs", hash, read.error.reason, Date.now(), stored);
        await tx.objectStore("quarantine").put(aside);
      }
      await programs.put(record);
    });
  }

  program(hash: string): Promise<Program | null> {
    return this.connection.read(["programs"], async (tx) => {
      const raw: unknown = await tx.objectStore("programs").get(hash);
      if (raw === undefined) return null;
      const program = programIn(readOrThrow(programRecord, hash, raw));
      if (!program.ok) throw corrupt(hash, program.error);
      return program.value;
    });
  }

  async unreadable(): Promise<readonly UnreadableRecord[]> {
    return (await import("./unreadable")).unreadableRecords(this.connection);
  }
}

const batchesOf = (runId: string) => IDBKeyRange.bound([runId, 0], [runId, Number.MAX_SAFE_INTEGER]);

function readOrThrow<T>(type: RecordType<T>, key: string, raw: unknown): T {
  const read = readRecord(type, raw);
  if (read.ok) return read.value;
  if (read.error.newer) throw new StorageError(storageProblem("newer-version"));
  throw corrupt(key, read.error.reason);
}

const storeIn = <S extends StoreName>(tx: Reading, store: S) => (tx as Transaction<"readonly">).objectStore(store);

async function runIn(tx: Reading, runId: string): Promise<RunRecord | null> {
  const raw: unknown = await storeIn(tx, "runs").get(runId);
  return raw === undefined ? null : readOrThrow(runRecord, runId, raw);
}

async function writableRun(tx: Transaction<"readwrite">, runId: string, writer: string): Promise<RunRecord> {
  const record = await runIn(tx, runId);
  if (record === null) throw new StorageError(storageProblem("missing"));
  if (record.writer !== writer) throw new StorageError(storageProblem("conflict"));
  return record;
}

type Decode = typeof import("#engine/serialise").decodeRun;

/** Loaded with the first run that is opened: the list of runs does without. Never inside a transaction, which would end. */
const decoder = async (): Promise<Decode> => (await import("#engine/serialise")).decodeRun;

/** The run with its commands. A gap between batches is damage like any other. */
async function wholeRun(tx: Reading, record: RunRecord, decode: Decode): Promise<Run> {
  const stored: readonly unknown[] = await storeIn(tx, "commands").getAll(batchesOf(record.id));
  const commands: Command[] = [];
  for (const raw of stored) {
    const key = `${record.id}/${commands.length}`;
    const batch = readOrThrow(commandBatchRecord, key, raw);
    if (batch.from !== commands.length) throw corrupt(key, `commands from ${commands.length} on are missing`);
    commands.push(...batch.commands);
  }
  if (commands.length !== record.commands) {
    throw corrupt(`${record.id}/${commands.length}`, `${record.commands} commands expected, ${commands.length} found`);
  }
  const run = decode({ format: 1, header: record.header, commands, horizon: record.horizon });
  if (!run.ok) throw corrupt(record.id, `${run.error.path} ${run.error.message}`);
  return run.value;
}
