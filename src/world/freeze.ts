/** The freeze of deployments: plans of others that release or configure wait, and GitOps puts nothing back. */
import type { ActionKind } from "#domain/actions";
import type { Plan } from "#domain/system";
import type { WorldState } from "./state";

/** Where the world remembers since when. */
export const FREEZE = "freeze";

const RELEASES: ReadonlySet<ActionKind> = new Set([
  "deploy",
  "rollback",
  "hotfix",
  "canary",
  "promote",
  "switch-pool",
  "config-edit",
  "config-commit",
]);

export function frozen(w: WorldState): boolean {
  return w.slow[FREEZE] !== undefined;
}

/** Whether a plan that is due has to wait: it is a release or a ramp of a flag, and deployments are frozen. */
export function waits(w: WorldState, plan: Plan): boolean {
  if (!frozen(w)) return false;
  const { change } = plan;
  return change.kind === "flag" || (change.kind === "act" && RELEASES.has(change.act.action));
}
