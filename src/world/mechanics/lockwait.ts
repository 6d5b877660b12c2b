import type { Lane, Line, WorldState } from "../state";
import { STUCK } from "./lockplan";

/** Puts `mass` of the requests of a lane that are past their CPU into a line. `only`: those who came by these calls. */
export function wait(
  w: WorldState,
  lane: Lane,
  line: Line,
  mass: number,
  due: number,
  only: ReadonlySet<number> | null,
): number {
  const p = w.portCols;
  const l = w.laneCols;
  const takes = (port: number): boolean =>
    only === null || only.has((w.trunks[w.portTrunk[port] as number] as { call: number }).call);
  let total = l.dead[lane.id] as number;
  for (let port = lane.portFrom; port < lane.portTo; port++) total += p.inService[port] as number;
  if (total <= 0 || mass <= 0) return 0;
  const share = Math.min(1, mass / total);
  const born = w.second - Math.round(l.waited[lane.id] as number);
  const o = line.ring.push(born, due);
  const data = line.ring.rows();
  let moved = 0;
  for (let port = lane.portFrom; port < lane.portTo; port++) {
    if (!takes(port)) continue;
    const some = (p.inService[port] as number) * share;
    p.inService[port] = (p.inService[port] as number) - some;
    data[o + port - lane.portFrom] = some;
    moved += some;
  }
  if (only === null) {
    const some = (l.dead[lane.id] as number) * share;
    l.dead[lane.id] = (l.dead[lane.id] as number) - some;
    data[o + line.ring.ports] = some;
    moved += some;
  }
  line.ring.mass += moved;
  return moved;
}

/** Flow, time and time² of what leaves lines in this second. */
export const out = { flow: 0, time: 0, square: 0 };

/** Lets up to `mass` of a line go on, the oldest first. */
export function release(w: WorldState, lane: Lane, line: Line, mass: number): void {
  const { ring } = line;
  const data = ring.rows();
  let left = mass;
  while (left > 0 && ring.count > 0) {
    const row = ring.rowMass(0);
    const share = row <= left ? 1 : left / row;
    goOn(w, lane, line, 0, share, data);
    left -= row;
    if (share < 1) break;
    ring.dropOldest();
  }
  if (ring.count === 0) ring.clear();
}

/** Lets a share of one row of a line go on. */
export function goOn(w: WorldState, lane: Lane, line: Line, row: number, share: number, data: Float64Array): void {
  const { ring } = line;
  const o = ring.at(row);
  const p = w.portCols;
  let moved = 0;
  for (let i = 0; i < ring.ports; i++) {
    const some = (data[o + i] as number) * share;
    data[o + i] = (data[o + i] as number) - some;
    const port = lane.portFrom + i;
    p.inService[port] = (p.inService[port] as number) + some;
    moved += some;
  }
  const dead = (data[o + ring.ports] as number) * share;
  data[o + ring.ports] = (data[o + ring.ports] as number) - dead;
  w.laneCols.dead[lane.id] = (w.laneCols.dead[lane.id] as number) + dead;
  moved += dead;
  ring.mass -= moved;
  const age = Math.max(0, w.second - ring.dueAt(row) + offset(line));
  out.flow += moved;
  out.time += moved * age;
  out.square += moved * age * age;
}

/** Seconds to be added to a row's age: rows remember when they began to wait, those of circles when their counterparts will have given up. */
export function offset(line: Line): number {
  return line.fault === STUCK ? line.seconds : 0;
}
