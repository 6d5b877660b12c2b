/**
 * Waiting for locks: the stage of a request between its CPU and its calls. Whoever waits stands in the delay lines of its lane,
 * in order, and holds its worker; callers give up by their timeouts, databases by theirs.
 */
import type { LockSpec } from "#domain/mechanics";
import type { Cell, Lane, Line, WorldState } from "../state";
import { admitted, type Shape, shape, solve } from "../station";
import { databaseCell, isLockLine } from "./lockends";
import { callTime, holdOf, type LockMemory, placeOf, remembered, wantingOf } from "./lockmemory";
import { BLOCKED, type LockPlan, lockPlan, ROW, STUCK, VICTIM } from "./lockplan";
import { goOn, out, release, wait } from "./lockwait";
import type { Mechanic } from "./mechanic";
import { blockedShare } from "./sessions";

const shapes = new Map<number, Shape>();

function rowShape(rows: number): Shape {
  let s = shapes.get(rows);
  if (s === undefined) {
    s = shape(rows, 1, 1, 1);
    shapes.set(rows, s);
  }
  return s;
}

/**
 * The stage of locks of one lane: `passing` requests come from the CPU, what is returned goes on to its calls. Adds to the lane's
 * waiting time by completion.
 */
export function throughLocks(w: WorldState, cell: Cell, lane: Lane, passing: number): number {
  let row: Line | null = null;
  let stuck: Line | null = null;
  let blocked: Line | null = null;
  let victim: Line | null = null;
  for (const index of cell.lines) {
    const line = w.lines[index] as Line;
    if (line.lane !== lane.id) continue;
    if (line.fault === ROW) row = line;
    else if (line.fault === STUCK) stuck = line;
    else if (line.fault === BLOCKED) blocked = line;
    else if (line.fault === VICTIM) victim = line;
  }
  if (row === null && blocked === null) return passing;
  out.flow = 0;
  out.time = 0;
  out.square = 0;
  let coming = passing;
  if (blocked !== null) {
    const share = blockedShare(w, lane.operation, cell.info.role);
    if (share > 0) coming -= wait(w, lane, blocked, coming * share, w.second, null);
    else if (blocked.ring.count > 0) release(w, lane, blocked, Infinity);
  }
  if (stuck !== null) coming -= circle(w, cell, lane, stuck, coming);
  if (row !== null) {
    const come = coming;
    const go = throughRows(w, cell, lane, row, come);
    coming = Math.max(0, come - wait(w, lane, row, come, w.second, null));
    release(w, lane, row, go);
    // Holding a lock for a time of its own is part of the stage; those who fall victim to a deadlock leave it now.
    const lost = victim === null ? 0 : deadlocks(w, cell, lane, victim, out.flow);
    out.flow -= lost;
  }
  const through = coming + out.flow;
  if (through > 0 && out.time > 0) {
    const mean = out.time / through;
    const square = out.square / through;
    // Below a second an age is either 0 or 1, so only its mean says something; the wait for a row is about exponential.
    const variance = Math.max(mean * mean, square - mean * mean - mean);
    w.laneCols.waited[lane.id] = (w.laneCols.waited[lane.id] as number) + mean;
    w.laneCols.waitedVariance[lane.id] = (w.laneCols.waitedVariance[lane.id] as number) + variance;
  }
  return through;
}

/** How many of a lane get their row in this second: each row is a single server, and traffic falls on rows by chance. */
function throughRows(w: WorldState, cell: Cell, lane: Lane, line: Line, come: number): number {
  const plan = lockPlan(w.compiled);
  const memory = remembered(w);
  const { byPlace, rowLine } = wantingOf(w);
  const group = plan.groupOf[lane.operation] as number;
  const place = placeOf(w, plan, group, cell.region);
  const rows = (plan.groups[group] as { rows: number }).rows;
  const crossing = (plan.crossing[lane.operation]?.from.size ?? 0) > 0;
  memory.flow[lane.id] = come;
  let waiting = 0;
  let weights = 0;
  let seconds = 0;
  let holding = 0;
  let toTheEnd = false;
  for (const id of byPlace.get(place) ?? []) {
    const other = w.laneTable[id] as Lane;
    const lock = plan.lockOf[other.operation] as LockSpec;
    const request = lock.hold === "request";
    // Who comes while holding other rows meets their holders in circles, not in this queue.
    if (crossing && request && id !== lane.id) continue;
    const mine = ((rowLine.get(id) as Line).ring.mass as number) + (id === lane.id ? come : (memory.flow[id] ?? 0));
    waiting += mine;
    const weight = Math.max(mine, request ? 1e-9 : 0);
    weights += weight;
    seconds += weight * holdOf(w, lock, other);
    if (request) {
      toTheEnd = true;
      holding += w.laneCols.calling[id] as number;
    }
  }
  if (waiting <= 0) return 0;
  const hold = weights > 0 ? seconds / weights : 0;
  let most = waiting;
  if (hold > 0) {
    const capacity = rows / hold;
    most = capacity * solve(rowShape(rows), capacity, waiting + holding, 0);
  }
  if (toTheEnd) {
    const passed = memory.passed[place] ?? 0;
    const ended = Math.max(0, passed + (memory.held[place] ?? 0) - holding);
    // Of n requests on rows drawn by chance so many rows are busy (M/M/1): rows · n / (n + rows).
    const busy = (rows * (waiting + holding)) / (waiting + holding + rows);
    most = Math.min(most, admitted(Math.max(busy, 1e-9), holding, ended, hold));
  }
  const mine = line.ring.mass + come;
  const go = Math.min(mine, (most * mine) / waiting);
  if (toTheEnd && plan.lockOf[lane.operation]?.hold === "request")
    memory.passing[place] = (memory.passing[place] ?? 0) + go;
  return go;
}

/** Seconds until the counterparts in a circle give up: the shortest timeout of the calls in which they stand. */
function patience(w: WorldState, counter: ReadonlySet<number>): number {
  let least = Infinity;
  for (const t of w.trunks) if (counter.has(t.call)) least = Math.min(least, w.trunkCols.timeout[t.id] as number);
  return least;
}

/**
 * Two services that hold rows of their own databases and call each other for the same thing wait for each other: a share of those
 * who come holding rows meets a counterpart that holds theirs, holders ÷ rows. Neither database sees a circle. They wait, and
 * hold, until one of the two calls is given up. Returns how many of `coming` stay.
 */
function circle(w: WorldState, cell: Cell, lane: Lane, line: Line, coming: number): number {
  const plan = lockPlan(w.compiled);
  const { from, counter } = plan.crossing[lane.operation] as LockPlan["crossing"][number];
  const group = plan.groupOf[lane.operation] as number;
  const place = placeOf(w, plan, group, cell.region);
  let holders = 0;
  for (const id of wantingOf(w).byPlace.get(place) ?? []) {
    const other = w.laneTable[id] as Lane;
    if (plan.lockOf[other.operation]?.hold !== "request") continue;
    let inside = 0;
    for (let site = other.siteFrom; site < other.siteTo; site++) {
      const call = (w.trunks[w.siteTrunk[site] as number] as { call: number }).call;
      if (counter.has(call)) inside += w.siteCols.unresolved[site] as number;
    }
    holders += Math.min(inside, w.laneCols.calling[id] as number);
  }
  const seconds = Math.min(1e6, Math.round(patience(w, counter)));
  line.seconds = seconds;
  const { ring } = line;
  const data = ring.rows();
  for (let r = 0; r < ring.count; r++) {
    // Callers have given up: what they asked for goes on, for nobody. Of a pair one gives up, and then the other has its way.
    const o = ring.at(r);
    const alone = (data[o + ring.ports] as number) > 0;
    if (w.second >= ring.dueAt(r)) goOn(w, lane, line, r, w.second === ring.dueAt(r) && !alone ? 0.5 : 1, data);
  }
  while (ring.count > 0 && ring.rowMass(0) <= 1e-12) ring.dropOldest();
  if (ring.count === 0) ring.clear();
  const share = Math.min(1, holders / (plan.groups[group] as { rows: number }).rows);
  if (share <= 0 || coming <= 0) return 0;
  return wait(w, lane, line, coming * share, w.second + seconds, from);
}

/** Deadlocks per second by Gray (1996): TPS² · t · A⁵ / (4 · rows²), t seconds an action. */
export function deadlockRate(tps: number, actions: number, actionTime: number, rows: number): number {
  const a2 = actions * actions;
  return (tps * tps * actionTime * a2 * a2 * actions) / (4 * rows * rows);
}

function deadlocks(w: WorldState, cell: Cell, lane: Lane, line: Line, through: number): number {
  const plan = lockPlan(w.compiled);
  const lock = plan.lockOf[lane.operation] as LockSpec;
  const group = plan.groupOf[lane.operation] as number;
  const place = placeOf(w, plan, group, cell.region);
  const { flow } = remembered(w);
  let tps = 0;
  for (const id of wantingOf(w).byPlace.get(place) ?? []) tps += flow[id] ?? 0;
  if (tps <= 0 || through <= 0) return 0;
  const whole = lock.hold === "request" ? callTime(w, lane) : lock.hold;
  const rate = deadlockRate(tps, lock.actions, whole / lock.actions, (plan.groups[group] as { rows: number }).rows);
  const share = Math.min(0.5, rate / tps);
  const database = w.system.nodes[(plan.groups[group] as { node: number }).node]?.database;
  const after = Math.max(1, Math.round(database?.deadlockTimeout ?? 1));
  return wait(w, lane, line, through * share, w.second + after, null);
}

/** Remembers the flows from second to second and shows who waits. */
export const locks: Mechanic = {
  name: "locks",
  used: (w) =>
    w.lines.some(isLockLine) || w.system.operations.some((o) => o.locks !== undefined || o.statement !== undefined),
  step(w) {
    if (lockPlan(w.compiled).groups.length === 0) return;
    const memory = remembered(w);
    const plan = lockPlan(w.compiled);
    memory.passed = memory.passing;
    memory.passing = {};
    memory.held = {};
    for (const [place, lanes] of wantingOf(w).byPlace) {
      let held = 0;
      for (const id of lanes) {
        const lane = w.laneTable[id] as Lane;
        if (plan.lockOf[lane.operation]?.hold === "request") held += w.laneCols.calling[id] as number;
      }
      if (held > 0) memory.held[place] = held;
    }
  },
  gauge(w) {
    const { locked, deadlocks: shown } = w.cellCols;
    locked.fill(0);
    shown.fill(0);
    const plan = lockPlan(w.compiled);
    for (const line of w.lines) {
      if (line.fault >= 0 || line.ring.mass <= 0) continue;
      const lane = w.laneTable[line.lane] as Lane;
      const cell = w.cellTable[lane.cell] as Cell;
      const lock = plan.lockOf[lane.operation];
      const node =
        line.fault === BLOCKED ? cell.node : (plan.groups[plan.groupOf[lane.operation] as number]?.node ?? cell.node);
      const at = databaseCell(w, cell, node);
      const holding =
        line.fault === ROW && typeof lock?.hold === "number" ? (w.laneCols.passing[lane.id] as number) * lock.hold : 0;
      locked[at] = (locked[at] as number) + Math.max(0, line.ring.mass - holding);
    }
    const memory = w.slow.locks as LockMemory | undefined;
    if (memory === undefined) return;
    for (const at of Object.keys(memory.victims)) shown[Number(at)] = memory.victims[at] as number;
    memory.victims = {};
  },
};
