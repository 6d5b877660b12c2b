/** Everything the tick reads but does not change: recomputed only when a flag, config value, setting, version, pod count or time window changes. */
import type { Cause } from "#domain/mechanics";
import type { Effect, Fault, NodeSpec, TrafficClass } from "#domain/system";
import { requestFails } from "./arrivals";
import { guardParameters, heldOpen } from "./breaker";
import { edgeEffect } from "./edges";
import { type CellEnv, envOf, numberOf, settingValue } from "./environment";
import { selects, trunkFrom } from "./layout";
import type { CellAdjust } from "./mechanics/mechanic";
import { consumeParameters } from "./mechanics/queues";
import { sizeOf } from "./sizes";
import type { Cell, Lane, WorldState } from "./state";
import type { CallSpec, TurnedField } from "./static";
import { shape, spreadOf } from "./station";

const share01 = (x: number): number => (x > 0 ? (x < 1 ? x : 1) : 0);

/** Whether a fault's time window holds at `second` (repeating windows by their period). */
export function active(f: Fault, second: number): boolean {
  if (f.from !== null && second < f.from) return false;
  if (f.every !== null && f.until !== null && f.from !== null) {
    const into = (second - f.from) % f.every;
    return into < f.until - f.from;
  }
  return f.until === null || second < f.until;
}

/** The next second after `second` at which some fault's window opens or closes; Infinity if none does. */
export function nextWindow(faults: readonly Fault[], second: number): number {
  let next = Infinity;
  for (const f of faults) {
    const from = f.from;
    if (from !== null && from > second) next = Math.min(next, from);
    if (f.until === null) continue;
    if (f.every === null || from === null) {
      if (f.until > second) next = Math.min(next, f.until);
      continue;
    }
    if (second < from) continue;
    const into = (second - from) % f.every;
    next = Math.min(next, second + (into < f.until - from ? f.until - from - into : f.every - into));
  }
  return next;
}

/** Recomputes all parameters for the coming second. */
export function refreshParameters(w: WorldState): void {
  for (const cell of w.cellTable) cellParameters(w, cell);
  connectionParameters(w);
  trunkParameters(w);
  portWeights(w);
  w.nextWindow = nextWindow(w.system.faults, w.now / w.pace);
  w.stale = false;
}

/** Field of a node, call or class as a setting has turned it. */
function turned<F extends TurnedField, T extends object & { readonly [field in F]: number | null }>(
  w: WorldState,
  thing: T,
  field: F,
): T[F] | number {
  const setting = w.compiled.turns.get(thing)?.[field];
  return setting === undefined ? thing[field] : settingValue(w, setting.id);
}

/** One of each, used up cell by cell and lane by lane. */
const adjustCell: CellAdjust = { ready: 0, capacity: 1, slow: 1, steal: 0, balanced: 1, workers: Infinity };
const parts: { fault: number; share: number }[] = [];
const adjustLane = {
  faults: new Map<Cause, number>() as ReadonlyMap<Cause, number>,
  work: 0,
  rest: 0,
  cs2: 0,
  error: 0,
  errorAfter: 0,
  fail(cause: Cause, share: number, after: number): void {
    const fault = this.faults.get(cause);
    if (fault === undefined || share <= 0) return;
    const more = (1 - this.error) * Math.min(1, share);
    this.errorAfter = (this.errorAfter * this.error + after * more) / (this.error + more);
    this.error += more;
    parts.push({ fault, share: more });
  },
};

function cellParameters(w: WorldState, cell: Cell): void {
  const node = w.system.nodes[cell.node] as NodeSpec;
  const k = w.cellCols;
  const c = cell.id;
  let ready = k.ready[c] as number;
  let capacity = 1;
  let steal = 0;
  let speed = 1;
  const env = envOf(w, cell.info, "");
  for (const f of w.system.faults) {
    if (f.effect.kind !== "cpu" && f.effect.kind !== "capacity" && f.effect.kind !== "down") continue;
    if (!active(f, w.now / w.pace) || !cellSelected(w, f, cell)) continue;
    const share = share01(numberOf(f.share, env));
    if (f.effect.kind === "cpu") steal = 1 - (1 - steal) * (1 - f.effect.share * share);
    else if (f.effect.kind === "down") capacity *= 1 - share * f.effect.share;
    else speed *= 1 - share * (1 - f.effect.factor);
  }
  adjustCell.ready = ready;
  adjustCell.capacity = capacity;
  adjustCell.slow = 1;
  adjustCell.steal = steal;
  adjustCell.balanced = 1;
  adjustCell.workers = Infinity;
  for (const m of w.mechanics) m.cell?.(w, cell, adjustCell);
  steal = adjustCell.steal;
  ready = adjustCell.ready;
  capacity = adjustCell.capacity;
  k.capacity[c] = capacity;
  k.steal[c] = steal;
  const pods = (ready + (k.draining[c] as number)) * capacity;
  const cores = node.cores * sizeOf(w, cell.node, cell.region);
  k.cores[c] = cores * pods * (1 - steal) * speed;
  k.places[c] = Math.min(adjustCell.workers, turned(w, node, "workers")) * pods;
  k.limit[c] = adjustCell.workers < Infinity ? 0 : turned(w, node, "queueLimit") * pods;
  k.share[c] = cell.held ? 0 : ready * Math.min(1, capacity) * adjustCell.balanced;
  let cs2 = 0;
  let lanes = 0;
  for (let l = cell.laneFrom; l < cell.laneTo; l++) {
    laneParameters(w, cell, w.laneTable[l] as Lane);
    cs2 += w.laneCols.cs2[l] as number;
    lanes++;
  }
  k.finite[c] = finiteRoom(w, cell, pods);
  const spread = spreadOf(node.balancing, node.cores);
  cell.shape = shape(pods, cores * (1 - steal) * speed, spread.full, lanes > 0 ? cs2 / lanes : 1, spread.idle);
}

/** Most places for which a station is computed with its losses by chance; beyond, they only matter in plain overload. */
const FINITE = 400;

/** Places of a cell that only computes and has little room; 0 when it calls on, rests, hangs or has plenty. */
function finiteRoom(w: WorldState, cell: Cell, pods: number): number {
  const k = w.cellCols;
  const room = (k.places[cell.id] as number) + (k.limit[cell.id] as number);
  if (pods <= 0 || room > FINITE || cell.gated || (k.places[cell.id] as number) < (k.cores[cell.id] as number))
    return 0;
  for (let l = cell.laneFrom; l < cell.laneTo; l++) {
    const lane = w.laneTable[l] as Lane;
    if (lane.siteTo > lane.siteFrom || (w.laneCols.rest[l] as number) > 0 || (w.laneCols.hang[l] as number) > 0)
      return 0;
  }
  return room;
}

function cellSelected(w: WorldState, f: Fault, cell: Cell): boolean {
  if (f.where.pods !== undefined && cell.tag !== `fault:${f.id}`) return false;
  return (
    selects(w.compiled, { ...f.where }, cell.info, -1, -1) &&
    f.where.operation === undefined &&
    f.where.call === undefined
  );
}

function laneParameters(w: WorldState, cell: Cell, lane: Lane): void {
  const { compiled } = w;
  const op = w.system.operations[lane.operation];
  const cls = w.system.classes[lane.class];
  if (op === undefined || cls === undefined) return;
  const k = w.laneCols;
  const l = lane.id;
  const env = envOf(w, cell.info, cls.id);
  siteParameters(w, cell, lane, env);
  let work = op.work;
  let rest = op.idle;
  let error = 0;
  let errorAfter = 0;
  let hang = 0;
  parts.length = 0;
  for (const line of cell.lines) {
    const x = w.lines[line];
    if (x !== undefined && x.lane === l) x.share = 0;
  }
  for (let i = 0; i < w.system.faults.length; i++) {
    const f = w.system.faults[i] as Fault;
    if (f.cause !== undefined || f.effect.kind === "cpu" || f.effect.kind === "capacity" || f.effect.kind === "down")
      continue;
    if (!active(f, w.now / w.pace)) continue;
    if (f.where.pods !== undefined && cell.tag !== `fault:${f.id}`) continue;
    if (!selects(compiled, f.where, cell.info, lane.operation, lane.class)) continue;
    let share = share01(numberOf(f.share, env));
    if (share <= 0) continue;
    let e: Effect = f.effect;
    let seconds = e.kind === "hang" ? Math.max(0, numberOf(e.seconds, env)) : 0;
    if (f.where.call !== undefined) {
      share = callFault(w, lane, f, share, seconds);
      seconds = onCall.after;
      rest += onCall.rest;
      if (share <= 0) continue;
      if (e.kind !== "hang") e = { kind: "error", status: e.kind === "error" ? e.status : 504, after: seconds };
    }
    if (e.kind === "slow") {
      work *= 1 + share * (e.factor - 1);
      rest *= 1 + share * (e.factor - 1);
    } else if (e.kind === "wait") rest += share * e.seconds;
    else if (e.kind === "error") {
      const more = (1 - error) * share;
      errorAfter = (errorAfter * error + e.after * more) / (error + more);
      error += more;
      parts.push({ fault: i, share: more });
    } else if (e.kind === "hang") {
      const line = w.lines.find((x) => x.lane === l && x.fault === i);
      if (line === undefined) continue;
      line.share = (1 - hang) * share;
      line.seconds = seconds * w.pace;
      hang += line.share;
    }
  }
  const a = adjustLane;
  a.faults = w.compiled.causes;
  a.work = work * adjustCell.slow;
  a.rest = rest;
  a.cs2 = op.cs2;
  a.error = error;
  a.errorAfter = errorAfter;
  for (const m of w.mechanics) m.lane?.(w, cell, lane, a);
  work = a.work;
  rest = a.rest;
  error = a.error;
  errorAfter = a.errorAfter;
  k.work[l] = work * w.pace;
  k.cs2[l] = a.cs2;
  k.rest[l] = (rest + error * errorAfter) * w.pace;
  k.error[l] = error;
  k.errorAfter[l] = errorAfter * w.pace;
  k.hang[l] = hang;
  if (parts.length > 0) w.errorParts.set(l, parts.slice());
  else w.errorParts.delete(l);
}

const onCall = { after: 0, rest: 0 };

/**
 * Share of a lane's requests that a fault on one of their calls fails, `onCall.after` seconds after they make it. Others take longer:
 * at the call site where the call succeeds, by `onCall.rest` seconds of a mean request where they can do without it.
 */
function callFault(w: WorldState, lane: Lane, f: Fault, share: number, hang: number): number {
  onCall.rest = 0;
  for (let s = lane.siteFrom; s < lane.siteTo; s++) {
    const t = w.trunks[w.siteTrunk[s] as number];
    const call = t === undefined ? undefined : w.compiled.calls[t.call]?.call;
    if (call === undefined || call.id !== f.where.call) continue;
    // What is not sent does not go wrong on its way.
    if (heldOpen(w, call.id)) continue;
    const timeout = turned(w, call, "timeout");
    const retries = Math.round(turned(w, call, "retries"));
    const x = edgeEffect(call, f.effect, share, timeout, retries, hang);
    onCall.after = x.after;
    const { net, mean, optional } = w.siteCols;
    net[s] = (net[s] as number) + x.extra * w.pace;
    if ((optional[s] as number) === 0) return requestFails(x.fails, mean[s] as number);
    // Nobody minds, but for the time, and the callee is not called.
    if (!call.async) onCall.rest = (mean[s] as number) * x.fails * x.after;
    mean[s] = (mean[s] as number) * (1 - x.fails);
  }
  return 0;
}

function siteParameters(w: WorldState, cell: Cell, lane: Lane, env: CellEnv): void {
  const cached = w.system.nodes[cell.node]?.cache !== null;
  for (let s = lane.siteFrom; s < lane.siteTo; s++) {
    const t = w.trunks[w.siteTrunk[s] as number];
    const spec = t === undefined ? undefined : w.compiled.calls[t.call];
    if (spec === undefined) continue;
    const { call } = spec;
    let mean = call.count;
    if (call.share !== null) mean *= share01(numberOf(call.share, env));
    // A cache calls on for what it does not hold.
    if (cached) mean *= 1 - (w.cellCols.hit[cell.id] as number);
    w.siteCols.mean[s] = mean;
    w.siteCols.optional[s] = call.optional || call.async ? 1 : 0;
    w.siteCols.net[s] = 0;
  }
}

function clientRetries(w: WorldState, c: TrafficClass): number {
  const setting = w.compiled.turns.get(c)?.retries;
  return setting === undefined ? c.client.retries : Math.round(settingValue(w, setting.id));
}

/** Database connections: cells get theirs in order of age; who comes last may get none. */
function connectionParameters(w: WorldState): void {
  const k = w.cellCols;
  k.connected.fill(1);
  k.connections.fill(0);
  w.system.nodes.forEach((node, n) => {
    if (node.kind !== "database") return;
    for (const cell of w.cellTable) {
      if (cell.node !== n || (k.ready[cell.id] as number) <= 0) continue;
      const most = node.maxConnections === null ? Infinity : node.maxConnections * (k.ready[cell.id] as number);
      let open = 0;
      for (const caller of w.cellTable) {
        const wanted = connectionsWanted(w, caller, n, cell.region, cell.info.role);
        if (wanted <= 0) continue;
        const granted = Math.min(wanted, Math.max(0, most - open));
        k.connected[caller.id] = Math.min(k.connected[caller.id] as number, granted / wanted);
        open += granted;
      }
      k.connections[cell.id] = open;
    }
  });
}

/** Connections the pods of a cell hold to a database's instances of one role in a region. */
export function connectionsWanted(w: WorldState, caller: Cell, database: number, region: number, role: string): number {
  const pods = (w.cellCols.ready[caller.id] as number) + (w.cellCols.draining[caller.id] as number);
  if (pods <= 0 || role !== "primary") return 0;
  let sum = 0;
  const counted = new Set<number>();
  for (const spec of w.compiled.calls) {
    if (spec.fromNode !== caller.node || spec.toNode !== database || counted.has(spec.pool)) continue;
    const t = trunkFrom(w, spec.index, caller.region, -1);
    if (t === undefined || t.target !== region) continue;
    counted.add(spec.pool);
    sum += (turned(w, (w.compiled.calls[spec.pool] as CallSpec).call, "pool") ?? 0) * pods;
  }
  return sum;
}

/** Pods with their database connections by node and region. */
function connectedPods(w: WorldState): Float64Array {
  const regions = w.system.regions.length;
  const pods = new Float64Array(w.system.nodes.length * regions);
  const { ready, draining, connected } = w.cellCols;
  for (const { id, node, region } of w.cellTable) {
    const i = node * regions + region;
    const own = ((ready[id] as number) + (draining[id] as number)) * (connected[id] as number);
    pods[i] = (pods[i] as number) + own;
  }
  return pods;
}

function trunkParameters(w: WorldState): void {
  const k = w.trunkCols;
  const connected = connectedPods(w);
  w.groupCols.limit.fill(0);
  for (const t of w.trunks) {
    if (t.call < 0) {
      const c = w.system.classes[t.class];
      if (c === undefined) continue;
      k.timeout[t.id] = c.client.timeout * w.pace;
      k.retries[t.id] = Math.min(w.attempts - 1, clientRetries(w, c));
      // Attempts under way when a setting lowers the retries still have to be looked after.
      k.levels[t.id] = Math.max(c.client.retries, k.retries[t.id] as number) + 1;
      k.backoff[t.id] = c.client.retryDelay * w.pace;
      continue;
    }
    const spec = w.compiled.calls[t.call];
    if (spec === undefined) continue;
    k.timeout[t.id] = turned(w, spec.call, "timeout") * w.pace;
    k.retries[t.id] = Math.min(w.attempts - 1, turned(w, spec.call, "retries"));
    // Attempts under way when a setting lowers the retries still have to be looked after.
    k.levels[t.id] = Math.max(k.levels[t.id] as number, (k.retries[t.id] as number) + 1);
    k.backoff[t.id] = spec.call.backoff * w.pace;
    k.rtt[t.id] = (spec.call.rtt ?? 0) * w.pace;
    guardParameters(w, t);
    // A shared pool has the size of its first call, whether or not anybody makes that one.
    const owner = (w.compiled.calls[spec.pool] as CallSpec).call;
    const pool = turned(w, owner, "pool");
    w.groupCols.limit[t.pool] =
      pool === null ? Infinity : pool * (connected[spec.fromNode * w.system.regions.length + t.region] as number);
    const { consume } = spec.call;
    if (consume !== undefined)
      consumeParameters(w, t, spec.call, pool ?? consume.concurrency, k.timeout[t.id] as number);
  }
}

/** How a trunk's calls are spread: by ready pods, replicas for reads included. Held cells get nothing. */
function portWeights(w: WorldState): void {
  const k = w.portCols;
  for (const t of w.trunks) {
    let sum = 0;
    for (const p of t.ports) {
      const lane = w.laneTable[w.portLane[p] as number] as Lane;
      const pods = w.cellCols.share[lane.cell] as number;
      k.weight[p] = pods;
      k.timeout[p] = w.trunkCols.timeout[t.id] as number;
      sum += pods;
    }
    w.trunkCols.open[t.id] = sum > 0 ? 1 : 0;
    if (sum > 0) for (const p of t.ports) k.weight[p] = (k.weight[p] as number) / sum;
  }
}
