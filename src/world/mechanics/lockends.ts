import type { Cause } from "#domain/mechanics";
import { targetRegion } from "../layout";
import { recordFault } from "../recording";
import { ageRing } from "../rings";
import type { Cell, Lane, Line, WorldState } from "../state";
import { remembered } from "./lockmemory";
import { BLOCKED, lockPlan, VICTIM } from "./lockplan";
import { offset } from "./lockwait";

/** Whether a lane's line belongs to the locks. */
export function isLockLine(line: Line): boolean {
  return line.fault < 0;
}

/**
 * A second of those who wait in a line: callers who have waited long enough are told so, and the database cancels victims and
 * whoever waits longer than it allows. Returns how many workers became free; `failed` hears of those whose callers are told.
 */
export function endWaiting(
  w: WorldState,
  cell: Cell,
  lane: Lane,
  line: Line,
  failed: (flow: number, mean: number, variance: number) => void,
): number {
  const { ring } = line;
  ageRing(w, lane.portFrom, lane.id, ring);
  const plan = lockPlan(w.compiled);
  const group = plan.groupOf[lane.operation] as number;
  const node = line.fault === BLOCKED ? cell.node : (plan.groups[group]?.node ?? cell.node);
  const database = w.system.nodes[node]?.database;
  const lockTimeout = database?.lockTimeout ?? Infinity;
  const statementTimeout = database?.statementTimeout ?? Infinity;
  const most = Math.min(lockTimeout, statementTimeout);
  if (line.fault !== VICTIM && most === Infinity) return 0;
  const cause: Cause =
    line.fault === VICTIM ? "deadlock" : lockTimeout <= statementTimeout ? "lock-timeout" : "statement-timeout";
  let ended = 0;
  while (ring.count > 0) {
    const due = ring.dueAt(0);
    const age = w.second - (due - offset(line));
    if (line.fault === VICTIM ? w.second < due : age < most) break;
    ended += abort(w, lane, line, cause, line.fault === VICTIM ? 1 : age, failed);
    ring.dropOldest();
  }
  if (ended > 0 && line.fault === VICTIM) {
    const { victims } = remembered(w);
    const at = databaseCell(w, cell, node);
    victims[at] = (victims[at] ?? 0) + ended;
  }
  if (ring.count === 0) ring.clear();
  return ended;
}

function abort(
  w: WorldState,
  lane: Lane,
  line: Line,
  cause: Cause,
  age: number,
  failed: (flow: number, mean: number, variance: number) => void,
): number {
  const { ring } = line;
  const o = ring.at(0);
  const data = ring.rows();
  let alive = 0;
  for (let i = 0; i < ring.ports; i++) {
    const some = data[o + i] as number;
    alive += some;
    const port = lane.portFrom + i;
    w.portCols.failed[port] = (w.portCols.failed[port] as number) + some;
  }
  const all = alive + (data[o + ring.ports] as number);
  data.fill(0, o, o + ring.width);
  ring.mass = Math.max(0, ring.mass - all);
  if (alive > 0) {
    w.laneCols.fault[lane.id] = (w.laneCols.fault[lane.id] as number) + alive;
    const fault = w.compiled.causes.get(cause);
    if (fault !== undefined) recordFault(w, fault, lane.id, alive);
    failed(alive, age, 0.1);
  }
  return all;
}

/** The primary of a database that a cell's rows stand in: itself, or in its region, or where it is. */
export function databaseCell(w: WorldState, cell: Cell, node: number): number {
  if (cell.node === node) return cell.id;
  const region = targetRegion(w.compiled, "local", cell.region, node);
  const there = w.cellTable.filter((c) => c.node === node && c.info.role === "primary" && c.info.pods > 0);
  return (there.find((c) => c.region === region) ?? there[0] ?? cell).id;
}
