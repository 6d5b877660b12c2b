/** Controllers: what changes the world besides its load. They act at the beginning of a second. */
import type { WorldState } from "./state";

export function control(w: WorldState): void {
  for (let i = w.loads.length - 1; i >= 0; i--) {
    const until = w.loads[i]?.until ?? null;
    if (until !== null && w.second >= until) w.loads.splice(i, 1);
  }
}
