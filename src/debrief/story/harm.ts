import type { Second } from "#domain/ids";
import type { DrillState } from "#engine/index";
import { weighHarm } from "#score/index";
import { impactOf } from "#world/index";

export type HarmKind = "failed" | "delayed" | "lost" | "doubled";
const KINDS = ["failed", "delayed", "lost", "doubled"] as const;

/** What customers bore. Requests of the counted classes, whole. */
export interface HarmTold {
  readonly totals: Readonly<Record<HarmKind, number>>;
  /** What one request of the class that suffered most is, in a word: `order`. */
  readonly noun: string;
  /** Its share of all failed requests, 0–1. */
  readonly share: number;
  /** From when on harm stayed below a tenth of its peak for five minutes; null when it never did. */
  readonly calmAt: Second | null;
  /** When it came back after that. */
  readonly backAt: Second | null;
}

/** Seconds of a mean. */
const STEP = 15;
/** Means in a row that make it calm. */
const HOLD = 20;
const LOUD = 0.2;
const QUIET = 0.1;

/** Watches what customers bear, second by second. */
export class HarmWatch {
  private readonly perSecond: number[] = [];
  private readonly totals: Record<HarmKind, number> = { failed: 0, delayed: 0, lost: 0, doubled: 0 };
  private readonly byClass = new Map<string, number>();

  observe(state: DrillState): void {
    while (this.perSecond.length < state.now) {
      const impact = impactOf(state.world, this.perSecond.length);
      this.perSecond.push(weighHarm(state.scene, impact));
      for (const { id, outcome } of state.scene.system.classes) {
        const harm = impact.classes[id];
        if (harm === undefined || !outcome.counted) continue;
        for (const kind of KINDS) this.totals[kind] += harm[kind];
        this.byClass.set(id, (this.byClass.get(id) ?? 0) + KINDS.reduce((sum, kind) => sum + harm[kind], 0));
      }
    }
  }

  /** What it came to. `from` is the second of the page. */
  told(state: DrillState, from: Second): HarmTold {
    const [worst, most] = [...this.byClass].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
    const all = [...this.byClass.values()].reduce((sum, each) => sum + each, 0);
    const totals = Object.fromEntries(KINDS.map((kind) => [kind, Math.round(this.totals[kind])]));
    return {
      totals: totals as Record<HarmKind, number>,
      noun: state.scene.system.classes.find(({ id }) => id === worst)?.outcome.noun ?? "request",
      share: all > 0 ? most / all : 0,
      ...this.calm(from),
    };
  }

  private calm(from: Second): Pick<HarmTold, "calmAt" | "backAt"> {
    const means: number[] = [];
    for (let at = 0; at + STEP <= this.perSecond.length; at += STEP) {
      means.push(this.perSecond.slice(at, at + STEP).reduce((sum, each) => sum + each, 0) / STEP);
    }
    const peak = Math.max(0, ...means);
    const loud = means.findIndex((mean) => mean > 0 && mean >= LOUD * peak);
    if (loud < 0) return { calmAt: null, backAt: null };
    const calm = means.findIndex((_, i) => {
      const held = means.slice(i, i + HOLD);
      return i > loud && i * STEP >= from && held.length >= 4 && held.every((mean) => mean <= QUIET * peak);
    });
    if (calm < 0) return { calmAt: null, backAt: null };
    const back = means.findIndex(
      (_, i) => i > calm + HOLD && [0, 1, 2, 3].every((ahead) => (means[i + ahead] ?? 0) >= LOUD * peak),
    );
    return { calmAt: calm * STEP, backAt: back < 0 ? null : back * STEP };
  }
}
