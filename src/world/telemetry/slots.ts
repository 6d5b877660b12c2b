import type { Label, MetricId } from "#domain/telemetry";
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
const DIVIDED: readonly MetricId[] = ["requests", "completed", "workers", "queue", "connections", "restarts"];
const SHARES: readonly MetricId[] = ["errors", "cpu", "saturation"];

/** Whether a metric is about requests (lanes) rather than about pods (cells). */
export function isFlow(metric: MetricId): boolean {
  return FLOW_METRICS.includes(metric);
}

export function isLatency(metric: MetricId): boolean {
  return metric in PERCENTILES;
}

/** Whether a metric carries a label: gauges of pods know no route, and only requests and errors know a status. */
export function carries(metric: MetricId, label: Label): boolean {
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

  clear(): void {
    this.present = false;
    this.whole = this.failed = this.requests = this.completed = 0;
    this.cpu = this.cpuWeight = this.busy = this.capacity = this.queue = 0;
    this.connections = this.ready = this.restarts = 0;
    this.mix.clear();
  }

  /** The metric in its unit, rates over `window` seconds; NaN where there is nothing to report. */
  value(metric: MetricId, window: number): number {
    const p = PERCENTILES[metric];
    if (p !== undefined) return this.mix.quantile(p);
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
