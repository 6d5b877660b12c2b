import type { Scene } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Impact } from "#world/index";

/** Weighted harm of one second: per counted class, count × the class's weight × the drill's weight of that kind of harm. */
export function weighHarm(scene: Scene, { classes }: Pick<Impact, "classes">): number {
  const weights = scene.score.harm;
  let sum = 0;
  for (const { id, outcome } of scene.system.classes) {
    const harm = classes[id];
    if (harm === undefined || !outcome.counted) continue;
    const own = outcome.weight;
    sum +=
      harm.failed * weights.failed * own.failed +
      harm.delayed * weights.delayed * own.delayed +
      harm.lost * weights.lost * own.lost +
      harm.doubled * weights.doubled * own.doubled;
  }
  return sum;
}

/** Means per step for drawing; `step` seconds each, the last one may be shorter. */
export function coarsen(perSecond: readonly number[], step: Second): number[] {
  const out: number[] = [];
  for (let from = 0; from < perSecond.length; from += step) {
    const to = Math.min(perSecond.length, from + step);
    let sum = 0;
    for (let i = from; i < to; i++) sum += perSecond[i] ?? 0;
    out.push(sum / (to - from));
  }
  return out;
}

/** 0–100: how much of the harm that could be spared was spared. The expert's run is 100, an idle one 0. */
export function restoreScore(player: number, expert: number, idle: number): number {
  if (idle <= expert) return 0;
  return 100 * Math.max(0, Math.min(1, (idle - player) / (idle - expert)));
}

/** Until when harm counts: the fixed horizon, or the end of the longest run when that comes first. */
export function horizonOf(scene: Scene): Second {
  return Math.min(scene.score.horizon, scene.limit);
}
