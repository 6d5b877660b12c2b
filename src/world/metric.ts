/** True values over a window, for conditions of the story, alert rules and tests. No delay, no noise. */
import type { MetricId } from "#domain/telemetry";
import { gammaCdf, gammaQuantile } from "#lib/math";
import type { CellColumn } from "./contract";
import type { Cell, Lane, WorldState } from "./state";

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

/** Sums over the last `seconds` recorded seconds. */
function flows(w: WorldState, lanes: readonly Lane[], seconds: number): { requests: number; failed: number } {
  let okay = 0;
  let failed = 0;
  for (let t = w.second - seconds; t < w.second; t++) {
    for (const l of lanes) {
      okay += w.tape.lane("ok", l.id, t);
      for (const c of ["upstream", "timeout", "rejected", "fault"] as const) failed += w.tape.lane(c, l.id, t);
    }
  }
  return { requests: okay + failed, failed };
}

/** Quantile of response times over lanes and seconds: a mixture of gammas, successes and failures apart. */
function latency(w: WorldState, lanes: readonly Lane[], seconds: number, p: number): number {
  const parts: { flow: number; mean: number; variance: number }[] = [];
  let total = 0;
  const add = (flow: number, mean: number, variance: number): void => {
    if (flow <= 0) return;
    parts.push({ flow, mean, variance });
    total += flow;
  };
  for (const l of lanes) {
    for (const good of [true, false]) {
      let flow = 0;
      let time = 0;
      let square = 0;
      for (let t = w.second - seconds; t < w.second; t++) {
        const x = good ? w.tape.lane("ok", l.id, t) : failures(w, l.id, t);
        if (x <= 0) continue;
        const m = w.tape.lane(good ? "okMean" : "badMean", l.id, t);
        flow += x;
        time += x * m;
        square += x * (w.tape.lane(good ? "okVariance" : "badVariance", l.id, t) + m * m);
      }
      if (flow > 0) add(flow, time / flow, Math.max(0, square / flow - (time / flow) * (time / flow)));
    }
  }
  if (total <= 0) return 0;
  // The mixture's quantile lies between those of its parts.
  let high = 0;
  let low = Infinity;
  for (const x of parts) {
    const q = gammaQuantile(p, x.mean, x.variance);
    high = Math.max(high, q);
    low = Math.min(low, q);
  }
  for (let i = 0; i < 40 && high - low > 1e-4 * high; i++) {
    const mid = 0.5 * (low + high);
    let below = 0;
    for (const x of parts) below += x.flow * gammaCdf(mid, x.mean, x.variance);
    if (below < p * total) low = mid;
    else high = mid;
  }
  return 0.5 * (low + high);
}

function failures(w: WorldState, lane: number, t: number): number {
  return (
    w.tape.lane("upstream", lane, t) +
    w.tape.lane("timeout", lane, t) +
    w.tape.lane("rejected", lane, t) +
    w.tape.lane("fault", lane, t)
  );
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
  const column = CELL_METRIC[metric];
  if (column !== undefined) {
    let sum = 0;
    for (const c of cellsFor(w, node, where))
      for (let t = w.second - n; t < w.second; t++) sum += w.tape.cell(column, c.id, t);
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

/** Utilisation weighted by pods. */
function ratio(w: WorldState, metric: "cpu" | "saturation", cells: readonly Cell[], n: number): number {
  let top = 0;
  let bottom = 0;
  for (const c of cells) {
    const workers = w.system.nodes[c.node]?.workers ?? 1;
    for (let t = w.second - n; t < w.second; t++) {
      const pods = w.tape.cell("ready", c.id, t);
      if (pods <= 0) continue;
      if (metric === "cpu") top += w.tape.cell("cpu", c.id, t) * pods;
      else top += w.tape.cell("busy", c.id, t) / workers;
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
