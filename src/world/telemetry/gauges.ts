/** Gauges of what only some nodes have: memory, disks, caches, locks, limits, autoscalers, messages. */
import type { NodeSpec, System } from "#domain/system";
import type { MetricId } from "#domain/telemetry";
import type { CellColumn, EdgeColumn } from "../contract";

const MIB = 1_048_576;

/**
 * How values of several cells are put together: `sum` adds up, `rate` counts per second and adds up, `mean` is weighted by
 * pods, `most` is the worst of them (an average hides the one disk that is full).
 */
export type Together = "sum" | "rate" | "mean" | "most";

export interface Gauge {
  readonly metric: MetricId;
  readonly column: CellColumn;
  readonly together: Together;
  /** From the recorded unit to the metric's. */
  readonly scale: number;
}

const gauge = (metric: MetricId, column: CellColumn, together: Together, scale = 1): Gauge => ({
  metric,
  column,
  together,
  scale,
});

export const GAUGES: readonly Gauge[] = [
  gauge("heap", "heap", "mean", MIB),
  gauge("gc", "gc", "mean"),
  gauge("kills", "kills", "rate"),
  gauge("disk", "disk", "most"),
  gauge("lag", "lag", "most"),
  gauge("hit", "hit", "mean"),
  gauge("locked", "locked", "sum"),
  gauge("deadlocks", "deadlocks", "rate"),
  gauge("throttled", "throttled", "rate"),
  gauge("wanted", "wanted", "sum"),
  gauge("dead", "dead", "sum"),
];

/** Metrics of the messages that wait in a queue; they belong to its calls, not to its pods. */
export const MESSAGES: Readonly<Partial<Record<MetricId, EdgeColumn>>> = { backlog: "waiting", oldest: "oldest" };

/** Whether a node has what a metric is about; others neither report nor chart it. */
export function measures(metric: MetricId, node: NodeSpec): boolean {
  switch (metric) {
    case "connections":
      return node.kind === "database";
    case "lag":
      return node.kind === "database" && (node.replicaLag > 0 || node.database?.replication != null);
    case "locked":
    case "deadlocks":
      return node.kind === "database" && node.database !== undefined;
    case "hit":
      return node.cache !== null;
    case "heap":
    case "kills":
      return node.memory !== undefined;
    case "gc":
      return node.memory !== undefined && node.memory.gc !== null;
    case "disk":
      return node.disk !== undefined;
    case "wanted":
      return node.autoscaler !== undefined;
    case "throttled":
      return (node.limits?.length ?? 0) > 0 || node.adaptiveLimit !== undefined;
    case "backlog":
    case "oldest":
      return node.kind === "queue";
    case "dead":
      return node.kind === "queue" && node.queue?.deadLetters === true;
    case "cpu":
      return node.kind !== "thirdparty";
    default:
      return true;
  }
}

/** The calls that deliver the messages of a queue, as the recorder numbers them, with the node whose messages they are. */
export function deliveries(system: System): readonly { readonly call: number; readonly node: string }[] {
  const kinds = new Map(system.nodes.map(({ id, kind }) => [id, kind]));
  let call = 0;
  return system.operations.flatMap((operation) =>
    operation.calls.flatMap(({ consume, async }) => {
      const index = call++;
      // A queue that says nothing of its consumers hands messages on without waiting for an answer.
      const delivers = consume !== undefined || (async && kinds.get(operation.node) === "queue");
      return delivers ? [{ call: index, node: operation.node }] : [];
    }),
  );
}
