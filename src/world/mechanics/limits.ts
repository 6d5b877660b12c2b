/** Token buckets in front of nodes: what exceeds them is refused at once, with a 429. */
import type { LimitSpec } from "#domain/mechanics";
import type { NodeSpec, TrafficClass } from "#domain/system";
import { exp, expm1 } from "#lib/math";
import { recordFault } from "../recording";
import type { Cell, WorldState } from "../state";
import { type Mechanic, memoryOf } from "./mechanic";

/** What a limit is now, where an action has changed it, and tokens missing from its buckets by region and group. */
interface LimitState {
  enabled: boolean;
  rate: number;
  burst: number;
  scope: LimitSpec["scope"];
  /** Mean tokens missing from a bucket: `region × groups + group`. */
  readonly spent: number[];
}
/** By limit. */
export type LimitMemory = Record<string, LimitState>;

export function limitState(w: WorldState, spec: LimitSpec): LimitState {
  const memory = memoryOf<LimitMemory>(w, "limits", () => ({}));
  let state = memory[spec.id];
  if (state === undefined) {
    const { enabled, rate, burst, scope } = spec;
    state = {
      enabled,
      rate,
      burst,
      scope,
      spent: new Array<number>(w.system.regions.length * groups(w, spec)).fill(0),
    };
    memory[spec.id] = state;
  }
  return state;
}

function groups(w: WorldState, spec: LimitSpec): number {
  return spec.key === "all" ? 1 : w.system.classes.length;
}

/** Of a bucket's size a sixth of a token can never be used: measured against single requests. */
const UNUSED = 1 / 6;

/**
 * Requests per unit of time that a full-grown token bucket refuses, when `offered` come by chance (Poisson) and `rate` tokens do. Tokens are
 * a random walk between 0 and `burst` with drift μ = rate − offered and variance σ² = offered; its reflection at 0 is the loss
 * μ / (e^(2μb/σ²) − 1), which is σ²/2b without drift and −μ far in overload.
 */
export function refusedByChance(offered: number, rate: number, burst: number): number {
  if (offered <= 0) return 0;
  const b = Math.max(0.5, burst - UNUSED);
  const drift = rate - offered;
  const x = (2 * drift * b) / offered;
  if (x > 50) return 0;
  if (x < -50) return -drift;
  if (Math.abs(x) < 1e-6) return offered / (2 * b);
  return Math.min(offered, drift / expm1(x));
}

/** Applies a node's limits to what arrives at its cells in this step, before anything is taken in. */
export function applyLimits(w: WorldState, node: number, cells: readonly Cell[]): void {
  for (const spec of (w.system.nodes[node] as NodeSpec).limits ?? []) {
    const state = limitState(w, spec);
    if (!state.enabled) continue;
    for (let r = 0; r < w.system.regions.length; r++) {
      if (spec.key === "all") applyTo(w, spec, state, r, -1, cells);
      else for (let k = 0; k < w.system.classes.length; k++) applyTo(w, spec, state, r, k, cells);
    }
  }
}

/** One group of alike buckets: `cls` −1 = all classes together. */
function applyTo(
  w: WorldState,
  spec: LimitSpec,
  state: LimitState,
  region: number,
  cls: number,
  cells: readonly Cell[],
): void {
  const p = w.portCols;
  let offered = 0;
  let pods = 0;
  for (const cell of cells) {
    if (cell.region !== region) continue;
    pods += w.cellCols.ready[cell.id] as number;
    for (let port = cell.portFrom; port < cell.portTo; port++)
      if (concerns(w, spec, port, cls)) offered += p.arriving[port] as number;
  }
  const at = cls < 0 ? region : region * w.system.classes.length + cls;
  const clients = spec.key === "client" ? ((w.system.classes[cls] as TrafficClass).clients ?? 1) : 1;
  const buckets = Math.max(1, clients * (state.scope === "pod" ? pods : 1));
  const come = offered / buckets;
  const rate = state.rate / w.pace;
  const spent = Math.min(state.burst, state.spent[at] as number);
  const tokens = state.burst - spent + rate;
  let taken = Math.min(come, tokens);
  // What chance adds to the loss of the mean flow, which the level of the bucket accounts for.
  const chance = refusedByChance(come * w.pace, state.rate, state.burst) / w.pace - Math.max(0, come - rate);
  if (chance > 0) taken = Math.max(0, taken - chance);
  state.spent[at] = Math.max(0, state.burst - Math.min(state.burst, tokens - taken));
  if (offered <= 0 || taken >= come) return;
  refuse(w, spec, region, cls, cells, 1 - taken / come);
}

function concerns(w: WorldState, spec: LimitSpec, port: number, cls: number): boolean {
  const k = w.laneTable[w.portLane[port] as number]?.class ?? -1;
  if (cls >= 0 && k !== cls) return false;
  return spec.classes.length === 0 || spec.classes.includes(w.system.classes[k]?.id ?? "");
}

function refuse(
  w: WorldState,
  spec: LimitSpec,
  region: number,
  cls: number,
  cells: readonly Cell[],
  share: number,
): void {
  const p = w.portCols;
  for (const cell of cells) {
    if (cell.region !== region) continue;
    for (let port = cell.portFrom; port < cell.portTo; port++) {
      if (concerns(w, spec, port, cls)) refuseAt(w, cell, port, (p.arriving[port] as number) * share);
    }
  }
}

/** Refuses so much of what arrives at a port with a 429. */
function refuseAt(w: WorldState, cell: Cell, port: number, gone: number): void {
  if (gone <= 0) return;
  const p = w.portCols;
  const l = w.laneCols;
  const lane = w.portLane[port] as number;
  const fault = w.compiled.causes.get("throttled");
  p.arriving[port] = (p.arriving[port] as number) - gone;
  p.refused[port] = (p.refused[port] as number) + gone;
  l.arrivals[lane] = (l.arrivals[lane] as number) + gone;
  w.cellCols.throttled[cell.id] = (w.cellCols.throttled[cell.id] as number) + gone;
  if (fault === undefined) l.rejected[lane] = (l.rejected[lane] as number) + gone;
  else {
    l.fault[lane] = (l.fault[lane] as number) + gone;
    l.limited[lane] = (l.limited[lane] as number) + gone;
    recordFault(w, fault, lane, gone);
  }
}

/** Mean tokens left in the buckets of a limit, as a share of their size, by region: what a look at the limiter shows. */
export function tokensLeft(w: WorldState, spec: LimitSpec, region: number): number {
  const state = limitState(w, spec);
  const n = groups(w, spec);
  let spent = 0;
  for (let g = 0; g < n; g++) spent += state.spent[region * n + g] as number;
  return state.burst > 0 ? 1 - spent / n / state.burst : 0;
}

/** Whether anything is refused, or answered, at the edge: shedding, limits by region, blocked classes. */
export function limitingNow(w: WorldState): boolean {
  return w.shed.some((x) => x > 0) || w.rateLimit.some((x) => x < Infinity) || w.userCols.blocked.some((x) => x > 0);
}

/** Concurrency limits that adapt (Gradient2): the limit of a pod, and the long average of its latency. */
interface Adaptive {
  limit: number;
  long: number;
}

/** The limit never falls below this, or where it began. */
const LEAST = 20;

/** Netflix's Gradient2: limit·g + queue, smoothed, with g = tolerance · long / short latency kept in [0.5, 1]. Once a second. */
export function gradient2(
  state: Adaptive,
  spec: NonNullable<NodeSpec["adaptiveLimit"]>,
  latency: number,
  inFlight: number,
): void {
  const warm = state.long <= 0;
  state.long = warm ? latency : state.long + (latency - state.long) * (2 / (spec.longWindow + 1));
  // A long average far above the present is an old incident: forget it faster.
  if (state.long > 2 * latency) state.long *= 0.95;
  // An application that does not use its limit teaches nothing about it.
  if (inFlight < state.limit / 2) return;
  const gradient = Math.max(0.5, Math.min(1, (spec.tolerance * state.long) / latency));
  const wanted = state.limit * (1 - spec.smoothing) + (state.limit * gradient + spec.queue) * spec.smoothing;
  state.limit = Math.max(Math.min(LEAST, spec.initial), Math.min(spec.max, wanted));
}

/** Pods that are out of balancing because they failed: when each group comes back, and how often that happened. */
interface Ejection {
  pods: number;
  until: number;
  times: number;
}

interface GuardMemory {
  readonly adaptive: Record<string, Adaptive>;
  readonly ejected: Record<string, Ejection>;
}

function guards(w: WorldState): GuardMemory {
  return memoryOf<GuardMemory>(w, "limiters", () => ({ adaptive: {}, ejected: {} }));
}

/** Fails so many in a row, of `n` answers of which a share `failing` fails: runs to be expected. */
export function runsOf(n: number, failing: number, length: number): number {
  if (failing <= 0 || n < length) return 0;
  let all = 1;
  for (let i = 0; i < length; i++) all *= failing;
  return (n - length + 1) * all * (1 - failing) + all;
}

function outliers(w: WorldState): void {
  const { ejected } = guards(w);
  w.system.nodes.forEach((node, n) => {
    const spec = node.outlier;
    if (spec === undefined) return;
    for (let r = 0; r < w.system.regions.length; r++) {
      const cells = w.cellTable.filter((c) => c.node === n && c.region === r && c.info.pods > 0);
      let total = 0;
      let out = 0;
      for (const cell of cells) {
        const e = ejected[cell.id];
        if (e !== undefined && e.pods > 0 && w.second >= e.until) {
          e.pods = 0;
          w.stale = true;
        }
        total += w.cellCols.ready[cell.id] as number;
        out += e?.pods ?? 0;
      }
      if (w.second % Math.max(1, spec.interval) !== 0) continue;
      // At least one may always go.
      let room = Math.max(total > 1 ? 1 : 0, Math.floor(total * spec.most + 1e-9)) - out;
      for (const cell of cells) {
        const ready = w.cellCols.ready[cell.id] as number;
        const e = ejected[cell.id] ?? { pods: 0, until: 0, times: 0 };
        const left = ready - e.pods;
        if (room <= 0 || left <= 0 || cell.held) continue;
        const runs = runsOf(...answersOf(w, cell, left, spec.interval), spec.consecutive);
        if (runs <= 0) continue;
        const go = Math.min(room, left, Math.floor(left * (1 - exp(-runs)) + 0.5));
        if (go <= 0) continue;
        e.pods += go;
        e.times++;
        e.until = w.second + Math.min(spec.longest, spec.ejection * e.times);
        ejected[cell.id] = e;
        room -= go;
        w.stale = true;
      }
    }
  });
}

/** Answers of one pod in so many seconds at the present rate, and the share that failed by the pod's own doing. */
function answersOf(w: WorldState, cell: Cell, pods: number, seconds: number): [number, number] {
  const { ok, fault, upstream, timeout } = w.laneCols;
  let all = 0;
  let bad = 0;
  for (let l = cell.laneFrom; l < cell.laneTo; l++) {
    const failed = (fault[l] as number) + (upstream[l] as number) + (timeout[l] as number);
    all += (ok[l] as number) + failed;
    bad += failed;
  }
  return all > 0 ? [(all * seconds) / pods, bad / all] : [0, 0];
}

function adapt(w: WorldState): void {
  const { adaptive } = guards(w);
  const { ok, okMean } = w.laneCols;
  for (const cell of w.cellTable) {
    const spec = w.system.nodes[cell.node]?.adaptiveLimit;
    const pods = w.cellCols.ready[cell.id] as number;
    if (spec === undefined || pods <= 0) continue;
    const state = adaptive[cell.id] ?? { limit: spec.initial, long: 0 };
    adaptive[cell.id] = state;
    let flow = 0;
    let time = 0;
    for (let l = cell.laneFrom; l < cell.laneTo; l++) {
      flow += ok[l] as number;
      time += (ok[l] as number) * (okMean[l] as number);
    }
    if (flow <= 0) continue;
    const before = state.limit;
    gradient2(state, spec, time / flow / w.pace, (w.cellCols.inUse[cell.id] as number) / pods);
    if (Math.abs(state.limit - before) > 1e-6) w.stale = true;
  }
}

export const limits: Mechanic = {
  name: "limits",
  used: (w) =>
    w.system.nodes.some((n) => n.limits !== undefined || n.outlier !== undefined || n.adaptiveLimit !== undefined),
  step(w) {
    w.cellCols.throttled.fill(0);
  },
  cell(w, cell, adjust) {
    const node = w.system.nodes[cell.node] as NodeSpec;
    if (node.outlier !== undefined) {
      const out = guards(w).ejected[cell.id]?.pods ?? 0;
      if (out > 0 && adjust.ready > 0) adjust.balanced *= Math.max(0, 1 - out / adjust.ready);
    }
    if (node.adaptiveLimit !== undefined)
      adjust.workers = Math.min(adjust.workers, guards(w).adaptive[cell.id]?.limit ?? node.adaptiveLimit.initial);
  },
  // The flows of a second are not part of a snapshot: look at them before it ends.
  gauge(w) {
    outliers(w);
    adapt(w);
  },
};
