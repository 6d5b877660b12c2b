import type { LockSpec } from "#domain/mechanics";
import type { Call } from "#domain/system";
import { targetRegion } from "../layout";
import type { Cell, Lane, Line, WorldState } from "../state";
import { type LockPlan, lockPlan, ROW } from "./lockplan";
import { memoryOf } from "./mechanic";

/** Of last second: requests that came to each lane's rows; by group and region, those that got them and those that held them. */
export interface LockMemory {
  flow: Record<string, number>;
  passed: Record<string, number>;
  held: Record<string, number>;
  /** The same of this second, so far. */
  passing: Record<string, number>;
  /** Victims since the last second was recorded, by cell of the database. */
  victims: Record<string, number>;
}

/** What the locks of a world remember, empty at first. */
export function remembered(w: WorldState): LockMemory {
  return memoryOf<LockMemory>(w, "locks", () => ({ flow: {}, passed: {}, held: {}, passing: {}, victims: {} }));
}

/** What is derived from the layout: the lanes that want the rows of a group in a region, and each lane's line of waiting. */
interface Wanting {
  readonly lanes: number;
  readonly byPlace: Map<number, number[]>;
  readonly rowLine: Map<number, Line>;
}
const wanting = new WeakMap<WorldState, Wanting>();

/** A group of rows where the requests of a region find it, as one number. */
export function placeOf(w: WorldState, plan: LockPlan, group: number, region: number): number {
  const database = plan.groups[group]?.node ?? 0;
  return group * w.system.regions.length + targetRegion(w.compiled, "local", region, database);
}

/** What is derived from the layout, again when lanes have come. */
export function wantingOf(w: WorldState): Wanting {
  const found = wanting.get(w);
  if (found !== undefined && found.lanes === w.laneTable.length) return found;
  const plan = lockPlan(w.compiled);
  const byPlace = new Map<number, number[]>();
  for (const lane of w.laneTable) {
    const group = plan.groupOf[lane.operation] as number;
    if (group < 0) continue;
    const place = placeOf(w, plan, group, (w.cellTable[lane.cell] as Cell).region);
    const list = byPlace.get(place);
    if (list === undefined) byPlace.set(place, [lane.id]);
    else list.push(lane.id);
  }
  const rowLine = new Map<number, Line>();
  for (const line of w.lines) if (line.fault === ROW) rowLine.set(line.lane, line);
  const made = { lanes: w.laneTable.length, byPlace, rowLine };
  wanting.set(w, made);
  return made;
}

/** Seconds a lane's requests spend in their calls, failures included: how long they hold what they hold to the end. */
export function callTime(w: WorldState, lane: Lane): number {
  let sum = 0;
  for (let site = lane.siteFrom; site < lane.siteTo; site++) {
    const t = w.siteTrunk[site] as number;
    if ((w.callOfTrunk[t] as Call).async) continue;
    const failing = w.siteCols.failing[site] as number;
    const ok = (1 - failing) * (w.trunkCols.okMean[t] as number);
    sum += (w.siteCols.mean[site] as number) * (ok + failing * (w.trunkCols.badMean[t] as number));
  }
  return sum;
}

/** Seconds of one lock: with several per request each is held for the average of theirs, so that A of them count (A + 1) / 2 times. */
export function holdOf(w: WorldState, lock: LockSpec, lane: Lane): number {
  const whole = lock.hold === "request" ? (w.laneCols.rest[lane.id] as number) + callTime(w, lane) : lock.hold;
  return whole * 0.5 * (lock.actions + 1);
}
