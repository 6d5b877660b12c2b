import type { System } from "#domain/system";
import { METRICS, type MetricId } from "#domain/telemetry";
import type { WorldReading } from "../contract";
import { layoutOf } from "./layout";

const TRAFFIC: readonly MetricId[] = ["requests", "errors", "latency_p50", "latency_p95", "latency_p99"];
const CHARTS: Readonly<Record<string, readonly MetricId[]>> = {
  edge: [...TRAFFIC, "cpu", "pods"],
  loadbalancer: [...TRAFFIC, "cpu", "pods"],
  gateway: [...TRAFFIC, "saturation", "workers", "queue", "cpu", "pods"],
  service: [...TRAFFIC, "saturation", "workers", "queue", "cpu", "pods", "restarts"],
  database: [...TRAFFIC, "connections", "queue", "cpu", "pods"],
  cache: [...TRAFFIC, "cpu", "pods"],
  queue: [...TRAFFIC, "queue", "workers", "pods"],
  thirdparty: TRAFFIC,
};

/** The charts that fit a node, in the order of the board. `all` is where users enter, plus what the business counts. */
export function chartsOf(system: System, nodeId: string): readonly MetricId[] {
  if (nodeId === "all") return [...TRAFFIC, "completed"];
  const node = system.nodes.find((each) => each.id === nodeId);
  return node ? (CHARTS[node.kind] ?? TRAFFIC) : [];
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
 * and, only where users enter, for p95; what a database accepts for its connections.
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
  if (metric !== "connections") return null;
  const limit = lanes[0]?.node.maxConnections ?? null;
  if (limit === null) return null;
  const cells = layout.cellsByNode.get(nodeId) ?? [];
  return limit * cells.reduce((sum, cell) => sum + w.recorder.cell("ready", cell.id, w.recorder.until - 1), 0);
}
