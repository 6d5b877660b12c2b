/** Calls between cells: sending them out (callers first) and taking back what came of them (callees first). */
import type { Call, TrafficClass } from "#domain/system";
import { guardCount, guardPass } from "./breaker";
import { earnTokens, retryShare } from "./budget";
import { usersLeave } from "./load";
import { deliver, settleDeliveries } from "./mechanics/queues";
import type { Trunk, WorldState } from "./state";
import { admitted } from "./station";

/** Seconds that a refusal takes. */
const REFUSAL = 0.002;

/** Sends the calls of a node's trunks of one pool group, or of the users. `list` are trunks that share the pool. */
export function dispatchGroup(w: WorldState, list: readonly Trunk[]): void {
  const first = list[0];
  if (first === undefined) return;
  if (w.callOfTrunk[first.id]?.consume !== undefined) {
    deliver(w, list);
    return;
  }
  const limit = first.pool < 0 ? Infinity : (w.groupCols.limit[first.pool] as number);
  let allowed = 1;
  if (limit < Infinity) allowed = poolShare(w, list, limit);
  for (let n = 0; n < list.length; n++) dispatch(w, list[n] as Trunk, allowed);
}

/** Share of the calls wanting a connection in this second that get one. */
function poolShare(w: WorldState, list: readonly Trunk[], limit: number): number {
  const { attempts, slots } = w;
  const slot = mod(w.now, slots);
  let demand = 0;
  let busy = 0;
  for (const t of list) {
    demand += w.trunkCols.fresh[t.id] as number;
    const levels = w.trunkCols.levels[t.id] as number;
    for (let a = 0; a < levels; a++) {
      const i = t.id * attempts + a;
      demand += w.pending[i] as number;
      if ((w.trunkCols.later[t.id] as number) > 0) demand += w.retry[i * slots + slot] as number;
      busy += w.out[i] as number;
    }
    busy += (w.trunkCols.calls[t.id] as number) * (w.trunkCols.rtt[t.id] as number);
    if (w.backTrunk[t.id] === 1)
      busy = Math.max(0, busy - (w.trunkCols.calls[t.id] as number) - (w.trunkCols.before[t.id] as number));
  }
  if (demand <= 0) return 1;
  const g = (list[0] as Trunk).pool;
  const most = admitted(
    limit,
    busy,
    w.groupCols.finished[g] as number,
    (w.trunkCols.okMean[(list[0] as Trunk).id] as number) + (w.trunkCols.rtt[(list[0] as Trunk).id] as number),
  );
  return demand <= most ? 1 : most / demand;
}

function mod(x: number, n: number): number {
  const r = x % n;
  return r < 0 ? r + n : r;
}

function dispatch(w: WorldState, t: Trunk, allowed: number): void {
  const k = w.trunkCols;
  const { attempts, slots } = w;
  const id = t.id;
  const later = (k.later[id] as number) > 0;
  const slot = later ? mod(w.now, slots) : 0;
  const pass = (k.guard[id] as number) > 0 ? guardPass(w, t, wanted(w, t, slot)) : 1;
  k.rate[id] = (k.rate[id] as number) * 0.8 + (k.fresh[id] as number) * 0.2;
  let sent = 0;
  let cut = 0;
  const levels = k.levels[id] as number;
  for (let a = 0; a < levels; a++) {
    const i = id * attempts + a;
    let want = a === 0 ? (k.fresh[id] as number) : 0;
    if (later) {
      const at = i * slots + slot;
      const due = w.retry[at] as number;
      if (due > 0) {
        want += due;
        w.retry[at] = 0;
        k.later[id] = Math.max(0, (k.later[id] as number) - due);
        k.retried[id] = (k.retried[id] as number) + due;
      }
    }
    want += w.pending[i] as number;
    if (want <= 0) {
      w.pending[i] = 0;
      continue;
    }
    if (pass < 1) {
      cut += want * (1 - pass);
      want *= pass;
    }
    const go = want * allowed;
    w.pending[i] = want - go;
    w.out[i] = (w.out[i] as number) + go;
    sent += go;
  }
  k.fresh[id] = 0;
  k.cut[id] = cut;
  k.before[id] = k.calls[id] as number;
  k.calls[id] = sent;
  k.sent[id] = (k.sent[id] as number) + sent;
  if (sent <= 0) return;
  if ((k.open[id] as number) === 0) {
    k.refused[id] = (k.refused[id] as number) + sent;
    return;
  }
  const p = w.portCols;
  const { ports } = t;
  for (let n = 0; n < ports.length; n++) {
    const port = ports[n] as number;
    const weight = p.weight[port] as number;
    if (weight > 0) p.arriving[port] = (p.arriving[port] as number) + sent * weight;
  }
}

/** First attempts and retries that want to be sent in this step. */
function wanted(w: WorldState, t: Trunk, slot: number): number {
  const k = w.trunkCols;
  let want = k.fresh[t.id] as number;
  if ((k.later[t.id] as number) <= 0) return want;
  const levels = k.levels[t.id] as number;
  for (let a = 0; a < levels; a++) want += w.retry[(t.id * w.attempts + a) * w.slots + slot] as number;
  return want;
}

/** Takes back the answers of a trunk: successes, failures, what is tried again, what is final. */
export function resolve(w: WorldState, t: Trunk): void {
  const k = w.trunkCols;
  const p = w.portCols;
  const id = t.id;
  let okay = 0;
  let failed = k.refused[id] as number;
  let okTime = 0;
  let okSquare = 0;
  const refusal = REFUSAL * w.pace;
  let badTime = failed * refusal;
  let badSquare = 0;
  k.refused[id] = 0;
  const timeout = k.timeout[id] as number;
  const { okMean, okVariance, badMean, badVariance } = w.laneCols;
  const { ports } = t;
  for (let n = 0; n < ports.length; n++) {
    const port = ports[n] as number;
    const l = w.portLane[port] as number;
    const good = p.ok[port] as number;
    if (good > 0) {
      const m = okMean[l] as number;
      okay += good;
      okTime += good * m;
      okSquare += good * ((okVariance[l] as number) + m * m);
      p.ok[port] = 0;
    }
    const broken = p.failed[port] as number;
    if (broken > 0) {
      const m = badMean[l] as number;
      failed += broken;
      badTime += broken * m;
      badSquare += broken * ((badVariance[l] as number) + m * m);
      p.failed[port] = 0;
    }
    const late = p.late[port] as number;
    if (late > 0) {
      failed += late;
      badTime += late * timeout;
      badSquare += late * timeout * timeout;
      p.late[port] = 0;
    }
    const refused = p.refused[port] as number;
    if (refused > 0) {
      failed += refused;
      badTime += refused * refusal;
      badSquare += refused * refusal * refusal;
      p.refused[port] = 0;
    }
  }
  if (okay > 0) {
    k.okMean[id] = okTime / okay;
    k.okVariance[id] = Math.max(0, okSquare / okay - (okTime / okay) * (okTime / okay));
  }
  // What a breaker refuses, or finds no connection, has failed as quickly as what the callee refuses.
  const atOnce = (k.cut[id] as number) + (k.noConnection[id] as number);
  const bad = failed + atOnce;
  if (bad > 0) {
    const mean = (badTime + atOnce * refusal) / bad;
    k.badMean[id] = mean;
    k.badVariance[id] = Math.max(0, (badSquare + atOnce * refusal * refusal) / bad - mean * mean);
  }
  if (t.group >= 0) {
    w.groupCols.finished[t.pool] = (w.groupCols.finished[t.pool] as number) + okay + failed;
    if ((k.guard[id] as number) > 0) guardCount(w, t, okay, failed);
  }
  if (w.callOfTrunk[id]?.consume !== undefined) {
    k.lost[id] = (k.lost[id] as number) + failed;
    answerSites(w, t, okay, settleDeliveries(w, t, okay, failed));
    return;
  }
  const final = failed > 0 || okay > 0 ? settle(w, t, okay, failed) : 0;
  const lost = final + (k.cut[id] as number) + (k.noConnection[id] as number) + poolTimeouts(w, t);
  k.noConnection[id] = 0;
  k.lost[id] = (k.lost[id] as number) + lost;
  if (t.call < 0) answerUsers(w, t, okay, lost);
  else answerSites(w, t, okay, lost);
}

/** Splits answers over attempts (all outstanding calls of a trunk are alike) and returns the failures that are final. */
function settle(w: WorldState, t: Trunk, okay: number, failed: number): number {
  const { attempts, slots } = w;
  const k = w.trunkCols;
  const id = t.id;
  let total = 0;
  const levels = k.levels[id] as number;
  for (let a = 0; a < levels; a++) total += w.out[id * attempts + a] as number;
  if (total <= 0) return 0;
  if (failed <= 0) {
    for (let a = 0; a < levels; a++) {
      const i = id * attempts + a;
      const mine = w.out[i] as number;
      if (mine > 0) w.out[i] = Math.max(0, mine - (mine * okay) / total);
    }
    k.again[id] = 0;
    const call = w.callOfTrunk[id];
    if (call?.budget !== undefined) earnTokens(w, t, call, okay);
    return 0;
  }
  const retries = k.retries[id] as number;
  const spec = t.call < 0 ? null : (w.compiled.calls[t.call] as { readonly call: Call }).call;
  let again = t.call < 0 ? (w.system.classes[t.class] as TrafficClass).client.retryShare : 1;
  if (spec?.budget !== undefined) {
    let want = 0;
    for (let a = 0; a < retries; a++) want += ((w.out[id * attempts + a] as number) * failed) / total;
    again = retryShare(w, t, spec, okay, failed, want);
  }
  const exponential = spec?.exponential ?? false;
  let final = 0;
  let scale = 1;
  let returning = 0;
  for (let a = 0; a < levels; a++) {
    const i = id * attempts + a;
    const mine = w.out[i] as number;
    if (mine > 0) {
      const bad = (mine * failed) / total;
      w.out[i] = Math.max(0, mine - bad - (mine * okay) / total);
      if (bad > 0) {
        if (a < retries) {
          const back = bad * again;
          final += bad - back;
          returning += back;
          const delay = Math.max(1, Math.min(slots - 1, Math.round((k.backoff[id] as number) * scale)));
          const at = (i + 1) * slots + mod(w.now + delay, slots);
          w.retry[at] = (w.retry[at] as number) + back;
          k.later[id] = (k.later[id] as number) + back;
        } else final += bad;
      }
    }
    if (exponential) scale *= 2;
  }
  k.again[id] = okay + final > 0 ? Math.min(retries, returning / (okay + final)) : 0;
  return final;
}

/** Calls that waited for a connection as long as their timeout allows. No more can be waiting than came in that time. */
function poolTimeouts(w: WorldState, t: Trunk): number {
  const { attempts } = w;
  const id = t.id;
  let waiting = 0;
  const levels = w.trunkCols.levels[id] as number;
  for (let a = 0; a < levels; a++) waiting += w.pending[id * attempts + a] as number;
  if (waiting <= 0) return 0;
  const most = (w.trunkCols.rate[id] as number) * (w.trunkCols.timeout[id] as number);
  if (waiting <= most) return 0;
  const gone = 1 - most / waiting;
  for (let a = 0; a < levels; a++) {
    const i = id * attempts + a;
    w.pending[i] = (w.pending[i] as number) * (1 - gone);
  }
  return waiting * gone;
}

/** Gives final answers to the calling lanes, in proportion to what each has unresolved. */
function answerSites(w: WorldState, t: Trunk, okay: number, lost: number): void {
  const k = w.trunkCols;
  const s = w.siteCols;
  const id = t.id;
  const { attempts } = w;
  // How much of what is unresolved really holds a worker: a retry due after 50 ms holds it for 50 ms, not for the tick.
  let busy = 0;
  const levels = k.levels[id] as number;
  for (let a = 0; a < levels; a++)
    busy += (w.out[id * attempts + a] as number) + (w.pending[id * attempts + a] as number);
  const later = k.later[id] as number;
  const total = busy + later;
  // What closes a cycle of nodes is answered two steps after it was sent, however quick: only what is left holds a worker.
  if (w.backTrunk[id] === 1) busy = Math.max(0, busy - (k.calls[id] as number) - (k.before[id] as number));
  k.holding[id] = total > 0 ? (busy + later * Math.min(1, k.backoff[id] as number)) / total : 1;
  const done = okay + lost;
  if (done <= 0) return;
  const { sites } = t;
  let all = 0;
  for (let n = 0; n < sites.length; n++) all += s.unresolved[sites[n] as number] as number;
  if (all <= 0) return;
  const share = Math.min(1, done / all);
  const failing = lost / done;
  for (let n = 0; n < sites.length; n++) {
    const site = sites[n] as number;
    const mine = s.unresolved[site] as number;
    if (mine <= 0) continue;
    s.unresolved[site] = Math.max(0, mine - mine * share);
    s.failing[site] = failing;
  }
}

/** What a class got in this second; users who failed for good may leave. */
function answerUsers(w: WorldState, t: Trunk, okay: number, lost: number): void {
  const c = t.class * 5;
  const r = w.results;
  r[c] = (r[c] as number) + okay;
  r[c + 1] = (r[c + 1] as number) + lost;
  usersLeave(w, t.class, t.region, lost);
}
