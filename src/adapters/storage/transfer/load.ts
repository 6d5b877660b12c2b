import type { StudyEvent } from "#domain/study";
import { hashString } from "#lib/hash";
import { messageOf } from "#lib/message";
import { StorageError } from "#session/contract";
import type { Loaded, TransferOptions } from "#session/transfer";
import type { Connection } from "../connection";
import type { StoreName } from "../database";
import { readRecord } from "../record";
import { type QuarantineRecord, quarantineRecord } from "../records/quarantine";
import { studyRecord } from "../records/study";
import { keyText } from "../unreadable";
import { Breath } from "./breath";
import { documents } from "./documents";
import { Grouping } from "./groups";
import { interviews } from "./interviews";
import type { Group, Kind, Merge, Outcome, Renamed } from "./kind";
import { hasParts } from "./order";
import { packs, tellOfPacks } from "./packs";
import { type Found, recordsOf } from "./read";
import { chunks, takes } from "./recordings";
import { Report } from "./report";
import { runs } from "./runs";
import { programs, quarantine, settings } from "./simple";
import { eventIn, mergeStudy, withRuns } from "./study";

/** How what is in each store comes in. The log of study is merged as a whole, at the end. */
const KINDS: Partial<Record<StoreName, Kind>> = {
  programs,
  packs,
  runs,
  interviews,
  takes,
  chunks,
  documents,
  settings,
  quarantine,
};

/** Groups that are merged in one transaction, and records in them. */
const BATCH_GROUPS = 40;
const BATCH_RECORDS = 400;
/** Of what cannot be read so much is kept, in records and in letters: a file of nothing else must not fill the browser. */
const KEPT_RECORDS = 2000;
const KEPT_LETTERS = 20_000_000;
/** No log of study has more entries. */
const MAX_STUDY = 500_000;

interface Ready {
  readonly group: Group;
  readonly merge: Merge;
}

/** A file on its way in. */
class Loading {
  readonly report = new Report();
  private readonly renamed: Renamed = { runs: new Map(), interviews: new Map(), takes: new Map() };
  private readonly grouping = new Grouping();
  private readonly study: StudyEvent[] = [];
  private kind: Kind | null = null;
  private batch: Ready[] = [];
  private records = 0;
  private aside: QuarantineRecord[] = [];
  private kept = 0;
  private letters = 0;

  constructor(
    private readonly connection: Connection,
    private readonly at: number,
    private readonly breath: Breath,
  ) {}

  async take(found: Found): Promise<void> {
    if (found.is === "end") return;
    if (found.is === "fault") {
      this.refuse(found.where, found.store, found.reason, found.raw);
      return;
    }
    const { whole, isStray } = this.grouping.add(found);
    if (whole !== null) await this.prepare(whole);
    if (isStray) this.refuse(found.where, found.store, "what it belongs to is not before it", found.record);
  }

  /** What is still held: the last group, the last batch, the log of study. `isWhole`: nothing was cut off. */
  async finish(isWhole: boolean): Promise<void> {
    const last = this.grouping.close();
    // How much of it is missing nobody knows.
    const isTorn = last !== null && !isWhole && hasParts(last.store);
    if (isTorn) this.refuse(last.where, last.store, "the file was cut off in it", undefined);
    else if (last !== null) await this.prepare(last);
    await this.flush();
    const other = this.study.map((event) => withRuns(event, this.renamed.runs));
    const came = await mergeStudy(this.connection, other, this.breath);
    this.report.addMany("study", came, other.length - came);
    if (this.report.hasNew("packs")) tellOfPacks();
  }

  private async prepare(group: Group): Promise<void> {
    const { store } = group;
    if (store === "study") return this.remember(group);
    const kind = KINDS[store];
    // Leases mean nothing here.
    if (kind === undefined) return;
    const merge = attempted(() => kind.prepare(group));
    await this.breath.take();
    if (typeof merge === "string") {
      this.refuse(group.where, store, merge, wholeOf(group));
      return;
    }
    if (kind !== this.kind || this.batch.length >= BATCH_GROUPS || this.records >= BATCH_RECORDS) await this.flush();
    this.kind = kind;
    this.batch.push({ group, merge });
    this.records += 1 + group.parts.length;
  }

  private remember({ where, store, record }: Group): void {
    const read = readRecord(studyRecord, record);
    if (!read.ok) this.refuse(where, store, read.error.reason, record);
    else if (this.study.length < MAX_STUDY) this.study.push(eventIn(read.value));
    else this.refuse(where, store, `a log has at most ${MAX_STUDY} entries`, undefined);
  }

  /** Merges what is ready, all of it or nothing. */
  private async flush(): Promise<void> {
    const { kind, batch } = this;
    this.batch = [];
    this.records = 0;
    if (kind !== null && batch.length > 0) {
      const outcomes = await this.connection.write([...kind.stores], async (tx) => {
        const all: Outcome[] = [];
        for (const { merge } of batch) all.push(await merge(tx, this.renamed));
        return all;
      });
      outcomes.forEach((outcome, i) => {
        const group = batch[i]?.group;
        if (outcome.is !== "refused") this.report.add(kind.counts, outcome);
        else if (group !== undefined) this.refuse(group.where, group.store, outcome.reason, wholeOf(group));
      });
    }
    await this.setAside();
    await this.breath.take();
  }

  private refuse(where: string, store: string, reason: string, raw: unknown): void {
    const text = raw === undefined ? null : attempted(() => JSON.stringify(raw));
    const isKept = text !== null && this.kept < KEPT_RECORDS && this.letters + text.length <= KEPT_LETTERS;
    this.report.refuse({ where, reason, isKept });
    if (!isKept) return;
    this.kept++;
    this.letters += text.length;
    const key = keyOf(raw);
    // Named by what it holds, so that the same file leaves it only once.
    const id = `file/${store}/${key}`.slice(0, 180) + hashString(text);
    this.aside.push({ version: 1, id, store, key, reason, at: this.at, raw });
  }

  private async setAside(): Promise<void> {
    const { aside } = this;
    this.aside = [];
    if (aside.length === 0) return;
    await this.connection.write(["quarantine"], async (tx) => {
      const store = tx.objectStore(quarantineRecord.store);
      for (const record of aside) if ((await store.getKey(record.id)) === undefined) await store.put(record);
    });
  }
}

/** What went wrong with something hostile is a reason, not a failure. */
function attempted<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    return messageOf(error);
  }
}

const wholeOf = ({ record, parts }: Group): unknown =>
  parts.length === 0 ? record : { record, parts: parts.map((part) => part.record) };

function keyOf(raw: unknown): string {
  const value = raw as {
    id?: unknown;
    hash?: unknown;
    run?: unknown;
    take?: unknown;
    record?: { id?: unknown };
  } | null;
  if (typeof value !== "object" || value === null) return "?";
  return keyText(value.id ?? value.record?.id ?? value.hash ?? value.run ?? value.take ?? "?").slice(0, 100);
}

/**
 * Adds what a file has to what is stored, batch after batch. Every batch is stored whole or not at all, so that nothing is torn however
 * it ends, and the same file again goes on where it ended.
 * @param at epoch milliseconds
 */
export async function loadEverything(
  connection: Connection,
  file: Blob,
  at: number,
  { signal, onProgress }: TransferOptions,
): Promise<Loaded> {
  const loading = new Loading(connection, at, new Breath(signal));
  let isWhole = false;
  try {
    for await (const found of recordsOf(file, signal)) {
      isWhole = found.is === "end";
      await loading.take(found);
      onProgress?.(Math.min(1, found.until));
    }
    await loading.finish(isWhole);
    return loading.report.done(isWhole ? "whole" : "cut-off");
  } catch (error) {
    if (signal?.aborted === true) return loading.report.done("cancelled");
    if (error instanceof StorageError) return loading.report.done("failed", error.problem);
    throw error;
  }
}
