/** Writing a second into the recorder. */
import { breakerOpen } from "./breaker";
import { CELL_COLUMNS, type CellColumn, EDGE_COLUMNS, LANE_COLUMNS } from "./contract";
import { CHUNK } from "./reel";
import type { Lane, Trunk, WorldState } from "./state";

export function recordFault(w: WorldState, fault: number, lane: number, flow: number): void {
  if (flow <= 0) return;
  const { tape } = w;
  const reel = tape.faulted;
  const row = lane * tape.faults + fault;
  reel.used[row] = 1;
  const at = row * CHUNK + tape.row;
  reel.staging[at] = (reel.staging[at] as number) + flow;
}

/** Effects of a lane's operation that took place once too often. */
export function recordDoubled(w: WorldState, lane: number, flow: number): void {
  const reel = w.tape.lanes;
  const column = LANE_COLUMNS.length - 1;
  const at = (lane * CHUNK + w.tape.row) * LANE_COLUMNS.length + column;
  reel.used[lane] = (reel.used[lane] as number) | (1 << column);
  reel.staging[at] = (reel.staging[at] as number) + flow;
}

/** Writes the second into the recorder. */
export function record(w: WorldState): void {
  const second = w.tape.row;
  recordLanes(w, second);
  recordCells(w, second);
  recordClasses(w, second);
  recordEdges(w, second);
}

/** Bits of the columns that a lane's successes, failures and slow successes fill. */
const ARRIVALS = 1;
const GOOD = (1 << 1) | (1 << 6) | (1 << 7);
const BAD = (1 << 2) | (1 << 3) | (1 << 4) | (1 << 5) | (1 << 8) | (1 << 9);
const DELAYED = 1 << 10;

function recordLanes(w: WorldState, second: number): void {
  const reel = w.tape.lanes;
  const s = reel.staging;
  const used = reel.used;
  const l = w.laneCols;
  const { arrivals, ok, upstream, timeout, rejected, fault, delayed, okMean, okVariance, badMean, badVariance } = l;
  const width = LANE_COLUMNS.length;
  const stride = CHUNK * width;
  const n = w.laneTable.length;
  // The dynamics count in steps.
  const length = 1 / w.pace;
  for (let i = 0, o = second * width; i < n; i++, o += stride) {
    let written = 0;
    const come = arrivals[i] as number;
    if (come > 0) {
      s[o] = come;
      written = ARRIVALS;
    }
    const okay = ok[i] as number;
    if (okay > 0) {
      s[o + 1] = okay;
      s[o + 6] = (okMean[i] as number) * length;
      s[o + 7] = (okVariance[i] as number) * length * length;
      written |= GOOD;
    }
    const up = upstream[i] as number;
    const late = timeout[i] as number;
    const refused = rejected[i] as number;
    const faulty = fault[i] as number;
    if (up + late + refused + faulty > 0) {
      s[o + 2] = up;
      s[o + 3] = late;
      s[o + 4] = refused;
      s[o + 5] = faulty;
      s[o + 8] = (badMean[i] as number) * length;
      s[o + 9] = (badVariance[i] as number) * length * length;
      written |= BAD;
    }
    const slow = delayed[i] as number;
    if (slow > 0) {
      s[o + 10] = slow;
      written |= DELAYED;
    }
    if (written !== 0) used[i] = (used[i] as number) | written;
  }
}

/** Columns every living cell fills, and those of the mechanics in the order of CELL_COLUMNS. */
const FIRST_GAUGE = 7;
const PLAIN = (1 << FIRST_GAUGE) - 1;
const GAUGES = [
  "heap",
  "heapMost",
  "gc",
  "kills",
  "disk",
  "lag",
  "hit",
  "locked",
  "deadlocks",
  "throttled",
  "wanted",
  "dead",
] as const satisfies readonly CellColumn[];

function recordCells(w: WorldState, second: number): void {
  const { pods, inUse, places, queue, steal, rho, ready, connections, restarts } = w.cellCols;
  const reel = w.tape.cells;
  const s = reel.staging;
  const used = reel.used;
  const width = CELL_COLUMNS.length;
  const stride = CHUNK * width;
  const gauges = GAUGES.map((name) => w.cellCols[name]);
  const n = w.cellTable.length;
  for (let c = 0, o = second * width; c < n; c++, o += stride) {
    const again = restarts[c] as number;
    restarts[c] = 0;
    const count = pods[c] as number;
    const busy = inUse[c] as number;
    if (count <= 0 && busy <= 0) continue;
    s[o] = Math.min(busy, places[c] as number);
    s[o + 1] = queue[c] as number;
    const stolen = steal[c] as number;
    s[o + 2] = Math.min(1, stolen + (1 - stolen) * (rho[c] as number));
    s[o + 3] = count;
    s[o + 4] = ready[c] as number;
    s[o + 5] = connections[c] as number;
    s[o + 6] = again;
    let written = PLAIN;
    for (let g = 0; g < gauges.length; g++) {
      const value = (gauges[g] as Float64Array)[c] as number;
      if (value === 0) continue;
      s[o + FIRST_GAUGE + g] = value;
      written |= 1 << (FIRST_GAUGE + g);
    }
    used[c] = (used[c] as number) | written;
  }
}

function recordClasses(w: WorldState, second: number): void {
  const reel = w.tape.classes;
  const { columns } = reel;
  const r = w.results;
  for (let i = 0; i < r.length; i++) {
    const value = r[i] as number;
    if (value === 0) continue;
    const row = Math.floor(i / columns);
    reel.staging[(row * CHUNK + second) * columns + i - row * columns] = value;
    reel.used[row] = (1 << columns) - 1;
    r[i] = 0;
  }
}

function recordEdges(w: WorldState, second: number): void {
  const reel = w.tape.edges;
  const s = reel.staging;
  const { sent: calls, lost: failed, retried, guard, rate } = w.trunkCols;
  const { trunks, sharedTarget } = w;
  for (let i = 0; i < trunks.length; i++) {
    const { group } = trunks[i] as Trunk;
    if (group < 0) continue;
    const at = (group * CHUNK + second) * EDGE_COLUMNS.length;
    const sent = calls[i] as number;
    if (sent > 0 && sharedTarget[i] === 1) {
      s[at] = (s[at] as number) + sent;
      reel.used[group] = (reel.used[group] as number) | 1;
    }
    const lost = failed[i] as number;
    if (lost > 0) {
      s[at + 1] = (s[at + 1] as number) + lost;
      reel.used[group] = (reel.used[group] as number) | 2;
    }
    const again = retried[i] as number;
    if (again > 0) {
      s[at + 4] = (s[at + 4] as number) + again;
      reel.used[group] = (reel.used[group] as number) | 16;
    }
    if ((guard[i] as number) > 0 && breakerOpen(w, trunks[i] as Trunk) > 0) {
      // Of the callers' breakers, by the calls they make.
      let all = 0;
      for (const other of trunks) if (other.group === group) all += rate[other.id] as number;
      s[at + 5] = Math.min(1, (s[at + 5] as number) + (all > 0 ? (rate[i] as number) / all : 1));
      reel.used[group] = (reel.used[group] as number) | 32;
    }
    if (
      (w.groupCols.limit[(trunks[i] as Trunk).pool] as number) < Infinity &&
      w.callOfTrunk[i]?.consume === undefined
    ) {
      const waiting = waitingFor(w, i);
      if (waiting > 1e-6) {
        s[at + 2] = (s[at + 2] as number) + waiting;
        reel.used[group] = (reel.used[group] as number) | 4;
      }
    }
  }
}

/** Calls of a trunk that wait for a connection. */
function waitingFor(w: WorldState, trunk: number): number {
  const levels = w.trunkCols.levels[trunk] as number;
  let waiting = 0;
  for (let a = 0; a < levels; a++) waiting += w.pending[trunk * w.attempts + a] as number;
  return waiting;
}

/** Errors by several faults are shared out by their part in the lane's error share. */
export function recordErrors(w: WorldState, lane: Lane, flow: number): void {
  const parts = w.errorParts.get(lane.id);
  const total = w.laneCols.error[lane.id] as number;
  if (parts === undefined || total <= 0) return;
  for (const part of parts) recordFault(w, part.fault, lane.id, (flow * part.share) / total);
}
