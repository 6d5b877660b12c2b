import * as v from "valibot";
import { type Command, type CommandKind, MOST_LAMPORT } from "#domain/commands";
import { Count, Id, listOf, type RecordType, WholeNumber } from "../record";

/** Commands that became durable together. */
export interface CommandBatchRecord {
  readonly version: 1;
  readonly run: string;
  /** How many commands of the run come before the first of these. */
  readonly from: number;
  readonly commands: readonly Command[];
}

const KINDS = [
  "ack",
  "look",
  "act",
  "interrupt",
  "say",
  "answer",
  "severity",
  "hypothesis",
  "pin",
  "unpin",
  "note",
  "task",
  "followup",
  "resolve",
  "hint",
  "pause",
  "team",
  "end",
] as const satisfies readonly CommandKind[];

/** Arguments are judged by the engine, which refuses what it cannot carry out; here only their frame is checked. */
const CommandSchema = v.pipe(
  v.object({
    kind: v.picklist(KINDS),
    args: v.record(v.string(), v.unknown()),
    second: WholeNumber,
    author: Id,
    counter: Count,
    role: Id,
    seen: WholeNumber,
    lamport: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_LAMPORT))),
  }),
  v.transform((command) => command as unknown as Command),
);

export const commandBatchRecord: RecordType<CommandBatchRecord> = {
  name: "command batch",
  store: "commands",
  version: 1,
  schema: v.object({ version: v.literal(1), run: Id, from: Count, commands: listOf(CommandSchema) }),
  migrations: [],
};

/** The next commands of a run. */
export function createCommandBatch(run: string, from: number, commands: readonly Command[]): CommandBatchRecord {
  return { version: 1, run, from, commands: [...commands] };
}
