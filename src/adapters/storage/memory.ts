import type { Command } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Run } from "#domain/run";
import {
  type FrozenRun,
  type NewestRuns,
  type RunLock,
  type RunStore,
  type RunSummary,
  StorageError,
  type UnreadableRecord,
} from "#session/contract";
import type { StoreName } from "./database";
import { MemoryDocumentStore } from "./documents";
import { MemoryInterviewStore } from "./interviews-memory";
import { MemoryPackStore } from "./packs";
import { storageProblem } from "./problems";
import { createCommandBatch } from "./records/commandBatch";
import { createDocumentRecord } from "./records/document";
import { createFrozenRecord } from "./records/frozen";
import { createProgramRecord } from "./records/program";
import { createRunRecord, finishedRunRecord, newestFirst, type RunRecord, summaryOf } from "./records/run";
import { MemoryStudyStore } from "./study";

export { MemoryInterviewStore, MemoryPackStore, MemoryStudyStore };

const fail = (kind: Parameters<typeof storageProblem>[0]): StorageError => new StorageError(storageProblem(kind));

/** Runs for as long as the tab is open: for browsers that let nothing be stored. Files of everything are those of the database. */
export class MemoryRunStore implements RunStore {
  readonly unlisted = { getState: () => 0, subscribe: () => () => undefined };
  private readonly runs = new Map<string, { record: RunRecord; readonly commands: Command[] }>();
  private readonly finished = new Map<string, FrozenRun>();
  private readonly programs = new Map<string, Program>();

  constructor(
    private readonly documents = new MemoryDocumentStore(),
    private readonly study = new MemoryStudyStore(),
    private readonly interviews = new MemoryInterviewStore(),
    private readonly packs = new MemoryPackStore(),
  ) {}

  async create(run: Run, summary: Pick<RunSummary, "title" | "createdAt">): Promise<void> {
    const { id } = run.header;
    if (this.runs.has(id)) throw new StorageError({ kind: "unknown", text: `There is a run ${id} already.` });
    this.runs.set(id, { record: createRunRecord(run, summary), commands: [...run.commands] });
  }

  async claim(runId: string, writer: string): Promise<Run | null> {
    const held = this.runs.get(runId);
    if (held !== undefined) held.record = { ...held.record, writer };
    return this.load(runId);
  }

  async append(
    runId: string,
    writer: string,
    commands: readonly Command[],
    horizon: Second,
    at: number,
  ): Promise<void> {
    const held = this.writable(runId, writer);
    held.commands.push(...commands);
    held.record = { ...held.record, commands: held.commands.length, horizon, updatedAt: at };
  }

  async load(runId: string): Promise<Run | null> {
    const held = this.runs.get(runId);
    if (held === undefined) return null;
    return { header: held.record.header, commands: [...held.commands], horizon: held.record.horizon };
  }

  async list(): Promise<readonly RunSummary[]> {
    return [...this.runs.values()].map(({ record }) => summaryOf(record)).sort(newestFirst);
  }

  async newest(most: number): Promise<NewestRuns> {
    const list = await this.list();
    const of = (status: RunSummary["status"]) =>
      list.filter((run) => run.status === status && !run.tried).slice(0, most);
    return { open: of("open"), finished: of("finished") };
  }

  async finish(runId: string, writer: string, frozen: FrozenRun, at: number): Promise<void> {
    const held = this.writable(runId, writer);
    this.finished.set(runId, frozen);
    held.record = finishedRunRecord(held.record, frozen, at);
  }

  async frozen(runId: string): Promise<FrozenRun | null> {
    return this.finished.get(runId) ?? null;
  }

  async remove(runId: string): Promise<void> {
    this.runs.delete(runId);
    this.finished.delete(runId);
  }

  async saveProgram(hash: string, program: Program): Promise<void> {
    this.programs.set(hash, program);
  }

  async program(hash: string): Promise<Program | null> {
    return this.programs.get(hash) ?? null;
  }

  async unreadable(): Promise<readonly UnreadableRecord[]> {
    return [];
  }

  /** Everything that is held, also what the stores beside this one hold, as records of the database. */
  records(): Partial<Record<StoreName, readonly unknown[]>> {
    const runs = [...this.runs.values()];
    return {
      runs: runs.map(({ record }) => record),
      commands: runs
        .filter(({ commands }) => commands.length > 0)
        .map(({ record, commands }) => createCommandBatch(record.id, 0, commands)),
      frozen: [...this.finished].map(([run, frozen]) => createFrozenRecord(run, frozen)),
      programs: [...this.programs].map(([hash, program]) => createProgramRecord(hash, program)),
      documents: this.documents.all().map(createDocumentRecord),
      study: this.study.records(),
      ...this.interviews.records(),
      ...this.packs.records(),
    };
  }

  private writable(runId: string, writer: string): { record: RunRecord; readonly commands: Command[] } {
    const held = this.runs.get(runId);
    if (held === undefined) throw fail("missing");
    if (held.record.writer !== writer) throw fail("conflict");
    return held;
  }
}

/** Where everything is only in memory no other tab can have the run. */
export const soleLock: RunLock = {
  acquire: async () => ({ state: "mine", release: () => undefined }),
  takeOver: async () => ({ state: "mine", release: () => undefined }),
  onLost: () => () => undefined,
};
