import type { Scene } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Text } from "#domain/text";
import type { DrillState } from "#engine/index";
import { horizonOf } from "#score/index";
import { impactOf } from "#world/index";
import type { CausalTruth } from "./contract";

/** A class counts as having suffered from this share of the harm of the worst one on. */
const SUFFERED = 0.1;

const plain = (text: Text): string => text.map((part) => (typeof part === "string" ? part : "…")).join("");

/** What became of the requests of a class. `wrong` ones were lost or carried out twice. */
export interface ClassHarm {
  failed: number;
  delayed: number;
  wrong: number;
  /** Answered, late ones included. */
  completed: number;
}

/** What became of the requests of the counted classes between two seconds, at most over the fixed horizon, by class id. */
export function harmByClass(
  state: DrillState,
  from: Second = 0,
  until: Second = Number.POSITIVE_INFINITY,
): ReadonlyMap<string, Readonly<ClassHarm>> {
  const sums = new Map<string, ClassHarm>();
  const { scene, world } = state;
  const counted = scene.system.classes.filter(({ outcome }) => outcome.counted);
  const end = Math.min(state.now, horizonOf(scene), until);
  for (let second = Math.max(0, from); second < end; second++) {
    const { classes } = impactOf(world, second);
    for (const { id } of counted) {
      const harm = classes[id];
      if (harm === undefined) continue;
      const sum = sums.get(id) ?? { failed: 0, delayed: 0, wrong: 0, completed: 0 };
      sum.failed += harm.failed;
      sum.delayed += harm.delayed;
      sum.wrong += harm.lost + harm.doubled;
      sum.completed += harm.completed;
      sums.set(id, sum);
    }
  }
  return sums;
}

/** What really happened in a run: who suffered in it, and from the drill trigger, causes and what would have caught it. */
export function truthOf(scene: Scene, state: DrillState): CausalTruth {
  const harm = [...harmByClass(state)].map(([id, sum]) => [id, sum.failed + sum.delayed + sum.wrong] as const);
  harm.sort((a, b) => b[1] - a[1]);
  const worst = harm[0]?.[1] ?? 0;
  const { diagnosis, followups } = scene.score;
  return {
    classes: harm.filter(([, sum]) => sum > 0 && sum >= SUFFERED * worst).map(([id]) => id),
    names: {
      classes: Object.fromEntries(scene.system.classes.map(({ id, route, cohort }) => [id, `${route}, ${cohort}`])),
      nodes: Object.fromEntries(scene.system.nodes.map(({ id, label }) => [id, label])),
    },
    triggers: diagnosis.triggers,
    causes: diagnosis.truth.map(({ mechanism, nodes }) => ({ mechanism, nodes })),
    safeguards: followups
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points)
      .map(({ measure, reason }) => ({ measure, text: plain(reason) })),
  };
}
