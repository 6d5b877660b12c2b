/** A lost zone: its pods are not ready, and after five minutes the orchestrator starts others in the zones that are left. */
import type { Fault, NodeSpec } from "#domain/system";
import { envOf, numberOf } from "../environment";
import { selects, setPods } from "../layout";
import { emit } from "../operations/kind";
import { active } from "../parameters";
import { identityOf, makeReady, startPods, takeDown } from "../pods";
import type { Cell, WorldState } from "../state";
import { type Mechanic, memoryOf } from "./mechanic";

interface ZoneMemory {
  /** By cell of a lost zone: since when, and pods that served. */
  readonly lost: Record<string, { readonly since: number; readonly pods: number }>;
  /** Pods started elsewhere: `[ready at, cell, pods]`. */
  starting: [number, number, number][];
}

/** Seconds for which Kubernetes waits before it gives the pods of an unreachable machine up. */
const EVICTION = 300;

/** Whether a fault takes everything in a zone away while it lasts. */
function takesAll(f: Fault): boolean {
  if (f.where.zone === undefined || f.where.pods !== undefined || f.where.operation !== undefined) return false;
  return (f.effect.kind === "down" && f.effect.share >= 1) || (f.effect.kind === "capacity" && f.effect.factor <= 0);
}

function isLost(w: WorldState, cell: Cell): boolean {
  return w.system.faults.some(
    (f) =>
      takesAll(f) &&
      active(f, w.second) &&
      selects(w.compiled, f.where, cell.info, -1, -1) &&
      numberOf(f.share, envOf(w, cell.info, "")) >= 1,
  );
}

/** Nodes whose pods may run anywhere; what keeps data stays where that is. */
function mayMove(node: NodeSpec): boolean {
  return node.kind === "service" || node.kind === "gateway";
}

/** Starts as many pods as were lost, spread over the cells that are left. False when there are none. */
function replaceElsewhere(w: WorldState, memory: ZoneMemory, cell: Cell, pods: number): boolean {
  const rest = w.cellTable.filter(
    (c) =>
      c.node === cell.node &&
      c.region === cell.region &&
      c.tag === "" &&
      c.info.version === cell.info.version &&
      c.info.zone !== cell.info.zone &&
      c.info.pods > 0 &&
      memory.lost[c.id] === undefined,
  );
  if (rest.length === 0) return false;
  const node = w.system.nodes[cell.node] as NodeSpec;
  rest.forEach((c, i) => {
    const some = Math.floor(pods / rest.length) + (i < pods % rest.length ? 1 : 0);
    if (some <= 0) return;
    startPods(w, identityOf(c), some);
    memory.starting.push([w.second + node.startup, c.id, some]);
  });
  emit(w, {
    kind: "pods",
    id: node.id,
    phase: "rescheduled",
    by: "platform",
    text: `${node.label}: ${pods} pods of ${cell.info.zone ?? ""} evicted, others are started`,
  });
  return true;
}

export const zones: Mechanic = {
  name: "zones",
  used: (w) => w.system.faults.some(takesAll),
  step(w) {
    const memory = memoryOf<ZoneMemory>(w, "zones", () => ({ lost: {}, starting: [] }));
    for (const [at, cell, pods] of memory.starting) if (w.second >= at) makeReady(w, w.cellTable[cell] as Cell, pods);
    memory.starting = memory.starting.filter(([at]) => w.second < at);
    for (const cell of w.cellTable) {
      const node = w.system.nodes[cell.node] as NodeSpec;
      if (cell.info.zone === null || cell.held || cell.tag === "pool" || !mayMove(node)) continue;
      const gone = memory.lost[cell.id];
      const lost = isLost(w, cell);
      if (lost && gone === undefined && cell.info.ready > 0) {
        memory.lost[cell.id] = { since: w.second, pods: cell.info.ready };
        takeDown(w, cell, cell.info.ready);
      } else if (gone !== undefined && !lost) {
        delete memory.lost[cell.id];
        makeReady(w, cell, gone.pods);
      } else if (gone !== undefined && w.second >= gone.since + EVICTION && cell.info.pods > 0) {
        const { pods } = cell.info;
        if (replaceElsewhere(w, memory, cell, pods)) setPods(w, cell, 0, 0);
      }
    }
  },
};
