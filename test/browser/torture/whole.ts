import type { Page } from "playwright-core";
import { STORES, type StoreName } from "#adapters/storage/database";
import { readRecord } from "#adapters/storage/record";
import { RECORD_TYPES } from "#adapters/storage/records/index";
import { keyText } from "#adapters/storage/unreadable";
import { decodeRun } from "#engine/serialise";
import { programKey } from "#session/run";

type Raw = Readonly<Record<string, unknown>>;
/** Everything that is stored, by store. */
export type Dump = Readonly<Partial<Record<StoreName, readonly Raw[]>>>;

/** In the page: every record of every store in one transaction, sound as base64. Creates nothing. */
async function readAll(): Promise<Record<string, unknown[]>> {
  const database = await new Promise<IDBDatabase | null>((resolve, reject) => {
    const request = indexedDB.open("meantime");
    request.onupgradeneeded = () => {
      request.transaction?.abort();
      resolve(null);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  if (database === null) return {};
  const names = [...database.objectStoreNames];
  const transaction = database.transaction(names, "readonly");
  const stores: Record<string, unknown[]> = {};
  for (const name of names) {
    const request = transaction.objectStore(name).getAll();
    request.onsuccess = () => {
      stores[name] = request.result;
    };
  }
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
  database.close();
  for (const chunk of (stores.chunks ?? []) as { bytes: unknown }[]) {
    const bytes = new Uint8Array(chunk.bytes as ArrayBuffer);
    chunk.bytes = { base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
  }
  return stores;
}

/** Everything that is stored, read on a page of the app's origin that runs nothing of the app. */
export function dumpOf(page: Page): Promise<Dump> {
  return page.evaluate(readAll) as Promise<Dump>;
}

const keyOf = (store: StoreName, record: Raw): string => {
  const path: string | readonly string[] = STORES[store];
  return keyText(typeof path === "string" ? record[path] : path.map((part) => record[part]));
};

const textOf = (record: Raw, field: string): string => String(record[field]);

/** Records that belong together, in the order they were stored. */
function by(records: readonly Raw[] | undefined, field: string): ReadonlyMap<string, readonly Raw[]> {
  const groups = new Map<string, Raw[]>();
  for (const record of records ?? []) {
    const key = textOf(record, field);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [record]);
    else group.push(record);
  }
  return groups;
}

const idsOf = (records: readonly Raw[] | undefined, field = "id"): ReadonlySet<string> =>
  new Set((records ?? []).map((record) => textOf(record, field)));

/** Batches that follow each other without a gap or an overlap, and how many items they hold. */
function chained(name: string, batches: readonly Raw[], items: string, expected: number): string[] {
  let next = 0;
  for (const batch of batches) {
    if (batch.from !== next) return [`${name}: a batch begins at ${String(batch.from)}, not at ${next}`];
    next += (batch[items] as readonly unknown[]).length;
  }
  return next === expected ? [] : [`${name}: ${next} ${items} are stored, its record says ${expected}`];
}

const strangers = (what: string, found: Iterable<string>, known: ReadonlySet<string>): string[] =>
  [...found].filter((id) => !known.has(id)).map((id) => `${what} of ${id}, which is not there`);

function unreadable(dump: Dump): string[] {
  return RECORD_TYPES.flatMap((type) =>
    (dump[type.store] ?? []).flatMap((record) => {
      const read = readRecord(type, record);
      return read.ok ? [] : [`${type.store}/${keyOf(type.store, record)}: ${read.error.reason}`];
    }),
  );
}

function tornRuns(dump: Dump): string[] {
  const batches = by(dump.commands, "run");
  const programs = idsOf(dump.programs, "hash");
  const runs = idsOf(dump.runs);
  const found = (dump.runs ?? []).flatMap((record) => {
    const id = textOf(record, "id");
    const name = `run ${id}`;
    const own = batches.get(id) ?? [];
    const header = record.header as Parameters<typeof programKey>[0] & Raw;
    const commands = own.flatMap((batch) => batch.commands as readonly unknown[]);
    const run = decodeRun({ format: 1, header, commands, horizon: record.horizon });
    return [
      ...chained(name, own, "commands", record.commands as number),
      ...(run.ok ? [] : [`${name}: ${run.error.path} ${run.error.message}`]),
      ...(programs.has(programKey(header)) ? [] : [`${name}: its program is not there`]),
      ...((record.status === "finished") === idsOf(dump.frozen, "run").has(id)
        ? []
        : [`${name} is ${String(record.status)}, and what a finished run keeps says otherwise`]),
    ];
  });
  // The plan of a team's exercise is there before its run, which is stored when it is over.
  const written = (dump.documents ?? []).flatMap(({ kind, run }) =>
    typeof run === "string" && kind !== "gameday" ? [run] : [],
  );
  return [
    ...found,
    ...strangers("commands", batches.keys(), runs),
    ...strangers("a frozen run", idsOf(dump.frozen, "run"), runs),
    ...strangers("something written", written, runs),
  ];
}

function tornInterviews(dump: Dump): string[] {
  const batches = by(dump.interviewEvents, "interview");
  const interviews = idsOf(dump.interviews);
  const takes = idsOf(dump.takes);
  const chunks = by(dump.chunks, "take");
  const holding = new Set((dump.takes ?? []).map((take) => textOf(take, "interview")));
  return [
    ...(dump.interviews ?? []).flatMap((record) => {
      const id = textOf(record, "id");
      return chained(`interview ${id}`, batches.get(id) ?? [], "events", record.events as number);
    }),
    ...strangers("events", batches.keys(), interviews),
    ...strangers("sound", chunks.keys(), takes),
    // Tests of the microphone belong to no interview.
    ...strangers("a recording", holding, new Set([...interviews, "microphone-check"])),
    ...[...chunks].flatMap(([take, pieces]) =>
      pieces.every(({ index }, i) => index === i) ? [] : [`recording ${take}: a piece is missing`],
    ),
  ];
}

function tornStudy(dump: Dump): string[] {
  return (dump.study ?? []).flatMap(({ id }, i) =>
    id === i + 1 ? [] : [`study: entry ${String(id)} at place ${i + 1}`],
  );
}

/**
 * What of a whole database is torn: records that cannot be read, batches with gaps, parts without what they belong to. What
 * was set aside counts, too. Empty when all is well.
 */
export function torn(dump: Dump): string[] {
  return [
    ...unreadable(dump),
    ...(dump.quarantine ?? []).map((record) => `set aside: ${textOf(record, "store")}/${textOf(record, "key")}`),
    ...tornRuns(dump),
    ...tornInterviews(dump),
    ...tornStudy(dump),
  ];
}
