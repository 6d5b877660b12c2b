/** Controllers: what changes the world besides its load. They act at the beginning of a second. */
import type { ActRequest } from "#domain/actions";
import { evaluateAlerts } from "./alerts";
import { revertHandEdits } from "./operations/configuration";
import { request, runOperations } from "./operations/index";
import { emit } from "./operations/kind";
import { runPlans } from "./operations/plans";
import { endDrains } from "./pods";
import type { WorldState } from "./state";

/** Starts an action on somebody's behalf; when it is refused, that is an event too. */
export function actFor(w: WorldState, req: ActRequest, by: string): void {
  const r = request(w, req, by);
  if (!r.ok) emit(w, { kind: "plan", id: req.action, phase: "refused", by, text: r.error.text });
}

export function control(w: WorldState): void {
  runPlans(w, (req, by) => actFor(w, req, by));
  runOperations(w);
  if (w.drains.length > 0) endDrains(w);
  if (w.handEdits.length > 0) revertHandEdits(w);
  for (let i = w.loads.length - 1; i >= 0; i--) {
    const until = w.loads[i]?.until ?? null;
    if (until !== null && w.second >= until) w.loads.splice(i, 1);
  }
  for (const m of w.mechanics) m.step?.(w);
  evaluateAlerts(w);
}
