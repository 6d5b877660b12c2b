/** Disks: they fill by what runs and by what requests write; while one is full, writes fail. */
import type { DiskSpec } from "#domain/mechanics";
import type { NodeSpec } from "#domain/system";
import { envOf, numberOf } from "../environment";
import type { Cell, Lane, WorldState } from "../state";
import { type Mechanic, memoryOf } from "./mechanic";

interface DiskState {
  /** GiB of each pod's disk, and used of it. */
  size: number;
  used: number;
  full: boolean;
}
/** By cell. */
type DiskMemory = Record<string, DiskState>;

const HOUR = 3600;
const MIB = 1 / 1024;
/** Seconds until a write has failed. */
const FAILS_AFTER = 0.005;

function specOf(w: WorldState, cell: Cell): DiskSpec | undefined {
  return (w.system.nodes[cell.node] as NodeSpec).disk;
}

/** The disk of a cell's pods as it is now; undefined where the node says nothing about disks. */
export function diskOf(w: WorldState, cell: Cell): DiskState | undefined {
  const spec = specOf(w, cell);
  if (spec === undefined) return undefined;
  const memory = memoryOf<DiskMemory>(w, "disk", () => ({}));
  let state = memory[cell.id];
  if (state === undefined) {
    state = { size: spec.size, used: spec.used, full: false };
    memory[cell.id] = state;
  }
  return state;
}

/** Sets whether a disk is full by what it holds. */
export function judge(w: WorldState, state: DiskState): void {
  const full = state.used >= state.size;
  if (full === state.full) return;
  state.full = full;
  w.stale = true;
}

function fill(w: WorldState, cell: Cell, spec: DiskSpec, state: DiskState): void {
  const pods = w.cellCols.ready[cell.id] as number;
  let more = spec.growth === null ? 0 : Math.max(0, numberOf(spec.growth, envOf(w, cell.info, ""))) / HOUR;
  for (let l = cell.laneFrom; pods > 0 && l < cell.laneTo; l++) {
    const writes = w.system.operations[(w.laneTable[l] as Lane).operation]?.writes;
    if (writes === undefined) continue;
    const done = (w.laneCols.ok[l] as number) + (w.laneCols.upstream[l] as number) + (w.laneCols.timeout[l] as number);
    more += (writes * MIB * done) / pods;
  }
  state.used = Math.min(state.size, state.used + more);
  judge(w, state);
}

export const disk: Mechanic = {
  name: "disk",
  used: (w) => w.system.nodes.some((n) => n.disk !== undefined),
  lane(w, cell, lane, adjust) {
    if ((w.system.operations[lane.operation]?.writes ?? 0) <= 0 || diskOf(w, cell)?.full !== true) return;
    adjust.fail("disk-full", 1, FAILS_AFTER);
  },
  gauge(w) {
    for (const cell of w.cellTable) {
      const spec = specOf(w, cell);
      const state = diskOf(w, cell);
      if (spec === undefined || state === undefined) continue;
      if (cell.info.pods > 0) fill(w, cell, spec, state);
      w.cellCols.disk[cell.id] = cell.info.pods > 0 ? state.used / state.size : 0;
    }
  },
};
