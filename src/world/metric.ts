/** True values over a window, for conditions of the story, alert rules and tests. No delay, no noise. */
import type { MetricId } from "#domain/telemetry";
import { gammaCdf, gammaQuantile } from "#lib/math";
import type { CellColumn, EdgeColumn, LaneColumn } from "./contract";
import type { Cell, Lane, WorldState } from "./state";
import { deliveries, GAUGES, type Gauge, MESSAGES, measures } from "./telemetry/gauges";

export interface MetricFilter {
  readonly region?: string;
  readonly version?: string;
  readonly route?: string;
}

function cellsFor(w: WorldState, node: string, where: MetricFilter): Cell[] {
  const n = w.compiled.nodeIndex.get(node) ?? -1;
  return w.cellTable.filter(
    (c) =>
      c.node === n &&
      (where.region === undefined || w.system.regions[c.region]?.id === where.region) &&
      (where.version === undefined || c.info.version === where.version),
  );
}

function lanesFor(w: WorldState, node: string, where: MetricFilter): Lane[] {
  const out: Lane[] = [];
  // "all" is what users see: the entries of all classes.
  const entries = node === "all";
  const cells = entries
    ? w.cellTable.filter((c) => where.region === undefined || w.system.regions[c.region]?.id === where.region)
    : cellsFor(w, node, where);
  for (const c of cells) {
    for (let l = c.laneFrom; l < c.laneTo; l++) {
      const lane = w.laneTable[l] as Lane;
      if (entries && w.system.classes[lane.class]?.entry !== w.system.operations[lane.operation]?.id) continue;
      const route = entries ? w.system.classes[lane.class]?.route : w.system.operations[lane.operation]?.route;
      if (where.route === undefined || where.route === route) out.push(lane);
    }
  }
  return out;
}

const CELL_METRIC: Partial<Record<MetricId, CellColumn>> = {
  workers: "busy",
  queue: "queued",
  connections: "connections",
  pods: "ready",
  restarts: "restarts",
};

/** Gauges that only some nodes have, by metric. */
const HAD: ReadonlyMap<MetricId, Gauge> = new Map(GAUGES.map((gauge) => [gauge.metric, gauge]));

const FAILED: readonly LaneColumn[] = ["upstream", "timeout", "rejected", "fault"];

/** A window of one column, of failures, and of two moments: used up lane by lane, so one of each will do. */
let flow = new Float64Array(64);
let lost = new Float64Array(64);
let mean = new Float64Array(64);
let variance = new Float64Array(64);

function makeRoom(seconds: number): void {
  if (flow.length >= seconds) return;
  flow = new Float64Array(seconds);
  lost = new Float64Array(seconds);
  mean = new Float64Array(seconds);
  variance = new Float64Array(seconds);
}

/** Reads a column of a lane over the last `n` recorded seconds into `out`; false when it is zero throughout. */
function read(w: WorldState, column: LaneColumn, lane: number, n: number, out: Float64Array): boolean {
  out.fill(0, 0, n);
  return w.tape.laneRange(column, lane, w.second - n, w.second, out);
}

/** All failures of a lane over the last `n` seconds into `lost`; false when there are none. */
function readFailures(w: WorldState, lane: number, n: number): boolean {
  let any = false;
  lost.fill(0, 0, n);
  for (const column of FAILED) {
    if (!read(w, column, lane, n, flow)) continue;
    any = true;
    for (let i = 0; i < n; i++) lost[i] = (lost[i] as number) + (flow[i] as number);
  }
  return any;
}

function sumOf(values: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i] as number;
  return sum;
}

/** Sums over the last `n` recorded seconds. */
function flows(w: WorldState, lanes: readonly Lane[], n: number): { requests: number; failed: number } {
  makeRoom(n);
  let okay = 0;
  let failed = 0;
  for (const { id } of lanes) {
    if (read(w, "ok", id, n, flow)) okay += sumOf(flow, n);
    if (readFailures(w, id, n)) failed += sumOf(lost, n);
  }
  return { requests: okay + failed, failed };
}

/** Quantile of response times over lanes and seconds: a mixture of gammas, successes and failures apart. */
function latency(w: WorldState, lanes: readonly Lane[], n: number, p: number): number {
  makeRoom(n);
  const parts: Part[] = [];
  for (const { id } of lanes) {
    if (read(w, "ok", id, n, flow)) parts.push(partOf(w, id, n, flow, "okMean", "okVariance"));
    if (readFailures(w, id, n)) parts.push(partOf(w, id, n, lost, "badMean", "badVariance"));
  }
  return quantileOf(parts, p);
}

interface Part {
  readonly flow: number;
  readonly mean: number;
  readonly variance: number;
}

function partOf(
  w: WorldState,
  lane: number,
  n: number,
  of: Float64Array,
  means: LaneColumn,
  variances: LaneColumn,
): Part {
  read(w, means, lane, n, mean);
  read(w, variances, lane, n, variance);
  let all = 0;
  let time = 0;
  let square = 0;
  for (let i = 0; i < n; i++) {
    const x = of[i] as number;
    const m = mean[i] as number;
    all += x;
    time += x * m;
    square += x * ((variance[i] as number) + m * m);
  }
  return { flow: all, mean: time / all, variance: Math.max(0, square / all - (time / all) * (time / all)) };
}

/** Share of a mixture's mass `total` below t, less p. */
function excess(parts: readonly Part[], total: number, t: number, p: number): number {
  let below = 0;
  for (const x of parts) below += x.flow * gammaCdf(t, x.mean, x.variance);
  return below / total - p;
}

/** Quantile of a mixture, to a ten-thousandth: false position between two bounds, the lazy one halved (Illinois). */
function quantileOf(parts: readonly Part[], p: number): number {
  let total = 0;
  let time = 0;
  let square = 0;
  for (const x of parts) {
    total += x.flow;
    time += x.flow * x.mean;
    square += x.flow * (x.variance + x.mean * x.mean);
  }
  if (total <= 0) return 0;
  const whole = time / total;
  // That of one gamma with the mixture's moments is near it.
  let high = gammaQuantile(p, whole, Math.max(0, square / total - whole * whole));
  let low = high;
  let above = excess(parts, total, high, p);
  let below = above;
  for (let i = 0; i < 60 && above < 0; i++) {
    low = high;
    below = above;
    high *= 1.5;
    above = excess(parts, total, high, p);
  }
  for (let i = 0; i < 60 && below > 0 && low > 1e-9; i++) {
    high = low;
    above = below;
    low /= 1.5;
    below = excess(parts, total, low, p);
  }
  for (let i = 0, side = 0; i < 60 && high - low > 1e-4 * high && above > below; i++) {
    const mid = low + ((high - low) * below) / (below - above);
    const value = excess(parts, total, mid, p);
    if (value > 0) {
      high = mid;
      above = value;
      if (side > 0) below *= 0.5;
      side = 1;
    } else {
      low = mid;
      below = value;
      if (side < 0) above *= 0.5;
      side = -1;
    }
    if (value < 1e-6 && value > -1e-6) return mid;
  }
  return 0.5 * (low + high);
}

/** Mean of a metric over the last `seconds` seconds (0 before anything is recorded). `node` may be "all" for requests, errors, latency, completed. */
export function metricMean(
  w: WorldState,
  metric: MetricId,
  node: string,
  where: MetricFilter,
  seconds: number,
): number {
  const n = Math.max(1, Math.min(seconds, w.second - w.tape.from));
  if (w.second <= w.tape.from) return 0;
  if (metric === "completed") return completed(w, n);
  const had = HAD.get(metric);
  if (had !== undefined) return gaugeMean(w, had, cellsFor(w, node, where), n);
  const messages = MESSAGES[metric];
  if (messages !== undefined) return messagesMean(w, messages, node, where.region, n);
  const column = CELL_METRIC[metric];
  if (column !== undefined) {
    makeRoom(n);
    let sum = 0;
    for (const c of cellsFor(w, node, where)) if (readCell(w, column, c.id, n, flow)) sum += sumOf(flow, n);
    return sum / n;
  }
  if (metric === "cpu" || metric === "saturation") return ratio(w, metric, cellsFor(w, node, where), n);
  const lanes = lanesFor(w, node, where);
  if (metric === "requests") return flows(w, lanes, n).requests / n;
  if (metric === "errors") {
    const f = flows(w, lanes, n);
    return f.requests > 0 ? f.failed / f.requests : 0;
  }
  return latency(w, lanes, n, metric === "latency_p50" ? 0.5 : metric === "latency_p95" ? 0.95 : 0.99);
}

function readCell(w: WorldState, column: CellColumn, cell: number, n: number, out: Float64Array): boolean {
  out.fill(0, 0, n);
  return w.tape.cellRange(column, cell, w.second - n, w.second, out);
}

/** Mean over time of a gauge put together as boards do: added up, weighted by pods, or the worst cell's. */
function gaugeMean(
  w: WorldState,
  { metric, column, together, scale }: Gauge,
  cells: readonly Cell[],
  n: number,
): number {
  makeRoom(n);
  mean.fill(0, 0, n);
  variance.fill(0, 0, n);
  for (const c of cells) {
    const spec = w.system.nodes[c.node];
    if (spec === undefined || !measures(metric, spec)) continue;
    const any = readCell(w, column, c.id, n, flow);
    if (together === "mean") readCell(w, "pods", c.id, n, lost);
    else if (!any) continue;
    for (let i = 0; i < n; i++) {
      const value = flow[i] as number;
      const before = mean[i] as number;
      const pods = lost[i] as number;
      mean[i] = together === "most" ? Math.max(before, value) : before + (together === "mean" ? pods * value : value);
      if (together === "mean") variance[i] = (variance[i] as number) + pods;
    }
  }
  if (together !== "mean") return (sumOf(mean, n) / n) * scale;
  const pods = sumOf(variance, n);
  return pods > 0 ? (sumOf(mean, n) / pods) * scale : 0;
}

/** Messages that wait in a queue, or the age of the oldest of them: mean over time. */
function messagesMean(w: WorldState, column: EdgeColumn, node: string, region: string | undefined, n: number): number {
  const { regions } = w.system;
  const queues = deliveries(w.system);
  let sum = 0;
  for (let s = w.second - n; s < w.second; s++) {
    let now = 0;
    for (const delivery of queues) {
      if (node !== "all" && delivery.node !== node) continue;
      for (let r = 0; r < regions.length; r++) {
        if (region !== undefined && regions[r]?.id !== region) continue;
        const value = w.tape.edge(column, delivery.call * regions.length + r, s);
        now = column === "oldest" ? Math.max(now, value) : now + value;
      }
    }
    sum += now;
  }
  return sum / n;
}

/** Utilisation weighted by pods. */
function ratio(w: WorldState, metric: "cpu" | "saturation", cells: readonly Cell[], n: number): number {
  makeRoom(n);
  let top = 0;
  let bottom = 0;
  for (const c of cells) {
    const workers = w.system.nodes[c.node]?.workers ?? 1;
    if (!readCell(w, "ready", c.id, n, lost)) continue;
    readCell(w, metric === "cpu" ? "cpu" : "busy", c.id, n, flow);
    for (let i = 0; i < n; i++) {
      const pods = lost[i] as number;
      if (pods <= 0) continue;
      top += metric === "cpu" ? (flow[i] as number) * pods : (flow[i] as number) / workers;
      bottom += pods;
    }
  }
  return bottom > 0 ? top / bottom : 0;
}

function completed(w: WorldState, n: number): number {
  let sum = 0;
  w.system.classes.forEach((c, k) => {
    if (!c.outcome.counted) return;
    for (let t = w.second - n; t < w.second; t++) sum += w.tape.ofClass("completed", k, t);
  });
  return sum / n;
}
