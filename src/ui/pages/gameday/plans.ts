import type { ExercisePlan, PlanSubject } from "#domain/exercise";
import { newPlan } from "#modes/gameday/plan";
import type { StoredDocument } from "#session/contract";
import type { Services } from "../../services";
import { titleOf } from "../../team/plan/about";

export type StoredPlan = StoredDocument<"gameday">;

/** Stores a plan and goes to it. Rejects with a StorageError. */
export async function keepPlan({ documents, clock }: Services, body: ExercisePlan): Promise<void> {
  const id = `gameday-${clock.id()}`;
  const now = clock.now();
  await documents.put({ id, kind: "gameday", run: null, createdAt: now, updatedAt: now, body });
  location.hash = `#/gameday/plan/${encodeURIComponent(id)}`;
}

/** Begins a plan for a drill or an incident, and goes to it. Rejects with a StorageError. */
export const beginPlan = (services: Services, subject: PlanSubject, title: string): Promise<void> =>
  keepPlan(services, { ...newPlan(subject, title.slice(0, TITLE), services.clock.seed()), minutes: USUAL });

/** Minutes most game days take. */
const USUAL = 60;
/** Characters a title may have. */
const TITLE = 200;

/** A plan to be changed on its own: nothing of what happened with the other one is in it. */
export const copyOf = (plan: ExercisePlan): ExercisePlan => ({
  ...plan,
  title: `${titleOf(plan)} (copy)`.slice(0, TITLE),
  ticked: [],
  notes: plan.notes.filter(({ second }) => second === null),
});

/** The subject of a plan for a drill of the library. */
export function drillSubject(slug: string, { library }: Pick<Services, "library">): PlanSubject {
  const pack = library.packOf(slug);
  return pack === null ? { kind: "drill", slug } : { kind: "pack", slug, pack };
}
