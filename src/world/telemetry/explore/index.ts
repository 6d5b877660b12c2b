import type { ExploreResult, Look } from "#domain/telemetry";
import type { WorldReading } from "../../contract";

/** Evaluates a PromQL query over what has been scraped by `now`. */
export function explore(_w: WorldReading, look: Extract<Look, { panel: "explore" }>, now: number): ExploreResult {
  const { step, window } = look;
  return { problem: null, type: "none", unit: "", series: [], from: now - window, to: now, step, more: 0, shows: [] };
}
