/** What users and the business suffered in a second, by class. */
import { CLASS_COLUMNS } from "./recorder";
import type { WorldState } from "./state";

export interface Harm {
  readonly completed: number;
  readonly failed: number;
  readonly delayed: number;
  readonly lost: number;
  readonly doubled: number;
}

export interface Impact {
  /** By class id, requests in that second, not weighted. */
  readonly classes: Readonly<Record<string, Harm>>;
  /** Σ harm × the class's weights. */
  readonly weighted: number;
}

/** Requests of the counted classes, not weighted: failed ones and those that were answered. */
export interface Counted {
  readonly failed: number;
  readonly answered: number;
}

/** Adds those of a recorded second to a count. */
export function addCounted(w: WorldState, second: number, { failed, answered }: Counted): Counted {
  const { classes } = w.system;
  for (let k = 0; k < classes.length; k++) {
    if (classes[k]?.outcome.counted !== true) continue;
    failed += w.tape.ofClass("failed", k, second);
    answered += w.tape.ofClass("completed", k, second);
  }
  return { failed, answered };
}

/** Harm of a recorded second; zero for seconds not recorded. */
export function impactOf(w: WorldState, second: number): Impact {
  const classes: Record<string, Harm> = {};
  let weighted = 0;
  w.system.classes.forEach((c, k) => {
    const [completed, failed, delayed, lost, doubled] = CLASS_COLUMNS.map((column) =>
      w.tape.ofClass(column, k, second),
    ) as [number, number, number, number, number];
    classes[c.id] = { completed, failed, delayed, lost, doubled };
    const { weight } = c.outcome;
    weighted += failed * weight.failed + delayed * weight.delayed + lost * weight.lost + doubled * weight.doubled;
  });
  return { classes, weighted };
}
