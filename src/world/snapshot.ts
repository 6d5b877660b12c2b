/**
 * A world as bytes: what decides its future, without its past (recorder and events), which any later state of the same
 * run has too. A JSON head, then doubles with runs of zeros left out: a healthy world is mostly zeros.
 */
import type { System } from "#domain/system";
import type { StateHasher } from "#lib/hash";
import type { WorldEvent } from "./contract";
import { ensureCell } from "./layout";
import { limitingNow } from "./mechanics/limits";
import { identityOf } from "./pods";
import type { Tape } from "./recorder";
import type { Cell, HandEdit, Line, LoadPlan, Operation, WorldState } from "./state";
import { CELL_STATE, GROUP_STATE, LANE_STATE, PORT_STATE, SITE_STATE, TRUNK_STATE, USER_STATE } from "./tables";
import { World } from "./world";

/** What only grows. Any later world of the same run contains the recorder, events and cells of an earlier one. */
export interface WorldHistory {
  readonly recorder: Tape;
  readonly events: readonly WorldEvent[];
  readonly cells: readonly Cell[];
}

/** The past of a world; a reference, not a copy. */
export function worldHistory(w: World): WorldHistory {
  return { recorder: w.tape, events: w.log, cells: w.cellTable };
}

interface Head {
  readonly second: number;
  /** How many of the run's cells exist. */
  readonly cells: number;
  readonly rings: readonly (readonly [number, number])[];
  readonly lines: readonly (readonly [number, number])[];
  readonly ops: readonly Omit<Operation, "status">[];
  readonly statuses: readonly Operation["status"][];
  readonly flags: readonly (readonly [string, readonly { second: number; share: number; by: string }[]])[];
  readonly settings: readonly (readonly [string, number])[];
  readonly live: readonly (readonly [string, string])[];
  readonly git: readonly (readonly [string, string])[];
  readonly hand: readonly HandEdit[];
  readonly plans: readonly (readonly [string, "due" | "done" | "cancelled"])[];
  readonly loads: readonly LoadPlan[];
  readonly drains: WorldState["drains"];
  readonly dropped: Readonly<Record<string, number>>;
  readonly alerts: WorldState["alerts"];
  /** By class and region; −1 = no limit. Left out while nothing is limited. */
  readonly limits: readonly number[] | null;
  readonly events: number;
  /** Memory of the mechanics. */
  readonly slow: Readonly<Record<string, unknown>>;
}

/** Calls `visit` with every table that carries state, and how much of it is in use. */
function tables(w: WorldState, visit: (array: Float64Array, length: number) => void): void {
  for (const name of CELL_STATE) visit(w.cellCols[name], w.cellTable.length);
  for (const name of LANE_STATE) visit(w.laneCols[name], w.laneTable.length);
  for (const name of PORT_STATE) visit(w.portCols[name], w.portLane.length);
  for (const name of SITE_STATE) visit(w.siteCols[name], w.siteLane.length);
  for (const name of TRUNK_STATE) visit(w.trunkCols[name], w.trunks.length);
  for (const name of GROUP_STATE) visit(w.groupCols[name], w.groupCols[name].length);
  for (const name of USER_STATE) visit(w.userCols[name], w.userCols[name].length);
  visit(w.out, w.out.length);
  visit(w.pending, w.pending.length);
  visit(w.retry, w.retry.length);
  visit(w.mapping, w.mapping.length);
  visit(w.shed, w.shed.length);
}

function headOf(w: World): Head {
  const busy = (ring: Cell["ring"], i: number): [number, number][] => (ring.count > 0 ? [[i, ring.count]] : []);
  return {
    second: w.second,
    cells: w.cellTable.length,
    rings: w.cellTable.flatMap((c) => busy(c.ring, c.id)),
    lines: w.lines.flatMap((l, i) => busy(l.ring, i)),
    ops: w.ops.map(({ status: _, ...op }) => op),
    statuses: w.ops.map((o) => o.status),
    flags: [...w.flagHistories],
    settings: [...w.settings],
    live: [...w.live],
    git: [...w.git],
    hand: w.handEdits,
    plans: [...w.plans],
    loads: w.loads,
    drains: w.drains,
    dropped: w.dropped,
    alerts: w.alerts,
    limits: w.rateLimit.some((x) => x < Infinity) ? Array.from(w.rateLimit, (x) => (x < Infinity ? x : -1)) : null,
    events: w.log.length,
    slow: w.slow,
  };
}

/** Numbers of a world in saving order. */
function numbersOf(w: World): number[] {
  const out: number[] = [];
  tables(w, (array, length) => {
    for (let i = 0; i < length; i++) out.push(array[i] as number);
  });
  for (const c of w.cellTable) if (c.ring.count > 0) c.ring.save((x) => out.push(x));
  for (const l of w.lines) if (l.ring.count > 0) l.ring.save((x) => out.push(x));
  return out;
}

/** The world as bytes; `decodeWorld` of them continues bit for bit as this one does. */
export function encodeWorld(w: World): Uint8Array {
  const head = ascii(JSON.stringify(headOf(w)));
  const numbers = numbersOf(w);
  // Pairs of (zeros, others) as 16-bit counts, then the others.
  const runs: number[] = [];
  const kept: number[] = [];
  let i = 0;
  while (i < numbers.length) {
    const zeros = runLength(numbers, i, true);
    i += zeros;
    const others = runLength(numbers, i, false);
    for (let j = 0; j < others; j++) kept.push(numbers[i + j] as number);
    i += others;
    runs.push(zeros, others);
  }
  const bytes = new Uint8Array(12 + head.length + runs.length * 2 + kept.length * 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, head.length, true);
  view.setUint32(4, runs.length, true);
  view.setUint32(8, kept.length, true);
  bytes.set(head, 12);
  let at = 12 + head.length;
  for (const n of runs) {
    view.setUint16(at, n, true);
    at += 2;
  }
  for (const x of kept) {
    view.setFloat64(at, x, true);
    at += 8;
  }
  return bytes;
}

/** Length of the run of positive zeros (or of anything else) from `i`, at most 65,535. */
function runLength(numbers: readonly number[], i: number, zero: boolean): number {
  let n = 0;
  while (i + n < numbers.length && n < 65_535 && Object.is(numbers[i + n], 0) === zero) n++;
  return n;
}

/** JSON in ASCII: other characters as escapes, so that a byte is a character. */
function ascii(text: string): Uint8Array {
  let safe = "";
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    safe += code < 128 ? text[i] : `\\u${code.toString(16).padStart(4, "0")}`;
  }
  const out = new Uint8Array(safe.length);
  for (let i = 0; i < safe.length; i++) out[i] = safe.charCodeAt(i);
  return out;
}

/** Bytes made into text at once. */
const PIECE = 4096;

/** The numbers of a snapshot, with the zeros that were left out. */
function unpack(view: DataView, from: number): Float64Array {
  const runs = view.getUint32(4, true);
  let length = 0;
  for (let i = 0; i < runs; i++) length += view.getUint16(from + 2 * i, true);
  const numbers = new Float64Array(length);
  let at = from + 2 * runs;
  let to = 0;
  for (let i = 0; i < runs; i++) {
    const end = to + view.getUint16(from + 2 * i, true);
    if (i % 2 === 1) for (; to < end; to++, at += 8) numbers[to] = view.getFloat64(at, true);
    to = end;
  }
  return numbers;
}

/**
 * The world again, independent of the one it came from. `history` may be of any later second of the same run.
 * Throws a RangeError when the bytes do not belong to this system.
 */
export function decodeWorld(system: System, seed: number, bytes: Uint8Array, history: WorldHistory): World {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headLength = view.getUint32(0, true);
  let text = "";
  for (let i = 12; i < 12 + headLength; i += PIECE) {
    text += String.fromCharCode(...bytes.subarray(i, Math.min(i + PIECE, 12 + headLength)));
  }
  const head = JSON.parse(text) as Head;
  const w = new World(system, seed);
  for (let i = w.cellTable.length; i < head.cells; i++) ensureCell(w, identityOf(history.cells[i] as Cell));
  restoreLists(w, head);
  const numbers = unpack(view, 12 + headLength);
  let at = 0;
  const next = (): number => numbers[at++] as number;
  tables(w, (array, length) => {
    array.set(numbers.subarray(at, at + length));
    at += length;
  });
  if (at > numbers.length) throw new RangeError("this snapshot belongs to another system");
  for (const [i, rows] of head.rings) (w.cellTable[i] as Cell).ring.load(rows, next);
  for (const [i, rows] of head.lines) (w.lines[i] as Line).ring.load(rows, next);
  for (const cell of w.cellTable) {
    const pods = w.cellCols.pods[cell.id] as number;
    const ready = w.cellCols.ready[cell.id] as number;
    cell.info.pods = pods;
    cell.info.ready = ready;
    cell.info.state = cell.held && pods > 0 ? "quarantined" : pods <= 0 ? "gone" : ready > 0 ? "serving" : "starting";
  }
  w.second = head.second;
  w.now = w.second * w.pace;
  w.tape = history.recorder.truncatedCopy(head.second);
  w.tape.widen(w.laneTable.length, w.cellTable.length);
  for (let i = 0; i < head.events; i++) w.log.push(history.events[i] as WorldEvent);
  w.limiting = limitingNow(w);
  w.stale = true;
  return w;
}

function restoreLists(w: World, head: Head): void {
  head.ops.forEach((op, i) => {
    w.ops.push({ ...op, memo: { ...op.memo }, status: head.statuses[i] as Operation["status"] });
  });
  w.flagHistories.clear();
  for (const [flag, history] of head.flags) w.flagHistories.set(flag, history.slice());
  for (const [k, v] of head.settings) w.settings.set(k, v);
  for (const [k, v] of head.live) w.live.set(k, v);
  for (const [k, v] of head.git) w.git.set(k, v);
  for (const [k, v] of head.plans) w.plans.set(k, v);
  w.handEdits.push(...head.hand);
  w.loads.push(...head.loads);
  w.drains.push(...head.drains);
  Object.assign(w.dropped, head.dropped);
  w.dropping = true;
  w.slow = { ...head.slow };
  head.alerts.forEach((a, i) => {
    w.alerts[i] = { ...a };
  });
  head.limits?.forEach((x, i) => {
    w.rateLimit[i] = x < 0 ? Infinity : x;
  });
}

/** Adds everything that decides the world's future to a fingerprint. */
export function hashWorld(w: World, hasher: StateHasher): void {
  hasher.number(w.second);
  tables(w, (array, length) => {
    // Retries are a large table and mostly empty: trunks without any are left out.
    if (array === w.retry) hashRetries(w, hasher);
    else hasher.bytes(array.length === length ? array : array.subarray(0, length));
  });
  hasher.bytes(w.rateLimit);
  const add = (x: number): void => {
    hasher.number(x);
  };
  for (const c of w.cellTable) if (c.ring.count > 0) c.ring.save(add);
  for (const l of w.lines) if (l.ring.count > 0) l.ring.save(add);
  for (const op of w.ops) hasher.int(op.id).string(op.phase).number(op.endsAt);
  for (const [flag, history] of w.flagHistories) hasher.string(flag).number(history[history.length - 1]?.share ?? 0);
  for (const [k, v] of w.settings) hasher.string(k).number(v);
  for (const [k, v] of w.live) hasher.string(k).string(v);
  for (const [k, v] of w.git) hasher.string(k).string(v);
  for (const [k, v] of w.plans) hasher.string(k).string(v);
  for (const a of w.alerts) hasher.number(a.since ?? -1e9).int(a.firing ? 1 : 0);
  for (const name of Object.keys(w.slow)) hasher.string(name).string(JSON.stringify(w.slow[name]));
  hasher.int(w.log.length);
}

function hashRetries(w: World, hasher: StateHasher): void {
  const width = w.attempts * w.slots;
  for (const t of w.trunks) {
    if ((w.trunkCols.later[t.id] as number) <= 0) continue;
    hasher.int(t.id).bytes(w.retry.subarray(t.id * width, (t.id + 1) * width));
  }
}
