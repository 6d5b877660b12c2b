/** Memory of pods: it grows with traffic, slows them down near the limit, and at the limit the kernel kills one. */
import type { MemorySpec } from "#domain/mechanics";
import type { NodeSpec } from "#domain/system";
import { freshPod, openBook, type Pod, podsIn } from "../book";
import { envOf, numberOf } from "../environment";
import { emit } from "../operations/kind";
import { makeReady, takeDown } from "../pods";
import { recordFault } from "../recording";
import { sizeOf } from "../sizes";
import type { Cell, Lane, WorldState } from "../state";
import { type Mechanic, memoryOf } from "./mechanic";

interface CellMemory {
  /** Killed pods: when they serve again, and how often they were killed. */
  readonly down: { readonly back: number; readonly kills: number }[];
  /** Factor on the service time, and MiB of a mean pod. */
  slow: number;
  heap: number;
}
type MemoryMemory = Record<string, CellMemory>;

/** Where the world remembers what was lost with killed pods, by lane, until the next second counts it. */
const KILLED = "killed";
/** Seconds of running after which a crash is forgotten. */
const HEALTHY = 600;
const FIRST_BACK_OFF = 10;
const MOST_BACK_OFF = 300;
/** Relative change of the service time that is worth recomputing parameters for. */
const NOTICED = 0.002;

/** Seconds Kubernetes waits before starting a container that crashed `kills` times before: 0 the first time, then 10, 20, 40 … 300. */
export function backOff(kills: number): number {
  if (kills <= 0) return 0;
  return Math.min(MOST_BACK_OFF, FIRST_BACK_OFF * (1 << Math.min(10, kills - 1)));
}

/** Factor on the service time by garbage collection when so much of the limit (share) is used. */
export function collectionFactor(gc: MemorySpec["gc"], used: number): number {
  if (gc === null || used <= gc.from) return 1;
  const x = Math.min(1, (used - gc.from) / (1 - gc.from));
  return 1 + (gc.most - 1) * x * x;
}

function stateOf(w: WorldState, cell: Cell): CellMemory {
  const memory = memoryOf<MemoryMemory>(w, "memory", () => ({}));
  let state = memory[cell.id];
  if (state === undefined) {
    state = { down: [], slow: 1, heap: 0 };
    memory[cell.id] = state;
  }
  return state;
}

function specOf(w: WorldState, cell: Cell): MemorySpec | undefined {
  return (w.system.nodes[cell.node] as NodeSpec).memory;
}

/** MiB a mean pod of a cell holds; 0 where nothing is known about its memory. */
export function heapOf(w: WorldState, cell: Cell): number {
  return specOf(w, cell) === undefined ? 0 : stateOf(w, cell).heap;
}

/** MiB a pod retains in a second by the traffic of the last one and by what leaks whatever the traffic. */
function growthOf(w: WorldState, cell: Cell, spec: MemorySpec, pods: number): number {
  const { ok, upstream, timeout } = w.laneCols;
  let sum = spec.leak === null ? 0 : Math.max(0, numberOf(spec.leak, envOf(w, cell.info, "")));
  for (let l = cell.laneFrom; l < cell.laneTo; l++) {
    const lane = w.laneTable[l] as Lane;
    const retains = w.system.operations[lane.operation]?.retains;
    if (retains === undefined) continue;
    const done = (ok[l] as number) + (upstream[l] as number) + (timeout[l] as number);
    if (done <= 0) continue;
    const each = numberOf(retains, envOf(w, cell.info, w.system.classes[lane.class]?.id ?? ""));
    sum += (Math.max(0, each) * done) / pods;
  }
  return sum;
}

/** Takes one pod down and notes what is lost with it, by lane, so that it counts as failed for its memory. */
function loseOne(w: WorldState, cell: Cell): void {
  const before: number[] = [];
  for (let l = cell.laneFrom; l < cell.laneTo; l++) before.push(w.dropped[l] ?? 0);
  takeDown(w, cell, 1);
  for (let l = cell.laneFrom; l < cell.laneTo; l++) {
    const more = (w.dropped[l] ?? 0) - (before[l - cell.laneFrom] as number);
    if (more <= 0) continue;
    const lost = memoryOf<Record<string, number>>(w, KILLED, () => ({}));
    lost[l] = (lost[l] ?? 0) + more;
  }
}

/** Counts what was lost with killed pods since the last second as failures of that cause instead of refusals. */
export function countKilled(w: WorldState): void {
  const lost = w.slow[KILLED] as Record<string, number> | undefined;
  if (lost === undefined) return;
  delete w.slow[KILLED];
  const fault = w.compiled.causes.get("out-of-memory");
  if (fault === undefined) return;
  const l = w.laneCols;
  for (const [key, gone] of Object.entries(lost)) {
    const lane = Number(key);
    l.rejected[lane] = Math.max(0, (l.rejected[lane] as number) - gone);
    l.fault[lane] = (l.fault[lane] as number) + gone;
    l.limited[lane] = (l.limited[lane] as number) + gone;
    recordFault(w, fault, lane, gone);
  }
}

/** The kernel kills a pod: what it was doing is lost, and it starts again after its restart, its back-off and its start-up. */
function kill(w: WorldState, cell: Cell, spec: MemorySpec, list: Pod[], pod: Pod): void {
  const node = w.system.nodes[cell.node] as NodeSpec;
  const kills = w.second - pod.since >= HEALTHY ? 0 : pod.kills;
  const wait = backOff(kills);
  list.splice(list.indexOf(pod), 1);
  list.unshift(pod);
  loseOne(w, cell);
  // It dies at the end of this second.
  stateOf(w, cell).down.push({ back: w.second + 1 + spec.restart + wait + node.startup, kills: kills + 1 });
  w.cellCols.kills[cell.id] = (w.cellCols.kills[cell.id] as number) + 1;
  const region = w.system.regions[cell.region]?.id ?? "";
  const about = { kind: "pods" as const, id: `${node.id} ${region}`, by: "platform" };
  emit(w, {
    ...about,
    phase: "killed",
    text: `${node.label} in ${region}: container killed, OOMKilled (exit code 137)`,
  });
  if (wait > 0)
    emit(w, {
      ...about,
      phase: "back-off",
      text: `${node.label} in ${region}: Back-off restarting failed container, ${wait} s`,
    });
}

function comeBack(w: WorldState, cell: Cell): void {
  const { down } = stateOf(w, cell);
  // Whoever took pods away may have taken dead ones.
  const missing = cell.info.pods - cell.info.ready;
  if (down.length > missing) down.splice(missing);
  for (let i = down.length - 1; i >= 0; i--) {
    const pod = down[i];
    if (pod === undefined || w.second < pod.back) continue;
    down.splice(i, 1);
    const list = podsIn(w, cell);
    makeReady(w, cell, 1);
    list.push(freshPod(w, cell, list.length, pod.kills));
  }
}

/** A second of one cell: what its pods hold by now, how much that slows them down, and who is killed for it. */
function integrate(w: WorldState, cell: Cell, spec: MemorySpec): void {
  const k = w.cellCols;
  const c = cell.id;
  const ready = k.ready[c] as number;
  const state = stateOf(w, cell);
  if (ready <= 0) {
    state.heap = 0;
    return;
  }
  const limit = spec.limit * sizeOf(w, cell.node, cell.region);
  const growth = growthOf(w, cell, spec, ready);
  const all = ready + (k.draining[c] as number);
  const inside = (spec.perRequest * ((k.inUse[c] as number) + (k.queue[c] as number))) / all;
  const list = podsIn(w, cell);
  const dying: Pod[] = [];
  let sum = 0;
  let most = 0;
  let factor = 0;
  for (let i = 0; i < ready; i++) {
    const pod = list[i] as Pod;
    pod.held += growth * pod.factor;
    const heap = spec.base + inside * pod.factor + pod.held;
    if (heap >= limit && !cell.held) dying.push(pod);
    const used = Math.min(limit, heap);
    sum += used;
    if (used > most) most = used;
    factor += collectionFactor(spec.gc, used / limit);
  }
  state.heap = sum / ready;
  k.heap[c] = state.heap;
  k.heapMost[c] = most;
  const slow = factor / ready;
  k.gc[c] = 1 - 1 / slow;
  if (Math.abs(slow - state.slow) > NOTICED * state.slow) {
    state.slow = slow;
    w.stale = true;
  }
  for (const pod of dying) kill(w, cell, spec, list, pod);
}

export const memory: Mechanic = {
  name: "memory",
  used: (w) => w.system.nodes.some((n) => n.memory !== undefined),
  step(w) {
    openBook(w);
    for (const cell of w.cellTable) if (cell.info.pods > 0 && specOf(w, cell) !== undefined) comeBack(w, cell);
  },
  cell(w, cell, adjust) {
    if (specOf(w, cell) !== undefined) adjust.slow *= stateOf(w, cell).slow;
  },
  // The flows of a second are not part of a snapshot: they are used before it ends.
  gauge(w) {
    const k = w.cellCols;
    for (const cell of w.cellTable) {
      const spec = specOf(w, cell);
      if (spec === undefined) continue;
      k.heap[cell.id] = 0;
      k.heapMost[cell.id] = 0;
      k.gc[cell.id] = 0;
      k.kills[cell.id] = 0;
      if (cell.info.pods > 0) integrate(w, cell, spec);
    }
  },
};
