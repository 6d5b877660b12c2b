import type { DBSchema } from "idb";
import type { ChunkRecord } from "./records/chunk";
import type { CommandBatchRecord } from "./records/commandBatch";
import type { DocumentRecord } from "./records/document";
import type { FrozenRecord } from "./records/frozen";
import type { InterviewRecord } from "./records/interview";
import type { InterviewEventsRecord } from "./records/interviewEvents";
import type { LeaseRecord } from "./records/lease";
import type { PackRecord } from "./records/pack";
import type { PackFilesRecord } from "./records/packFiles";
import type { ProgramRecord } from "./records/program";
import type { QuarantineRecord } from "./records/quarantine";
import type { RunRecord } from "./records/run";
import type { SettingRecord } from "./records/setting";
import type { StudyRecord } from "./records/study";
import type { TakeRecord } from "./records/take";

/** Name of the database in the browser. `public/rescue.js` opens it by this name; a test compares the two. */
export const DATABASE_NAME = "meantime";

/**
 * Version of the set of stores, not of what is in them: a record carries its own version and is migrated when read, so
 * that an upgrade never has to rewrite anything. Raised only when a store or an index is added.
 */
export const DATABASE_VERSION = 5;

/** On which tabs hear that packs have changed. */
export const PACKS_CHANNEL = "meantime-packs";

/** The stores and where each record keeps its key. */
export const STORES = {
  /** One small record per run: header, horizon and what the list shows. */
  runs: "id",
  /** The commands of a run, one record per write: (run, number of the first command). */
  commands: ["run", "from"],
  /** What a finished run keeps. */
  frozen: "run",
  /** Compiled drills by hash. */
  programs: "hash",
  /** One small record per pack: what lists show of it; and its text, apart. */
  packs: "id",
  packFiles: "id",
  /** What somebody wrote: postmortems, stories, notes, shifts. */
  documents: "id",
  /** The log of study. */
  study: "id",
  /** One small record per interview: what was agreed, and what the list shows. */
  interviews: "id",
  /** What happened in it, one record per write: (interview, number of the first event). */
  interviewEvents: ["interview", "from"],
  /** What is known of each recording, and its sound in pieces: (recording, number). */
  takes: "id",
  chunks: ["take", "index"],
  /** Who writes a run, where the browser has no Web Locks. */
  leases: "run",
  settings: "id",
  /** What could not be read and stood in the way of a write. */
  quarantine: "id",
} as const;
export type StoreName = keyof typeof STORES;
export const STORE_NAMES = Object.keys(STORES) as StoreName[];

/** The index `newest` of `runs`: the newest of a state are found without reading the others. */
export const NEWEST = ["status", "updatedAt"] as const;

export interface Schema extends DBSchema {
  runs: { key: string; value: RunRecord; indexes: { newest: [RunRecord["status"], number] } };
  commands: { key: [string, number]; value: CommandBatchRecord };
  frozen: { key: string; value: FrozenRecord };
  programs: { key: string; value: ProgramRecord };
  packs: { key: string; value: PackRecord };
  packFiles: { key: string; value: PackFilesRecord };
  documents: { key: string; value: DocumentRecord };
  study: { key: number; value: StudyRecord };
  interviews: { key: string; value: InterviewRecord };
  interviewEvents: { key: [string, number]; value: InterviewEventsRecord };
  takes: { key: string; value: TakeRecord };
  chunks: { key: [string, number]; value: ChunkRecord };
  leases: { key: string; value: LeaseRecord };
  settings: { key: string; value: SettingRecord };
  quarantine: { key: string; value: QuarantineRecord };
}
