import * as v from "valibot";
import type { InterviewHeader } from "#domain/interview";
import { HeaderSchema } from "#modes/interview/shape";
import type { InterviewSummary } from "#session/contract";
import { Count, Id, type RecordType } from "../record";

/** The small record of an interview; its events are records of their own. */
export interface InterviewRecord extends InterviewSummary {
  readonly version: 1;
  readonly id: string;
  /** How many events there are. */
  readonly events: number;
}

export const interviewRecord: RecordType<InterviewRecord> = {
  name: "interview",
  store: "interviews",
  version: 1,
  schema: v.object({
    version: v.literal(1),
    id: Id,
    header: HeaderSchema,
    updatedAt: v.number(),
    status: v.picklist(["open", "finished"]),
    coverage: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
    events: Count,
  }),
  migrations: [],
};

export function createInterviewRecord(header: InterviewHeader): InterviewRecord {
  const { id, createdAt } = header;
  return { version: 1, id, header, updatedAt: createdAt, status: "open", coverage: null, events: 0 };
}

/** What the list shows of it. */
export function interviewSummary({ header, updatedAt, status, coverage }: InterviewRecord): InterviewSummary {
  return { header, updatedAt, status, coverage };
}
