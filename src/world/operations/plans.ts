/** Planned changes: they happen at their second unless somebody stops them. */
import type { ActRequest } from "#domain/actions";
import type { Plan } from "#domain/system";
import { envOf, truthOf } from "../environment";
import { waits } from "../freeze";
import type { WorldState } from "../state";
import { setFlag } from "./configuration";
import { emit } from "./kind";

/** Stops a plan that is still due. False when it is not. */
export function cancelPlan(w: WorldState, id: string, by: string): boolean {
  if (w.plans.get(id) !== "due") return false;
  w.plans.set(id, "cancelled");
  emit(w, { kind: "plan", id, phase: "cancelled", by, text: w.system.plans.find((p) => p.id === id)?.label ?? id });
  return true;
}

/** Carries a plan out now. False when it is not due any more. `act` starts an operation. */
export function runPlan(w: WorldState, id: string, by: string, act: (req: ActRequest, by: string) => void): boolean {
  const plan = w.system.plans.find((p) => p.id === id);
  if (plan === undefined || w.plans.get(id) !== "due") return false;
  w.plans.set(id, "done");
  carryOut(w, plan, by, act);
  emit(w, { kind: "plan", id, phase: "done", by, text: plan.label });
  return true;
}

function carryOut(w: WorldState, plan: Plan, by: string, act: (req: ActRequest, by: string) => void): void {
  const { change } = plan;
  if (change.kind === "flag") setFlag(w, change.flag, change.share, by);
  else if (change.kind === "act") act(change.act, by);
  else {
    w.loads.push({
      class: change.class === null ? -1 : (w.compiled.classIndex.get(change.class) ?? -1),
      region: change.region === null ? -1 : (w.compiled.regionIndex.get(change.region) ?? -1),
      factor: change.factor,
      until: change.seconds === null ? null : w.second + change.seconds,
    });
  }
}

/** Plans whose second has come; one is dropped when its `unless` holds by then. */
export function runPlans(w: WorldState, act: (req: ActRequest, by: string) => void): void {
  for (const plan of w.system.plans) {
    if (w.second < plan.at || w.plans.get(plan.id) !== "due" || waits(w, plan)) continue;
    if (plan.unless !== null && truthOf(plan.unless, envOf(w, null, ""))) cancelPlan(w, plan.id, "platform");
    else runPlan(w, plan.id, plan.by, act);
  }
}
