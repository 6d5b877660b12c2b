import * as v from "valibot";
import { DIMENSIONS } from "#domain/drill";
import type { FrozenRun } from "#session/contract";
import { Id, listOf, type RecordType, WholeNumber } from "../record";

/** What a finished run keeps for ever. */
export interface FrozenRecord {
  readonly version: 1;
  readonly run: string;
  readonly frozen: FrozenRun;
}

const Numbers = listOf(v.number());
const Mark = v.object({
  id: v.string(),
  dimension: v.picklist(DIMENSIONS),
  label: v.string(),
  points: v.number(),
  of: v.number(),
  second: v.nullable(WholeNumber),
  state: v.picklist(["earned", "partly", "missed", "cost"]),
  seen: listOf(v.string()),
  reason: v.string(),
  source: v.string(),
});

const FrozenSchema: v.GenericSchema<unknown, FrozenRun> = v.object({
  scorecard: v.object({
    total: v.number(),
    dimensions: listOf(
      v.object({ dimension: v.picklist(DIMENSIONS), score: v.number(), weight: v.number(), sentence: v.string() }),
    ),
    marks: listOf(Mark),
    cap: v.nullable(v.object({ total: v.number(), reason: v.string() })),
    impact: v.object({
      horizon: WholeNumber,
      step: v.number(),
      player: Numbers,
      expert: Numbers,
      idle: Numbers,
      totals: v.object({ player: v.number(), expert: v.number(), idle: v.number() }),
    }),
    ending: v.nullable(v.object({ id: v.string(), title: v.string(), text: v.string() })),
    labels: listOf(v.string()),
  }),
  transcript: listOf(v.object({ second: WholeNumber, from: v.string(), audience: v.string(), text: v.string() })),
  series: v.object({ step: WholeNumber, names: listOf(v.string()), values: listOf(Numbers) }),
});

export const frozenRecord: RecordType<FrozenRecord> = {
  name: "frozen run",
  store: "frozen",
  version: 1,
  schema: v.object({ version: v.literal(1), run: Id, frozen: FrozenSchema }),
  migrations: [],
};

export function createFrozenRecord(run: string, frozen: FrozenRun): FrozenRecord {
  return { version: 1, run, frozen };
}
