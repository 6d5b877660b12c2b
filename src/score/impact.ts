import type { Scene } from "#domain/drill";
import type { Second } from "#domain/ids";

/** Requests harmed in one second, by class, unweighted. */
export interface Harm {
  readonly failed: number;
  readonly delayed: number;
  readonly lost: number;
  readonly doubled: number;
}

/** Weighted harm of one second: per class, count × the class's weight × the drill's weight of that kind of harm. */
export function weighHarm(scene: Scene, byClass: readonly Harm[]): number {
  const weights = scene.score.harm;
  let sum = 0;
  scene.system.classes.forEach((cls, index) => {
    const harm = byClass[index];
    if (harm === undefined || !cls.outcome.counted) return;
    const own = cls.outcome.weight;
    sum +=
      harm.failed * weights.failed * own.failed +
      harm.delayed * weights.delayed * own.delayed +
      harm.lost * weights.lost * own.lost +
      harm.doubled * weights.doubled * own.doubled;
  });
  return sum;
}

/** Sums per step for drawing; `step` seconds each, the last one may be shorter. */
export function coarsen(perSecond: readonly number[], step: Second): number[] {
  const out: number[] = [];
  for (let from = 0; from < perSecond.length; from += step) {
    let sum = 0;
    for (let i = from; i < Math.min(perSecond.length, from + step); i++) sum += perSecond[i] ?? 0;
    out.push(sum / Math.min(step, perSecond.length - from));
  }
  return out;
}

/** 0–100: how much of the harm that could be spared was spared. The expert's run is 100, an idle one 0. */
export function restoreScore(player: number, expert: number, idle: number): number {
  if (idle <= expert) return 0;
  return 100 * Math.max(0, Math.min(1, (idle - player) / (idle - expert)));
}
