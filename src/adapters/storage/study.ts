import type { StudyDeed, StudyEvent } from "#domain/study";
import type { StudyStore } from "#session/contract";
import type { Connection } from "./connection";
import { readRecord } from "./record";
import { createStudyRecord, type StudyRecord, studyRecord } from "./records/study";

/** On which tabs hear that the log has changed. */
export const STUDY_CHANNEL = "meantime-study";

/** The log of study in IndexedDB. */
export class DatabaseStudyStore implements StudyStore {
  private readonly channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(STUDY_CHANNEL);

  constructor(private readonly connection: Connection) {}

  async append(deeds: readonly StudyDeed[], at: number): Promise<readonly StudyEvent[]> {
    const written = await this.connection.write(["study"], async (tx) => {
      const store = tx.objectStore("study");
      const last = (await store.openKeyCursor(null, "prev"))?.key ?? 0;
      const events = deeds.map((deed, i) => ({ id: last + 1 + i, at, deed }));
      for (const event of events) await store.add(createStudyRecord(event));
      return events;
    });
    this.channel?.postMessage("appended");
    return written;
  }

  async events(): Promise<readonly StudyEvent[]> {
    const stored: unknown[] = await this.connection.read(["study"], (tx) => tx.objectStore("study").getAll());
    return stored.flatMap((raw) => {
      const read = readRecord(studyRecord, raw);
      if (!read.ok) return [];
      const { version: _version, ...event } = read.value;
      return [event];
    });
  }

  onChange(callback: () => void): () => void {
    this.channel?.addEventListener("message", callback);
    return () => this.channel?.removeEventListener("message", callback);
  }
}

/** The log of study for as long as the tab is open. */
export class MemoryStudyStore implements StudyStore {
  private readonly log: StudyEvent[] = [];

  async append(deeds: readonly StudyDeed[], at: number): Promise<readonly StudyEvent[]> {
    const events = deeds.map((deed, i) => ({ id: this.log.length + 1 + i, at, deed }));
    this.log.push(...events);
    return events;
  }

  async events(): Promise<readonly StudyEvent[]> {
    return [...this.log];
  }

  onChange(): () => void {
    return () => undefined;
  }

  /** All of it, for an export. */
  records(): readonly StudyRecord[] {
    return this.log.map(createStudyRecord);
  }
}
