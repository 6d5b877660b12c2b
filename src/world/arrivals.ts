/**
 * The way down through a cell: arrivals → limits → worker pool → CPU → rest → calls. Whatever cannot start or be served
 * yet waits in the cell's ring of cohorts; while the cell is healthy the ring is empty and untouched.
 */
import { throughLocks } from "./mechanics/locks";
import { dropExpired, throughRing } from "./rings";
import type { Cell, Lane, Line, WorldState } from "./state";
import { admitted, capUtilisation, inStation, solve, solveFinite, stationary } from "./station";

/** Backlog below this many seconds of arrivals is ordinary queueing. */
const RING_FROM = 0.1;

/** Takes in what arrived at a cell in this second and passes it on to the calls of its lanes. */
export function takeIn(w: WorldState, cell: Cell): void {
  const c = cell.id;
  const k = w.cellCols;
  const p = w.portCols;
  let arrivals = 0;
  for (let port = cell.portFrom; port < cell.portTo; port++) arrivals += p.arriving[port] as number;
  const ring = cell.ring;
  if (arrivals <= 0 && (k.inUse[c] as number) <= 0 && ring.count === 0) {
    rest(w, cell);
    return;
  }
  arrivals = refuseAtEdge(w, cell, arrivals);
  const margin = w.margins[cell.node] as number;
  const limit = margin >= 0 && ring.count > 0 ? dropExpired(w, cell, margin * w.pace) : -1;
  const places = k.places[c] as number;
  if (places <= 0 && (k.inUse[c] as number) <= 0 && ring.count === 0) {
    refuse(w, cell, 1);
    rest(w, cell);
    return;
  }
  // What waits for a worker, or has one and waits for CPU, is one queue to the CPU: a pool as small as the number of
  // cores must not look idle because its queue stands outside.
  const l = w.laneCols;
  const queue = k.queue[c] as number;
  const ringed = ring.count > 0;
  presence(w, cell, ringed);
  const { mass, work, station, hangShare } = present;
  const meanWork = mass > 0 ? work / mass : 0;
  const cores = k.cores[c] as number;
  const capacity = meanWork > 0 ? cores / meanWork : Infinity;
  const backlogBefore = k.backlog[c] as number;
  const stationBefore = station + backlogBefore;
  let rho = 0;
  if ((k.finite[c] as number) > 0 && cores > 0 && meanWork > 0) {
    const before = queue + stationBefore;
    rho = solve(cell.shape, capacity, before + arrivals, k.rho[c] as number);
    if (before + arrivals - capacity * rho > 0.2 * (k.finite[c] as number)) {
      const z = solveFinite(cell.shape.c, k.finite[c] as number, capacity, before, arrivals);
      refuse(w, cell, z.loss);
      arrivals -= arrivals * z.loss;
      rho = Math.min(1, (before + arrivals - z.inside) / capacity);
    }
  }
  const finished = k.finished[c] as number;
  const hold = finished > 1e-9 ? 0 : unloadedHold(w, cell);
  const most = admitted(places, k.inUse[c] as number, finished, hold);
  let waiting = queue + arrivals;
  let started = waiting;
  if (started > most) started = most;
  waiting -= started;
  const over = waiting - (k.limit[c] as number);
  if (over > 1e-9 * waiting && arrivals > 0) {
    const share = Math.min(1, over / arrivals);
    refuse(w, cell, share);
    waiting -= arrivals * share;
    arrivals -= arrivals * share;
  }
  for (let port = cell.portFrom; port < cell.portTo; port++) {
    const lane = w.portLane[port] as number;
    l.arrivals[lane] = (l.arrivals[lane] as number) + (p.arriving[port] as number);
  }
  const entering = started * (1 - hangShare);
  let served: number;
  let backlog = 0;
  if (meanWork <= 0) served = stationBefore + entering;
  else if (cores <= 0) {
    served = 0;
    backlog = backlogBefore + entering;
  } else {
    if (rho === 0) {
      const total = stationBefore + entering + waiting * (1 - hangShare);
      // Utilisation follows what is in the station almost in proportion.
      const last = k.rho[c] as number;
      const guess = (last * total) / (stationBefore + capacity * last);
      rho = utilisation(cell, capacity, total, arrivals * (1 - hangShare), guess < 1 ? guess : last, w.pace);
    }
    served = Math.min(capacity * rho, (stationBefore + entering) / (1 + meanWork));
    rho = served / capacity;
    const after = stationBefore + entering - served;
    const excess = after - cell.shape.c * rho;
    const ordinary = RING_FROM * w.pace * entering + 1;
    if (excess > ordinary || ringed) {
      backlog = Math.max(0, Math.min(excess, after - steady(w, cell, capacity, entering, rho, backlogBefore)));
      // Only what is in the ring can stay in it: a sudden loss of cores turns into backlog as jobs come in.
      backlog = Math.min(backlog, backlogBefore + entering);
      if (backlog <= ordinary) backlog = 0;
    }
  }
  k.rho[c] = rho;
  k.queue[c] = waiting;
  k.backlog[c] = backlog;
  const held = waiting + backlog;
  let age = 0;
  let ageSquare = 0;
  if (ringed || held > 1e-9) {
    const taken = throughRing(w, cell, ring, held);
    age = taken.age;
    ageSquare = taken.square;
    // Where the queue is cut at a deadline, whoever is served next has waited until just before it.
    if (limit > age && taken.age > 0) {
      age = limit;
      ageSquare = limit * limit;
    }
  } else {
    for (let port = cell.portFrom; port < cell.portTo; port++) {
      p.taken[port] = p.arriving[port] as number;
      p.arriving[port] = 0;
    }
    for (let lane = cell.laneFrom; lane < cell.laneTo; lane++) l.takenDead[lane] = 0;
  }
  passOn(w, cell, served, age, ageSquare);
}

/**
 * What of the jobs in a station with a backlog is ordinary queueing. Just below its capacity a station's own queue is long, but takes
 * its time (1 / (capacity (1 − √ρ)²)) to get there: after an overload what is left over is not yet that queue.
 */
function steady(
  w: WorldState,
  cell: Cell,
  capacity: number,
  arrivals: number,
  rho: number,
  backlogBefore: number,
): number {
  const { settled } = w.cellCols;
  const own = stationary(cell.shape, capacity, arrivals, rho, w.pace);
  const load = arrivals / capacity;
  const cap = capUtilisation(capacity * w.pace);
  if (backlogBefore <= 0 || load >= 1 || load <= cap || cap <= 0) {
    settled[cell.id] = 0;
    return own;
  }
  const gap = 1 - Math.sqrt(load);
  const from = Math.max(settled[cell.id] as number, inStation(cell.shape, Math.min(cap, rho)));
  const now = Math.min(own, from + Math.max(0, own - from) * Math.min(1, capacity * gap * gap));
  settled[cell.id] = now;
  return now;
}

const present = { mass: 0, work: 0, station: 0, hangShare: 0 };

/** Jobs at the CPU and arriving, their work, those at the CPU alone, and the share of arrivals that will hang. */
function presence(w: WorldState, cell: Cell, ringed: boolean): void {
  const l = w.laneCols;
  const { arriving } = w.portCols;
  let mass = 0;
  let work = 0;
  let station = 0;
  let hanging = 0;
  let arrivals = 0;
  for (let lane = cell.laneFrom; lane < cell.laneTo; lane++) {
    const info = w.laneTable[lane] as Lane;
    let mine = 0;
    for (let port = info.portFrom; port < info.portTo; port++) mine += arriving[port] as number;
    const before = l.station[lane] as number;
    const here = before + mine;
    station += before;
    mass += here;
    work += here * (l.work[lane] as number);
    hanging += mine * (l.hang[lane] as number);
    arrivals += mine;
  }
  present.mass = mass;
  present.work = work;
  present.station = station;
  // In a queue the mix is that of the past; it changes slowly, so the last known share will do.
  if (!ringed || arrivals > 0) w.cellCols.hangShare[cell.id] = arrivals > 0 ? hanging / arrivals : 0;
  present.hangShare = w.cellCols.hangShare[cell.id] as number;
}

/** Utilisation after this second. In overload a backlog keeps every server busy: the way from the cap to 1 is short. */
function utilisation(
  cell: Cell,
  capacity: number,
  total: number,
  arrivals: number,
  guess: number,
  pace: number,
): number {
  const rho = solve(cell.shape, capacity, total, guess);
  if (arrivals < capacity) return rho;
  const cap = capUtilisation(capacity * pace);
  if (rho <= cap || cap <= 0) return rho;
  const inside = inStation(cell.shape, cap);
  const slope = inside / (1 - cap);
  return Math.min(1, Math.max(rho, (total - inside + slope * cap) / (capacity + slope)));
}

/** Nothing came, nothing is here: clear what last second left in the scratch columns. */
function rest(w: WorldState, cell: Cell): void {
  w.cellCols.rho[cell.id] = 0;
  w.cellCols.served[cell.id] = 0;
  for (let lane = cell.laneFrom; lane < cell.laneTo; lane++) {
    w.laneCols.passing[lane] = 0;
    w.laneCols.erring[lane] = 0;
    w.laneCols.takenDead[lane] = 0;
    w.laneCols.waited[lane] = 0;
    w.laneCols.aged[lane] = 0;
  }
  for (let port = cell.portFrom; port < cell.portTo; port++) w.portCols.taken[port] = 0;
}

/** Hold time of a cell in which nothing has finished yet: work and rest alone. */
function unloadedHold(w: WorldState, cell: Cell): number {
  let sum = 0;
  let n = 0;
  for (let lane = cell.laneFrom; lane < cell.laneTo; lane++) {
    sum += (w.laneCols.work[lane] as number) + (w.laneCols.rest[lane] as number);
    n++;
  }
  return n > 0 ? sum / n : 0;
}

/** Refuses a share of everything arriving at a cell. */
function refuse(w: WorldState, cell: Cell, share: number): void {
  const p = w.portCols;
  const l = w.laneCols;
  for (let port = cell.portFrom; port < cell.portTo; port++) {
    const some = (p.arriving[port] as number) * share;
    if (some <= 0) continue;
    p.arriving[port] = (p.arriving[port] as number) - some;
    p.refused[port] = (p.refused[port] as number) + some;
    const lane = w.portLane[port] as number;
    l.arrivals[lane] = (l.arrivals[lane] as number) + some;
    l.rejected[lane] = (l.rejected[lane] as number) + some;
  }
}

/** Shedding and rate limits of the users' requests, where they enter. Returns the arrivals left. */
function refuseAtEdge(w: WorldState, cell: Cell, arrivals: number): number {
  if (!w.limiting) return arrivals;
  const p = w.portCols;
  const l = w.laneCols;
  const regions = w.system.regions.length;
  for (let port = cell.portFrom; port < cell.portTo; port++) {
    const t = w.trunks[w.portTrunk[port] as number];
    if (t === undefined || t.call >= 0) continue;
    const i = t.class * regions + t.region;
    const come = p.arriving[port] as number;
    if (come <= 0) continue;
    let keep = come * (1 - (w.shed[i] as number)) * (1 - (w.userCols.blocked[i] as number));
    const most = ((w.rateLimit[i] as number) * (p.weight[port] as number)) / w.pace;
    if (keep > most) keep = most;
    const gone = come - keep;
    if (gone <= 0) continue;
    p.arriving[port] = keep;
    p.refused[port] = (p.refused[port] as number) + gone;
    const lane = w.portLane[port] as number;
    l.arrivals[lane] = (l.arrivals[lane] as number) + gone;
    l.rejected[lane] = (l.rejected[lane] as number) + gone;
    arrivals -= gone;
  }
  return arrivals;
}

/** What was taken goes through CPU and rest, hangs, or fails; the remainder makes its calls. */
function passOn(w: WorldState, cell: Cell, served: number, age: number, ageSquare: number): void {
  const l = w.laneCols;
  const p = w.portCols;
  const c = cell.id;
  let total = 0;
  for (let lane = cell.laneFrom; lane < cell.laneTo; lane++) {
    const info = w.laneTable[lane] as Lane;
    let taken = l.takenDead[lane] as number;
    for (let port = info.portFrom; port < info.portTo; port++) taken += p.taken[port] as number;
    const hang = l.hang[lane] as number;
    const stays = taken * (1 - hang);
    if (hang > 0 && taken > 0) startHanging(w, cell, info, age);
    const keep = 1 - hang;
    for (let port = info.portFrom; port < info.portTo; port++) {
      const t = p.taken[port] as number;
      p.inService[port] = (p.inService[port] as number) + t * keep;
      // Nobody comes to a pod that is set aside: those who called it leave one by one, as their time is over.
      if (cell.held) p.rate[port] = (p.rate[port] as number) * (1 - 1 / Math.max(1, p.timeout[port] as number));
      else p.rate[port] = (p.rate[port] as number) * 0.8 + t * keep * 0.2;
    }
    l.dead[lane] = (l.dead[lane] as number) + (l.takenDead[lane] as number) * keep;
    const present = (l.station[lane] as number) + stays;
    l.station[lane] = present;
    total += present;
  }
  const share = total > 0 ? Math.min(1, served / total) : 0;
  const done = total * share;
  w.cellCols.served[c] = done;
  // Mean wait of an ordinary queue, by Little's law on what is left in the station beyond those being served.
  let wait = 0;
  let waitVariance = 0;
  const cores = cell.shape.c;
  const overloaded = (w.cellCols.backlog[c] as number) > 0;
  if (done > 0) {
    const rho = w.cellCols.rho[c] as number;
    const lq = Math.max(0, total - done - cores * rho);
    if (lq > 0) {
      wait = lq / done;
      const { aloneWeight, idleWeight, pooledWeight } = cell.shape;
      const pods = aloneWeight > 0 ? aloneWeight + idleWeight * (1 - rho) + pooledWeight : 1;
      const pw = overloaded ? 1 : Math.min(1, Math.max(1e-6, (lq * (1 - rho)) / (rho * pods)));
      waitVariance = wait * wait * (2 / pw - 1);
    }
  }
  // A wait of m + f steps shows as ages of m and m + 1: that much of their variance is the clock's.
  const part = age - Math.floor(age);
  waitVariance += Math.max(0, ageSquare - age * age - part * (1 - part));
  for (let lane = cell.laneFrom; lane < cell.laneTo; lane++) {
    const present = l.station[lane] as number;
    const out = present * share;
    l.station[lane] = present - out;
    const d = l.rest[lane] as number;
    let y = out;
    if (d > 0 || (l.resting[lane] as number) > 0) {
      const held = (l.resting[lane] as number) + out;
      y = held / (1 + d);
      l.resting[lane] = held - y;
    }
    const erring = y * (l.error[lane] as number);
    let passing = y - erring;
    l.erring[lane] = erring;
    l.waited[lane] = age + wait;
    l.aged[lane] = age;
    l.waitedVariance[lane] = waitVariance;
    const info = w.laneTable[lane] as Lane;
    if (cell.gated) passing = throughLocks(w, cell, info, passing);
    l.passing[lane] = passing;
    if (info.siteTo > info.siteFrom && passing > 0) sendCalls(w, cell, info, passing);
  }
}

/** First attempts of a lane's calls: later ones only for requests that earlier ones have not failed. */
function sendCalls(w: WorldState, cell: Cell, lane: Lane, passing: number): void {
  const s = w.siteCols;
  const connected = w.cellCols.connected[cell.id] as number;
  let alive = 1;
  for (let site = lane.siteFrom; site < lane.siteTo; site++) {
    const calls = passing * (s.mean[site] as number) * alive;
    if (calls > 0) {
      const t = w.siteTrunk[site] as number;
      s.unresolved[site] = (s.unresolved[site] as number) + calls;
      const db = w.trunkPooled[t] === 1 ? connected : 1;
      w.trunkCols.fresh[t] = (w.trunkCols.fresh[t] as number) + calls * db;
      if (db < 1) w.trunkCols.noConnection[t] = (w.trunkCols.noConnection[t] as number) + calls * (1 - db);
    }
    if ((s.optional[site] as number) === 0)
      alive *= 1 - requestFails(s.failing[site] as number, s.mean[site] as number);
  }
}

/** Share of requests that fail by calls of which a share `failing` fails, at `mean` calls a request. */
export function requestFails(failing: number, mean: number): number {
  if (failing <= 0) return 0;
  if (mean <= 1) return failing * mean;
  let rest = mean;
  let survive = 1;
  while (rest >= 1) {
    survive *= 1 - failing;
    rest -= 1;
  }
  return 1 - survive * (1 - failing * rest);
}

/** The hanging share of what a lane has just taken goes into its delay lines. */
function startHanging(w: WorldState, cell: Cell, lane: Lane, age: number): void {
  const p = w.portCols;
  for (const id of cell.lines) {
    const line = w.lines[id] as Line;
    if (line.lane !== lane.id || line.share <= 0) continue;
    const whole = Math.floor(line.seconds);
    const part = line.seconds - whole;
    const born = w.now - Math.round(age);
    if (part < 1) hold(w, line, lane, line.share * (1 - part), born, w.now + whole, p);
    if (part > 0) hold(w, line, lane, line.share * part, born, w.now + whole + 1, p);
  }
}

function hold(
  w: WorldState,
  line: Line,
  lane: Lane,
  share: number,
  born: number,
  due: number,
  p: WorldState["portCols"],
): void {
  const o = line.ring.push(born, due);
  const data = line.ring.rows();
  let mass = 0;
  for (let port = lane.portFrom; port < lane.portTo; port++) {
    const some = (p.taken[port] as number) * share;
    data[o + port - lane.portFrom] = some;
    mass += some;
  }
  const dead = (w.laneCols.takenDead[lane.id] as number) * share;
  data[o + lane.portTo - lane.portFrom] = dead;
  line.ring.mass += mass + dead;
}
