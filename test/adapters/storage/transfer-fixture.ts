import type { Connection, Transaction } from "#adapters/storage/connection";
import { STORE_NAMES, type StoreName } from "#adapters/storage/database";
import { createChunkRecord } from "#adapters/storage/records/chunk";
import { createCommandBatch } from "#adapters/storage/records/commandBatch";
import { createDocumentRecord } from "#adapters/storage/records/document";
import { createFrozenRecord } from "#adapters/storage/records/frozen";
import { createInterviewRecord } from "#adapters/storage/records/interview";
import { createInterviewEvents } from "#adapters/storage/records/interviewEvents";
import { createPackRecord } from "#adapters/storage/records/pack";
import { createPackFiles } from "#adapters/storage/records/packFiles";
import { createProgramRecord } from "#adapters/storage/records/program";
import { createRunRecord, finishedRunRecord } from "#adapters/storage/records/run";
import { createSettingRecord } from "#adapters/storage/records/setting";
import { createStudyRecord } from "#adapters/storage/records/study";
import { createTakeRecord } from "#adapters/storage/records/take";
import type { Program } from "#domain/drill";
import type { InterviewEvent, InterviewHeader } from "#domain/interview";
import type { StudyDeed } from "#domain/study";
import { hashString } from "#lib/hash";
import { emptyRun, frozen, note, program } from "./samples";

/** What a browser has stored: records by store. */
export type Stored = Partial<Record<StoreName, readonly unknown[]>>;

/** Writes records as they are. */
export async function fill(connection: Connection, stored: Stored): Promise<void> {
  await connection.write([...STORE_NAMES], async (tx: Transaction<"readwrite">) => {
    for (const [store, records] of Object.entries(stored)) {
      for (const record of records) await tx.objectStore(store as StoreName).put(record as never);
    }
  });
}

/** Everything that is stored. */
export async function contents(connection: Connection): Promise<Record<StoreName, readonly unknown[]>> {
  return connection.read([...STORE_NAMES], async (tx) => {
    const all = await Promise.all(
      STORE_NAMES.map(async (name) => [name, await tx.objectStore(name).getAll()] as const),
    );
    return Object.fromEntries(all) as unknown as Record<StoreName, readonly unknown[]>;
  });
}

/** Stored contents merged, store by store. */
export const together = (...all: readonly Stored[]): Stored => {
  const sum: Partial<Record<StoreName, unknown[]>> = {};
  for (const stored of all) {
    for (const [name, records] of Object.entries(stored)) {
      const store = name as StoreName;
      sum[store] = [...(sum[store] ?? []), ...records];
    }
  }
  return sum;
};

/** A run in which a note was written at each of these seconds, up to `horizon`; finished with a score if one is given. */
export function run(id: string, texts: readonly string[], horizon = texts.length, total: number | null = null): Stored {
  const commands = texts.map((text, i) => note(i, i, text));
  const record = {
    ...createRunRecord({ ...emptyRun(id), commands, horizon }, { title: "A sample", createdAt: 5 }),
    writer: "tab",
  };
  if (total === null)
    return { runs: [record], commands: commands.length === 0 ? [] : [createCommandBatch(id, 0, commands)] };
  const end = frozen(total);
  return {
    runs: [finishedRunRecord(record, end, 9)],
    commands: commands.length === 0 ? [] : [createCommandBatch(id, 0, commands)],
    frozen: [createFrozenRecord(id, end)],
  };
}

/** A drill with the fingerprint of its own text. */
export function drill(title: string): Stored {
  const { hashes: _hashes, ...rest } = program(title);
  const hashes = { dynamics: "00000000000000d1", text: hashString(JSON.stringify(rest)) };
  return { programs: [createProgramRecord(`${hashes.dynamics}-${hashes.text}`, { ...rest, hashes } as Program)] };
}

export const noteOn = (id: string, runId: string | null, text: string, at = 1): Stored => ({
  documents: [
    createDocumentRecord({
      id,
      kind: "note",
      run: runId,
      createdAt: 1,
      updatedAt: at,
      body: { second: null, author: "me", text },
    }),
  ],
});

export const study = (entries: readonly (readonly [at: number, deed: StudyDeed])[]): Stored => ({
  study: entries.map(([at, deed], i) => createStudyRecord({ id: i + 1, at, deed })),
});

export const interviewHeader = (id: string): InterviewHeader => ({
  format: 1,
  id,
  setup: {
    role: "sre",
    level: "senior",
    minutes: 15,
    rounds: { questions: true, coding: false, incident: false },
    focus: "balanced",
    skills: [],
    persona: "warm",
    strict: false,
    thinkAloud: false,
    medium: "recorded",
    partner: false,
    seed: 1,
  },
  rounds: [{ kind: "question", question: "deep-01", seconds: 900 }],
  bank: "b",
  createdAt: 1,
  candidate: "",
  interviewer: "",
});

/** An interview of these events, a second apart. */
export function interview(id: string, deeds: readonly InterviewEvent["deed"][], isOver = false): Stored {
  const events = deeds.map((deed, i) => ({ elapsed: i, at: i, deed }));
  const record = createInterviewRecord(interviewHeader(id));
  return {
    interviews: [
      { ...record, events: events.length, status: isOver ? "finished" : "open", coverage: isOver ? 50 : null },
    ],
    interviewEvents: events.length === 0 ? [] : [createInterviewEvents(id, 0, events)],
  };
}

/** A recording of so many seconds, a piece for each. */
export const recording = (id: string, interviewId: string, pieces: readonly (readonly number[])[]): Stored => ({
  takes: [
    createTakeRecord({
      id,
      interview: interviewId,
      type: "audio/webm",
      startedAt: 1,
      seconds: pieces.length,
      pauses: [],
      talk: 1,
    }),
  ],
  chunks: pieces.map((bytes, index) => createChunkRecord(id, { index, bytes: new Uint8Array(bytes).buffer })),
});

export const settings = (playerName: string): Stored => ({
  settings: [createSettingRecord({ theme: "dark", playerName })],
});

/** A pack of one file. */
export const pack = (id: string, version: number, text: string): Stored => ({
  packs: [createPackRecord({ id, title: "A pack", version, files: [] }, { cards: [], errors: 1, engine: 3 }, 1, 1)],
  packFiles: [createPackFiles(id, [{ path: "drills/x/drill.yaml", text }])],
});
