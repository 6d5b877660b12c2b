import * as v from "valibot";
import type { InterviewEvent } from "#domain/interview";
import { EventSchema } from "#modes/interview/shape";
import { Count, Id, listOf, type RecordType } from "../record";

/** Events that became durable together. */
export interface InterviewEventsRecord {
  readonly version: 1;
  readonly interview: string;
  /** How many events of the interview come before the first of these. */
  readonly from: number;
  readonly events: readonly InterviewEvent[];
}

export const interviewEventsRecord: RecordType<InterviewEventsRecord> = {
  name: "interview events",
  store: "interviewEvents",
  version: 1,
  schema: v.object({ version: v.literal(1), interview: Id, from: Count, events: listOf(EventSchema) }),
  migrations: [],
};

export function createInterviewEvents(
  interview: string,
  from: number,
  events: readonly InterviewEvent[],
): InterviewEventsRecord {
  return { version: 1, interview, from, events };
}
