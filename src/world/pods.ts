/** Pods come, go, restart and change cell. In-flight work goes with them or is lost; nothing is counted twice. */
import { leaveBook, moveInBook } from "./book";
import { type CellIdentity, ensureCell, setPods } from "./layout";
import type { Cell, Lane, Line, WorldState } from "./state";

/** Seconds a pod taken out of service may use to finish what it has. */
export const DRAIN = 30;

export function cellsOf(w: WorldState, node: number, region: number | null): Cell[] {
  return w.cellTable.filter((c) => c.node === node && (region === null || c.region === region) && c.info.pods > 0);
}

/** Serving pods (not held, not standing by) of a node in a region. */
export function servingCells(w: WorldState, node: number, region: number | null): Cell[] {
  return cellsOf(w, node, region).filter((c) => !c.held && c.tag !== "pool");
}

export function identityOf(cell: Cell, over: Partial<CellIdentity> = {}): CellIdentity {
  const i = cell.info;
  return {
    node: cell.node,
    region: cell.region,
    zone: i.zone,
    version: i.version,
    role: i.role,
    tag: cell.tag,
    ...over,
  };
}

/** Loses a share of everything a cell is working on: the callers get an error, caches lose what they held. */
export function dropShare(w: WorldState, cell: Cell, share: number): void {
  if (share <= 0) return;
  const keep = 1 - share;
  const l = w.laneCols;
  const p = w.portCols;
  const lose = (port: number, lane: number, some: number): void => {
    if (some <= 0) return;
    p.refused[port] = (p.refused[port] as number) + some;
    w.dropped[lane] = (w.dropped[lane] ?? 0) + some;
    w.dropping = true;
  };
  for (let id = cell.laneFrom; id < cell.laneTo; id++) {
    const lane = w.laneTable[id] as Lane;
    l.station[id] = (l.station[id] as number) * keep;
    l.resting[id] = (l.resting[id] as number) * keep;
    l.calling[id] = (l.calling[id] as number) * keep;
    l.dead[id] = (l.dead[id] as number) * keep;
    for (let port = lane.portFrom; port < lane.portTo; port++) {
      const here = p.inService[port] as number;
      lose(port, id, here * share);
      p.inService[port] = here * keep;
    }
  }
  dropRing(cell, cell.ring, share, cell.portFrom, (port, some) => lose(port, w.portLane[port] as number, some));
  w.cellCols.queue[cell.id] = (w.cellCols.queue[cell.id] as number) * keep;
  w.cellCols.backlog[cell.id] = (w.cellCols.backlog[cell.id] as number) * keep;
  w.cellCols.inUse[cell.id] = (w.cellCols.inUse[cell.id] as number) * keep;
  for (const index of cell.lines) {
    const line = w.lines[index] as Line;
    const lane = w.laneTable[line.lane] as Lane;
    dropRing(cell, line.ring, share, lane.portFrom, (port, some) => lose(port, lane.id, some));
  }
  w.cellCols.hit[cell.id] = (w.cellCols.hit[cell.id] as number) * keep;
}

function dropRing(
  cell: Cell,
  ring: Cell["ring"],
  share: number,
  portFrom: number,
  lose: (port: number, some: number) => void,
): void {
  const data = ring.rows();
  for (let r = 0; r < ring.count; r++) {
    const o = ring.at(r);
    for (let i = 0; i < ring.width; i++) {
      const some = (data[o + i] as number) * share;
      data[o + i] = (data[o + i] as number) - some;
      ring.mass -= some;
      if (i < ring.ports) lose(portFrom + i, some);
    }
  }
  if (share >= 1) ring.clear();
  void cell;
}

/** Takes pods out of balancing; they finish what they have for as long as their rollout says, or `DRAIN` seconds, then go. */
export function retire(w: WorldState, cell: Cell, pods: number): void {
  const n = Math.min(pods, cell.info.ready);
  if (n <= 0) return;
  leaveBook(w, cell, n);
  const drain = w.system.nodes[cell.node]?.rollout?.drain ?? DRAIN;
  if (drain <= 0) dropShare(w, cell, n / (cell.info.ready + (w.cellCols.draining[cell.id] as number)));
  else {
    w.cellCols.draining[cell.id] = (w.cellCols.draining[cell.id] as number) + n;
    w.drains.push({ cell: cell.id, pods: n, at: w.second + drain });
  }
  setPods(w, cell, cell.info.pods - n, cell.info.ready - n);
}

/** Ends drains that are over. */
export function endDrains(w: WorldState): void {
  for (let i = 0; i < w.drains.length; i++) {
    const d = w.drains[i];
    if (d === undefined || w.second < d.at) continue;
    const cell = w.cellTable[d.cell] as Cell;
    const left = Math.max(0, (w.cellCols.draining[d.cell] as number) - d.pods);
    w.cellCols.draining[d.cell] = left;
    // What still hangs on the very last pods is cut off with them.
    if (left + cell.info.ready <= 0) dropShare(w, cell, 1);
    w.stale = true;
    w.drains.splice(i, 1);
    i--;
  }
}

/** Creates pods that are not ready yet. */
export function startPods(w: WorldState, id: CellIdentity, pods: number): Cell {
  const cell = ensureCell(w, id);
  setPods(w, cell, cell.info.pods + pods, cell.info.ready);
  return cell;
}

/** Takes pods down at once and loses what they had; they come back when made ready again. */
export function takeDown(w: WorldState, cell: Cell, pods: number): void {
  const n = Math.min(pods, cell.info.ready);
  if (n <= 0) return;
  leaveBook(w, cell, n);
  dropShare(w, cell, n / (cell.info.ready + (w.cellCols.draining[cell.id] as number)));
  setPods(w, cell, cell.info.pods, cell.info.ready - n);
}

/** Makes pods ready. */
export function makeReady(w: WorldState, cell: Cell, pods: number): void {
  setPods(w, cell, cell.info.pods, Math.min(cell.info.pods, cell.info.ready + pods));
}

/** Moves pods with everything they are working on into another cell of the same node and region. */
export function movePods(w: WorldState, from: Cell, to: Cell, pods: number): void {
  const ready = from.info.ready;
  const share = ready > 0 ? Math.min(1, pods / ready) : 0;
  moveInBook(w, from, to, pods);
  const l = w.laneCols;
  const p = w.portCols;
  const n = from.laneTo - from.laneFrom;
  for (let i = 0; i < n; i++) {
    for (const column of ["station", "resting", "calling", "dead"] as const) {
      const part = (l[column][from.laneFrom + i] as number) * share;
      l[column][from.laneFrom + i] = (l[column][from.laneFrom + i] as number) - part;
      l[column][to.laneFrom + i] = (l[column][to.laneFrom + i] as number) + part;
    }
    const a = w.laneTable[from.laneFrom + i] as Lane;
    const b = w.laneTable[to.laneFrom + i] as Lane;
    for (let s = 0; s < a.siteTo - a.siteFrom; s++) {
      const part = (w.siteCols.unresolved[a.siteFrom + s] as number) * share;
      w.siteCols.unresolved[a.siteFrom + s] = (w.siteCols.unresolved[a.siteFrom + s] as number) - part;
      w.siteCols.unresolved[b.siteFrom + s] = (w.siteCols.unresolved[b.siteFrom + s] as number) + part;
    }
  }
  for (let i = 0; i < from.portTo - from.portFrom; i++) {
    const part = (p.inService[from.portFrom + i] as number) * share;
    p.inService[from.portFrom + i] = (p.inService[from.portFrom + i] as number) - part;
    p.inService[to.portFrom + i] = (p.inService[to.portFrom + i] as number) + part;
    const come = (p.rate[from.portFrom + i] as number) * share;
    p.rate[from.portFrom + i] = (p.rate[from.portFrom + i] as number) - come;
    p.rate[to.portFrom + i] = (p.rate[to.portFrom + i] as number) + come;
  }
  for (const column of ["queue", "backlog", "inUse", "finished"] as const) {
    const part = (w.cellCols[column][from.id] as number) * share;
    w.cellCols[column][from.id] = (w.cellCols[column][from.id] as number) - part;
    w.cellCols[column][to.id] = (w.cellCols[column][to.id] as number) + part;
  }
  w.cellCols.hit[to.id] = w.cellCols.hit[from.id] as number;
  from.ring.moveShare(share, to.ring);
  from.lines.forEach((index, i) => {
    const other = to.lines[i];
    if (other !== undefined) (w.lines[index] as Line).ring.moveShare(share, (w.lines[other] as Line).ring);
  });
  setPods(w, from, from.info.pods - pods, from.info.ready - pods);
  setPods(w, to, to.info.pods + pods, to.info.ready + pods);
}
