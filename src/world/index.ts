/** The simulated production system: `createWorld`, `tick`, and everything a session may ask it to do. */
import type { ActRequest } from "#domain/actions";
import type { System } from "#domain/system";
import { actFor } from "./control";
import { cancelPlan as cancel, runPlan as run } from "./operations/plans";
import { World } from "./world";

export { ALERT_HOST } from "./alerts";
export { CATALOGUE } from "./catalogue";
export type * from "./contract";
export { type CellEnv, envOf as worldEnv, WORLD_HOST } from "./environment";
export { addCounted, type Counted, type Harm, type Impact, impactOf } from "./impact";
export { beginFront, checkFront, type FrontRequest, withFronts } from "./mechanics/fronts";
export { type MetricFilter, metricMean } from "./metric";
export { estimate, interrupt, request } from "./operations/index";
export type { Refusal } from "./operations/kind";
export { decodeWorld, encodeWorld, hashWorld, type WorldHistory, worldHistory } from "./snapshot";
export { tick } from "./tick";
export { World } from "./world";

/** A world at the second −history, before its first tick. */
export function createWorld(system: System, seed: number): World {
  return new World(system, seed);
}

/** Stops a planned change; false when it has happened or was stopped already. */
export function cancelPlan(w: World, id: string, by: string): boolean {
  return cancel(w, id, by);
}

/** Carries a planned change out now; false when it is not due any more. */
export function runPlan(w: World, id: string, by: string): boolean {
  return run(w, id, by, (req: ActRequest, who: string) => actFor(w, req, who));
}
