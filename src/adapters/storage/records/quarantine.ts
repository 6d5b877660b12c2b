import * as v from "valibot";
import type { StoreName } from "../database";
import { Id, type RecordType } from "../record";

/** Something that could not be read and was in the way of a write: kept as it was, with the reason. */
export interface QuarantineRecord {
  readonly version: 1;
  readonly id: string;
  readonly store: string;
  readonly key: string;
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly raw: unknown;
}

export const quarantineRecord: RecordType<QuarantineRecord> = {
  name: "quarantine",
  store: "quarantine",
  version: 1,
  schema: v.object({
    version: v.literal(1),
    id: Id,
    store: v.string(),
    key: v.string(),
    reason: v.string(),
    at: v.number(),
    raw: v.unknown(),
  }),
  migrations: [],
};

/** `id` is unique per moment, so that the same key may be set aside more than once. */
export function createQuarantine(
  store: StoreName,
  key: string,
  reason: string,
  at: number,
  raw: unknown,
): QuarantineRecord {
  return { version: 1, id: `${store}/${key}/${at}`.slice(0, 200), store, key, reason, at, raw };
}
