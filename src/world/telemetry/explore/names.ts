import { LABELS, type Label, METRICS, type MetricId } from "#domain/telemetry";

/** How a metric is stored: a value that goes up and down, one that only goes up, or one part of a histogram. */
export type MetricKind = "gauge" | "counter" | "bucket" | "sum" | "count";

export interface MetricName {
  readonly name: string;
  readonly id: MetricId;
  readonly kind: MetricKind;
  readonly unit: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** Upper bounds of the latency histogram's buckets, seconds; `+Inf` comes after them. */
export const BUCKETS: readonly number[] = [
  0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10,
  12.5, 15, 20, 30, 45, 60,
];

/** Labels a stored metric has, of those the board splits by. Messages wait for a node, pods are wanted for a group of them. */
function labelsOf(id: MetricId): readonly Label[] {
  switch (id) {
    case "requests":
    case "errors":
      return LABELS;
    case "latency_p50":
    case "latency_p95":
    case "latency_p99":
    case "completed":
      return LABELS.filter((label) => label !== "status");
    case "backlog":
    case "oldest":
      return ["region", "node"];
    case "wanted":
      return ["region", "zone", "version", "node"];
    default:
      return LABELS.filter((label) => label !== "status" && label !== "route");
  }
}

function build(): readonly MetricName[] {
  const found: MetricName[] = [];
  for (const [id, { prom, title, unit }] of Object.entries(METRICS) as [MetricId, (typeof METRICS)[MetricId]][]) {
    const labels = labelsOf(id);
    if (prom === METRICS.latency_p95.prom) {
      if (id !== "latency_p95") continue;
      const help = "How long requests took";
      found.push(
        {
          name: `${prom}_bucket`,
          id,
          kind: "bucket",
          unit: "count",
          help: `${help}: at most le seconds`,
          labels: [...labels, "le"],
        },
        { name: `${prom}_count`, id: "requests", kind: "count", unit: "count", help: `${help}: requests`, labels },
        { name: `${prom}_sum`, id, kind: "sum", unit: "s", help: `${help}: seconds, all together`, labels },
      );
      continue;
    }
    const counter = prom.endsWith("_total");
    found.push({
      name: prom,
      id,
      kind: counter ? "counter" : "gauge",
      unit: counter ? "count" : unit,
      help: id === "errors" ? "Requests that failed" : title,
      labels,
    });
  }
  return found;
}

/** Every metric a query may name. */
export const METRIC_NAMES: readonly MetricName[] = build();
const byName = new Map(METRIC_NAMES.map((metric) => [metric.name, metric]));

export function metricNamed(name: string): MetricName | undefined {
  return byName.get(name);
}

/** Labels that some metric has. */
export const LABEL_NAMES: readonly string[] = [...LABELS, "le"];
