/** Where users go, and how many are let in. */
import type { ActRequest } from "#domain/actions";
import { limitingNow } from "../mechanics/limits";
import type { Operation, WorldState } from "../state";
import { checkAmount, isRefusal, type Kind, place, type Refusal, refusal, regionOf } from "./kind";

function checkRegion(w: WorldState, req: ActRequest): Refusal | null {
  const r = regionOf(w, req, true);
  return isRefusal(r) ? r : null;
}

/** Where a region's users would go when it is given up: to the others by what those carry of their own. */
function others(w: WorldState, region: number): Float64Array {
  const regions = w.system.regions.length;
  const out = new Float64Array(regions);
  let sum = 0;
  for (let r = 0; r < regions; r++) {
    if (r === region || (w.mapping[r * regions + r] as number) < 0.5) continue;
    let load = 0;
    for (let k = 0; k < w.system.classes.length; k++) load += w.baseRate[k * regions + r] as number;
    out[r] = load;
    sum += load;
  }
  if (sum > 0) for (let r = 0; r < regions; r++) out[r] = (out[r] as number) / sum;
  return out;
}

/** Moves a row of the mapping from what it was at the start of the operation towards `target`. */
function glide(w: WorldState, op: Operation, region: number, target: Float64Array, done: number): void {
  const regions = w.system.regions.length;
  for (let r = 0; r < regions; r++) {
    const key = `m${r}`;
    if (op.memo[key] === undefined) op.memo[key] = w.mapping[region * regions + r] as number;
    const from = op.memo[key] as number;
    w.mapping[region * regions + r] = from + ((target[r] as number) - from) * done;
  }
}

function away(w: WorldState, op: Operation, done: number): void {
  const { region } = place(w, op.request);
  if (region === null) return;
  if (op.memo.t0 === undefined)
    others(w, region).forEach((share, r) => {
      op.memo[`t${r}`] = share;
    });
  glide(w, op, region, targets(w, op), done);
}

function targets(w: WorldState, op: Operation): Float64Array {
  return Float64Array.from(w.system.regions, (_, r) => op.memo[`t${r}`] as number);
}

function canMove(w: WorldState, req: ActRequest): Refusal | null {
  const bad = checkRegion(w, req);
  if (bad !== null) return bad;
  const { region } = place(w, req);
  return region !== null && others(w, region).some((x) => x > 0)
    ? null
    : refusal("nowhere-to-go", "No other region could take its users.");
}

function moves(what: string): Kind {
  return {
    interruptible: true,
    check: canMove,
    step: away,
    finish(w, op) {
      away(w, op, 1);
      return null;
    },
    note: (_w, req) => `${what} ${req.region ?? ""}`,
  };
}

export const failover = moves("Failing over");
export const drain = moves("Draining");

export const trafficShift: Kind = {
  interruptible: true,
  check(w, req) {
    const bad = checkRegion(w, req) ?? checkAmount(req, 0, 1, "The share");
    if (bad !== null) return bad;
    const to = req.to === undefined ? undefined : w.compiled.regionIndex.get(req.to);
    return to === undefined
      ? refusal("unknown-region", `There is no region "${req.to ?? ""}".`, req.to, w.compiled.regionIndex.keys())
      : null;
  },
  step(w, op, done) {
    const { region } = place(w, op.request);
    const to = w.compiled.regionIndex.get(op.request.to as string);
    if (region === null || to === undefined) return;
    const regions = w.system.regions.length;
    if (op.memo.t0 === undefined) {
      const share = op.request.amount as number;
      for (let r = 0; r < regions; r++) {
        const now = w.mapping[region * regions + r] as number;
        op.memo[`t${r}`] = now * (1 - share) + (r === to ? share : 0);
      }
    }
    glide(w, op, region, targets(w, op), done);
  },
  finish(w, op) {
    trafficShift.step?.(w, op, 1);
    return null;
  },
  note: (_w, req) => `${Math.round((req.amount ?? 0) * 100)} % of ${req.region ?? ""} to ${req.to ?? ""}`,
};

export const undrain: Kind = {
  interruptible: true,
  check: checkRegion,
  step(w, op, done) {
    const { region } = place(w, op.request);
    if (region === null) return;
    const home = new Float64Array(w.system.regions.length);
    home[region] = 1;
    glide(w, op, region, home, done);
  },
  finish(w, op) {
    undrain.step?.(w, op, 1);
    return null;
  },
  note: (_w, req) => `${req.region ?? ""} takes its own users back`,
};

function checkClass(w: WorldState, req: ActRequest): Refusal | null {
  const r = regionOf(w, req, false);
  if (isRefusal(r)) return r;
  const known = w.compiled.classIndex;
  if (req.class === undefined || known.has(req.class)) return null;
  return refusal("unknown-class", `There is no kind of traffic "${req.class}".`, req.class, known.keys());
}

function setLimits(w: WorldState, req: ActRequest, table: Float64Array, value: number): void {
  const regions = w.system.regions.length;
  const { region } = place(w, req);
  for (let k = 0; k < w.system.classes.length; k++) {
    if (req.class !== undefined && w.system.classes[k]?.id !== req.class) continue;
    for (let r = 0; r < regions; r++) if (region === null || region === r) table[k * regions + r] = value;
  }
  w.limiting = limitingNow(w);
}

export const shed: Kind = {
  interruptible: true,
  check: (w, req) => checkClass(w, req) ?? checkAmount(req, 0, 1, "The share"),
  finish(w, op) {
    setLimits(w, op.request, w.shed, op.request.amount as number);
    return null;
  },
  note: (_w, req) => `Rejecting ${Math.round((req.amount ?? 0) * 100)} % at the edge`,
};

export const rateLimit: Kind = {
  interruptible: true,
  check: (w, req) => checkClass(w, req) ?? checkAmount(req, 0, 1e6, "The rate"),
  finish(w, op) {
    const rate = op.request.amount as number;
    setLimits(w, op.request, w.rateLimit, rate > 0 ? rate : Infinity);
    return null;
  },
  note: (_w, req) => ((req.amount ?? 0) > 0 ? `At most ${req.amount} requests/s a region` : "Limit removed"),
};
