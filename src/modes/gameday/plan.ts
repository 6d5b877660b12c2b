import * as v from "valibot";
import type { ExercisePlan, PlanSubject } from "#domain/exercise";
import type { Second } from "#domain/ids";
import { TEAM_ROLES, type TeamRole } from "#domain/team";
import { err, ok, type Result } from "#lib/result";
import { PlanSchema } from "./plan-shape";

/** Minutes an exercise is usually given: short, usual, long. */
export const LENGTHS = [20, 75, 180] as const;

/** Roles that a team fills before it begins, the most needed first; the others come with people. */
const WANTED: readonly TeamRole[] = ["facilitator", "commander", "resolver", "communications", "scribe"];

/** A plan with nothing in it yet. */
export function newPlan(subject: PlanSubject, title: string, seed: number): ExercisePlan {
  return {
    title,
    subject,
    variant: null,
    seed,
    minutes: LENGTHS[1],
    roles: WANTED,
    renames: { services: {}, people: {} },
    queue: [],
    expectations: [],
    notes: [],
    ticked: [],
    scores: false,
  };
}

/** A plan out of a file, or why it is none: where, and what was expected. */
export function readPlan(raw: unknown): Result<ExercisePlan, string> {
  const parsed = v.safeParse(PlanSchema, raw);
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  const where = path === null ? "The plan" : `The plan's ${path}`;
  return err(
    issue.expected === null
      ? `${where}: ${issue.message}`
      : `${where}: expected ${issue.expected}, found ${issue.received}.`,
  );
}

/** Writes a private note, changes the one with that id, or takes it away where the text is empty. */
export function noted(plan: ExercisePlan, id: string, second: Second | null, text: string): ExercisePlan {
  const others = plan.notes.filter((note) => note.id !== id);
  if (text.trim() === "") return { ...plan, notes: others };
  const known = plan.notes.some((note) => note.id === id);
  const note = { id, second, text };
  return { ...plan, notes: known ? plan.notes.map((each) => (each.id === id ? note : each)) : [...others, note] };
}

/** Ticks a point of the guide, or takes the tick back. */
export function ticked(plan: ExercisePlan, point: string): ExercisePlan {
  const has = plan.ticked.includes(point);
  return { ...plan, ticked: has ? plan.ticked.filter((each) => each !== point) : [...plan.ticked, point] };
}

/** Wants a role in the team, or does without it; in the order in which roles are listed. The facilitator is always wanted. */
export function withRole(plan: ExercisePlan, role: TeamRole, wanted: boolean): ExercisePlan {
  const roles = TEAM_ROLES.filter((each) =>
    each === "facilitator" ? true : each === role ? wanted : plan.roles.includes(each),
  );
  return { ...plan, roles };
}
