/** Vertical scaling: how much larger than declared the pods of a node are, by region. */
import type { WorldState } from "./state";

type Sizes = Record<string, number>;

/** Factor on cores and memory of a pod; 1 = as declared. */
export function sizeOf(w: WorldState, node: number, region: number): number {
  return (w.slow.sizes as Sizes | undefined)?.[`${node}|${region}`] ?? 1;
}

export function setSize(w: WorldState, node: number, region: number, factor: number): void {
  const sizes = (w.slow.sizes ?? {}) as Sizes;
  sizes[`${node}|${region}`] = factor;
  w.slow.sizes = sizes;
  w.stale = true;
}
