import type { AlertView } from "#domain/telemetry";
import type { DrillState } from "./state";

/** Alert rules with their state, and pages with who has them. */
export function alertView(_state: DrillState): AlertView {
  return { rules: [], pages: [] };
}
