import type { Chunk, InterviewEvent, InterviewHeader, Take } from "#domain/interview";
import { type InterviewStore, type InterviewSummary, StorageError, type StoredInterview } from "#session/contract";
import type { Connection, Transaction } from "./connection";
import { removeOrphans } from "./orphans";
import { corrupt, storageProblem } from "./problems";
import { type RecordType, readRecord } from "./record";
import { chunkRecord, createChunkRecord } from "./records/chunk";
import { createInterviewRecord, type InterviewRecord, interviewRecord, interviewSummary } from "./records/interview";
import { createInterviewEvents, interviewEventsRecord } from "./records/interviewEvents";
import { createTakeRecord, takeRecord } from "./records/take";

const all = (id: string) => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);

/** The record, or why it cannot be had. */
function readWhole<T>(type: RecordType<T>, key: string, raw: unknown): T {
  const read = readRecord(type, raw);
  if (read.ok) return read.value;
  throw read.error.newer ? new StorageError(storageProblem("newer-version")) : corrupt(key, read.error.reason);
}

const readable = <T>(type: RecordType<T>, stored: readonly unknown[]): T[] =>
  stored.flatMap((raw) => {
    const read = readRecord(type, raw);
    return read.ok ? [read.value] : [];
  });

/** Interviews and recordings in IndexedDB. */
export class DatabaseInterviewStore implements InterviewStore {
  constructor(private readonly connection: Connection) {}

  create(header: InterviewHeader): Promise<void> {
    return this.connection.write(["interviews"], async (tx) => {
      await tx.objectStore("interviews").add(createInterviewRecord(header));
    });
  }

  append(id: string, known: number, events: readonly InterviewEvent[], at: number): Promise<void> {
    return this.connection.write(["interviews", "interviewEvents"], async (tx) => {
      const record = await this.present(tx, id);
      if (record.events !== known) throw new StorageError(storageProblem("interview-conflict"));
      await tx.objectStore("interviewEvents").add(createInterviewEvents(id, known, events));
      await tx.objectStore("interviews").put({ ...record, events: known + events.length, updatedAt: at });
    });
  }

  load(id: string): Promise<StoredInterview | null> {
    return this.connection.read(["interviews", "interviewEvents"], async (tx) => {
      const raw: unknown = await tx.objectStore("interviews").get(id);
      if (raw === undefined) return null;
      const record = readWhole(interviewRecord, id, raw);
      const stored: unknown[] = await tx.objectStore("interviewEvents").getAll(all(id));
      const events = stored.flatMap((batch) => readWhole(interviewEventsRecord, id, batch).events);
      return { ...interviewSummary(record), events };
    });
  }

  async list(): Promise<readonly InterviewSummary[]> {
    const stored: unknown[] = await this.connection.read(["interviews"], (tx) => tx.objectStore("interviews").getAll());
    return readable(interviewRecord, stored)
      .map(interviewSummary)
      .sort((a, b) => b.updatedAt - a.updatedAt);
  }

  finish(id: string, coverage: number | null, at: number): Promise<void> {
    return this.connection.write(["interviews"], async (tx) => {
      const record = await this.present(tx, id);
      await tx.objectStore("interviews").put({ ...record, status: "finished", coverage, updatedAt: at });
    });
  }

  remove(id: string): Promise<void> {
    return this.connection.write(["interviews", "interviewEvents", "takes", "chunks"], async (tx) => {
      await tx.objectStore("interviews").delete(id);
      await tx.objectStore("interviewEvents").delete(all(id));
      const takes: unknown[] = await tx.objectStore("takes").getAll();
      for (const take of readable(takeRecord, takes)) {
        if (take.interview !== id) continue;
        await tx.objectStore("takes").delete(take.id);
        await tx.objectStore("chunks").delete(all(take.id));
      }
    });
  }

  saveTake(take: Take): Promise<void> {
    return this.connection.write(["takes"], async (tx) => {
      await tx.objectStore("takes").put(createTakeRecord(take));
    });
  }

  appendChunk(take: string, chunk: Chunk, known?: Take): Promise<void> {
    return this.connection.write(known === undefined ? ["chunks"] : ["chunks", "takes"], async (tx) => {
      await tx.objectStore("chunks").put(createChunkRecord(take, chunk));
      if (known !== undefined) await tx.objectStore("takes").put(createTakeRecord(known));
    });
  }

  async takes(interview: string): Promise<readonly Take[]> {
    const stored: unknown[] = await this.connection.read(["takes"], (tx) => tx.objectStore("takes").getAll());
    return readable(takeRecord, stored)
      .filter((take) => take.interview === interview)
      .map(({ version: _version, ...take }) => take)
      .sort((a, b) => a.startedAt - b.startedAt);
  }

  async chunks(take: string): Promise<readonly Chunk[]> {
    const stored: unknown[] = await this.connection.read(["chunks"], (tx) =>
      tx.objectStore("chunks").getAll(all(take)),
    );
    return readable(chunkRecord, stored).map(({ index, bytes }) => ({ index, bytes }));
  }

  removeTake(take: string): Promise<void> {
    return this.connection.write(["takes", "chunks"], async (tx) => {
      await tx.objectStore("takes").delete(take);
      await tx.objectStore("chunks").delete(all(take));
    });
  }

  /** Removes what is left of recordings whose interview is gone. Resolves with how many. Rejects with a StorageError. */
  sweep(): Promise<number> {
    return removeOrphans(this.connection);
  }

  private async present(tx: Transaction<"readwrite">, id: string): Promise<InterviewRecord> {
    const raw: unknown = await tx.objectStore("interviews").get(id);
    if (raw === undefined) throw new StorageError(storageProblem("interview-missing"));
    return readWhole(interviewRecord, id, raw);
  }
}
