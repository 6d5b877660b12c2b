import * as v from "valibot";
import {
  CARD_STATES,
  type CardSubject,
  FLAGS,
  GRADES,
  type Memory,
  type StudyDeed,
  type StudyEvent,
} from "#domain/study";
import { Count, Id, type RecordType } from "../record";

/** One entry of the log of study, with the version of its form. */
export type StudyRecord = StudyEvent & { readonly version: 1 };

const Day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));
const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const Subject: v.GenericSchema<unknown, CardSubject> = v.variant("kind", [
  v.object({ kind: v.literal("question"), question: Id }),
  v.object({ kind: v.literal("concept"), question: Id, concept: Id }),
  v.object({
    kind: v.literal("mark"),
    drill: Id,
    mark: Id,
    title: v.string(),
    label: v.string(),
    reason: v.string(),
    source: v.string(),
  }),
]);

const MemorySchema: v.GenericSchema<unknown, Memory> = v.object({
  state: v.picklist(CARD_STATES),
  due: v.number(),
  stability: v.pipe(v.number(), v.minValue(0)),
  difficulty: v.pipe(v.number(), v.minValue(0), v.maxValue(10)),
  step: Count,
  interval: v.pipe(v.number(), v.minValue(0)),
  reviews: Count,
  lapses: Count,
  last: v.nullable(v.number()),
});

const ofCard = <T extends "suspend" | "resume" | "forget" | "remove">(type: T) =>
  v.object({ type: v.literal(type), card: Id });

const Deed: v.GenericSchema<unknown, StudyDeed> = v.variant("type", [
  v.object({
    type: v.literal("add"),
    subject: Subject,
    origin: v.variant("kind", [
      v.object({ kind: v.picklist(["interview", "run"]), id: Id }),
      v.object({ kind: v.literal("hand") }),
    ]),
  }),
  v.object({
    type: v.literal("review"),
    card: Id,
    grade: v.picklist(GRADES),
    seconds: v.pipe(v.number(), v.minValue(0)),
    before: MemorySchema,
    after: MemorySchema,
    typed: v.nullable(v.object({ text: v.string(), coverage: v.pipe(v.number(), v.minValue(0), v.maxValue(100)) })),
  }),
  v.object({ type: v.literal("undo"), event: Count }),
  v.object({ type: v.literal("bury"), card: Id, day: Day }),
  ofCard("suspend"),
  ofCard("resume"),
  v.object({ type: v.literal("flag"), card: Id, flag: v.picklist(FLAGS) }),
  ofCard("forget"),
  ofCard("remove"),
  v.object({
    type: v.literal("options"),
    options: v.object({
      newPerDay: Count,
      rollover: v.pipe(Count, v.maxValue(12)),
      interview: v.nullable(Day),
      retention: Share,
    }),
  }),
]);

export const studyRecord: RecordType<StudyRecord> = {
  name: "study",
  store: "study",
  version: 1,
  schema: v.object({ version: v.literal(1), id: Count, at: v.number(), deed: Deed }),
  migrations: [],
};

export function createStudyRecord(event: StudyEvent): StudyRecord {
  return { version: 1, ...event };
}
