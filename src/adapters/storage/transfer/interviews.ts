import type { InterviewEvent, InterviewHeader } from "#domain/interview";
import { canonicalJson } from "#lib/hash";
import { readRecord } from "../record";
import { type InterviewRecord, interviewRecord } from "../records/interview";
import { createInterviewEvents, interviewEventsRecord } from "../records/interviewEvents";
import type { Kind, Outcome, Renamed, Writing } from "./kind";
import { copiesOf, copyName, familyOf, isPlain, takeName } from "./names";

interface WholeInterview {
  readonly record: InterviewRecord;
  readonly events: readonly InterviewEvent[];
}

const eventsOf = (id: string) => IDBKeyRange.bound([id], [id, []]);

/** Events with the runs and recordings they name called something else. */
function naming(events: readonly InterviewEvent[], run: (id: string) => string, take: (id: string) => string) {
  return events.map((event): InterviewEvent => {
    const { deed } = event;
    if (deed.type === "run") return { ...event, deed: { ...deed, run: run(deed.run) } };
    if (deed.type === "take") return { ...event, deed: { ...deed, take: take(deed.take) } };
    if (deed.type === "answer" && deed.take !== null) return { ...event, deed: { ...deed, take: take(deed.take) } };
    return event;
  });
}

const identityOf = (header: InterviewHeader): string => canonicalJson({ ...header, id: familyOf(header.id) });

/** Events as they are whatever their runs and recordings are called here, each as text. */
const plainEvents = (events: readonly InterviewEvent[]): readonly string[] =>
  naming(events, familyOf, familyOf).map(canonicalJson);

function joined(record: InterviewRecord, batches: readonly unknown[]): readonly InterviewEvent[] | string {
  const events: InterviewEvent[] = [];
  for (const raw of batches) {
    const batch = readRecord(interviewEventsRecord, raw);
    if (!batch.ok) return batch.error.reason;
    if (batch.value.from !== events.length) return `events from ${events.length} on are missing`;
    events.push(...batch.value.events);
  }
  // As when it is opened, what is there counts, not how much the record says there is; but nothing may be missing.
  return events.length >= record.events ? events : `${record.events} events expected, ${events.length} found`;
}

async function ownInterview(tx: Writing, id: string, identity: string): Promise<WholeInterview | null> {
  const raw: unknown = await tx.objectStore("interviews").get(id);
  if (raw === undefined) return null;
  const read = readRecord(interviewRecord, raw);
  if (!read.ok || identityOf(read.value.header) !== identity) return null;
  const events = joined(read.value, await tx.objectStore("interviewEvents").getAll(eventsOf(id)));
  return typeof events === "string" ? null : { record: read.value, events };
}

const startsWith = (log: readonly string[], start: readonly string[]): boolean =>
  start.every((event, i) => event === log[i]);

const merger = ({ record, events }: WholeInterview) => {
  const identity = identityOf(record.header);
  const plain = plainEvents(events);
  const isOver = record.status === "finished";
  return async (tx: Writing, renamed: Renamed): Promise<Outcome> => {
    const runHere = (id: string) => renamed.runs.get(id) ?? id;
    const copies = await tx.objectStore("interviews").getAllKeys(copiesOf(record.id));
    for (const id of new Set([record.id, familyOf(record.id), ...copies])) {
      const own = await ownInterview(tx, id, identity);
      if (own === null) continue;
      const ownPlain = plainEvents(own.events);
      const isLonger = plain.length > ownPlain.length;
      if (!(isLonger ? startsWith(plain, ownPlain) : startsWith(ownPlain, plain))) continue;
      if (id !== record.id) renamed.interviews.set(record.id, id);
      // What was over on either side is over: marks and notes may follow that.
      const isOwnOver = own.record.status === "finished";
      if (!isLonger && (isOwnOver || !isOver)) return { is: "known" };
      const take = id === record.id ? (name: string) => name : (name: string) => takeName(name, id);
      const more = naming(events.slice(own.events.length), runHere, take);
      if (more.length > 0)
        await tx.objectStore("interviewEvents").put(createInterviewEvents(id, own.events.length, more));
      const { status, coverage } = isOver ? record : own.record;
      const updatedAt = Math.max(own.record.updatedAt, record.updatedAt);
      const count = Math.max(events.length, own.events.length);
      await tx.objectStore("interviews").put({ ...own.record, events: count, status, coverage, updatedAt });
      return { is: "longer" };
    }
    const isNew = isPlain(record.id) && (await isFree(tx, record.id));
    let { id } = record;
    for (let n = 0; !isNew && (n === 0 || !(await isFree(tx, id))); n++) {
      id = copyName(record.id, canonicalJson([n, identity, record.status, plain]));
    }
    if (!isNew) renamed.interviews.set(record.id, id);
    const own = naming(events, runHere, isNew ? (name) => name : (name) => takeName(name, id));
    await tx.objectStore("interviews").add({ ...record, id, events: events.length, header: { ...record.header, id } });
    if (own.length > 0) await tx.objectStore("interviewEvents").add(createInterviewEvents(id, 0, own));
    return isNew ? { is: "came" } : { is: "twice", id, title: "Interview" };
  };
};

async function isFree(tx: Writing, id: string): Promise<boolean> {
  const found = await Promise.all([
    tx.objectStore("interviews").getKey(id),
    tx.objectStore("interviewEvents").getKey(eventsOf(id)),
  ]);
  return found.every((key) => key === undefined);
}

/** Interviews with their events: as with runs, the longer log counts, and both are kept where they went two ways. */
export const interviews: Kind = {
  counts: "interviews",
  stores: ["interviews", "interviewEvents"],
  prepare({ record: raw, parts }) {
    const read = readRecord(interviewRecord, raw);
    if (!read.ok) return read.error.reason;
    if (read.value.header.id !== read.value.id) return "header and record name different interviews";
    const events = joined(
      read.value,
      parts.map(({ record }) => record),
    );
    return typeof events === "string"
      ? `the interview is not whole: ${events}`
      : merger({ record: read.value, events });
  },
};
