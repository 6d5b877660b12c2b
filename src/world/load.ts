/** Offered load: what users would send in this second, by class and region, and where failover sends them. */
import type { TrafficClass } from "#domain/system";
import { gauss, streamId } from "#lib/random";
import type { WorldState } from "./state";

const NOISE = streamId("offered-load");
/** However many leave, a few keep trying. */
const MOST_AWAY = 0.95;

/** Piecewise linear multiplier; constant beyond its ends; 1 when empty. */
export function profileAt(profile: TrafficClass["profile"], second: number): number {
  const n = profile.length;
  if (n === 0) return 1;
  const first = profile[0] as readonly [number, number];
  if (second <= first[0]) return first[1];
  for (let i = 1; i < n; i++) {
    const [t1, v1] = profile[i] as readonly [number, number];
    if (second > t1) continue;
    const [t0, v0] = profile[i - 1] as readonly [number, number];
    return t1 > t0 ? v0 + ((v1 - v0) * (second - t0)) / (t1 - t0) : v1;
  }
  return (profile[n - 1] as readonly [number, number])[1];
}

/** Computes what all users would send in this second. */
export function offerLoad(w: WorldState): void {
  const { system, second } = w;
  const regions = system.regions.length;
  const u = w.userCols;
  for (let k = 0; k < system.classes.length; k++) {
    const c = system.classes[k] as TrafficClass;
    const profile = profileAt(c.profile, second);
    for (let r = 0; r < regions; r++) {
      const i = k * regions + r;
      const base = w.baseRate[i] as number;
      if (base <= 0) continue;
      let rate = base * profile;
      for (const p of w.loads) {
        if ((p.class < 0 || p.class === k) && (p.region < 0 || p.region === r)) rate *= p.factor;
      }
      if (c.noise.sd > 0) {
        const phi = c.noise.correlation;
        const step = Math.sqrt(1 - phi * phi) * gauss(w.seed, NOISE, second, i);
        const noise = phi * (u.noise[i] as number) + step;
        u.noise[i] = noise;
        rate *= Math.max(0, 1 + c.noise.sd * noise);
      }
      const away = u.away[i] as number;
      if (away > 0) rate -= Math.min(away, MOST_AWAY * rate);
      u.offered[i] = rate;
    }
  }
}

/** Puts a step's part of it into the users' trunks, as first attempts. */
export function sendLoad(w: WorldState): void {
  const regions = w.system.regions.length;
  const { offered, aside } = w.userCols;
  for (let k = 0; k < w.system.classes.length; k++) {
    for (let r = 0; r < regions; r++) {
      const rate = (offered[k * regions + r] as number) / w.pace;
      if (rate <= 0) continue;
      for (let to = 0; to < regions; to++) {
        const share = w.mapping[r * regions + to] as number;
        if (share <= 0) continue;
        const t = w.userTrunk[k * regions + to] as number;
        w.trunkCols.fresh[t] =
          (w.trunkCols.fresh[t] as number) + rate * share * (1 - (aside[k * regions + to] as number));
      }
    }
  }
}

/** Users whose last attempt failed in a serving region: some leave for a while, and come back. */
export function usersLeave(w: WorldState, cls: number, servingRegion: number, failed: number): void {
  const c = w.system.classes[cls] as TrafficClass;
  if (c.client.leaveShare <= 0 || failed <= 0) return;
  const regions = w.system.regions.length;
  const u = w.userCols;
  let total = 0;
  for (let r = 0; r < regions; r++) {
    total += (u.offered[cls * regions + r] as number) * (w.mapping[r * regions + servingRegion] as number);
  }
  if (total <= 0) return;
  for (let r = 0; r < regions; r++) {
    const i = cls * regions + r;
    const part = ((u.offered[i] as number) * (w.mapping[r * regions + servingRegion] as number)) / total;
    u.away[i] = (u.away[i] as number) + c.client.leaveShare * failed * part;
  }
}

/** A second's worth of users who had left come back. */
export function usersReturn(w: WorldState): void {
  const regions = w.system.regions.length;
  for (let k = 0; k < w.system.classes.length; k++) {
    const after = (w.system.classes[k] as TrafficClass).client.returnAfter;
    for (let r = 0; r < regions; r++) {
      const i = k * regions + r;
      const away = w.userCols.away[i] as number;
      if (away > 0) w.userCols.away[i] = away < 1e-9 ? 0 : away - away / Math.max(1, after);
    }
  }
}
