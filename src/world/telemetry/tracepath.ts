import type { Call } from "#domain/system";
import type { WorldReading } from "../contract";
import { type CallMeta, type LaneMeta, layoutOf } from "./layout";
import { failedFlow, flowOf, OK, UPSTREAM } from "./outcome";
import { chance, completions, drawLane, drawOutcome, subKey } from "./requests";
import { type Exemplar, entityOf } from "./sampler";

/** Deeper than this no trace goes, up or down. */
export const MAX_DEPTH = 16;

/** The exemplar's own way up: which call of which lane led to it, and whether that lane still succeeded. */
export interface Step {
  readonly lane: LaneMeta;
  readonly outcome: number;
  /** Call of this lane that leads to the next step; null at the exemplar. */
  readonly call: CallMeta | null;
}

/** From the exemplar's lane up to where its user entered, drawn by the flows of the callers. */
export function pathTo(w: WorldReading, at: Exemplar, lane: LaneMeta, outcome: number): Step[] {
  const layout = layoutOf(w);
  const path: Step[] = [{ lane, outcome, call: null }];
  let child = lane;
  let failed = outcome !== OK;
  for (let depth = 0; depth < MAX_DEPTH && !child.root; depth++) {
    const below = child;
    const reaching = (layout.callsTo[below.operationIndex] ?? []).flatMap((call) => {
      const spec = specOf(w, call);
      if (spec.region !== "local" && spec.region !== below.region) return [];
      const region = spec.region === "local" ? below.region : null;
      return layout.lanesFor(call.from, below.classIndex, region).map((caller) => ({ call, caller }));
    });
    const key = subKey(entityOf(at), 900 + depth);
    const callers = reaching.map((each) => each.caller);
    const caller =
      (failed
        ? drawLane(callers, (each) => failedFlow(w.recorder, each.id, at.second), chance(w, at.second, key, 0))
        : null) ?? drawLane(callers, (each) => completions(w, each, at.second), chance(w, at.second, key, 0));
    const link = reaching.find((each) => each.caller === caller);
    if (!caller || !link) break;
    const spec = specOf(w, link.call);
    if (failed && (spec.optional || spec.async || recovers(w, at, spec, below, key))) failed = false;
    const up = failed
      ? UPSTREAM
      : flowOf(w.recorder, caller.id, OK, at.second) > 0
        ? OK
        : failureOf(w, at, caller, key);
    failed = up !== OK;
    path.unshift({ lane: caller, outcome: up, call: link.call });
    child = caller;
  }
  return path;
}

function failureOf(w: WorldReading, at: Exemplar, lane: LaneMeta, key: number): number {
  return drawOutcome(w, lane, at.second, chance(w, at.second, key, 1), "bad");
}

/** A call as the system declares it. */
export function specOf(w: WorldReading, call: CallMeta): Call {
  const operation = w.system.operations[call.from];
  const first = layoutOf(w).callsFrom[call.from]?.[0]?.index ?? 0;
  const spec = operation?.calls[call.index - first];
  if (!spec) throw new RangeError(`there is no call ${call.index}`);
  return spec;
}

/** Whether one of the retries after a failed attempt succeeds, by how often the callee fails just now. */
function recovers(w: WorldReading, at: Exemplar, spec: Call, callee: LaneMeta, key: number): boolean {
  if (spec.retries < 1) return false;
  const all = layoutOf(w).lanesFor(callee.operationIndex, callee.classIndex, callee.region);
  let bad = 0;
  let sum = 0;
  for (const lane of all) {
    bad += failedFlow(w.recorder, lane.id, at.second);
    sum += completions(w, lane, at.second);
  }
  let stillFailed = 1;
  for (let i = 0; i < spec.retries; i++) stillFailed *= sum > 0 ? bad / sum : 1;
  return chance(w, at.second, key, 2) >= stillFailed;
}
