/** Replicas apply what the primary writes; what they have not applied yet is their lag. */
import type { WorldState } from "../state";
import { type Mechanic, memoryOf } from "./mechanic";

/** Rows written and not yet applied, by node. */
type ReplicationMemory = Record<string, number>;

function remembered(w: WorldState): ReplicationMemory {
  return memoryOf<ReplicationMemory>(w, "replication", () => ({}));
}

/** Rows a database's replicas have still to apply. */
export function rowsBehind(slow: Readonly<Record<string, unknown>>, node: string): number {
  return (slow.replication as ReplicationMemory | undefined)?.[node] ?? 0;
}

/** Seconds the replicas of a node are behind: what they are when healthy, and rows behind ÷ rows applied per second. */
export function lagOf(w: WorldState, node: number): number {
  const spec = w.system.nodes[node];
  if (spec === undefined || spec.kind !== "database") return 0;
  const apply = spec.database?.replication?.apply ?? 0;
  return spec.replicaLag + (apply > 0 ? rowsBehind(w.slow, spec.id) / apply : 0);
}

/** The lag that expressions are told: in whole seconds above the healthy one, because they are only asked again when that changes. */
function lagTold(w: WorldState, node: number): number {
  const healthy = w.system.nodes[node]?.replicaLag ?? 0;
  return healthy + Math.floor(lagOf(w, node) - healthy);
}

/** Seconds a cell is behind as expressions see it: a replica its own lag, a primary none, a caller that of the replicas it may read. */
export function lagSeen(w: WorldState, node: number, role: string): number {
  const spec = w.system.nodes[node];
  if (spec === undefined) return 0;
  if (spec.kind === "database") return role === "replica" ? lagTold(w, node) : 0;
  let most = 0;
  for (const call of w.compiled.calls) if (call.fromNode === node) most = Math.max(most, lagTold(w, call.toNode));
  return most;
}

/** Rows per second that the primaries of a node wrote in the last second. */
export function rowsWritten(w: WorldState, node: number, perWrite: number): number {
  let writes = 0;
  const { ok } = w.laneCols;
  for (const lane of w.laneTable) {
    if (w.compiled.nodeOf[lane.operation] !== node || w.compiled.reads[lane.operation] === true) continue;
    writes += ok[lane.id] as number;
  }
  return writes * perWrite;
}

/** Forgets what replicas had to apply: they have been made anew, or one of them is the primary now. */
export function clearLag(w: WorldState, node: string): void {
  remembered(w)[node] = 0;
}

export const replication: Mechanic = {
  name: "replication",
  used: (w) =>
    w.system.nodes.some((n) => n.kind === "database" && (n.database?.replication != null || n.replicaLag > 0)),
  // At the end of the second, when its writes are known: the flows of a last second are not part of a snapshot.
  gauge(w) {
    w.system.nodes.forEach((node, n) => {
      const spec = node.database?.replication;
      if (spec === undefined || spec === null) return;
      const memory = remembered(w);
      const before = memory[node.id] ?? 0;
      const replicas = w.cellTable.some((c) => c.node === n && c.info.role === "replica" && c.info.pods > 0);
      const after = replicas ? Math.max(0, before + rowsWritten(w, n, spec.rowsPerWrite) - spec.apply) : 0;
      if (after === before) return;
      memory[node.id] = after;
      // Expressions may ask for the lag: whole seconds will do for them.
      if (Math.floor(after / spec.apply) !== Math.floor(before / spec.apply)) w.stale = true;
    });
    for (const cell of w.cellTable) {
      if (cell.info.role === "replica") w.cellCols.lag[cell.id] = cell.info.pods > 0 ? lagOf(w, cell.node) : 0;
    }
  },
};
