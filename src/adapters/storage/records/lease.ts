import * as v from "valibot";
import { Id, type RecordType } from "../record";

/** Which tab writes a run, where the browser has no Web Locks. */
export interface LeaseRecord {
  readonly version: 1;
  readonly run: string;
  readonly holder: string;
  /** Last sign of life, epoch milliseconds. */
  readonly beat: number;
}

export const leaseRecord: RecordType<LeaseRecord> = {
  name: "lease",
  store: "leases",
  version: 1,
  schema: v.object({ version: v.literal(1), run: Id, holder: Id, beat: v.number() }),
  migrations: [],
};

export function createLease(run: string, holder: string, beat: number): LeaseRecord {
  return { version: 1, run, holder, beat };
}
