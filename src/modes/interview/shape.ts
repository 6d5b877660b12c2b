import * as v from "valibot";
import {
  BANDS,
  INTERVIEW_MINUTES,
  type IncidentSaying,
  type InterviewDeed,
  type InterviewEvent,
  type InterviewHeader,
  type InterviewMinutes,
  type InterviewSetup,
  PERSONA_IDS,
  type Probe,
  type Round,
  type Take,
} from "#domain/interview";
import { LEVELS, QUESTION_SKILL_IDS, ROLES } from "#domain/questions";

/** The form of an interview wherever it comes from outside: storage and files. */

const listOf = <T>(item: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, readonly T[]> => v.array(item);
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const Seed = v.pipe(Count, v.maxValue(0xffffffff));
const Seconds = v.pipe(v.number(), v.minValue(0));
const Score = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
const text = v.string();

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
  v.object({ kind: v.literal("incident"), drill: Id, variant: text, seed: Seed, seconds: Seconds }),
]);

export const HeaderSchema: v.GenericSchema<unknown, InterviewHeader> = v.object({
  format: v.literal(1),
  id: Id,
  setup: Setup,
  rounds: listOf(RoundSchema),
  bank: text,
  createdAt: v.number(),
  candidate: text,
  interviewer: text,
  copyOf: v.exactOptional(Id),
});

const Status = v.picklist(["hit", "unclear", "missed"]);
const round = Count;
const turn = Count;

const ProbeSchema: v.GenericSchema<unknown, Probe> = v.variant("kind", [
  v.object({ kind: v.literal("dig"), about: v.picklist(["self", "number", "measured"]), text, quote: text }),
  v.object({ kind: v.literal("twist"), twist: Count, text }),
  v.object({ kind: v.picklist(["gap", "contradiction"]), concept: Id, text, quote: text }),
]);

const second = v.pipe(v.number(), v.integer());
const Saying: v.GenericSchema<unknown, IncidentSaying> = v.variant("kind", [
  v.object({ kind: v.literal("request"), second, text, intent: v.nullable(Id) }),
  v.object({ kind: v.literal("reveal"), second, intent: Id, text }),
  v.object({ kind: v.literal("hint"), second, step: v.picklist([1, 2, 3]), text }),
  v.object({ kind: v.literal("says"), second, text }),
]);

const bare = <T extends "begin" | "leave" | "return" | "here">(type: T) => v.object({ type: v.literal(type) });

const Deed: v.GenericSchema<unknown, InterviewDeed> = v.variant("type", [
  bare("begin"),
  bare("leave"),
  bare("return"),
  bare("here"),
  v.object({ type: v.picklist(["ask", "cut"]), round }),
  v.object({ type: v.literal("clarify"), round, text, index: v.nullable(Count) }),
  v.object({ type: v.literal("draft"), round, turn, text }),
  v.object({ type: v.literal("take"), round, turn, take: Id }),
  v.object({ type: v.literal("answer"), round, turn, text, take: v.nullable(Id) }),
  v.object({ type: v.literal("probe"), round, turn, probe: ProbeSchema }),
  v.object({ type: v.literal("interrupt"), round, text }),
  v.object({ type: v.literal("self"), round: v.nullable(round), score: Score }),
  v.object({ type: v.literal("override"), round, concept: Id, status: Status, why: text }),
  v.object({ type: v.literal("tick"), round, concept: Id, status: Status, by: v.picklist(["partner", "self"]) }),
  v.object({ type: v.literal("band"), band: v.picklist(BANDS), why: text }),
  v.object({ type: v.literal("note"), text }),
  v.object({ type: v.literal("run"), round, run: Id }),
  v.object({ type: v.literal("incident"), round, said: Saying }),
  v.object({ type: v.literal("end"), why: v.picklist(["done", "time", "stopped"]) }),
]);

export const EventSchema: v.GenericSchema<unknown, InterviewEvent> = v.object({
  elapsed: Seconds,
  at: v.number(),
  deed: Deed,
});

export const TakeSchema: v.GenericSchema<unknown, Take> = v.object({
  id: Id,
  interview: Id,
  type: text,
  startedAt: v.number(),
  seconds: Seconds,
  pauses: listOf(v.object({ at: Seconds, seconds: Seconds })),
  talk: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
});
