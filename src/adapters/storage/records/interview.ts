import * as v from "valibot";
import {
  INTERVIEW_MINUTES,
  type InterviewHeader,
  type InterviewMinutes,
  type InterviewSetup,
  PERSONA_IDS,
  type Round,
} from "#domain/interview";
import { LEVELS, QUESTION_SKILL_IDS, ROLES } from "#domain/questions";
import type { InterviewSummary } from "#session/contract";
import { Count, Id, listOf, type RecordType } from "../record";

/** The small record of an interview; its events are records of their own. */
export interface InterviewRecord extends InterviewSummary {
  readonly version: 1;
  readonly id: string;
  /** How many events there are. */
  readonly events: number;
}

const Seed = v.pipe(Count, v.maxValue(0xffffffff));
const Seconds = v.pipe(v.number(), v.minValue(0));

const Setup: v.GenericSchema<unknown, InterviewSetup> = v.object({
  role: v.picklist(ROLES),
  level: v.picklist(LEVELS),
  minutes: v.picklist(INTERVIEW_MINUTES) as v.GenericSchema<unknown, InterviewMinutes>,
  rounds: v.object({ questions: v.boolean(), coding: v.boolean(), incident: v.boolean() }),
  focus: v.picklist(["balanced", "weakest", "chosen"]),
  skills: listOf(v.picklist(QUESTION_SKILL_IDS)),
  persona: v.picklist(PERSONA_IDS),
  strict: v.boolean(),
  thinkAloud: v.boolean(),
  medium: v.picklist(["typed", "recorded"]),
  partner: v.boolean(),
  seed: Seed,
});

const RoundSchema: v.GenericSchema<unknown, Round> = v.variant("kind", [
  v.object({ kind: v.picklist(["question", "coding"]), question: Id, seconds: Seconds }),
  v.object({ kind: v.literal("incident"), drill: Id, variant: v.string(), seed: Seed, seconds: Seconds }),
]);

export const HeaderSchema: v.GenericSchema<unknown, InterviewHeader> = v.object({
  format: v.literal(1),
  id: Id,
  setup: Setup,
  rounds: listOf(RoundSchema),
  bank: v.string(),
  createdAt: v.number(),
  candidate: v.string(),
  interviewer: v.string(),
  copyOf: v.exactOptional(Id),
});

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
