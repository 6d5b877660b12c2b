/** More or fewer pods. */
import type { ActRequest } from "#domain/actions";
import type { NodeSpec } from "#domain/system";
import { connectionsWanted, refreshParameters } from "../parameters";
import { identityOf, makeReady, retire, servingCells, startPods } from "../pods";
import type { Cell, WorldState } from "../state";
import { checkAmount, checkNode, type Kind, labelOf, place } from "./kind";

function newestCell(cells: readonly Cell[]): Cell {
  let best = cells[0] as Cell;
  for (const c of cells) if (c.tag === "" && c.info.pods > best.info.pods) best = c;
  return best;
}

function total(cells: readonly Cell[]): number {
  let sum = 0;
  for (const c of cells) sum += c.info.pods;
  return sum;
}

/** Pods of `cell` for which every database still has connections. */
export function podsThatConnect(w: WorldState, cell: Cell, more: number): number {
  let fit = more;
  w.system.nodes.forEach((node, n) => {
    if (node.kind !== "database" || node.maxConnections === null) return;
    for (const db of w.cellTable) {
      const ready = w.cellCols.ready[db.id] as number;
      if (db.node !== n || ready <= 0 || db.info.role !== "primary") continue;
      let open = 0;
      for (const other of w.cellTable) open += connectionsWanted(w, other, n, db.region, "primary");
      const mine = connectionsWanted(w, cell, n, db.region, "primary");
      const pods = (w.cellCols.ready[cell.id] as number) + (w.cellCols.draining[cell.id] as number);
      const each = pods > 0 ? mine / pods : 0;
      if (each > 0) fit = Math.min(fit, Math.max(0, Math.floor((node.maxConnections * ready - open) / each)));
    }
  });
  return fit;
}

/** Pods asked for: a number (`amount`), or a factor on what is there (`value: x3`). NaN when neither is given. */
function wanted(w: WorldState, req: ActRequest): number {
  const factor = /^x(\d+(?:\.\d+)?)$/.exec(String(req.value ?? ""))?.[1];
  if (factor === undefined) return Math.round(req.amount ?? Number.NaN);
  const { node, region } = place(w, req);
  return Math.max(1, Math.round(Number(factor) * total(servingCells(w, node, region))));
}

export const scale: Kind = {
  interruptible: true,
  check: (w, req) =>
    checkNode(w, req, w.system.regions.length > 1) ??
    checkAmount({ ...req, amount: wanted(w, req) }, 1, 500, "The number of pods"),
  seconds: (w, req, usual) => Math.max(usual, 10 + (w.system.nodes.find((n) => n.id === req.node)?.startup ?? 0)),
  step(w, op) {
    if (op.memo.begun !== undefined) return;
    const { node, region } = place(w, op.request);
    const cells = servingCells(w, node, region);
    const cell = newestCell(cells);
    const change = wanted(w, op.request) - total(cells);
    op.memo.begun = change;
    op.memo.cell = cell.id;
    if (change > 0) startPods(w, identityOf(cell), change);
    let fewer = -change;
    for (const c of cells) {
      const n = Math.min(fewer, c.info.ready);
      if (n <= 0) continue;
      retire(w, c, n);
      fewer -= n;
    }
  },
  finish(w, op) {
    const change = op.memo.begun as number;
    if (change <= 0) return null;
    const cell = w.cellTable[op.memo.cell as number] as Cell;
    const fit = podsThatConnect(w, cell, change);
    makeReady(w, cell, fit);
    if (fit >= change) return null;
    cell.info.pods -= change - fit;
    w.cellCols.pods[cell.id] = cell.info.pods;
    refreshParameters(w);
    return `${change - fit} of ${change} new pods did not start: the database refuses more connections`;
  },
  note: (w, req) =>
    `${labelOf(w, req)}: to ${wanted(w, req)} pods, ${(w.system.nodes.find((n) => n.id === req.node) as NodeSpec | undefined)?.startup ?? 0} s to start`,
};
