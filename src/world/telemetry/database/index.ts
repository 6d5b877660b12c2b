import type { DatabaseSpec } from "#domain/mechanics";
import type { Look, ToolResult } from "#domain/telemetry";
import type { WorldReading } from "../../contract";
import type { Base } from "./flows";
import { connections, replicas } from "./instances";
import { activity, blocking } from "./sessions";
import { plan, statements } from "./statements";

/** A database about which nothing more was said. */
const PLAIN: DatabaseSpec = {
  tables: [],
  sessions: [],
  secondsPerCost: 0,
  deadlockTimeout: 1,
  statementTimeout: null,
  lockTimeout: null,
  replication: null,
};

/** What the database panel shows at a node: sessions, blocking tree, statements, a plan, connections, replicas. As it is now. */
export function databaseView(w: WorldReading, look: Extract<Look, { panel: "database" }>): ToolResult {
  const node = w.system.nodes.find((n) => n.id === look.node);
  if (node?.kind !== "database") {
    const names = w.system.nodes.filter((n) => n.kind === "database").map((n) => n.label);
    const note = `${node?.label ?? look.node} is not a database. Databases here: ${names.join(", ") || "none"}.`;
    return { title: look.node, sections: [{ id: "none", title: "", note, columns: [], rows: [] }], shows: [] };
  }
  const base: Base = { w, node, database: node.database ?? PLAIN, second: w.second };
  switch (look.view) {
    case "activity":
      return activity(base);
    case "blocking":
      return blocking(base);
    case "statements":
      return statements(base);
    case "plan":
      return plan(base, look.key);
    case "connections":
      return connections(base);
    case "replication":
      return replicas(base);
  }
}
