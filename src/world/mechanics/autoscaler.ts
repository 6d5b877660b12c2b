/** The horizontal autoscaler: looks every so often, wants more or fewer pods, and waits for them to start like everybody. */
import type { AutoscalerSpec } from "#domain/mechanics";
import type { NodeSpec } from "#domain/system";
import { podsThatConnect } from "../operations/capacity";
import { emit } from "../operations/kind";
import { identityOf, makeReady, retire, servingCells, startPods } from "../pods";
import { sizeOf } from "../sizes";
import type { Cell, WorldState } from "../state";
import { type Mechanic, memoryOf } from "./mechanic";
import { queuesOf, readyIn } from "./queues";

interface ScalerState {
  enabled: boolean;
  min: number;
  max: number;
  wanted: number;
  /** Sums since it last looked: metric and seconds; and what it saw, `[second, value]`, as old as it may be asked for. */
  sum: number;
  seconds: number;
  seen: [number, number][];
  /** Recommendations within the down-window. */
  recent: [number, number][];
  /** Pods on their way: `[ready at, cell, pods]`. */
  starting: [number, number, number][];
}
/** By node and region: `node|region`. */
export type ScalerMemory = Record<string, ScalerState>;

/**
 * Pods Kubernetes would ask for: ceil(current × metric ÷ target), unless the ratio is within the tolerance of 1.
 * Source: Kubernetes documentation, horizontal pod autoscaling.
 */
export function desiredPods(current: number, metric: number, target: number, tolerance: number): number {
  const ratio = metric / target;
  if (Math.abs(ratio - 1) <= tolerance) return current;
  return Math.ceil(current * ratio - 1e-9);
}

/** What an autoscaler is set to now, for actions and panels; null where a node has none. */
export function scalerState(w: WorldState, node: number, region: number): ScalerState | null {
  const spec = w.system.nodes[node]?.autoscaler;
  if (spec === undefined) return null;
  const all = memoryOf<ScalerMemory>(w, "autoscaler", () => ({}));
  const key = `${node}|${region}`;
  let state = all[key];
  if (state === undefined) {
    state = {
      enabled: true,
      min: spec.min,
      max: spec.max,
      wanted: 0,
      sum: 0,
      seconds: 0,
      seen: [],
      recent: [],
      starting: [],
    };
    all[key] = state;
  }
  return state;
}

/**
 * What the autoscaler measures in a second: a share of CPU or memory, or requests or messages, per pod. Pods that are not
 * ready count as idle, so that pods on their way are not asked for twice. Source: Kubernetes documentation, horizontal pod
 * autoscaling, algorithm details.
 */
function measure(w: WorldState, spec: AutoscalerSpec, cells: readonly Cell[]): number {
  let sum = 0;
  let pods = 0;
  for (const c of cells) {
    const ready = c.info.ready;
    pods += c.info.pods;
    if (spec.metric === "cpu") sum += (w.cellCols.rho[c.id] as number) * ready;
    else if (spec.metric === "memory") {
      const limit = (w.system.nodes[c.node]?.memory?.limit ?? Infinity) * sizeOf(w, c.node, c.region);
      sum += ((w.cellCols.heap[c.id] as number) / limit) * ready;
    } else if (spec.metric === "backlog")
      sum += (w.cellCols.queue[c.id] as number) + (w.cellCols.backlog[c.id] as number);
    else for (let l = c.laneFrom; l < c.laneTo; l++) sum += w.laneCols.arrivals[l] as number;
  }
  const [first] = cells;
  if (spec.metric === "backlog" && first !== undefined) sum += messagesFor(w, first.node, first.region);
  return pods > 0 ? sum / pods : 0;
}

/** Messages that wait in queues for consumers of a node in a region. */
function messagesFor(w: WorldState, node: number, region: number): number {
  let sum = 0;
  for (const q of queuesOf(w, node, region)) if (q.node !== node) sum += readyIn(q);
  return sum;
}

function look(w: WorldState, n: number, region: number, spec: AutoscalerSpec, state: ScalerState): void {
  const node = w.system.nodes[n] as NodeSpec;
  const cells = servingCells(w, n, region);
  if (cells.length === 0) return;
  const current = cells.reduce((sum, c) => sum + c.info.pods, 0);
  const value = state.seconds > 0 ? state.sum / state.seconds : 0;
  state.sum = 0;
  state.seconds = 0;
  state.seen.push([w.second, value]);
  while (state.seen.length > 1 && (state.seen[1] as [number, number])[0] <= w.second - spec.metricDelay)
    state.seen.shift();
  const [at, known] = state.seen[0] as [number, number];
  if (at > w.second - spec.metricDelay) return;
  const raw = Math.max(state.min, Math.min(state.max, desiredPods(current, known, spec.target, spec.tolerance)));
  state.recent = state.recent.filter(([second]) => second > w.second - spec.downWindow);
  state.recent.push([w.second, raw]);
  // Down only as far as all recent looks agree; up at most so much at once.
  let wanted = raw < current ? Math.max(...state.recent.map(([, pods]) => pods)) : raw;
  const most = current + Math.max(Math.floor((current * spec.up.percent) / 100), spec.up.pods);
  wanted = Math.min(wanted, most);
  if (raw < current) wanted = Math.min(current, wanted);
  state.wanted = wanted;
  if (!state.enabled || wanted === current) return;
  const cell = cells.reduce((best, c) => (c.info.pods > best.info.pods ? c : best));
  if (wanted > current) {
    startPods(w, identityOf(cell), wanted - current);
    state.starting.push([w.second + node.startup, cell.id, wanted - current]);
  } else {
    let fewer = current - wanted;
    for (const c of cells) {
      const some = Math.min(fewer, c.info.ready);
      retire(w, c, some);
      fewer -= some;
    }
  }
  emit(w, {
    kind: "pods",
    id: node.id,
    phase: "scaled",
    by: "platform",
    text: `Autoscaler: ${node.label}${w.system.regions.length > 1 ? ` in ${w.system.regions[region]?.id ?? ""}` : ""} from ${current} to ${wanted} pods`,
  });
}

/** Pods that have started join in, as far as the databases have connections for them. */
function arrive(w: WorldState, state: ScalerState): void {
  for (let i = 0; i < state.starting.length; i++) {
    const [at, id, pods] = state.starting[i] as [number, number, number];
    if (w.second < at) continue;
    state.starting.splice(i, 1);
    i--;
    const cell = w.cellTable[id] as Cell;
    const fit = Math.min(pods, podsThatConnect(w, cell, pods));
    makeReady(w, cell, fit);
    if (fit < pods) {
      cell.info.pods -= pods - fit;
      w.cellCols.pods[id] = cell.info.pods;
      w.stale = true;
    }
  }
}

export const autoscaler: Mechanic = {
  name: "autoscaler",
  used: (w) => w.system.nodes.some((n) => n.autoscaler !== undefined),

  step(w) {
    w.system.nodes.forEach((node, n) => {
      const spec = node.autoscaler;
      if (spec === undefined) return;
      for (let region = 0; region < w.system.regions.length; region++) {
        const state = scalerState(w, n, region) as ScalerState;
        arrive(w, state);
        if ((w.second + w.system.history) % spec.interval === 0 && state.seconds > 0) look(w, n, region, spec, state);
      }
    });
  },

  gauge(w) {
    w.system.nodes.forEach((node, n) => {
      const spec = node.autoscaler;
      if (spec === undefined) return;
      for (let region = 0; region < w.system.regions.length; region++) {
        const state = scalerState(w, n, region) as ScalerState;
        const cells = servingCells(w, n, region);
        state.sum += measure(w, spec, cells);
        state.seconds++;
        const [first] = cells;
        if (first !== undefined) w.cellCols.wanted[first.id] = state.wanted;
      }
    });
  },
};
