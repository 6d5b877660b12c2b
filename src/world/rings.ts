/** The queues of a cell as cohorts: what waits, who gives up, who is next. */
import type { Cohorts } from "./cohorts";
import type { Cell, WorldState } from "./state";

const result = { age: 0, square: 0 };

/** Puts the arrivals into the ring, takes out the oldest until `held` are left, and gives up what has waited too long. */
export function throughRing(w: WorldState, cell: Cell, ring: Cohorts, held: number): { age: number; square: number } {
  const p = w.portCols;
  const { now } = w;
  const ports = cell.portTo - cell.portFrom;
  const lanes = cell.laneTo - cell.laneFrom;
  const row = ring.push(now, 0);
  const data = ring.rows();
  for (let i = 0; i < ports; i++) {
    const port = cell.portFrom + i;
    const come = p.arriving[port] as number;
    data[row + i] = come;
    ring.mass += come;
    p.arriving[port] = 0;
    p.taken[port] = 0;
  }
  for (let lane = cell.laneFrom; lane < cell.laneTo; lane++) w.laneCols.takenDead[lane] = 0;
  let excess = ring.mass - held;
  // Ages are those of whoever still waits, where there is anybody: with the newest first the others may be far older.
  let oldest = 0;
  let sum = 0;
  let age = 0;
  let square = 0;
  const lifo = w.lifo[cell.node] === 1;
  while (excess > 0 && ring.count > 0) {
    const r = lifo ? ring.count - 1 : 0;
    const o = ring.at(r);
    const mass = ring.rowMass(r);
    const born = ring.bornAt(r);
    const share = mass <= excess ? 1 : excess / mass;
    let alive = 0;
    for (let i = 0; i < ports; i++) {
      const part = (data[o + i] as number) * share;
      data[o + i] = (data[o + i] as number) - part;
      const port = cell.portFrom + i;
      p.taken[port] = (p.taken[port] as number) + part;
      alive += part;
    }
    for (let i = 0; i < lanes; i++) {
      const part = (data[o + ports + i] as number) * share;
      data[o + ports + i] = (data[o + ports + i] as number) - part;
      const lane = cell.laneFrom + i;
      w.laneCols.takenDead[lane] = (w.laneCols.takenDead[lane] as number) + part;
    }
    const moved = mass * share;
    const a = now - born;
    oldest = Math.max(oldest, a);
    sum += alive;
    age += alive * a;
    square += alive * a * a;
    ring.mass -= moved;
    excess -= moved;
    if (share < 1) break;
    if (lifo) ring.dropNewest();
    else ring.dropOldest();
  }
  if (held <= 0) ring.clear();
  // Those whose time is over in this step are alive on average for half of it: who is served now still may be in time (`answer`).
  else ageRing(w, cell.portFrom, cell.laneFrom, ring);
  result.age = sum > 0 ? age / sum : oldest;
  result.square = sum > 0 ? square / sum : oldest * oldest;
  return result;
}

/**
 * Drops what waits at a cell and has less than `margin` steps left until its caller gives up, and what nobody waits for any more.
 * Those who still wait are refused. Returns how long the last of them had waited (steps), −1 when nobody is near the end of their time.
 */
export function dropExpired(w: WorldState, cell: Cell, margin: number): number {
  const { ring } = cell;
  const p = w.portCols;
  const l = w.laneCols;
  const data = ring.rows();
  let dropped = 0;
  let limit = -1;
  for (let r = 0; r < ring.count; r++) {
    const age = w.now - ring.bornAt(r);
    const o = ring.at(r);
    for (let i = 0; i < ring.ports; i++) {
      const port = cell.portFrom + i;
      const last = (p.timeout[port] as number) - margin;
      const alive = data[o + i] as number;
      if (alive <= 0 || age <= last - 1) continue;
      limit = Math.max(limit, last);
      if (age < last) continue;
      data[o + i] = 0;
      dropped += alive;
      const lane = w.portLane[port] as number;
      p.refused[port] = (p.refused[port] as number) + alive;
      l.rejected[lane] = (l.rejected[lane] as number) + alive;
    }
    for (let i = ring.ports; i < ring.width; i++) {
      dropped += data[o + i] as number;
      data[o + i] = 0;
    }
  }
  if (dropped <= 0) return limit;
  const left = Math.max(0, ring.mass - dropped);
  const share = ring.mass > 0 ? left / ring.mass : 0;
  ring.mass = left;
  const k = w.cellCols;
  k.queue[cell.id] = (k.queue[cell.id] as number) * share;
  k.backlog[cell.id] = (k.backlog[cell.id] as number) * share;
  return limit;
}

/** Callers who have waited for their timeout give up: their jobs stay as dead work, and the caller is told. */
export function ageRing(w: WorldState, portFrom: number, laneFrom: number, ring: Cohorts): void {
  const p = w.portCols;
  const { now } = w;
  const data = ring.rows();
  for (let r = 0; r < ring.count; r++) {
    const age = now - ring.bornAt(r);
    if (age < 1) continue;
    const o = ring.at(r);
    for (let i = 0; i < ring.ports; i++) {
      const alive = data[o + i] as number;
      const port = portFrom + i;
      if (alive <= 0 || age < (p.timeout[port] as number)) continue;
      data[o + i] = 0;
      const lane = w.portLane[port] as number;
      const d = o + ring.ports + (lane - laneFrom);
      data[d] = (data[d] as number) + alive;
      p.late[port] = (p.late[port] as number) + alive;
      w.laneCols.timeout[lane] = (w.laneCols.timeout[lane] as number) + alive;
    }
  }
}
