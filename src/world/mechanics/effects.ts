/**
 * Effects of work that is asked for more than once: an operation that says how its repetitions behave (`idempotent`) is counted by what
 * happened to the data, not by what callers were told.
 */
import type { Fault, Operation } from "#domain/system";
import { envOf, numberOf } from "../environment";
import { recordDoubled } from "../recording";
import type { Cell, Lane, WorldState } from "../state";
import type { Compiled } from "../static";

const found = new WeakMap<Compiled, Int32Array>();

/** By operation: itself if it says how repetitions behave, else the first that does among those it needs; −1 when none does. */
function effectsOf(compiled: Compiled): Int32Array {
  let table = found.get(compiled);
  if (table === undefined) {
    const { operations } = compiled.system;
    const seek = (op: number, seen: Set<number>): number => {
      if (seen.has(op)) return -1;
      seen.add(op);
      if ((operations[op] as Operation).idempotent !== undefined) return op;
      for (const c of compiled.callsOf[op] ?? []) {
        const at = c.call.optional || c.call.async ? -1 : seek(c.to, seen);
        if (at >= 0) return at;
      }
      return -1;
    };
    table = Int32Array.from(operations, (_, op) => seek(op, new Set()));
    found.set(compiled, table);
  }
  return table;
}

/** Share of the repetitions of an operation that have no further effect, 0–1, as its pods in a region have it. */
function idempotentShare(w: WorldState, op: number, near: Cell, cls: number): number {
  const expr = w.system.operations[op]?.idempotent;
  if (expr === undefined) return 0;
  const node = w.compiled.nodeOf[op];
  const name = w.system.classes[cls]?.id ?? "";
  const all = node === near.node ? [near] : w.cellTable.filter((c) => c.node === node && c.info.ready > 0);
  const own = all.filter((c) => c.region === near.region);
  let sum = 0;
  let pods = 0;
  for (const cell of own.length > 0 ? own : all) {
    const n = Math.max(1, cell.info.ready);
    sum += n * Math.max(0, Math.min(1, numberOf(expr, envOf(w, cell.info, name))));
    pods += n;
  }
  return pods > 0 ? sum / pods : 0;
}

/** Share of a lane's failed requests that are asked for again: by attempt, because nobody repeats the last one. */
function repeated(w: WorldState, lane: Lane): number {
  const k = w.trunkCols;
  let sum = 0;
  let weight = 0;
  for (let port = lane.portFrom; port < lane.portTo; port++) {
    const t = w.portTrunk[port] as number;
    const retries = k.retries[t] as number;
    const levels = k.levels[t] as number;
    let before = 0;
    let total = 0;
    for (let a = 0; a < levels; a++) {
      const some = w.out[t * w.attempts + a] as number;
      total += some;
      if (a < retries) before += some;
    }
    const spec = w.callOfTrunk[t];
    const forever = spec?.consume !== undefined && messagesForever(w, t);
    const again = spec === null || spec === undefined ? (w.system.classes[lane.class]?.client.retryShare ?? 0) : 1;
    const rate = (w.portCols.rate[port] as number) + 1e-12;
    sum += rate * again * (forever ? 1 : total > 0 ? before / total : retries > 0 ? 1 : 0);
    weight += rate;
  }
  return weight > 0 ? sum / weight : 0;
}

function messagesForever(w: WorldState, trunk: number): boolean {
  const from = w.compiled.calls[w.trunks[trunk]?.call ?? -1]?.fromNode ?? -1;
  return (w.system.nodes[from]?.queue?.maxAttempts ?? null) === null;
}

/** Lane of the operation that has the effect, nearest to the one that a request ended in. */
function effectLane(w: WorldState, lane: Lane, op: number): number {
  if (lane.operation === op || op < 0) return lane.id;
  const region = w.cellTable[lane.cell]?.region;
  let found = -1;
  for (const l of w.laneTable) {
    if (l.operation !== op || l.class !== lane.class) continue;
    const near = w.cellTable[l.cell]?.region === region;
    if ((near && (w.laneCols.ok[l.id] as number) > 0) || found < 0) found = l.id;
  }
  return found < 0 ? lane.id : found;
}

function count(w: WorldState, lane: Lane, kind: "lost" | "doubled", flow: number): void {
  if (flow <= 0) return;
  if (kind === "doubled") {
    recordDoubled(w, effectLane(w, lane, effectsOf(w.compiled)[lane.operation] as number), flow);
  }
  if (w.system.classes[lane.class]?.outcome.counted !== true) return;
  const i = lane.class * 5 + (kind === "lost" ? 3 : 4);
  w.results[i] = (w.results[i] as number) + flow;
}

/**
 * Counts `flow` requests of a lane that were done for somebody who had given up. False when nothing on the way says how repetitions
 * behave: then the caller judges by the callers alone.
 */
export function doneForNobody(w: WorldState, lane: Lane, flow: number): boolean {
  const op = effectsOf(w.compiled)[lane.operation] as number;
  if (op < 0) return false;
  const cell = w.cellTable[lane.cell] as Cell;
  count(w, lane, "doubled", flow * repeated(w, lane) * (1 - idempotentShare(w, op, cell, lane.class)));
  return true;
}

/**
 * Counts `flow` requests of a lane that a fault broke off halfway. With only the idempotency mark left behind, whoever repeats is
 * told that all is done: lost. With only the effect left, the repetition finds no mark and does it again: doubled.
 */
export function brokenOff(w: WorldState, lane: Lane, fault: number, flow: number): void {
  const effect = (w.system.faults[fault] as Fault).effect;
  const leaves = effect.kind === "error" || effect.kind === "hang" ? effect.leaves : undefined;
  if (leaves === undefined || flow <= 0) return;
  const again = repeated(w, lane);
  if (leaves === "effect") {
    count(w, lane, "doubled", flow * again);
    return;
  }
  const op = effectsOf(w.compiled)[lane.operation] as number;
  if (op < 0) return;
  const cell = w.cellTable[lane.cell] as Cell;
  count(w, lane, "lost", flow * again * idempotentShare(w, op, cell, lane.class));
}
