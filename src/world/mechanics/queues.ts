/**
 * Messages between a queue and its workers. A call with `consume` is the way out of a queue: what its callers publish waits here,
 * first come first served, until one of the consumers is free; the publisher never waits. What fails comes back after a while, and
 * after its last attempt it is set aside.
 */
import type { QueueSpec } from "#domain/mechanics";
import type { Call } from "#domain/system";
import { CLASS_COLUMNS } from "../recorder";
import { CHUNK } from "../reel";
import type { Trunk, WorldState } from "../state";
import { admitted } from "../station";
import { type Mechanic, memoryOf } from "./mechanic";

/** Most cohorts kept apart; when there are more, the older half is merged two by two (their age becomes the mean). */
const MOST_ROWS = 256;
/** A redelivery is put off in steps of this share of its delay, so that long delays need no more room than short ones. */
const DELAY_STEPS = 60;
/** Seconds a delivery is held from which on the part of a second that its consumer may be free is no matter. */
const LONG = 10;
/** Attempts kept apart where a message is delivered for ever: the first, and all others. */
const FOREVER = 2;

/** What one consuming call has waiting in a region. Columns are `trunk × levels + attempt`. */
export interface QueueState {
  /** Index of the queue's node, of its region, and of the consuming call. */
  readonly node: number;
  readonly region: number;
  readonly call: number;
  /** Class of each trunk, and attempts kept apart. */
  readonly classes: readonly number[];
  readonly levels: number;
  /** Cohorts ready for delivery, oldest first: the second they became ready, then the messages by column. */
  rows: number[][];
  /** Messages that failed and wait: second at which they are ready again, column, messages. */
  later: [number, number, number][];
  /** By trunk: messages with a consumer now, and dead letters. */
  flight: number[];
  dead: number[];
  /** Share of the consumers that take messages. */
  open: number;
  /** Deliveries that ended in the newest second in which any did, and the seconds consumers had been held by them. */
  ended: [second: number, deliveries: number, held: number];
}
type QueueMemory = Record<string, QueueState>;

/** The queues as any reading of the world shows them. */
export function queueStates(slow: Readonly<Record<string, unknown>>): readonly QueueState[] {
  return Object.values((slow.queues as QueueMemory | undefined) ?? {});
}

const lists = new WeakMap<WorldState, Map<number, readonly Trunk[]>>();

/** Trunks that take messages out of queues, by pool. */
function consumersOf(w: WorldState): Map<number, readonly Trunk[]> {
  let found = lists.get(w);
  if (found === undefined) {
    const made = new Map<number, Trunk[]>();
    for (const t of w.trunks) {
      if (w.callOfTrunk[t.id]?.consume === undefined) continue;
      const list = made.get(t.pool);
      if (list === undefined) made.set(t.pool, [t]);
      else list.push(t);
    }
    found = made;
    lists.set(w, found);
  }
  return found;
}

const PLAIN: QueueSpec = {
  visibility: 30,
  retryDelay: 0,
  maxAttempts: null,
  deadLetters: true,
  backlog: {},
};

function specOf(w: WorldState, t: Trunk): QueueSpec {
  const from = w.compiled.calls[t.call]?.fromNode ?? -1;
  return w.system.nodes[from]?.queue ?? PLAIN;
}

/** Attempts that have to be kept apart for the queues of a system. */
export function attemptsOfQueue(spec: QueueSpec | undefined): number {
  return Math.max(FOREVER, spec?.maxAttempts ?? FOREVER);
}

function memory(w: WorldState): QueueMemory {
  return memoryOf<QueueMemory>(w, "queues", () => ({}));
}

function stateOf(w: WorldState, pool: number, list: readonly Trunk[]): QueueState {
  const all = memory(w);
  const found = all[pool];
  if (found !== undefined) return found;
  const first = list[0] as Trunk;
  const spec = specOf(w, first);
  const levels = Math.max(1, Math.min(w.attempts, spec.maxAttempts ?? FOREVER));
  const node = w.compiled.calls[first.call]?.fromNode ?? 0;
  const regions = new Set(w.system.nodes[node]?.placements.map((p) => p.region)).size;
  const row = new Array<number>(1 + list.length * levels).fill(0);
  row[0] = w.second;
  let waiting = 0;
  list.forEach((t, n) => {
    const some = (spec.backlog[w.system.classes[t.class]?.id ?? ""] ?? 0) / Math.max(1, regions);
    row[1 + n * levels] = some;
    waiting += some;
  });
  const made: QueueState = {
    node,
    region: first.region,
    call: first.call,
    classes: list.map((t) => t.class),
    levels,
    rows: waiting > 0 ? [row] : [],
    later: [],
    flight: list.map(() => 0),
    dead: list.map(() => 0),
    open: 1,
    ended: [w.second, 0, 0],
  };
  all[pool] = made;
  return made;
}

/** All queues of a node (those it holds, or those its operations consume) in a region or everywhere, made if they were not used yet. */
export function queuesOf(w: WorldState, node: number, region: number | null): QueueState[] {
  const out: QueueState[] = [];
  for (const [pool, list] of consumersOf(w)) {
    const first = list[0] as Trunk;
    const call = w.compiled.calls[first.call];
    if (call === undefined || (call.fromNode !== node && call.toNode !== node)) continue;
    if (region === null || first.region === region) out.push(stateOf(w, pool, list));
  }
  return out;
}

/**
 * Timeout, attempts and room of a consuming call: the queue's visibility and attempts, and `concurrency` deliveries for each ready pod
 * of the callee (less those paused).
 */
export function consumeParameters(w: WorldState, t: Trunk, call: Call, concurrency: number, timeout: number): void {
  const k = w.trunkCols;
  const spec = specOf(w, t);
  const levels = Math.max(1, Math.min(w.attempts, spec.maxAttempts ?? FOREVER));
  k.timeout[t.id] = Math.min(timeout, spec.visibility * w.pace);
  k.retries[t.id] = levels - 1;
  k.levels[t.id] = levels;
  k.backoff[t.id] = call.backoff * w.pace;
  const to = w.compiled.calls[t.call]?.toNode;
  let pods = 0;
  for (const cell of w.cellTable) {
    if (cell.node === to && cell.region === t.target && !cell.held) pods += w.cellCols.ready[cell.id] as number;
  }
  const open = (w.slow.queues as QueueMemory | undefined)?.[t.pool]?.open ?? 1;
  w.groupCols.limit[t.pool] = concurrency * pods * open;
}

/** Hands out messages to free consumers, the oldest first. `list` are the trunks that share the consumers. */
export function deliver(w: WorldState, list: readonly Trunk[]): void {
  const first = list[0] as Trunk;
  const q = stateOf(w, first.pool, list);
  const { attempts } = w;
  const k = w.trunkCols;
  const { levels } = q;
  let row: number[] | null = null;
  const put = (column: number, mass: number): void => {
    row ??= [w.second, ...new Array<number>(q.classes.length * levels).fill(0)];
    row[1 + column] = (row[1 + column] as number) + mass;
  };
  if (q.later.length > 0) {
    for (const [due, column, mass] of q.later) if (due <= w.second) put(column, mass);
    q.later = q.later.filter(([due]) => due > w.second);
  }
  let busy = 0;
  for (let n = 0; n < list.length; n++) {
    const { id } = list[n] as Trunk;
    const fresh = k.fresh[id] as number;
    if (fresh > 0) put(n * levels, fresh);
    k.fresh[id] = 0;
    k.before[id] = k.calls[id] as number;
    k.calls[id] = 0;
    k.cut[id] = 0;
    for (let a = 0; a < levels; a++) busy += w.out[id * attempts + a] as number;
  }
  if (row !== null) q.rows.push(row);
  if (q.rows.length > MOST_ROWS) mergeOldest(q);
  const limit = w.groupCols.limit[first.pool] as number;
  let left = limit > 0 ? admitted(limit, busy, w.groupCols.finished[first.pool] as number, holdOf(w, first)) : 0;
  // Those that hold a consumer for long cannot turn over within a second, even when they all end in the same.
  if (q.ended[2] > LONG * q.ended[1]) left = Math.min(left, Math.max(0, limit - busy));
  if ((k.open[first.id] as number) === 0) left = 0;
  while (left > 0) {
    const oldest = q.rows[0];
    if (oldest === undefined) break;
    let mass = 0;
    for (let i = 1; i < oldest.length; i++) mass += oldest[i] as number;
    const share = mass <= left ? 1 : left / mass;
    for (let i = 1; i < oldest.length; i++) {
      const some = (oldest[i] as number) * share;
      if (some <= 0) continue;
      oldest[i] = share === 1 ? 0 : (oldest[i] as number) - some;
      const n = Math.floor((i - 1) / levels);
      const { id } = list[n] as Trunk;
      const at = id * attempts + (i - 1 - n * levels);
      w.out[at] = (w.out[at] as number) + some;
      k.calls[id] = (k.calls[id] as number) + some;
    }
    left -= mass * share;
    if (share < 1) break;
    q.rows.shift();
  }
  const p = w.portCols;
  for (const t of list) {
    const sent = k.calls[t.id] as number;
    if (sent <= 0) continue;
    k.sent[t.id] = (k.sent[t.id] as number) + sent;
    for (const port of t.ports) {
      const weight = p.weight[port] as number;
      if (weight > 0) p.arriving[port] = (p.arriving[port] as number) + sent * weight;
    }
  }
}

/**
 * Seconds a delivery takes while none has finished lately: what they took last, or the work of consumers that call nobody; otherwise
 * nobody knows how fast places turn over, and there is one round of them.
 */
function holdOf(w: WorldState, t: Trunk): number {
  const last = w.trunkCols.okMean[t.id] as number;
  if (last > 0) return last;
  const lane = w.laneTable[w.portLane[t.ports[0] ?? -1] ?? -1];
  if (lane === undefined || lane.siteTo > lane.siteFrom) return 1;
  return (w.laneCols.work[lane.id] as number) + (w.laneCols.rest[lane.id] as number);
}

/** Merges the older half of the cohorts two by two. */
function mergeOldest(q: QueueState): void {
  const half = Math.floor(q.rows.length / 4) * 2;
  const merged: number[][] = [];
  for (let r = 0; r < half; r += 2) {
    const a = q.rows[r] as number[];
    const b = q.rows[r + 1] as number[];
    const massA = a.reduce((sum, x) => sum + x, 0) - (a[0] as number);
    const massB = b.reduce((sum, x) => sum + x, 0) - (b[0] as number);
    const sum = a.map((x, i) => x + (b[i] as number));
    sum[0] =
      massA + massB > 0 ? ((a[0] as number) * massA + (b[0] as number) * massB) / (massA + massB) : (a[0] as number);
    merged.push(sum);
  }
  q.rows = [...merged, ...q.rows.slice(half)];
}

/**
 * Takes back what came of a trunk's deliveries: the good ones are gone for good, the others wait for their next attempt or are set
 * aside. Returns the messages that will not be delivered again.
 */
export function settleDeliveries(w: WorldState, t: Trunk, okay: number, failed: number): number {
  const list = consumersOf(w).get(t.pool) as readonly Trunk[];
  const q = stateOf(w, t.pool, list);
  const n = list.indexOf(t);
  const spec = specOf(w, t);
  const { levels } = q;
  const base = t.id * w.attempts;
  let total = 0;
  for (let a = 0; a < levels; a++) total += w.out[base + a] as number;
  if (total <= 0) return 0;
  if (okay + failed > 0) {
    if (q.ended[0] !== w.second) q.ended = [w.second, 0, 0];
    q.ended[1] += okay + failed;
    q.ended[2] += okay * (w.trunkCols.okMean[t.id] as number) + failed * (w.trunkCols.badMean[t.id] as number);
  }
  let aside = 0;
  for (let a = 0; a < levels; a++) {
    const mine = w.out[base + a] as number;
    if (mine <= 0) continue;
    const bad = (mine * failed) / total;
    w.out[base + a] = Math.max(0, mine - bad - (mine * okay) / total);
    if (bad <= 0) continue;
    const next = spec.maxAttempts === null ? Math.min(a + 1, levels - 1) : a + 1;
    if (next < levels) putOff(w, q, n * levels + next, bad, spec.retryDelay);
    else aside += bad;
  }
  if (aside <= 0) return 0;
  if (spec.deadLetters) q.dead[n] = (q.dead[n] as number) + aside;
  else loseMessages(w, t.class, aside);
  return aside;
}

function putOff(w: WorldState, q: QueueState, column: number, mass: number, delay: number): void {
  const step = Math.max(1, Math.floor(delay / DELAY_STEPS));
  const due = Math.ceil((w.second + Math.max(1, Math.round(delay))) / step) * step;
  for (let i = q.later.length - 1; i >= 0; i--) {
    const entry = q.later[i] as [number, number, number];
    if (entry[0] < due) break;
    if (entry[0] === due && entry[1] === column) {
      entry[2] += mass;
      return;
    }
  }
  q.later.push([due, column, mass]);
}

/** Counts messages that nobody will ever process. */
export function loseMessages(w: WorldState, cls: number, mass: number): void {
  if (w.system.classes[cls]?.outcome.counted !== true) return;
  const i = cls * 5 + 3;
  w.results[i] = (w.results[i] as number) + mass;
}

/** Throws away what waits of a class (ready, put off, or a dead letter); what a consumer has now is out of reach. Returns how many. */
export function discard(w: WorldState, q: QueueState, cls: number): number {
  let gone = 0;
  q.classes.forEach((c, n) => {
    if (c !== cls) return;
    const from = n * q.levels;
    for (const row of q.rows) {
      for (let i = 1 + from; i < 1 + from + q.levels; i++) {
        gone += row[i] as number;
        row[i] = 0;
      }
    }
    for (const entry of q.later) if (entry[1] >= from && entry[1] < from + q.levels) gone += entry[2];
    q.later = q.later.filter((entry) => entry[1] < from || entry[1] >= from + q.levels);
    gone += q.dead[n] as number;
    q.dead[n] = 0;
  });
  if (gone > 0) loseMessages(w, cls, gone);
  return gone;
}

/** Puts a share of the dead letters (of a class, −1 = all) back as if they had never been tried. Returns how many. */
export function redeliver(w: WorldState, q: QueueState, cls: number, share: number): number {
  let back = 0;
  q.classes.forEach((c, n) => {
    if (cls >= 0 && c !== cls) return;
    const some = (q.dead[n] as number) * share;
    if (some <= 0) return;
    q.dead[n] = share >= 1 ? 0 : (q.dead[n] as number) - some;
    q.later.push([w.second, n * q.levels, some]);
    back += some;
  });
  return back;
}

/** Messages ready for delivery, by trunk or of all. */
export function readyIn(q: QueueState, trunk = -1): number {
  let sum = 0;
  const from = trunk < 0 ? 1 : 1 + trunk * q.levels;
  for (const row of q.rows) {
    const to = trunk < 0 ? row.length : from + q.levels;
    for (let i = from; i < to; i++) sum += row[i] as number;
  }
  return sum;
}

/** Messages that failed and wait for their next attempt, by trunk or of all. */
export function putOffIn(q: QueueState, trunk = -1): number {
  let sum = 0;
  for (const [, column, mass] of q.later) {
    if (trunk < 0 || Math.floor(column / q.levels) === trunk) sum += mass;
  }
  return sum;
}

/** Seconds the oldest message has been ready, of a trunk or of all; 0 when none waits. */
export function oldestIn(q: QueueState, second: number, trunk = -1): number {
  const from = trunk < 0 ? 1 : 1 + trunk * q.levels;
  for (const row of q.rows) {
    const to = trunk < 0 ? row.length : from + q.levels;
    for (let i = from; i < to; i++) if ((row[i] as number) > 1e-6) return second - (row[0] as number);
  }
  return 0;
}

export const queues: Mechanic = {
  name: "queues",
  used: (w) => w.callOfTrunk.some((c) => c?.consume !== undefined),
  gauge(w) {
    const { cellCols, tape } = w;
    const { staging, used, columns } = tape.edges;
    for (const cell of w.cellTable) if (w.system.nodes[cell.node]?.kind === "queue") cellCols.dead[cell.id] = 0;
    for (const [pool, list] of consumersOf(w)) {
      const q = stateOf(w, pool, list);
      const { group } = list[0] as Trunk;
      list.forEach((t, n) => {
        let out = 0;
        for (let a = 0; a < q.levels; a++) out += w.out[t.id * w.attempts + a] as number;
        q.flight[n] = out;
      });
      const at = (group * CHUNK + tape.row) * columns;
      const waiting = readyIn(q) + putOffIn(q);
      if (waiting > 0) {
        staging[at + 2] = waiting;
        staging[at + 3] = Math.max(0, oldestIn(q, w.second));
        used[group] = (used[group] as number) | 4 | 8;
      }
      const dead = q.dead.reduce((sum, x) => sum + x, 0);
      if (dead > 0) shareOut(w, q, dead);
      const { due } = specOf(w, list[0] as Trunk);
      if (due !== undefined) countLate(w, q, due);
    }
  },
};

/**
 * Whoever waits for what a message asked for is kept waiting, wherever the message lies: ready, put off or set aside. A second of one
 * message is 1/`due` of a delay, so that it does not matter in which order they are taken.
 */
function countLate(w: WorldState, q: QueueState, due: number): void {
  q.classes.forEach((cls, n) => {
    if (w.system.classes[cls]?.outcome.counted !== true) return;
    const waiting = readyIn(q, n) + putOffIn(q, n) + (q.dead[n] as number);
    const i = cls * CLASS_COLUMNS.length + CLASS_COLUMNS.indexOf("delayed");
    w.results[i] = (w.results[i] as number) + waiting / due;
  });
}

/** Dead letters belong to the queue: its cells report them by their pods. */
function shareOut(w: WorldState, q: QueueState, dead: number): void {
  const cells = w.cellTable.filter((c) => c.node === q.node && c.region === q.region && c.info.pods > 0);
  const pods = cells.reduce((sum, c) => sum + c.info.pods, 0);
  for (const cell of cells) {
    w.cellCols.dead[cell.id] = (w.cellCols.dead[cell.id] as number) + (dead * cell.info.pods) / pods;
  }
}
