import type { Look, ToolResult } from "#domain/telemetry";
import type { WorldReading } from "../../contract";
import { type Base, nothing } from "./base";
import { heap } from "./heap";
import { deadLetters, queue } from "./messages";
import { pods } from "./pods";
import { threads } from "./threads";
import { workers } from "./workers";

/**
 * What the runtime panel shows of a node in a region, as it is now: pods, workers, threads and heap (of a finished capture; threads also
 * live), messages and dead letters.
 */
export function runtimeView(w: WorldReading, look: Extract<Look, { panel: "runtime" }>): ToolResult {
  const node = w.system.nodes.find((n) => n.id === look.node);
  if (node === undefined) return { title: look.node, sections: [], shows: [] };
  const base: Base = { w, node, region: look.region, at: w.recorder.until - 1 };
  if (base.at < w.recorder.from) return nothing(base, "Nothing has been recorded yet.");
  switch (look.view) {
    case "pods":
      return pods(base);
    case "workers":
      return workers(base);
    case "threads":
      return threads(base, look.operation);
    case "heap":
      return heap(base, look.operation);
    case "queue":
      return queue(base);
    case "dead-letters":
      return deadLetters(base);
  }
}
