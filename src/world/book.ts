/**
 * The book of single pods: since when each runs and what it has kept. A cell's pods are alike for the dynamics; who needs to tell them apart
 * opens the book (`openBook`), and from then on it is kept wherever pods come, go, restart or change cell.
 */
import type { NodeSpec } from "#domain/system";
import { draw, streamId } from "#lib/random";
import type { Cell, WorldState } from "./state";

export interface Pod {
  /** MiB retained. */
  held: number;
  /** How much more or less traffic, and growth, than the mean of its cell. */
  readonly factor: number;
  /** Second since which its container runs. */
  readonly since: number;
  /** Times it was killed without ten healthy minutes in between. */
  readonly kills: number;
}
/** Ready pods by cell, oldest first. */
type Book = Record<string, Pod[]>;

const FACTOR = streamId("pod factor");
const HELD = streamId("pod memory");
/** Most pods of a cell that are told apart when drawing. */
const STRIDE = 4096;
/** Share of its limit that a pod holds at most when the history begins. */
const FULL = 0.98;

/** Keeps the book from now on. */
export function openBook(w: WorldState): Book {
  const found = w.slow.pods as Book | undefined;
  if (found !== undefined) return found;
  const made: Book = {};
  w.slow.pods = made;
  return made;
}

/** A pod of a cell that begins to run now. */
export function freshPod(w: WorldState, cell: Cell, number: number, kills = 0): Pod {
  const spread = (w.system.nodes[cell.node] as NodeSpec).memory?.spread ?? 0;
  const u = spread > 0 ? 2 * draw(w.seed, FACTOR, w.second, cell.id * STRIDE + number) - 1 : 0;
  return { held: 0, factor: 1 + spread * u, since: w.second, kills };
}

/** Pod `number` of `of` when the history begins: what they hold is spread evenly over the range, in chance order. */
function firstPod(w: WorldState, cell: Cell, number: number, of: number): Pod {
  const { memory } = w.system.nodes[cell.node] as NodeSpec;
  const pod = freshPod(w, cell, number);
  if (memory?.retained === undefined) return pod;
  const chance = draw(w.seed, HELD, 0, cell.id * STRIDE + number);
  const u = memory.spread > 0 ? (2 * (number + chance)) / of - 1 : 0;
  const most = FULL * (memory.limit - memory.base);
  return { ...pod, held: Math.max(0, Math.min(most, memory.retained * (1 + memory.spread * u))) };
}

/** The pods of a cell that run, the longest-lived first. Those made ready since the last look are new. */
export function podsIn(w: WorldState, cell: Cell): Pod[] {
  const book = openBook(w);
  const ready = w.cellCols.ready[cell.id] as number;
  let list = book[cell.id];
  if (list === undefined) {
    list = [];
    book[cell.id] = list;
    if (w.second <= -w.system.history)
      for (let i = 0; i < ready; i++) list.push(firstPod(w, cell, i, Math.max(1, ready)));
  }
  while (list.length < ready) list.push(freshPod(w, cell, list.length));
  if (list.length > cell.info.pods) list.splice(0, list.length - cell.info.pods);
  return list;
}

/** So many pods of a cell are about to go or to restart: the longest-lived ones. */
export function leaveBook(w: WorldState, cell: Cell, pods: number): void {
  if (w.slow.pods !== undefined) podsIn(w, cell).splice(0, pods);
}

/** So many pods of a cell are about to become pods of another, with all they have. */
export function moveInBook(w: WorldState, from: Cell, to: Cell, pods: number): void {
  if (w.slow.pods !== undefined) podsIn(w, to).push(...podsIn(w, from).splice(0, pods));
}
