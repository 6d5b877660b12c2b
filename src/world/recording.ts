/** Writing a second into the recorder. */
import { LANE_COLUMNS } from "./contract";
import type { Lane, WorldState } from "./state";

export function recordFault(w: WorldState, fault: number, lane: number, flow: number): void {
  if (flow <= 0) return;
  const reel = w.tape.faulted;
  reel.used[lane * w.tape.faults + fault] = 1;
  const at = w.tape.row * reel.width + lane * w.tape.faults + fault;
  reel.staging[at] = (reel.staging[at] as number) + flow;
}

/** Writes the second into the recorder. */
export function record(w: WorldState): void {
  const { tape } = w;
  const l = w.laneCols;
  const row = tape.row;
  const lanes = tape.lanes;
  const base = row * lanes.width;
  const n = w.laneTable.length;
  const width = LANE_COLUMNS.length;
  const s = lanes.staging;
  const used = lanes.used;
  for (let i = 0, o = base, c = 0; i < n; i++, o += width, c += width) {
    const arrivals = l.arrivals[i] as number;
    const okay = l.ok[i] as number;
    if (arrivals > 0) {
      s[o] = arrivals;
      used[c] = 1;
    }
    if (okay > 0) {
      s[o + 1] = okay;
      s[o + 6] = l.okMean[i] as number;
      s[o + 7] = l.okVariance[i] as number;
      used[c + 1] = 1;
      used[c + 6] = 1;
      used[c + 7] = 1;
    }
    const upstream = l.upstream[i] as number;
    const timeout = l.timeout[i] as number;
    const rejected = l.rejected[i] as number;
    const fault = l.fault[i] as number;
    if (upstream + timeout + rejected + fault > 0) {
      s[o + 2] = upstream;
      s[o + 3] = timeout;
      s[o + 4] = rejected;
      s[o + 5] = fault;
      s[o + 8] = l.badMean[i] as number;
      s[o + 9] = l.badVariance[i] as number;
      used.fill(1, c + 2, c + 10);
    }
    const delayed = l.delayed[i] as number;
    if (delayed > 0) {
      s[o + 10] = delayed;
      used[c + 10] = 1;
    }
  }
  recordCells(w, row);
  recordClasses(w, row);
}

function recordCells(w: WorldState, row: number): void {
  const k = w.cellCols;
  const reel = w.tape.cells;
  const s = reel.staging;
  let o = row * reel.width;
  for (let c = 0; c < w.cellTable.length; c++, o += 7) {
    const restarts = k.restarts[c] as number;
    k.restarts[c] = 0;
    const pods = k.pods[c] as number;
    if (pods <= 0 && (k.inUse[c] as number) <= 0) continue;
    s[o] = Math.min(k.inUse[c] as number, k.places[c] as number);
    s[o + 1] = k.queue[c] as number;
    const steal = k.steal[c] as number;
    s[o + 2] = Math.min(1, steal + (1 - steal) * (k.rho[c] as number));
    s[o + 3] = pods;
    s[o + 4] = k.ready[c] as number;
    s[o + 5] = k.connections[c] as number;
    s[o + 6] = restarts;
    reel.used.fill(1, c * 7, c * 7 + 7);
  }
}

function recordClasses(w: WorldState, row: number): void {
  const { tape } = w;
  const r = w.results;
  let o = row * tape.classes.width;
  for (let i = 0; i < r.length; i++) {
    if ((r[i] as number) !== 0) {
      tape.classes.staging[o + i] = r[i] as number;
      tape.classes.used[i] = 1;
    }
    r[i] = 0;
  }
  o = row * tape.edges.width;
  for (const t of w.trunks) {
    if (t.group < 0) continue;
    const e = o + t.group * 2;
    const calls = w.trunkCols.calls[t.id] as number;
    if (calls > 0 && w.sharedTarget[t.id] === 1) {
      tape.edges.staging[e] = (tape.edges.staging[e] as number) + calls;
      tape.edges.used[t.group * 2] = 1;
    }
    const lost = w.trunkCols.failed[t.id] as number;
    if (lost > 0) {
      tape.edges.staging[e + 1] = (tape.edges.staging[e + 1] as number) + lost;
      tape.edges.used[t.group * 2 + 1] = 1;
    }
  }
}

/** Errors by several faults are shared out by their part in the lane's error share. */
export function recordErrors(w: WorldState, lane: Lane, flow: number): void {
  const parts = w.errorParts.get(lane.id);
  const total = w.laneCols.error[lane.id] as number;
  if (parts === undefined || total <= 0) return;
  for (const part of parts) recordFault(w, part.fault, lane.id, (flow * part.share) / total);
}
