import type { System } from "#domain/system";
import { METRICS, type MetricId } from "#domain/telemetry";
import type { WorldReading } from "../contract";
import { measures } from "./gauges";
import { layoutOf } from "./layout";

const MIB = 1_048_576;

const TRAFFIC: readonly MetricId[] = ["requests", "errors", "latency_p50", "latency_p95", "latency_p99"];
/** Only where a node has such a thing. */
const HAD: readonly MetricId[] = ["throttled", "hit", "heap", "gc", "kills", "disk"];
const CHARTS: Readonly<Record<string, readonly MetricId[]>> = {
  edge: [...TRAFFIC, ...HAD, "cpu", "pods"],
  loadbalancer: [...TRAFFIC, ...HAD, "cpu", "pods"],
  gateway: [...TRAFFIC, "saturation", "workers", "queue", "cpu", ...HAD, "pods"],
  service: [...TRAFFIC, "saturation", "workers", "queue", "cpu", ...HAD, "pods", "wanted", "restarts"],
  database: [...TRAFFIC, "connections", "locked", "deadlocks", "lag", "queue", "cpu", ...HAD, "pods"],
  cache: [...TRAFFIC, ...HAD, "cpu", "pods"],
  queue: [...TRAFFIC, "backlog", "oldest", "dead", "queue", "workers", ...HAD, "pods"],
  thirdparty: [...TRAFFIC, "queue"],
};
/** Nobody sees into a third party. One that takes only so many requests at a time tells how many of ours wait there. */
const BOUNDED = 1e8;

/** The charts that fit a node, in the order of the board. `all` is where users enter, plus what the business counts. */
export function chartsOf(system: System, nodeId: string): readonly MetricId[] {
  if (nodeId === "all") return [...TRAFFIC, "completed"];
  const node = system.nodes.find((each) => each.id === nodeId);
  if (!node) return [];
  const metrics = CHARTS[node.kind] ?? TRAFFIC;
  const had = new Set<MetricId>([...HAD, "wanted", "locked", "deadlocks", "lag", "dead"]);
  const told = (metric: MetricId): boolean =>
    metric !== "queue" || node.kind !== "thirdparty" || node.queueLimit < BOUNDED;
  return metrics.filter((metric) => told(metric) && (!had.has(metric) || measures(metric, node)));
}

/** The word on a chart: the business metric is called by what is counted. */
export function titleOf(system: System, metric: MetricId): string {
  if (metric !== "completed") return METRICS[metric].title;
  const nouns = new Set(system.classes.filter((each) => each.outcome.counted).map((each) => each.outcome.noun));
  const [noun] = nouns;
  return nouns.size === 1 && noun ? `${METRICS.completed.title} ${noun}s` : METRICS.completed.title;
}

/**
 * Line drawn across a chart, or null: the strictest objective of the classes seen there for errors (1 − availability)
 * and, only where users enter, for p95; what a database accepts for its connections; the limit of a pod's memory; a full disk.
 */
export function thresholdOf(w: WorldReading, nodeId: string, metric: MetricId): number | null {
  const layout = layoutOf(w);
  const lanes = nodeId === "all" ? layout.roots : (layout.byNode.get(nodeId) ?? []);
  if (lanes.length === 0) return null;
  if (metric === "errors") return Math.min(...lanes.map((lane) => 1 - lane.class.slo.availability));
  if (metric === "latency_p95") {
    const roots = lanes.filter((lane) => lane.root);
    return roots.length > 0 ? Math.min(...roots.map((lane) => lane.class.slo.latency)) : null;
  }
  const { memory } = lanes[0]?.node ?? {};
  if (metric === "heap") return memory === undefined ? null : memory.limit * MIB;
  if (metric === "disk") return 1;
  if (metric !== "connections") return null;
  const limit = lanes[0]?.node.maxConnections ?? null;
  if (limit === null) return null;
  const cells = layout.cellsByNode.get(nodeId) ?? [];
  return limit * cells.reduce((sum, cell) => sum + w.recorder.cell("ready", cell.id, w.recorder.until - 1), 0);
}
