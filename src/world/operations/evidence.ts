/** Evidence: pods set aside and looked into. */

import { moveInBook } from "../book";
import { ensureCell, setPods } from "../layout";
import { heapOf } from "../mechanics/memory";
import { dropShare, identityOf, movePods, servingCells } from "../pods";
import type { Cell, Line, Operation, WorldState } from "../state";
import { checkNode, type Kind, labelOf, place, refusal } from "./kind";

export function heldCell(w: WorldState, node: number, region: number | null): Cell | undefined {
  return w.cellTable.find(
    (c) => c.held && c.node === node && (region === null || c.region === region) && c.info.pods > 0,
  );
}

/** Requests of a cell that hang now, all faults. */
function hangingIn(w: WorldState, cell: Cell): number {
  let sum = 0;
  for (const i of cell.lines) sum += (w.lines[i] as Line).ring.mass;
  return sum;
}

/** The pod most worth looking at: of the cell with the most hanging requests a pod, else of the largest. */
function choose(w: WorldState, node: number, region: number | null): Cell | undefined {
  let best: Cell | undefined;
  let score = -1;
  for (const c of servingCells(w, node, region)) {
    if (c.info.ready <= 0) continue;
    const s = hangingIn(w, c) / c.info.ready + c.info.ready * 1e-6;
    if (s > score) {
      score = s;
      best = c;
    }
  }
  return best;
}

export const quarantine: Kind = {
  interruptible: true,
  check(w, req) {
    const bad = checkNode(w, req, true);
    if (bad !== null) return bad;
    const { node, region } = place(w, req);
    if (heldCell(w, node, region) !== undefined)
      return refusal("already-quarantined", "A pod is quarantined there already; release it first.");
    let ready = 0;
    for (const c of servingCells(w, node, region)) ready += c.info.ready;
    return ready > 1 ? null : refusal("last-pod", "It is the only pod serving there.");
  },
  finish(w, op) {
    const { node, region } = place(w, op.request);
    const from = choose(w, node, region);
    if (from === undefined) return "No pod is serving there";
    const to = ensureCell(w, identityOf(from, { tag: `held:${op.id}` }));
    movePods(w, from, to, 1);
    op.memo.cell = to.id;
    op.memo.from = from.id;
    return null;
  },
  note: (w, req) => `${labelOf(w, req)}: one pod out of balancing, kept as it is`,
};

export const releaseQuarantine: Kind = {
  interruptible: true,
  check(w, req) {
    const bad = checkNode(w, req, true);
    if (bad !== null) return bad;
    const { node, region } = place(w, req);
    return heldCell(w, node, region) === undefined ? refusal("none-quarantined", "No pod is quarantined there.") : null;
  },
  finish(w, op) {
    const { node, region } = place(w, op.request);
    const held = heldCell(w, node, region);
    if (held === undefined) return "No pod is quarantined there any more";
    dropShare(w, held, 1);
    const home = ensureCell(w, identityOf(held, { tag: "" }));
    const pods = held.info.pods;
    moveInBook(w, held, home, pods);
    setPods(w, held, 0, 0);
    setPods(w, home, home.info.pods + pods, home.info.ready + pods);
    return null;
  },
  note: (w, req) => `${labelOf(w, req)}: the quarantined pod serves again`,
};

/** Writes down what one pod is doing: shares of its cell's in-flight work, at the end of the operation. */
function capture(w: WorldState, op: Operation): string | null {
  const { node, region } = place(w, op.request);
  const cell = heldCell(w, node, region) ?? choose(w, node, region);
  if (cell === undefined) return "No pod could be reached";
  const pods = Math.max(1, cell.info.ready);
  op.memo.cell = cell.id;
  op.memo.workers = (w.cellCols.places[cell.id] as number) / pods;
  op.memo.busy = (w.cellCols.inUse[cell.id] as number) / pods;
  op.memo.heap = heapOf(w, cell);
  for (const i of cell.lines) {
    const line = w.lines[i] as Line;
    const key = `h${line.fault}|${line.lane}`;
    op.memo[key] = line.ring.mass / pods;
  }
  return null;
}

/** `down` is the share of the operation for which a serving pod stands still. */
function examination(what: string, down: boolean): Kind {
  return {
    interruptible: true,
    check: (w, req) => checkNode(w, req, true),
    step(w, op) {
      if (!down || op.memo.paused !== undefined) return;
      const { node, region } = place(w, op.request);
      if (heldCell(w, node, region) !== undefined) {
        op.memo.paused = -1;
        return;
      }
      const cell = choose(w, node, region);
      op.memo.paused = cell !== undefined && cell.info.ready > 1 ? cell.id : -1;
      if (cell !== undefined && cell.info.ready > 1) setPods(w, cell, cell.info.pods, cell.info.ready - 1);
    },
    finish(w, op) {
      const failed = capture(w, op);
      const paused = op.memo.paused;
      if (typeof paused === "number" && paused >= 0) {
        const cell = w.cellTable[paused] as Cell;
        setPods(w, cell, cell.info.pods, Math.min(cell.info.pods, cell.info.ready + 1));
        op.memo.paused = -1;
      }
      return failed;
    },
    note: (w, req) => `${labelOf(w, req)}: ${what}`,
  };
}

export const threadDump = examination("thread dump of one pod", false);
export const heapDump = examination("heap dump of one pod", true);
export const profile = examination("profile of one pod", false);
