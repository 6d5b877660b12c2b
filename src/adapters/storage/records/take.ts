import * as v from "valibot";
import type { Take } from "#domain/interview";
import { Id, listOf, type RecordType } from "../record";

/** What is known of a recording; its sound is in `chunks`. */
export type TakeRecord = Take & { readonly version: 1 };

const Seconds = v.pipe(v.number(), v.minValue(0));

export const takeRecord: RecordType<TakeRecord> = {
  name: "take",
  store: "takes",
  version: 1,
  schema: v.object({
    version: v.literal(1),
    id: Id,
    interview: Id,
    type: v.string(),
    startedAt: v.number(),
    seconds: Seconds,
    pauses: listOf(v.object({ at: Seconds, seconds: Seconds })),
    talk: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  }),
  migrations: [],
};

export function createTakeRecord(take: Take): TakeRecord {
  return { version: 1, ...take };
}
