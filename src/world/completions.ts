/**
 * The way back up through a cell: what hangs long enough fails, requests whose calls are answered finish, and every
 * caller gets its answer. Times are taken by completion.
 */
import type { Call, NodeSpec, TrafficClass } from "#domain/system";
import { gammaCdf } from "#lib/math";
import { requestFails } from "./arrivals";
import { brokenOff, doneForNobody } from "./mechanics/effects";
import { endWaiting, isLockLine } from "./mechanics/lockends";
import { recordErrors, recordFault } from "./recording";
import { ageRing } from "./rings";
import type { Cell, Lane, Line, WorldState } from "./state";

const REFUSAL = 0.002;
const HANG_VARIANCE = 0.002;
const NO_PARTS: readonly { readonly fault: number; readonly share: number }[] = [];
/** Failures are summed here by lane: flow, time, time². */
const bad = { flow: 0, time: 0, square: 0 };

function addBad(flow: number, mean: number, variance: number): void {
  bad.flow += flow;
  bad.time += flow * mean;
  bad.square += flow * (variance + mean * mean);
}

/** Finishes a second of a cell. */
export function finish(w: WorldState, cell: Cell): void {
  const k = w.cellCols;
  const { station, resting, calling } = w.laneCols;
  const c = cell.id;
  let inUse = k.backlog[c] as number;
  let finished = 0;
  const mayHang = cell.lines.length > 0;
  for (let id = cell.laneFrom; id < cell.laneTo; id++) {
    const lane = w.laneTable[id] as Lane;
    bad.flow = 0;
    bad.time = 0;
    bad.square = 0;
    let hanging = 0;
    if (mayHang) {
      for (const index of cell.lines) {
        const line = w.lines[index] as Line;
        if (line.lane !== id || line.ring.count === 0) continue;
        if (isLockLine(line)) {
          finished += endWaiting(w, cell, lane, line, addBad);
          hanging += line.ring.mass;
          continue;
        }
        const ended = endHanging(w, cell, line, lane);
        finished += ended;
        if (isKill(w, line)) k.restarts[c] = (k.restarts[c] as number) + ended;
        hanging += line.ring.mass;
      }
    }
    finishLane(w, lane);
    finished += end.done;
    inUse += hanging + (station[id] as number) + (resting[id] as number) + (calling[id] as number);
  }
  k.inUse[c] = inUse;
  k.finished[c] = finished;
}

function isKill(w: WorldState, line: Line): boolean {
  const e = w.system.faults[line.fault]?.effect;
  return e?.kind === "hang" && e.kills;
}

/** Requests whose hang is over fail; callers whose timeout has passed give up. Returns how many workers are free again. */
function endHanging(w: WorldState, cell: Cell, line: Line, lane: Lane): number {
  const { ring } = line;
  const p = w.portCols;
  ageRing(w, lane.portFrom, lane.id, ring);
  if (cell.held) return 0;
  const spread = hangSpread(line.seconds, w.pace);
  const nominal = line.seconds + (w.laneCols.waited[lane.id] as number);
  let ended = 0;
  // Due times follow arrival unless the length of the hang was changed meanwhile, so look at every row.
  for (let r = 0; r < ring.count; r++) {
    const share = hangEnds(w.now - ring.dueAt(r), spread);
    if (share <= 0) continue;
    const o = ring.at(r);
    const data = ring.rows();
    let alive = 0;
    let dead = 0;
    for (let i = 0; i < ring.ports; i++) {
      const some = (data[o + i] as number) * share;
      data[o + i] = (data[o + i] as number) - some;
      alive += some;
      p.failed[lane.portFrom + i] = (p.failed[lane.portFrom + i] as number) + some;
    }
    for (let i = ring.ports; i < ring.width; i++) {
      const some = (data[o + i] as number) * share;
      data[o + i] = (data[o + i] as number) - some;
      dead += some;
    }
    if (alive + dead <= 0) continue;
    ring.mass -= alive + dead;
    ended += alive + dead;
    w.laneCols.fault[lane.id] = (w.laneCols.fault[lane.id] as number) + alive;
    recordFault(w, line.fault, lane.id, alive);
    brokenOff(w, lane, line.fault, alive);
    addBad(alive, nominal, HANG_VARIANCE);
  }
  while (ring.count > 0 && w.now - ring.dueAt(0) >= spread) ring.dropOldest();
  if (ring.count === 0) ring.clear();
  return ended;
}

/**
 * Hangs of one length would make a full pool ring with that period for ever, which a real one does not: its ends are
 * spread over ± this many seconds, triangularly. The mean is exact, and what callers see is the nominal length.
 */
function hangSpread(length: number, pace: number): number {
  return length < 2 * pace ? 0 : Math.max(1, Math.round(0.2 * length));
}

/** Share of what is left of a cohort that ends now, `late` seconds after its nominal end. */
function hangEnds(late: number, spread: number): number {
  if (late < -spread) return 0;
  if (late >= spread) return 1;
  const own = spread + 1 - Math.abs(late);
  if (late >= 0) return 2 / (own + 1);
  return own / ((spread + 1) * (spread + 1) - (own * (own - 1)) / 2);
}

const calls = { mean: 0, variance: 0, failMean: 0, failVariance: 0, fails: 0, mass: 0 };

/** Time a request spends in its calls, how often they fail it, and how many requests wait in them. */
function readCalls(w: WorldState, lane: Lane): void {
  const s = w.siteCols;
  const t = w.trunkCols;
  let mean = 0;
  let variance = 0;
  let survive = 1;
  let failWeight = 0;
  let failTime = 0;
  let failSquare = 0;
  let mass = 0;
  let group: string | null = null;
  let groupMean = 0;
  let groupVariance = 0;
  let groupMass = 0;
  for (let site = lane.siteFrom; site < lane.siteTo; site++) {
    const trunk = w.siteTrunk[site] as number;
    const call = w.callOfTrunk[trunk] as Call;
    if (call.parallel !== group) {
      mean += groupMean;
      variance += groupVariance;
      mass += groupMass;
      groupMean = 0;
      groupVariance = 0;
      groupMass = 0;
      group = call.parallel;
    }
    if (call.async) continue;
    const n = s.mean[site] as number;
    const net = (t.rtt[trunk] as number) + (s.net[site] as number);
    let held = (s.unresolved[site] as number) * (t.holding[trunk] as number);
    if (net > 0) held += n * net * (w.laneCols.passing[lane.id] as number);
    const again = (t.again[trunk] as number) * ((t.badMean[trunk] as number) + (t.backoff[trunk] as number));
    const failing = s.failing[site] as number;
    let answer = t.okMean[trunk] as number;
    let spread = t.okVariance[trunk] as number;
    if (failing > 0 && call.optional) {
      // Whoever can do without an answer has waited for it all the same.
      const bad = t.badMean[trunk] as number;
      const gap = bad - answer;
      answer += failing * gap;
      spread += failing * ((t.badVariance[trunk] as number) - spread) + failing * (1 - failing) * gap * gap;
    }
    const one = answer + again + net;
    const v = spread + again * again;
    const m = n * one;
    const mv = n >= 1 ? n * v : n * (v + one * one) - m * m;
    if (failing > 0 && !call.optional) {
      const q = survive * requestFails(failing, n);
      if (q > 0) {
        const at = mean + groupMean * 0.5 + (t.badMean[trunk] as number) * (1 + (t.again[trunk] as number));
        failWeight += q;
        failTime += q * at;
        failSquare += q * (at * at + variance + (t.badVariance[trunk] as number));
        survive -= q;
      }
    }
    if (group === null) {
      mean += m;
      variance += mv;
      mass += held;
    } else {
      if (m > groupMean) {
        groupMean = m;
        groupVariance = mv;
      }
      if (held > groupMass) groupMass = held;
    }
  }
  calls.mean = mean + groupMean;
  calls.variance = variance + groupVariance;
  calls.mass = mass + groupMass;
  calls.fails = 1 - survive;
  calls.failMean = failWeight > 0 ? failTime / failWeight : 0;
  calls.failVariance = failWeight > 0 ? Math.max(0, failSquare / failWeight - calls.failMean * calls.failMean) : 0;
}

/** What ends in a lane in this second: requests by kind, and their times. Filled by `finishLane`, used up by `answer`. */
const end = {
  done: 0,
  okay: 0,
  upstream: 0,
  erring: 0,
  /** Mean and variance of the time until the calls are made, and of what the lane adds itself. */
  before: 0,
  variance: 0,
  own: 0,
};

/** Ends what can end in a lane and tells the callers. `end.done` workers became free. */
function finishLane(w: WorldState, lane: Lane): void {
  const l = w.laneCols;
  const id = lane.id;
  const passing = l.passing[id] as number;
  const erring = l.erring[id] as number;
  let out = passing;
  let upstream = 0;
  if (passing <= 0 && erring <= 0 && (l.calling[id] as number) <= 0) {
    end.done = 0;
    failuresOf(w, lane);
    return;
  }
  if (lane.siteTo > lane.siteFrom) {
    readCalls(w, lane);
    const total = (l.calling[id] as number) + passing;
    const stays = Math.min(total, calls.mass);
    l.calling[id] = stays;
    out = total - stays;
    upstream = out * calls.fails;
  } else {
    calls.mean = 0;
    calls.variance = 0;
    calls.failMean = 0;
    calls.failVariance = 0;
  }
  const done = out + erring;
  end.done = done;
  if (done > 0) {
    const okay = out - upstream;
    const work = l.work[id] as number;
    const own = (l.rest[id] as number) - (l.error[id] as number) * (l.errorAfter[id] as number);
    const before = (l.waited[id] as number) + work;
    const variance = (l.waitedVariance[id] as number) + (l.cs2[id] as number) * (work * work + own * own);
    end.okay = okay;
    end.upstream = upstream;
    end.erring = erring;
    end.before = before;
    end.own = own;
    end.variance = variance;
    if (okay > 0) {
      l.okMean[id] = before + own + calls.mean;
      l.okVariance[id] = variance + calls.variance;
    }
    answer(w, lane);
  }
  failuresOf(w, lane);
}

/** Mean and variance of the time after which the failures of a lane were known in this second. */
function failuresOf(w: WorldState, lane: Lane): void {
  const l = w.laneCols;
  const id = lane.id;
  const late = l.timeout[id] as number;
  if (late > 0) addBad(late, longestTimeout(w, lane), 0.05);
  const rejected = (l.rejected[id] as number) + (l.limited[id] as number);
  if (rejected > 0) addBad(rejected, REFUSAL * w.pace, REFUSAL * w.pace * REFUSAL * w.pace);
  if (bad.flow > 0) {
    const mean = bad.time / bad.flow;
    l.badMean[id] = mean;
    l.badVariance[id] = Math.max(0, bad.square / bad.flow - mean * mean);
  }
}

function longestTimeout(w: WorldState, lane: Lane): number {
  let time = 0;
  for (let port = lane.portFrom; port < lane.portTo; port++) time = Math.max(time, w.portCols.timeout[port] as number);
  return time;
}

/** P(a gamma variable exceeds t); 0 without computing it where that is certain enough. */
function exceeds(t: number, mean: number, variance: number): number {
  const far = t - mean;
  if (t > 3 * mean && far * far > 64 * variance) return 0;
  return 1 - gammaCdf(t, mean, variance);
}

/** Answers the callers of a lane, port by port: all who are inside are alike. */
function answer(w: WorldState, lane: Lane): void {
  const l = w.laneCols;
  const { inService, timeout, rate, ok, failed, late } = w.portCols;
  const id = lane.id;
  const { okay, erring } = end;
  const done = okay + end.upstream + erring;
  const { portFrom, portTo } = lane;
  let dead = l.dead[id] as number;
  let present = dead;
  for (let port = portFrom; port < portTo; port++) present += inService[port] as number;
  const phi = present > 0 ? Math.min(1, done / present) : 0;
  const okShare = okay / done;
  const errShare = erring / done;
  const okMean = l.okMean[id] as number;
  const aged = l.aged[id] as number;
  const okVariance = l.okVariance[id] as number;
  const failMean = end.before + end.own + calls.failMean;
  const failVariance = end.variance + calls.failVariance;
  let deadOk = dead * phi * okShare;
  dead *= 1 - phi;
  let okSum = l.ok[id] as number;
  let lateSum = l.timeout[id] as number;
  for (let port = portFrom; port < portTo; port++) {
    const here = inService[port] as number;
    if (here <= 0) continue;
    const ended = here * phi;
    let left = here - ended;
    const limit = timeout[port] as number;
    const good = ended * okShare;
    const goodLate = good > 0 ? good * (aged >= limit ? 1 : exceeds(limit, okMean, okVariance)) : 0;
    let up = ended * (1 - okShare - errShare);
    let gone = goodLate;
    deadOk += goodLate;
    if (up > 0) {
      const upLate = up * exceeds(limit, failMean, failVariance);
      gone += upLate;
      up -= upLate;
    }
    if (gone > 1e-9 * ended) {
      // Callers leave at their timeout, not when the answer comes: no more can still be waiting than came since.
      const slow = gone / ended;
      const most = (rate[port] as number) * (slow * limit + (1 - slow) * Math.min(okMean, limit));
      if (left > most) {
        // An estimate at the present rate, which swings: of those inside, no more can have left than are slow.
        const more = Math.min(left - most, slow * left);
        left -= more;
        dead += more;
        gone += more;
      }
    }
    inService[port] = left;
    const fine = good - goodLate;
    ok[port] = (ok[port] as number) + fine;
    okSum += fine;
    if (gone > 0) {
      late[port] = (late[port] as number) + gone;
      lateSum += gone;
    }
    if (fine > 0 && w.portIsUsers[port] === 1) delay(w, lane, fine);
    const faulty = ended * errShare;
    failed[port] = (failed[port] as number) + up + faulty;
    if (up > 0) {
      l.upstream[id] = (l.upstream[id] as number) + up;
      addBad(up, failMean, failVariance);
    }
    if (faulty > 0) {
      l.fault[id] = (l.fault[id] as number) + faulty;
      addBad(faulty, end.before + end.own + (l.errorAfter[id] as number), end.variance);
      recordErrors(w, lane, faulty);
      for (const part of w.errorParts.get(id) ?? NO_PARTS)
        brokenOff(w, lane, part.fault, (faulty * part.share) / (l.error[id] as number));
    }
  }
  l.dead[id] = dead;
  l.ok[id] = okSum;
  l.timeout[id] = lateSum;
  if (deadOk > 0) harm(w, lane, deadOk);
}

/** Successes slower than the class's objective. */
function delay(w: WorldState, lane: Lane, fine: number): void {
  const l = w.laneCols;
  const slow =
    fine *
    exceeds(
      (w.system.classes[lane.class] as TrafficClass).slo.latency * w.pace,
      l.okMean[lane.id] as number,
      l.okVariance[lane.id] as number,
    );
  if (slow <= 0) return;
  l.delayed[lane.id] = (l.delayed[lane.id] as number) + slow;
  const r = lane.class * 5 + 2;
  w.results[r] = (w.results[r] as number) + slow;
}

/** Work done for somebody who had given up: done again if they tried again, otherwise an answer that never arrived. */
function harm(w: WorldState, lane: Lane, deadOk: number): void {
  const c = w.system.classes[lane.class] as TrafficClass;
  if (!c.outcome.counted || w.compiled.reads[lane.operation] === true) return;
  const node = w.system.nodes[w.compiled.nodeOf[lane.operation] as number] as NodeSpec;
  if (doneForNobody(w, lane, deadOk)) return;
  if (node.kind === "cache" || node.kind === "edge" || node.kind === "loadbalancer") return;
  let again = c.client.retries > 0 ? c.client.retryShare : 0;
  for (let port = lane.portFrom; port < lane.portTo; port++) {
    const t = w.portTrunk[port] as number;
    if ((w.trunks[t]?.call ?? -1) >= 0 && (w.trunkCols.retries[t] as number) > 0) again = 1;
  }
  const r = w.results;
  const i = lane.class * 5;
  r[i + 3] = (r[i + 3] as number) + deadOk * (1 - again);
  r[i + 4] = (r[i + 4] as number) + deadOk * again;
}
