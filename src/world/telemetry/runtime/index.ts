import type { Look, ToolResult } from "#domain/telemetry";
import type { WorldReading } from "../../contract";

/** What the runtime panel shows of a node in a region: pods, workers, captured threads and heap, messages. */
export function runtimeView(_w: WorldReading, look: Extract<Look, { panel: "runtime" }>): ToolResult {
  return { title: look.node, sections: [], shows: [] };
}
