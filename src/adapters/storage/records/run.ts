import * as v from "valibot";
import { type ClockMode, LONGEST_EXERCISE, type Run, type RunHeader } from "#domain/run";
import type { FrozenRun, RunSummary } from "#session/contract";
import { Count, Id, listOf, type RecordType, WholeNumber } from "../record";

/** A run without its commands: what identifies it, how far it got, and what the list shows of it. */
export interface RunRecord
  extends Omit<RunSummary, "drill" | "code" | "clock" | "variant" | "forkOf" | "shown" | "tried"> {
  readonly version: 1;
  readonly header: RunHeader;
  /** Number of commands stored; the next batch starts here. */
  readonly commands: number;
  /** Who may append: set by whoever claimed the run last. Empty until then. */
  readonly writer: string;
}

const CLOCKS = ["live", "live-pause", "untimed", "interview", "team"] as const satisfies readonly ClockMode[];

export const RunHeaderSchema: v.GenericSchema<unknown, RunHeader> = v.object({
  format: v.literal(1),
  id: Id,
  drill: Id,
  code: Id,
  dynamicsHash: Id,
  textHash: Id,
  engine: Count,
  seed: WholeNumber,
  variant: Id,
  clock: v.picklist(CLOCKS),
  roles: listOf(v.object({ author: Id, role: Id })),
  forkOf: v.nullable(v.object({ run: Id, second: WholeNumber, ordinal: Count })),
  shown: v.exactOptional(v.object({ play: Id })),
  grown: v.exactOptional(v.object({ play: Id, since: WholeNumber })),
  tried: v.exactOptional(v.literal(true)),
  limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LONGEST_EXERCISE))),
});

export const runRecord: RecordType<RunRecord> = {
  name: "run",
  store: "runs",
  version: 1,
  schema: v.pipe(
    v.object({
      version: v.literal(1),
      id: Id,
      header: RunHeaderSchema,
      title: v.string(),
      createdAt: v.number(),
      updatedAt: v.number(),
      horizon: WholeNumber,
      commands: Count,
      writer: v.string(),
      status: v.picklist(["open", "finished"]),
      total: v.nullable(v.number()),
      ending: v.nullable(v.string()),
      labels: listOf(v.string()),
    }),
    v.check((record) => record.header.id === record.id, "header and record name different runs"),
  ),
  migrations: [],
};

/** A run that starts (or, forked, continues) here. */
export function createRunRecord(run: Run, shown: Pick<RunSummary, "title" | "createdAt">): RunRecord {
  return {
    version: 1,
    id: run.header.id,
    header: run.header,
    title: shown.title,
    createdAt: shown.createdAt,
    updatedAt: shown.createdAt,
    horizon: run.horizon,
    commands: run.commands.length,
    writer: "",
    status: "open",
    total: null,
    ending: null,
    labels: [],
  };
}

/** The record once the run is over. */
export function finishedRunRecord(record: RunRecord, { scorecard }: FrozenRun, at: number): RunRecord {
  return {
    ...record,
    status: "finished",
    updatedAt: at,
    total: scorecard.total,
    ending: scorecard.ending?.title ?? null,
    labels: scorecard.labels,
  };
}

/** The order of every list of runs; of those written to in the same millisecond, too. */
export const newestFirst = (a: RunSummary, b: RunSummary): number =>
  b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

/** What the list shows. */
export function summaryOf(record: RunRecord): RunSummary {
  const { id, title, createdAt, updatedAt, horizon, status, total, ending, labels, header } = record;
  const { drill, code, clock, variant, forkOf, shown, tried } = header;
  return {
    id,
    drill,
    code,
    title,
    clock,
    createdAt,
    updatedAt,
    horizon,
    status,
    total,
    ending,
    labels,
    variant,
    forkOf,
    shown: shown?.play ?? null,
    ...(tried && { tried }),
  };
}
