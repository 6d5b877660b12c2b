/** Emptying and filling caches. */
import type { ActRequest } from "#domain/actions";
import { setCache } from "../mechanics/cache";
import type { Cell, Lane, WorldState } from "../state";
import { checkNode, type Kind, labelOf, place, type Refusal, refusal } from "./kind";

function checkCache(w: WorldState, req: ActRequest): Refusal | null {
  const bad = checkNode(w, req, false);
  if (bad !== null) return bad;
  const caches = w.system.nodes.filter((n) => n.cache !== null).map((n) => n.id);
  return caches.includes(req.node ?? "")
    ? null
    : refusal("not-a-cache", `${labelOf(w, req)} caches nothing.`, req.node, caches);
}

function cellsOf(w: WorldState, req: ActRequest): readonly Cell[] {
  const { node, region } = place(w, req);
  return w.cellTable.filter((c) => c.node === node && (region === null || c.region === region) && c.info.pods > 0);
}

export const purgeCache: Kind = {
  interruptible: false,
  check: checkCache,
  finish(w, op) {
    for (const cell of cellsOf(w, op.request)) setCache(w, cell, false);
    return null;
  },
  note: (w, req) => `Emptying ${labelOf(w, req)}`,
};

/** Share of the calls behind a cell that fail now. */
function failing(w: WorldState, cell: Cell): number {
  let worst = 0;
  for (let l = cell.laneFrom; l < cell.laneTo; l++) {
    const lane = w.laneTable[l] as Lane;
    for (let s = lane.siteFrom; s < lane.siteTo; s++) worst = Math.max(worst, w.siteCols.failing[s] as number);
  }
  return worst;
}

/** Above this share of failures behind it a cache cannot be loaded. */
const TOO_MANY = 0.2;

export const warmCache: Kind = {
  interruptible: true,
  check: checkCache,
  finish(w, op) {
    const cells = cellsOf(w, op.request);
    const worst = Math.max(0, ...cells.map((c) => failing(w, c)));
    if (worst > TOO_MANY) return `What is behind it failed ${Math.round(worst * 100)} % of the reads: given up`;
    for (const cell of cells) setCache(w, cell, true);
    return null;
  },
  note: (w, req) => `Loading ${labelOf(w, req)}`,
};
