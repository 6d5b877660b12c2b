import type { ExercisePlan, PlannedInject, PlanSubject } from "#domain/exercise";
import { err, ok, type Result } from "#lib/result";
import { readPlan } from "./plan";

/** What a file of a plan says it is. */
const FORMAT = "meantime-plan";
const VERSION = 1;

/** A plan on its way to another machine. */
export interface PlanFile {
  readonly plan: ExercisePlan;
  /** The room it was saved in, whose names it then has, with the ids of injects that had happened. Null: it has the names its drill came with. */
  readonly room: { readonly run: string; readonly happened: readonly string[] } | null;
}

/** The text of a file, as `readPlanFile` reads it. */
export const writePlanFile = ({ plan, room }: PlanFile): string =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, room, plan }, null, 1)}\n`;

const isText = (value: unknown): value is string => typeof value === "string";

function readRoom(raw: unknown): PlanFile["room"] | undefined {
  if (raw === null || raw === undefined) return null;
  const { run, happened } = raw as { readonly run?: unknown; readonly happened?: unknown };
  return isText(run) && Array.isArray(happened) && happened.every(isText) ? { run, happened } : undefined;
}

/** A plan out of the text of a file, or why it is none, in a sentence. Nothing that is in a file makes it throw. */
export function readPlanFile(text: string): Result<PlanFile, string> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return err("It is no plan of a game day: expected a file that was saved from a plan's page or by a facilitator.");
  }
  const { format, version, room: rawRoom, plan: rawPlan } = (raw ?? {}) as Readonly<Record<string, unknown>>;
  if (format !== FORMAT)
    return err(`It is no plan of a game day: expected “format” to be “${FORMAT}”, found ${found(format)}.`);
  if (version !== VERSION)
    return err(`It was saved by another version of Meantime: expected version ${VERSION}, found ${found(version)}.`);
  const room = readRoom(rawRoom);
  if (room === undefined) return err("The file's room: expected a run and the injects that had happened in it.");
  const plan = readPlan(rawPlan);
  return plan.ok ? ok({ plan: plan.value, room }) : plan;
}

function found(value: unknown): string {
  if (isText(value)) return `“${value.slice(0, 40)}”`;
  return typeof value === "number" ? String(value) : value === undefined ? "none" : "something else";
}

/** Whether two plans are about the same: a plan for one drill is of no use in a room that plays another. */
export function sameSubject(a: PlanSubject, b: PlanSubject): boolean {
  if (a.kind === "tabletop")
    return (
      b.kind === "tabletop" && a.incident.title === b.incident.title && a.incident.scenario === b.incident.scenario
    );
  if (b.kind === "tabletop" || a.slug !== b.slug) return false;
  return a.kind === "pack" ? b.kind === "pack" && a.pack === b.pack : b.kind === "drill";
}

type Named = { readonly id: string };

/** What was carried here, and of what was here whatever it does not have. */
function joined<T extends Named>(own: readonly T[], carried: readonly T[]): readonly T[] {
  const ids = new Set(carried.map(({ id }) => id));
  return [...carried, ...own.filter(({ id }) => !ids.has(id))];
}

/** What is here by now, without what was carried here: what that replaced is back. */
function parted<T extends Named>(now: readonly T[], own: readonly T[], carried: readonly T[]): readonly T[] {
  const before = new Map(own.map((each) => [each.id, each]));
  const ids = new Set(carried.map(({ id }) => id));
  return now.flatMap((each) => (ids.has(each.id) ? (before.get(each.id) ?? []) : [each]));
}

/** What of a plan goes into a room that is open already; title, seed, length and names are the room's. */
type Part = Pick<ExercisePlan, "queue" | "expectations" | "notes" | "ticked" | "roles">;

/** A plan that was carried into a room, and the injects of it that wait for a hand since their time has passed. */
export interface TakenOver {
  readonly part: Part;
  readonly held: readonly PlannedInject[];
}

/**
 * Takes a plan over into a room that has one, in the names of that room. What the log has (`happened`) happens no more. What is due at this
 * moment, or had happened where the file was saved and is not in the log, waits for a hand, so that it neither comes in a heap nor twice.
 * An error where the two together are more than a plan holds.
 */
export function takeOver(
  own: ExercisePlan,
  { plan, room }: PlanFile,
  happened: ReadonlySet<string>,
  dueIn: (queue: readonly PlannedInject[]) => readonly PlannedInject[],
): Result<TakenOver, string> {
  const past = new Set([...(room?.happened ?? []), ...dueIn(plan.queue).map(({ id }) => id)]);
  const isHeld = ({ id, when }: PlannedInject): boolean => past.has(id) && !happened.has(id) && when.kind !== "hand";
  const carried = plan.queue.map((inject) =>
    isHeld(inject) ? { ...inject, when: { kind: "hand" } as const } : inject,
  );
  const part: Part = {
    queue: joined(own.queue, carried),
    expectations: joined(own.expectations, plan.expectations),
    notes: joined(own.notes, plan.notes),
    ticked: [...new Set([...plan.ticked, ...own.ticked])],
    roles: plan.roles,
  };
  const whole = readPlan({ ...own, ...part });
  return whole.ok ? ok({ part, held: plan.queue.filter(isHeld) }) : whole;
}

/** Takes that back: what was changed since in other things stays. */
export function giveBack(now: ExercisePlan, own: ExercisePlan, { plan }: PlanFile): Part {
  const ticks = new Set(plan.ticked.filter((each) => !own.ticked.includes(each)));
  return {
    queue: parted(now.queue, own.queue, plan.queue),
    expectations: parted(now.expectations, own.expectations, plan.expectations),
    notes: parted(now.notes, own.notes, plan.notes),
    ticked: now.ticked.filter((each) => !ticks.has(each)),
    roles: own.roles,
  };
}
