import type { Chunk, InterviewEvent, InterviewHeader, Take } from "#domain/interview";
import { type InterviewStore, type InterviewSummary, StorageError, type StoredInterview } from "#session/contract";
import { storageProblem } from "./problems";
import { createChunkRecord } from "./records/chunk";
import { createInterviewRecord } from "./records/interview";
import { createInterviewEvents } from "./records/interviewEvents";
import { createTakeRecord } from "./records/take";

/** Interviews for as long as the tab is open. */
export class MemoryInterviewStore implements InterviewStore {
  private readonly interviews = new Map<string, StoredInterview>();
  private readonly recordings = new Map<string, { readonly take: Take; readonly chunks: Map<number, Chunk> }>();

  async create(header: InterviewHeader): Promise<void> {
    const { id, createdAt } = header;
    this.interviews.set(id, { header, updatedAt: createdAt, status: "open", coverage: null, events: [] });
  }

  async append(id: string, known: number, events: readonly InterviewEvent[], at: number): Promise<void> {
    const held = this.present(id);
    if (held.events.length !== known) throw new StorageError(storageProblem("interview-conflict"));
    this.interviews.set(id, { ...held, events: [...held.events, ...events], updatedAt: at });
  }

  async load(id: string): Promise<StoredInterview | null> {
    return this.interviews.get(id) ?? null;
  }

  async list(): Promise<readonly InterviewSummary[]> {
    return [...this.interviews.values()]
      .map(({ events: _events, ...summary }) => summary)
      .sort((a, b) => b.updatedAt - a.updatedAt);
  }

  async finish(id: string, coverage: number | null, at: number): Promise<void> {
    this.interviews.set(id, { ...this.present(id), status: "finished", coverage, updatedAt: at });
  }

  async remove(id: string): Promise<void> {
    this.interviews.delete(id);
    for (const [key, { take }] of this.recordings) if (take.interview === id) this.recordings.delete(key);
  }

  async saveTake(take: Take): Promise<void> {
    this.recordings.set(take.id, { take, chunks: this.recordings.get(take.id)?.chunks ?? new Map() });
  }

  async appendChunk(take: string, chunk: Chunk, known?: Take): Promise<void> {
    if (known !== undefined) await this.saveTake(known);
    this.recordings.get(take)?.chunks.set(chunk.index, chunk);
  }

  async takes(interview: string): Promise<readonly Take[]> {
    return [...this.recordings.values()]
      .map(({ take }) => take)
      .filter((take) => take.interview === interview)
      .sort((a, b) => a.startedAt - b.startedAt);
  }

  async chunks(take: string): Promise<readonly Chunk[]> {
    return [...(this.recordings.get(take)?.chunks.values() ?? [])].sort((a, b) => a.index - b.index);
  }

  async removeTake(take: string): Promise<void> {
    this.recordings.delete(take);
  }

  /** All of it, by store, for an export. */
  records(): Readonly<Record<"interviews" | "interviewEvents" | "takes" | "chunks", readonly unknown[]>> {
    const held = [...this.interviews.values()];
    const recordings = [...this.recordings.values()];
    return {
      interviews: held.map(({ events, ...summary }) => ({
        ...createInterviewRecord(summary.header),
        ...summary,
        events: events.length,
      })),
      interviewEvents: held
        .filter(({ events }) => events.length > 0)
        .map(({ header, events }) => createInterviewEvents(header.id, 0, events)),
      takes: recordings.map(({ take }) => createTakeRecord(take)),
      chunks: recordings.flatMap(({ take, chunks }) =>
        [...chunks.values()].map((chunk) => createChunkRecord(take.id, chunk)),
      ),
    };
  }

  private present(id: string): StoredInterview {
    const held = this.interviews.get(id);
    if (held === undefined) throw new StorageError(storageProblem("interview-missing"));
    return held;
  }
}
