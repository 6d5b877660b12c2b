import * as v from "valibot";
import { AUDIENCES } from "#domain/commands";
import type { ExercisePlan, InjectCondition, InjectTime, PlannedInject, PlanSubject } from "#domain/exercise";
import type { Expectation } from "#domain/gameday";
import { FRONT_SYMPTOMS, type InjectEffect, type Renames, TEAM_ROLES } from "#domain/team";
import type { PanelId } from "#domain/telemetry";

/** The form of a plan wherever it comes from outside: storage and files. */

const listOf = <T>(item: v.GenericSchema<unknown, T>, most: number): v.GenericSchema<unknown, readonly T[]> =>
  v.pipe(v.array(item), v.maxLength(most));
const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const Words = v.pipe(v.string(), v.maxLength(4000));
const Title = v.pipe(v.string(), v.maxLength(200));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Minutes = v.pipe(v.number(), v.minValue(0), v.maxValue(1440));
const Second = v.pipe(v.number(), v.integer(), v.minValue(-1_000_000), v.maxValue(1_000_000));
const Names = v.pipe(v.record(Id, Title), v.maxEntries(500));

/** What an incident that is only told may have: a scenario of 20,000 characters and a story of 2 MB. */
export const TABLETOP_LIMITS = { incidents: 2000, title: 300, scenario: 20_000, story: 2_000_000 } as const;

const Subject: v.GenericSchema<unknown, PlanSubject> = v.variant("kind", [
  v.object({ kind: v.literal("drill"), slug: Id }),
  v.object({ kind: v.literal("pack"), slug: Id, pack: Id }),
  v.object({
    kind: v.literal("tabletop"),
    incident: v.object({
      id: Id,
      title: v.pipe(v.string(), v.maxLength(TABLETOP_LIMITS.title)),
      scenario: v.pipe(v.string(), v.maxLength(TABLETOP_LIMITS.scenario)),
      story: v.nullable(v.pipe(v.string(), v.maxLength(TABLETOP_LIMITS.story))),
    }),
  }),
]);

const Condition: v.GenericSchema<unknown, InjectCondition> = v.variant("is", [
  v.object({ is: v.literal("acknowledged"), minutes: Minutes }),
  v.object({ is: v.literal("severity"), level: v.picklist([1, 2, 3, 4]) }),
  v.object({
    is: v.literal("impact"),
    side: v.picklist(["above", "below"]),
    perSecond: v.pipe(v.number(), v.minValue(0)),
  }),
  v.object({ is: v.literal("silence"), audience: v.picklist(AUDIENCES), minutes: Minutes }),
  v.object({ is: v.literal("fact"), fact: Id }),
  v.object({ is: v.literal("action"), action: Id, node: v.nullable(Id) }),
  v.object({ is: v.literal("hypothesis"), state: v.picklist(["favoured", "right"]) }),
  v.object({ is: v.literal("phase"), phase: v.picklist(["live", "resolved", "ended"]) }),
  v.object({ is: v.literal("tasks-acknowledged") }),
  v.object({ is: v.literal("stuck"), minutes: Minutes }),
]);

const When: v.GenericSchema<unknown, InjectTime> = v.variant("kind", [
  v.object({ kind: v.literal("hand") }),
  v.object({ kind: v.literal("time"), since: v.picklist(["start", "ack"]), seconds: v.pipe(Second, v.minValue(0)) }),
  v.object({ kind: v.literal("condition"), condition: Condition }),
]);

const Effect: v.GenericSchema<unknown, InjectEffect> = v.variant("kind", [
  v.object({
    kind: v.literal("remark"),
    from: Id,
    audience: v.picklist(AUDIENCES),
    text: Words,
    interrupts: v.boolean(),
  }),
  v.object({ kind: v.literal("plan"), plan: Id }),
  v.object({
    kind: v.literal("front"),
    node: Id,
    symptom: v.picklist(FRONT_SYMPTOMS),
    amount: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)),
    minutes: Minutes,
  }),
  v.object({ kind: v.literal("panel-down"), panel: Id as v.GenericSchema<unknown, PanelId>, minutes: Minutes }),
  v.object({ kind: v.literal("unreachable"), seat: Id, minutes: Minutes }),
]);

const Expected: v.GenericSchema<unknown, Expectation> = v.object({
  id: Id,
  title: Title,
  good: Words,
  points: v.picklist([1, 2, 3]),
  by: v.picklist(TEAM_ROLES),
});

const Inject: v.GenericSchema<unknown, PlannedInject> = v.object({
  id: Id,
  title: Title,
  when: When,
  effects: listOf(Effect, 10),
  read: Words,
  expectations: listOf(Expected, 20),
  discuss: listOf(Words, 20),
  card: v.nullable(Id),
});

const RenamesSchema: v.GenericSchema<unknown, Renames> = v.object({ services: Names, people: Names });

const Queue: v.GenericSchema<unknown, readonly PlannedInject[]> = v.pipe(
  listOf(Inject, 200),
  v.check((items) => new Set(items.map(({ id }) => id)).size === items.length, "Two injects have the same id."),
);

/** A plan as it is stored. */
export const PlanSchema: v.GenericSchema<unknown, ExercisePlan> = v.object({
  title: Title,
  subject: Subject,
  variant: v.nullable(Id),
  seed: v.pipe(Count, v.maxValue(0xffffffff)),
  minutes: v.pipe(v.number(), v.minValue(5), v.maxValue(480)),
  roles: listOf(v.picklist(TEAM_ROLES), TEAM_ROLES.length),
  renames: RenamesSchema,
  queue: Queue,
  expectations: listOf(Expected, 50),
  notes: listOf(v.object({ id: Id, second: v.nullable(Second), text: Words }), 1000),
  ticked: listOf(Words, 500),
  scores: v.boolean(),
});
