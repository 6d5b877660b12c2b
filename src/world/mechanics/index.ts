/** All slow processes, in the order in which they act. */
import type { WorldState } from "../state";
import type { Mechanic } from "./mechanic";

const MECHANICS: readonly Mechanic[] = [];

/** Those that a system has a use for. */
export function mechanicsOf(w: WorldState): readonly Mechanic[] {
  return MECHANICS.filter((m) => m.used(w));
}
