/**
 * Waiting for locks: the stage of a request between its CPU and its calls. Whoever waits stands in the delay lines of its lane,
 * in order, and holds its worker; callers give up by their timeouts, databases by theirs.
 */
import type { Cause, LockSpec } from "#domain/mechanics";
import type { Call } from "#domain/system";
import { targetRegion } from "../layout";
import { recordFault } from "../recording";
import { ageRing } from "../rings";
import type { Cell, Lane, Line, WorldState } from "../state";
import { admitted, type Shape, shape, solve } from "../station";
import { BLOCKED, type LockPlan, lockPlan, ROW, STUCK, VICTIM } from "./lockplan";
import { type Mechanic, memoryOf } from "./mechanic";
import { blockedShare } from "./sessions";

/** Of last second: requests that came to each lane's rows; by group and region, those that got them and those that held them. */
interface LockMemory {
  flow: Record<string, number>;
  passed: Record<string, number>;
  held: Record<string, number>;
  /** The same of this second, so far. */
  passing: Record<string, number>;
  /** Victims since the last second was recorded, by cell of the database. */
  victims: Record<string, number>;
}

function remembered(w: WorldState): LockMemory {
  return memoryOf<LockMemory>(w, "locks", () => ({ flow: {}, passed: {}, held: {}, passing: {}, victims: {} }));
}

/** What is derived from the layout: the lanes that want the rows of a group in a region, and each lane's line of waiting. */
interface Wanting {
  readonly lanes: number;
  readonly byPlace: Map<number, number[]>;
  readonly rowLine: Map<number, Line>;
}
const wanting = new WeakMap<WorldState, Wanting>();
const shapes = new Map<number, Shape>();

function placeOf(w: WorldState, plan: LockPlan, group: number, region: number): number {
  const database = plan.groups[group]?.node ?? 0;
  return group * w.system.regions.length + targetRegion(w.compiled, "local", region, database);
}

function wantingOf(w: WorldState): Wanting {
  const found = wanting.get(w);
  if (found !== undefined && found.lanes === w.laneTable.length) return found;
  const plan = lockPlan(w.compiled);
  const byPlace = new Map<number, number[]>();
  for (const lane of w.laneTable) {
    const group = plan.groupOf[lane.operation] as number;
    if (group < 0) continue;
    const place = placeOf(w, plan, group, (w.cellTable[lane.cell] as Cell).region);
    const list = byPlace.get(place);
    if (list === undefined) byPlace.set(place, [lane.id]);
    else list.push(lane.id);
  }
  const rowLine = new Map<number, Line>();
  for (const line of w.lines) if (line.fault === ROW) rowLine.set(line.lane, line);
  const made = { lanes: w.laneTable.length, byPlace, rowLine };
  wanting.set(w, made);
  return made;
}

function rowShape(rows: number): Shape {
  let s = shapes.get(rows);
  if (s === undefined) {
    s = shape(rows, 1, 1, 1);
    shapes.set(rows, s);
  }
  return s;
}

/** Seconds a lane's requests spend in their calls, failures included: how long they hold what they hold to the end. */
function callTime(w: WorldState, lane: Lane): number {
  let sum = 0;
  for (let site = lane.siteFrom; site < lane.siteTo; site++) {
    const t = w.siteTrunk[site] as number;
    if ((w.callOfTrunk[t] as Call).async) continue;
    const failing = w.siteCols.failing[site] as number;
    const ok = (1 - failing) * (w.trunkCols.okMean[t] as number);
    sum += (w.siteCols.mean[site] as number) * (ok + failing * (w.trunkCols.badMean[t] as number));
  }
  return sum;
}

/** Seconds of one lock: with several per request each is held for the average of theirs, so that A of them count (A + 1) / 2 times. */
function holdOf(w: WorldState, lock: LockSpec, lane: Lane): number {
  const whole = lock.hold === "request" ? (w.laneCols.rest[lane.id] as number) + callTime(w, lane) : lock.hold;
  return whole * 0.5 * (lock.actions + 1);
}

/** Puts `mass` of the requests of a lane that are past their CPU into a line. `only`: those who came by these calls. */
function wait(
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
const out = { flow: 0, time: 0, square: 0 };

/** Lets up to `mass` of a line go on, the oldest first. */
function release(w: WorldState, lane: Lane, line: Line, mass: number): void {
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

function goOn(w: WorldState, lane: Lane, line: Line, row: number, share: number, data: Float64Array): void {
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

/** Rows remember when they began to wait; those of circles when their counterparts will have given up. */
function offset(line: Line): number {
  return line.fault === STUCK ? line.seconds : 0;
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
function databaseCell(w: WorldState, cell: Cell, node: number): number {
  if (cell.node === node) return cell.id;
  const region = targetRegion(w.compiled, "local", cell.region, node);
  const there = w.cellTable.filter((c) => c.node === node && c.info.role === "primary" && c.info.pods > 0);
  return (there.find((c) => c.region === region) ?? there[0] ?? cell).id;
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
