import type { Look, Trace } from "#domain/telemetry";
import { pow } from "#lib/math";
import { draw, streamId } from "#lib/random";
import type { WorldReading } from "../contract";
import { type LaneMeta, layoutOf } from "./layout";
import { FIRST_FAULT, flowOf, OK } from "./outcome";
import { entityOf, exemplarCount, traceId, weightOf } from "./sampler";
import { openTrace, traceOf } from "./trace";

export { openTrace };
export type TracesLook = Extract<Look, { readonly panel: "traces" }>;

const KEPT = streamId("trace kept");
/** Traces shown, and requests followed at most when the list asks for something few have. */
const MAX_TRACES = 60;
const MAX_BUILT = 250;

/**
 * Whether the tracing backend kept at least one of the requests an exemplar stands for: each is kept with the
 * probability `traceSampling`, decided at its start without knowing how it ends.
 */
function isKept(w: WorldReading, second: number, entity: number, weight: number): boolean {
  return draw(w.seed, KEPT, second, entity) < 1 - pow(1 - Math.min(1, w.system.telemetry.traceSampling), weight);
}

function slowAfter(lane: LaneMeta): number {
  return lane.class.slo.latency;
}

/**
 * Sampled traces of the window before `now`, newest first. Rare failures may be missing: what was not sampled cannot
 * be found here, though a log line still opens it. `slow` means longer than the class's objective.
 */
export function listTraces(w: WorldReading, look: TracesLook, now: number): Trace[] {
  const until = Math.min(w.recorder.until, now - w.system.telemetry.logDelay);
  const from = Math.max(w.recorder.from, now - look.window);
  const roots = layoutOf(w).roots.filter(
    (lane) =>
      (look.route === null || look.route === lane.route) && (look.region === null || look.region === lane.region),
  );
  const outcomes = Array.from({ length: FIRST_FAULT + w.system.faults.length }, (_, outcome) => outcome).filter(
    (outcome) => look.only !== "error" || outcome !== OK,
  );
  const found: Trace[] = [];
  let built = 0;
  for (let second = until - 1; second >= from; second--) {
    for (const lane of roots) {
      const faulty = w.recorder.lane("fault", lane.id, second) > 0;
      for (const outcome of outcomes) {
        if (outcome >= FIRST_FAULT && !faulty) break;
        const flow = flowOf(w.recorder, lane.id, outcome, second);
        const count = exemplarCount(flow);
        for (let index = 0; index < count; index++) {
          const at = { second, lane: lane.id, outcome, index };
          const weight = weightOf(flow, count, index);
          if (!isKept(w, second, entityOf(at), weight)) continue;
          if (found.length >= MAX_TRACES || built >= MAX_BUILT) return found;
          const trace = traceOf(w, at, traceId(w.seed, at));
          built++;
          if (!trace || (look.only === "slow" && trace.duration <= slowAfter(lane))) continue;
          if (look.node === null || trace.spans.some((span) => span.node === look.node)) found.push(trace);
        }
      }
    }
  }
  return found;
}
