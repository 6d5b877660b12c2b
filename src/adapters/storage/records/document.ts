import * as v from "valibot";
import { MEASURES, MECHANISMS } from "#domain/commands";
import {
  type DocumentBodies,
  type DocumentKind,
  FACTOR_KINDS,
  type Note,
  PAGE_ANSWERS,
  PAGE_HOLDS,
  type Postmortem,
  type Shift,
  type Story,
  TRIGGER_KINDS,
} from "#domain/documents";
import { PlanSchema } from "#modes/gameday/plan-shape";
import type { StoredDocument } from "#session/contract";
import { Id, listOf, type RecordType, WholeNumber } from "../record";

/** Something that was written, with the version of its form. */
export type DocumentRecord = StoredDocument & { readonly version: 1 };

const Factor = v.object({
  id: Id,
  kind: v.picklist(FACTOR_KINDS),
  text: v.string(),
  class: v.exactOptional(v.string()),
  trigger: v.exactOptional(v.picklist(TRIGGER_KINDS)),
  mechanism: v.exactOptional(v.picklist(MECHANISMS)),
  measure: v.exactOptional(v.picklist(MEASURES)),
  node: v.exactOptional(v.string()),
});

const PostmortemSchema: v.GenericSchema<unknown, Postmortem> = v.object({
  title: v.string(),
  summary: v.string(),
  impact: v.string(),
  detection: v.string(),
  timeline: listOf(v.object({ second: WholeNumber, text: v.string() })),
  factors: listOf(Factor),
  links: listOf(v.object({ from: Id, to: Id })),
  wentWell: v.string(),
  wentPoorly: v.string(),
  lucky: v.string(),
  actions: listOf(
    v.object({
      text: v.string(),
      measure: v.nullable(v.picklist(MEASURES)),
      node: v.string(),
      owner: v.string(),
      due: v.string(),
      check: v.string(),
    }),
  ),
});

const StorySchema: v.GenericSchema<unknown, Story> = v.object({
  title: v.string(),
  drill: v.nullable(v.object({ code: Id, title: v.string() })),
  parts: v.object({
    situation: v.string(),
    task: v.string(),
    action: v.string(),
    result: v.string(),
    learning: v.string(),
  }),
  versions: v.object({ 60: v.string(), 120: v.string(), 240: v.string() }),
  answers: listOf(Id),
});

const NoteSchema: v.GenericSchema<unknown, Note> = v.object({
  second: v.nullable(WholeNumber),
  author: v.string(),
  text: v.string(),
});

const MinuteOfDay = v.pipe(WholeNumber, v.minValue(0), v.maxValue(1439));
const ShiftSchema: v.GenericSchema<unknown, Shift> = v.object({
  from: v.number(),
  until: v.number(),
  seed: WholeNumber,
  quiet: v.nullable(v.object({ from: MinuteOfDay, until: MinuteOfDay })),
  pages: listOf(
    v.object({
      due: v.number(),
      drill: v.nullable(Id),
      seed: v.nullable(WholeNumber),
      firedAt: v.nullable(v.number()),
      heldBy: v.nullable(v.picklist(PAGE_HOLDS)),
      rang: v.pipe(v.number(), v.minValue(0)),
      escalatedAt: v.nullable(v.number()),
      answer: v.nullable(v.picklist(PAGE_ANSWERS)),
      answeredAt: v.nullable(v.number()),
      run: v.nullable(Id),
    }),
  ),
  endedAt: v.nullable(v.number()),
  handover: v.nullable(v.string()),
});

const BODIES: { readonly [K in DocumentKind]: v.GenericSchema<unknown, DocumentBodies[K]> } = {
  postmortem: PostmortemSchema,
  story: StorySchema,
  note: NoteSchema,
  shift: ShiftSchema,
  gameday: PlanSchema,
};

const recordOf = <K extends DocumentKind>(kind: K) =>
  v.object({
    version: v.literal(1),
    id: Id,
    kind: v.literal(kind),
    run: v.nullable(Id),
    createdAt: v.number(),
    updatedAt: v.number(),
    body: BODIES[kind],
  });

export const documentRecord: RecordType<DocumentRecord> = {
  name: "document",
  store: "documents",
  version: 1,
  schema: v.variant("kind", [
    recordOf("postmortem"),
    recordOf("story"),
    recordOf("note"),
    recordOf("shift"),
    recordOf("gameday"),
  ]),
  migrations: [],
};

export function createDocumentRecord(document: StoredDocument): DocumentRecord {
  return { version: 1, ...document };
}
