/** A rolling update as a node's rollout says: so many pods above the wanted number, so many below it, each as soon as it may. */
import type { RolloutSpec } from "#domain/mechanics";
import { cellKey, setPods } from "../layout";
import { identityOf, makeReady, retire, servingCells, startPods } from "../pods";
import type { Cell, Operation, WorldState } from "../state";

/** Seconds that a rolling update of so many pods takes at least: rounds of surge + unavailable, a start-up each. */
export function rollingSeconds(pods: number, spec: RolloutSpec, startup: number): number {
  return Math.ceil(pods / Math.max(1, spec.surge + spec.unavailable)) * (startup + 1) + 2;
}

function isOld(cell: Cell, target: string): boolean {
  return cell.info.version !== target || cell.tag !== "";
}

/** Pods on their way by cell, as the operation remembers them: seconds at which one each is ready. */
function starting(op: Operation, cell: number): number[] {
  const written = op.memo[`r${cell}`];
  return typeof written === "string" && written !== "" ? written.split(" ").map(Number) : [];
}

function arrive(w: WorldState, op: Operation): number {
  let left = 0;
  for (const key of Object.keys(op.memo)) {
    if (!key.startsWith("r")) continue;
    const id = Number(key.slice(1));
    const all = starting(op, id);
    const due = all.filter((at) => at <= w.second).length;
    if (due > 0) {
      makeReady(w, w.cellTable[id] as Cell, due);
      op.memo[key] = all.slice(due).join(" ");
    }
    left += all.length - due;
  }
  return left;
}

/** Makes ready whatever is still on its way: the update's time is over. */
export function landAll(w: WorldState, op: Operation): void {
  for (const key of Object.keys(op.memo)) {
    if (!key.startsWith("r")) continue;
    const id = Number(key.slice(1));
    makeReady(w, w.cellTable[id] as Cell, starting(op, id).length);
    op.memo[key] = "";
  }
}

/** A second of a rolling update in one region. True when nothing old is left and nothing is on its way. */
export function roll(w: WorldState, op: Operation, node: number, region: number, target: string): boolean {
  const spec = w.system.nodes[node]?.rollout;
  const startup = w.system.nodes[node]?.startup ?? 0;
  if (spec === undefined) return true;
  const onTheWay = arrive(w, op);
  const cells = servingCells(w, node, region);
  const old = cells.filter((c) => isOld(c, target));
  if (old.length === 0) return onTheWay === 0;
  const sum = (list: readonly Cell[], of: "pods" | "ready"): number => list.reduce((n, c) => n + c.info[of], 0);
  const memo = `n${region}`;
  if (op.memo[memo] === undefined) op.memo[memo] = sum(cells, "pods");
  const wanted = op.memo[memo] as number;
  // A pod that is down anyway is replaced first: nobody misses it.
  for (const cell of old) {
    const down = cell.info.pods - cell.info.ready;
    if (down <= 0) continue;
    begin(w, op, cell, target, down, startup);
    setPods(w, cell, cell.info.ready, cell.info.ready);
  }
  let mayGo = sum(cells, "ready") - (wanted - spec.unavailable);
  for (const cell of old) {
    const n = Math.min(mayGo, cell.info.ready);
    if (n <= 0) continue;
    retire(w, cell, n);
    mayGo -= n;
  }
  const now = servingCells(w, node, region);
  const fresh = sum(
    now.filter((c) => !isOld(c, target)),
    "pods",
  );
  let mayStart = Math.min(wanted + spec.surge - sum(now, "pods"), wanted - fresh);
  for (const cell of old) {
    const n = Math.min(mayStart, Math.max(cell.info.ready, mayStart));
    if (n <= 0) continue;
    begin(w, op, cell, target, n, startup);
    mayStart -= n;
  }
  return false;
}

function begin(w: WorldState, op: Operation, like: Cell, target: string, pods: number, startup: number): void {
  const id = identityOf(like, { version: target, tag: "" });
  startPods(w, id, pods);
  const cell = w.cellTable.find((c) => c.key === cellKey(id)) as Cell;
  const list = [...starting(op, cell.id), ...new Array<number>(pods).fill(w.second + startup)];
  op.memo[`r${cell.id}`] = list.join(" ");
}
