/** One second of the world. */
import { takeIn } from "./arrivals";
import { dispatchGroup, resolve } from "./calls";
import { finish } from "./completions";
import { control } from "./control";
import { CLOCK } from "./environment";
import { offerLoad, sendLoad, usersReturn } from "./load";
import { applyLimits } from "./mechanics/limits";
import { countKilled } from "./mechanics/memory";
import { refreshParameters } from "./parameters";
import { record } from "./recording";
import type { Cell, Trunk, WorldState } from "./state";

/** Advances the world by one second. */
export function tick(w: WorldState): void {
  control(w);
  if (w.second >= w.nextWindow || (w.compiled.readsTime && w.second % CLOCK === 0)) w.stale = true;
  if (w.laidOut !== w.cellTable.length) relayout(w);
  warmCaches(w);
  if (w.stale) refreshParameters(w);
  clearLanes(w);
  offerLoad(w);
  for (let i = 0; i < w.pace; i++) step(w);
  usersReturn(w);
  for (const m of w.mechanics) m.gauge?.(w);
  record(w);
  w.tape.advance();
  w.second++;
}

/** A step of the dynamics: requests on their way down, then answers on their way up. */
function step(w: WorldState): void {
  // Windows of faults may open and close within a second where it has several steps.
  if (w.now / w.pace >= w.nextWindow) refreshParameters(w);
  sendLoad(w);
  for (const t of w.userTrunks) dispatchGroup(w, [t]);
  const { steps } = w;
  for (let i = 0; i < steps.length; i++) {
    const { cells, groups, limited } = steps[i] as Step;
    if (limited >= 0) applyLimits(w, limited, cells);
    for (let j = 0; j < cells.length; j++) takeIn(w, cells[j] as Cell);
    for (let j = 0; j < groups.length; j++) dispatchGroup(w, groups[j] as readonly Trunk[]);
  }
  w.groupCols.finished.fill(0);
  for (let i = steps.length - 1; i >= 0; i--) {
    const { cells, trunks } = steps[i] as Step;
    for (let j = 0; j < trunks.length; j++) resolve(w, trunks[j] as Trunk);
    for (let j = 0; j < cells.length; j++) finish(w, cells[j] as Cell);
  }
  for (const t of w.userTrunks) resolve(w, t);
  w.now++;
}

/** Rebuilds what is derived from the layout after cells were added. */
export function relayout(w: WorldState): void {
  w.steps = makeSteps(w);
  w.cacheCells = w.cellTable.filter((c) => w.system.nodes[c.node]?.cache !== null);
  w.tape.widen(w.laneTable.length, w.cellTable.length);
  w.laidOut = w.cellTable.length;
  w.stale = true;
}

/** A node's turn: its cells, and its trunks by pool group. */
export interface Step {
  readonly cells: Cell[];
  /** The node, where it has limits; else −1. */
  readonly limited: number;
  readonly groups: readonly (readonly Trunk[])[];
  /** All of them, in the order of the groups. */
  readonly trunks: readonly Trunk[];
}

/** The order of work, rebuilt when a cell is added. */
function makeSteps(w: WorldState): Step[] {
  return w.compiled.order.map((node) => {
    const groups = new Map<number, Trunk[]>();
    for (const t of w.trunks) {
      if (t.call < 0 || w.compiled.calls[t.call]?.fromNode !== node) continue;
      const list = groups.get(t.pool);
      if (list === undefined) groups.set(t.pool, [t]);
      else list.push(t);
    }
    const lists = [...groups.values()];
    const limited = w.system.nodes[node]?.limits === undefined ? -1 : node;
    return { limited, cells: w.cellTable.filter((c) => c.node === node), groups: lists, trunks: lists.flat() };
  });
}

function clearLanes(w: WorldState): void {
  const l = w.laneCols;
  l.arrivals.fill(0);
  l.ok.fill(0);
  l.upstream.fill(0);
  l.timeout.fill(0);
  l.rejected.fill(0);
  l.fault.fill(0);
  l.delayed.fill(0);
  l.limited.fill(0);
  w.trunkCols.sent.fill(0);
  w.trunkCols.lost.fill(0);
  w.trunkCols.retried.fill(0);
  // Lost with their pods since the last second: refused from the callers' point of view.
  if (w.dropping) {
    for (const key of Object.keys(w.dropped)) {
      const lane = Number(key);
      l.rejected[lane] = w.dropped[lane] as number;
      delete w.dropped[lane];
    }
    countKilled(w);
  }
  w.dropping = false;
}

/** A cold cache fills again; callers see the misses meanwhile. */
function warmCaches(w: WorldState): void {
  for (const cell of w.cacheCells) {
    const cache = w.system.nodes[cell.node]?.cache;
    if (cache === null || cache === undefined || cache.keys !== undefined) continue;
    const hit = w.cellCols.hit[cell.id] as number;
    const gap = cache.hitRatio - hit;
    if (gap < 1e-4 && gap > -1e-4) continue;
    w.cellCols.hit[cell.id] = hit + gap / Math.max(1, cache.warmup);
    w.stale = true;
  }
}
