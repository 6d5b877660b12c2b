import type { Scene } from "#domain/drill";
import type { System } from "#domain/system";
import { hashString } from "#lib/hash";
import type { WorldReading } from "#world/contract";
import { createWorld, tick, type World } from "#world/index";
import type { DrillState } from "./state";

/** The system as it was a week ago: its oddities, but neither faults nor plans; what was released since was not there. */
export function calmSystem(system: System): System {
  return { ...system, faults: system.faults.filter((fault) => fault.oddity), plans: [] };
}

/** Seed of the week before: a stream of its own, so that its noise is not this week's. */
export function lastWeekSeed(seed: number): number {
  return Number.parseInt(hashString(`last week ${seed}`).slice(0, 8), 16);
}

const weeks = new WeakMap<Scene, Map<number, World>>();

/**
 * What the same system did a week ago up to the state's second. Simulated when first asked for and shared by every
 * state of this scene and seed; it has no part in any state.
 */
export function lastWeek(state: DrillState): WorldReading {
  const { scene, header, now } = state;
  let bySeed = weeks.get(scene);
  if (bySeed === undefined) {
    bySeed = new Map();
    weeks.set(scene, bySeed);
  }
  let world = bySeed.get(header.seed);
  if (world === undefined) {
    world = createWorld(calmSystem(scene.system), lastWeekSeed(header.seed));
    // Seeds come one at a time in play; a batch of runs must not keep them all.
    bySeed.clear();
    bySeed.set(header.seed, world);
  }
  while (world.second < now) tick(world);
  return world;
}
