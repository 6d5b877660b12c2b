import type { Look, ToolResult } from "#domain/telemetry";
import type { WorldReading } from "../../contract";

/** What the database panel shows at a node: sessions, blocking tree, statements, a plan, connections, replicas. */
export function databaseView(_w: WorldReading, look: Extract<Look, { panel: "database" }>): ToolResult {
  return { title: look.node, sections: [], shows: [] };
}
