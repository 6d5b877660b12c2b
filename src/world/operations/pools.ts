/** Blue and green: a pool of pods that serves, and one that is kept warm without traffic (cells tagged `pool`). */
import { ensureCell, setPods } from "../layout";
import { identityOf, retire, servingCells } from "../pods";
import type { Cell, WorldState } from "../state";

/** The cells of a node that stand by in a region. */
export function standby(w: WorldState, node: number, region: number | null): Cell[] {
  return w.cellTable.filter(
    (c) => c.tag === "pool" && c.node === node && (region === null || c.region === region) && c.info.pods > 0,
  );
}

/** Sends the traffic of a region to the pool that stands by, and lets the other one stand by instead; nothing where there is none. */
export function swapPools(w: WorldState, node: number, region: number): void {
  const idle = standby(w, node, region);
  if (idle.length === 0) return;
  const bring = idle.map((cell) => ({ cell, id: identityOf(cell, { tag: "" }), pods: cell.info.pods }));
  for (const cell of servingCells(w, node, region)) {
    const pods = cell.info.pods;
    // What is in flight is finished where it is. Pods that were down stand by with the others.
    retire(w, cell, cell.info.ready);
    setPods(w, cell, 0, 0);
    const pool = ensureCell(w, identityOf(cell, { tag: "pool" }));
    setPods(w, pool, pool.info.pods + pods, 0);
  }
  for (const { cell, id, pods } of bring) {
    setPods(w, cell, cell.info.pods - pods, 0);
    const home = ensureCell(w, id);
    setPods(w, home, home.info.pods + pods, home.info.ready + pods);
  }
}

/** Fills the pool that stands by with as many pods of a version as serve; what stood by before goes. */
export function fillPool(w: WorldState, node: number, region: number | null, version: string): void {
  for (const cell of standby(w, node, region)) setPods(w, cell, 0, 0);
  for (const cell of servingCells(w, node, region)) {
    if (cell.info.pods <= 0) continue;
    const pool = ensureCell(w, identityOf(cell, { version, tag: "pool" }));
    setPods(w, pool, pool.info.pods + cell.info.pods, 0);
  }
}
