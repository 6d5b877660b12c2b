import * as v from "valibot";
import { BANDS, type IncidentSaying, type InterviewDeed, type InterviewEvent, type Probe } from "#domain/interview";
import { Count, Id, listOf, type RecordType, WholeNumber } from "../record";

/** Events that became durable together. */
export interface InterviewEventsRecord {
  readonly version: 1;
  readonly interview: string;
  /** How many events of the interview come before the first of these. */
  readonly from: number;
  readonly events: readonly InterviewEvent[];
}

const Status = v.picklist(["hit", "unclear", "missed"]);
const text = v.string();
const round = Count;
const turn = Count;

const ProbeSchema: v.GenericSchema<unknown, Probe> = v.variant("kind", [
  v.object({ kind: v.literal("dig"), about: v.picklist(["self", "number", "measured"]), text, quote: text }),
  v.object({ kind: v.literal("twist"), twist: Count, text }),
  v.object({ kind: v.picklist(["gap", "contradiction"]), concept: Id, text, quote: text }),
]);

const second = WholeNumber;
const Saying: v.GenericSchema<unknown, IncidentSaying> = v.variant("kind", [
  v.object({ kind: v.literal("request"), second, text, intent: v.nullable(Id) }),
  v.object({ kind: v.literal("reveal"), second, intent: Id, text }),
  v.object({ kind: v.literal("hint"), second, step: v.picklist([1, 2, 3]), text }),
  v.object({ kind: v.literal("says"), second, text }),
]);

const bare = <T extends "begin" | "leave" | "return">(type: T) => v.object({ type: v.literal(type) });

const Deed: v.GenericSchema<unknown, InterviewDeed> = v.variant("type", [
  bare("begin"),
  bare("leave"),
  bare("return"),
  v.object({ type: v.picklist(["ask", "cut"]), round }),
  v.object({ type: v.literal("clarify"), round, text, index: v.nullable(Count) }),
  v.object({ type: v.literal("draft"), round, turn, text }),
  v.object({ type: v.literal("take"), round, turn, take: Id }),
  v.object({ type: v.literal("answer"), round, turn, text, take: v.nullable(Id) }),
  v.object({ type: v.literal("probe"), round, turn, probe: ProbeSchema }),
  v.object({ type: v.literal("interrupt"), round, text }),
  v.object({ type: v.literal("self"), round: v.nullable(round), score: v.pipe(v.number(), v.minValue(0), v.maxValue(100)) }),
  v.object({ type: v.literal("override"), round, concept: Id, status: Status, why: text }),
  v.object({ type: v.literal("tick"), round, concept: Id, status: Status, by: v.picklist(["partner", "self"]) }),
  v.object({ type: v.literal("band"), band: v.picklist(BANDS), why: text }),
  v.object({ type: v.literal("note"), text }),
  v.object({ type: v.literal("run"), round, run: Id }),
  v.object({ type: v.literal("incident"), round, said: Saying }),
  v.object({ type: v.literal("end"), why: v.picklist(["done", "time", "stopped"]) }),
]);

export const EventSchema: v.GenericSchema<unknown, InterviewEvent> = v.object({
  elapsed: v.pipe(v.number(), v.minValue(0)),
  at: v.number(),
  deed: Deed,
});

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
