import type { Command } from "#domain/commands";
import { decodeRun } from "#engine/serialise";
import { canonicalJson } from "#lib/hash";
import { type RecordType, readRecord } from "../record";
import { type CommandBatchRecord, commandBatchRecord, createCommandBatch } from "../records/commandBatch";
import { createFrozenRecord, type FrozenRecord, frozenRecord } from "../records/frozen";
import { type RunRecord, runRecord } from "../records/run";
import type { Kind, Outcome, Renamed, Writing } from "./kind";
import { copiesOf, copyName, familyOf, isPlain, runIdentity } from "./names";

/** A run in one piece. */
interface WholeRun {
  readonly record: RunRecord;
  readonly commands: readonly Command[];
}
interface Incoming extends WholeRun {
  readonly frozen: FrozenRecord | null;
  readonly identity: string;
}

const batchesOf = (id: string) => IDBKeyRange.bound([id], [id, []]);

/** Commands of batches that follow each other, or what is wrong with them. */
function joined(record: RunRecord, batches: readonly unknown[]): readonly Command[] | string {
  const commands: Command[] = [];
  for (const raw of batches) {
    const batch = readRecord(commandBatchRecord, raw);
    if (!batch.ok) return batch.error.reason;
    if (batch.value.from !== commands.length) return `commands from ${commands.length} on are missing`;
    commands.push(...batch.value.commands);
  }
  return commands.length === record.commands
    ? commands
    : `${record.commands} commands expected, ${commands.length} found`;
}

/** How the log here stands to that of the file. */
type Standing = "known" | "longer" | "apart";

const sameCommands = (a: readonly Command[], b: readonly Command[], count: number): boolean => {
  for (let i = 0; i < count; i++) if (canonicalJson(a[i]) !== canonicalJson(b[i])) return false;
  return true;
};

/** Whether `b` is `a` played on: nothing in it is older than what `a` has shown already, and what is over is over. */
function isContinued(a: WholeRun, b: WholeRun): boolean {
  if (a.record.horizon > b.record.horizon || a.commands.length > b.commands.length) return false;
  if (a.record.status === "finished") {
    const isLonger = b.commands.length > a.commands.length || b.record.horizon > a.record.horizon;
    if (isLonger || b.record.status === "open") return false;
  }
  const next = b.commands[a.commands.length];
  if (next !== undefined && next.second < a.record.horizon) return false;
  return sameCommands(a.commands, b.commands, a.commands.length);
}

function standing(own: WholeRun, incoming: WholeRun): Standing {
  if (isContinued(incoming, own)) return "known";
  return isContinued(own, incoming) ? "longer" : "apart";
}

const merger = (incoming: Incoming) => async (tx: Writing, renamed: Renamed) => {
  const { record, identity } = incoming;
  const copies = await tx.objectStore("runs").getAllKeys(copiesOf(record.id));
  let shorter: WholeRun | null = null;
  for (const id of new Set([record.id, familyOf(record.id), ...copies])) {
    const own = await ownRun(tx, id, identity);
    const stands = own === null ? "apart" : standing(own, incoming);
    if (own === null || stands === "apart") continue;
    if (stands === "longer") {
      shorter ??= own;
      continue;
    }
    if (id !== record.id) renamed.runs.set(record.id, id);
    await mendEnd(tx, own, incoming);
    return { is: "known" } as const;
  }
  if (shorter !== null) {
    const { id } = shorter.record;
    if (id !== record.id) renamed.runs.set(record.id, id);
    await playOn(tx, shorter, incoming);
    return { is: "longer" } as const;
  }
  return bring(tx, incoming, renamed);
};

/** The run of that name, if it is readable and the same one. */
async function ownRun(tx: Writing, id: string, identity: string): Promise<WholeRun | null> {
  const raw: unknown = await tx.objectStore("runs").get(id);
  if (raw === undefined) return null;
  const read = readRecord(runRecord, raw);
  if (!read.ok || runIdentity(read.value.header) !== identity) return null;
  const commands = joined(read.value, await tx.objectStore("commands").getAll(batchesOf(id)));
  return typeof commands === "string" ? null : { record: read.value, commands };
}

/** Writes what the file has more. Whoever plays the run here at the moment is refused from now on, and told. */
async function playOn(tx: Writing, own: WholeRun, { record, commands, frozen }: Incoming): Promise<void> {
  const { id } = own.record;
  const { horizon, status, total, ending, labels } = record;
  const more = commands.slice(own.commands.length);
  if (more.length > 0) await tx.objectStore("commands").put(createCommandBatch(id, own.commands.length, more));
  const next = { ...own.record, commands: commands.length, horizon, status, total, ending, labels, writer: "" };
  await tx.objectStore("runs").put({ ...next, updatedAt: Math.max(own.record.updatedAt, record.updatedAt) });
  if (frozen !== null && status === "finished")
    await tx.objectStore("frozen").put(createFrozenRecord(id, frozen.frozen));
}

/** A finished run whose end is gone gets it back. */
async function mendEnd(tx: Writing, own: WholeRun, { record, frozen }: Incoming): Promise<void> {
  if (frozen === null || own.record.status !== "finished" || record.status !== "finished") return;
  const { id } = own.record;
  if ((await tx.objectStore("frozen").getKey(id)) === undefined)
    await tx.objectStore("frozen").add(createFrozenRecord(id, frozen.frozen));
}

/** Whether nothing at all is stored under that name, damage included. */
async function isFree(tx: Writing, id: string): Promise<boolean> {
  const found = await Promise.all([
    tx.objectStore("runs").getKey(id),
    tx.objectStore("commands").getKey(batchesOf(id)),
    tx.objectStore("frozen").getKey(id),
  ]);
  return found.every((key) => key === undefined);
}

/** Stores the run under its own name, or under that of a copy. */
async function bring(tx: Writing, incoming: Incoming, renamed: Renamed): Promise<Outcome> {
  const { record, commands, frozen, identity } = incoming;
  const isNew = isPlain(record.id) && (await isFree(tx, record.id));
  let { id } = record;
  for (let n = 0; !isNew && (n === 0 || !(await isFree(tx, id))); n++) {
    id = copyName(record.id, canonicalJson([n, identity, record.status, record.horizon, commands]));
  }
  if (id !== record.id) renamed.runs.set(record.id, id);
  const { forkOf } = record.header;
  const parent = forkOf === null ? undefined : renamed.runs.get(forkOf.run);
  const header = {
    ...record.header,
    id,
    forkOf: forkOf === null || parent === undefined ? forkOf : { ...forkOf, run: parent },
  };
  await tx.objectStore("runs").add({ ...record, id, header, writer: "" });
  if (commands.length > 0) await tx.objectStore("commands").add(createCommandBatch(id, 0, commands));
  if (frozen !== null) await tx.objectStore("frozen").add(createFrozenRecord(id, frozen.frozen));
  return isNew ? { is: "came" } : { is: "twice", id, title: `${record.header.code} ${record.title}` };
}

/** Runs with their commands and ends. The longer log counts where one goes on from the other; otherwise both are kept. */
export const runs: Kind = {
  counts: "runs",
  stores: ["runs", "commands", "frozen"],
  prepare({ record: raw, parts }) {
    const read = readRecord(runRecord, raw);
    if (!read.ok) return read.error.reason;
    const of = <T>(type: RecordType<T>) => parts.filter(({ store }) => store === type.store).map((part) => part.record);
    const batches = of<CommandBatchRecord>(commandBatchRecord);
    const commands = joined(read.value, batches);
    if (typeof commands === "string") return `the run is not whole: ${commands}`;
    const { header, horizon, status } = read.value;
    const run = decodeRun({ format: 1, header, commands, horizon });
    if (!run.ok) return `${run.error.path} ${run.error.message}`;
    const [end] = of<FrozenRecord>(frozenRecord);
    const frozen = end === undefined ? null : readRecord(frozenRecord, end);
    if (frozen !== null && !frozen.ok) return frozen.error.reason;
    return merger({
      record: read.value,
      commands,
      frozen: frozen === null || status === "open" ? null : frozen.value,
      identity: runIdentity(header),
    });
  },
};
