import type { Second } from "#domain/ids";
import type { DrillState } from "#engine/index";
import { horizonOf } from "#score/index";
import { impactOf } from "#world/index";
import { containmentOf } from "../containment";
import { courseOf } from "../course";
import { HarmLine } from "../harm";

export type HarmKind = "failed" | "delayed" | "lost" | "doubled";
const KINDS = ["failed", "delayed", "lost", "doubled"] as const;

/** What customers bore. Requests of the counted classes up to the fixed horizon, whole. */
export interface HarmTold {
  readonly totals: Readonly<Record<HarmKind, number>>;
  /** What one request of the class that suffered most is, in a word: `order`. */
  readonly noun: string;
  /** Its share of all failed requests, 0–1. */
  readonly share: number;
  /** When it was contained, as stage times have it; null when it never was. */
  readonly calmAt: Second | null;
  /** When it came back after that. */
  readonly backAt: Second | null;
}

/** What a finished run came to. */
export function harmOf(state: DrillState): HarmTold {
  const { scene, world, now } = state;
  const totals: Record<HarmKind, number> = { failed: 0, delayed: 0, lost: 0, doubled: 0 };
  const byClass = new Map<string, number>();
  // Totals are those of the card and of the postmortem.
  const end = Math.min(now, horizonOf(scene));
  for (let second = 0; second < end; second++) {
    const { classes } = impactOf(world, second);
    for (const { id, outcome } of scene.system.classes) {
      const harm = classes[id];
      if (harm === undefined || !outcome.counted) continue;
      for (const kind of KINDS) totals[kind] += harm[kind];
      byClass.set(id, (byClass.get(id) ?? 0) + KINDS.reduce((sum, kind) => sum + harm[kind], 0));
    }
  }
  const [worst, most] = [...byClass].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
  const all = [...byClass.values()].reduce((sum, each) => sum + each, 0);
  const course = courseOf(state);
  const line = new HarmLine(course);
  const { at, back } = containmentOf(course, line, line.onset(line.hurtLimit));
  for (const kind of KINDS) totals[kind] = Math.round(totals[kind]);
  return {
    totals,
    noun: scene.system.classes.find(({ id }) => id === worst)?.outcome.noun ?? "request",
    share: all > 0 ? most / all : 0,
    calmAt: at,
    backAt: back,
  };
}
