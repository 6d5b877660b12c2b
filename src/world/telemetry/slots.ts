import type { Label, MetricId } from "#domain/telemetry";
import { GAUGES, MESSAGES, type Together } from "./gauges";
import { LatencyMix } from "./latency";

/** Seconds a refused request takes. */
export const REFUSAL = 0.002;

const PERCENTILES: Readonly<Partial<Record<MetricId, number>>> = {
  latency_p50: 0.5,
  latency_p95: 0.95,
  latency_p99: 0.99,
};
const FLOW_METRICS: readonly MetricId[] = [
  "requests",
  "errors",
  "latency_p50",
  "latency_p95",
  "latency_p99",
  "completed",
];
/** Values that belong to a whole cell in parts; the rest (shares, latencies) is the same kind of value per pod. */
const DIVIDED: readonly MetricId[] = [
  ...(["requests", "completed", "workers", "queue", "connections", "restarts"] as const),
  ...GAUGES.filter(({ together }) => together === "sum" || together === "rate").map(({ metric }) => metric),
];
const SHARES: readonly MetricId[] = ["errors", "cpu", "saturation", "gc", "disk", "hit"];

/** Places of the gauges that only some nodes have. */
const PLACES: ReadonlyMap<MetricId, { readonly at: number; readonly together: Together }> = new Map([
  ...GAUGES.map(({ metric, together }, at) => [metric, { at, together }] as const),
  ["backlog", { at: GAUGES.length, together: "sum" }],
  ["oldest", { at: GAUGES.length + 1, together: "most" }],
]);

/** Whether a metric is about requests (lanes) rather than about pods (cells). */
export function isFlow(metric: MetricId): boolean {
  return FLOW_METRICS.includes(metric);
}

export function isLatency(metric: MetricId): boolean {
  return metric in PERCENTILES;
}

/** Whether a metric carries a label: gauges of pods know no route, and only requests and errors know a status. */
export function carries(metric: MetricId, label: Label): boolean {
  if (metric in MESSAGES) return label === "region" || label === "node";
  if (label === "status") return metric === "requests" || metric === "errors";
  return label !== "route" || isFlow(metric);
}

/** Sums over the lanes and cells that share one value of the split label. */
export class Slot {
  /** Whether anything existed that could be measured. */
  present = false;
  /** Completed requests the error share refers to, and those of them that failed (as reported, with noise). */
  whole = 0;
  failed = 0;
  requests = 0;
  completed = 0;
  cpu = 0;
  cpuWeight = 0;
  busy = 0;
  capacity = 0;
  queue = 0;
  connections = 0;
  ready = 0;
  restarts = 0;
  readonly mix = new LatencyMix();
  private gauges: Float64Array | null = null;
  private weights: Float64Array | null = null;

  clear(): void {
    this.present = false;
    this.whole = this.failed = this.requests = this.completed = 0;
    this.cpu = this.cpuWeight = this.busy = this.capacity = this.queue = 0;
    this.connections = this.ready = this.restarts = 0;
    this.mix.clear();
    this.gauges?.fill(0);
    this.weights?.fill(0);
  }

  /** Adds what a cell (of so many pods) or a queue reports of a gauge that only some have. */
  add(metric: MetricId, value: number, pods: number): void {
    const place = PLACES.get(metric);
    if (place === undefined || !(pods > 0)) return;
    this.gauges ??= new Float64Array(PLACES.size);
    this.weights ??= new Float64Array(PLACES.size);
    const { at, together } = place;
    const before = this.gauges[at] as number;
    this.weights[at] = (this.weights[at] as number) + pods;
    this.gauges[at] = together === "most" ? Math.max(before, value) : before + (together === "mean" ? pods : 1) * value;
  }

  private gauge(metric: MetricId, window: number): number {
    const { at, together } = PLACES.get(metric) ?? { at: -1, together: "sum" };
    const weight = this.weights?.[at] ?? 0;
    if (!(weight > 0)) return NaN;
    const value = this.gauges?.[at] ?? 0;
    const put = together === "mean" ? value / weight : together === "rate" ? value / window : value;
    return SHARES.includes(metric) ? Math.min(1, put) : put;
  }

  /** The metric in its unit, rates over `window` seconds; NaN where there is nothing to report. */
  value(metric: MetricId, window: number): number {
    const p = PERCENTILES[metric];
    if (p !== undefined) return this.mix.quantile(p);
    if (PLACES.has(metric)) return this.gauge(metric, window);
    if (!this.present) return NaN;
    switch (metric) {
      case "requests":
        return this.requests / window;
      case "completed":
        return this.completed / window;
      case "errors":
        return this.whole > 0 ? Math.min(1, this.failed / this.whole) : NaN;
      case "cpu":
        return this.cpuWeight > 0 ? Math.min(1, this.cpu / this.cpuWeight) : NaN;
      case "workers":
        return this.busy;
      case "saturation":
        return this.capacity > 0 ? Math.min(1, this.busy / this.capacity) : NaN;
      case "queue":
        return this.queue;
      case "connections":
        return this.connections;
      case "pods":
        return this.ready;
      default:
        return this.restarts / window;
    }
  }
}

/** The part of a cell's value that one of its pods reports. `part` is its share of the cell, `count` the pods. */
export function podValue(metric: MetricId, value: number, part: number, count: number): number {
  if (metric === "pods") return value / count;
  if (DIVIDED.includes(metric)) return value * part;
  const scaled = value * part * count;
  return SHARES.includes(metric) ? Math.min(1, scaled) : scaled;
}
