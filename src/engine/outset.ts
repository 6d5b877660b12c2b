import type { Scene } from "#domain/drill";
import { createWorld, decodeWorld, encodeWorld, tick, type World, type WorldHistory, worldHistory } from "#world/index";

/** A world at T+0 as bytes, with its past. */
interface Outset {
  readonly bytes: Uint8Array;
  readonly past: WorldHistory;
}

/** Worlds at T+0 by scene and seed: a debrief, its baselines and every fork of a run begin at the same one. */
const known = new WeakMap<Scene, Map<number, Outset>>();
/** A past is some megabytes, and seldom more seeds than these are played side by side. */
const MOST_SEEDS = 3;

/** The world of a scene at T+0, its history simulated; the history of a seed is simulated once. Each call gives a world of its own. */
export function worldAtOutset(scene: Scene, seed: number): World {
  let outsets = known.get(scene);
  if (outsets === undefined) {
    outsets = new Map();
    known.set(scene, outsets);
  }
  const found = outsets.get(seed);
  if (found !== undefined) return decodeWorld(scene.system, seed, found.bytes, found.past);
  const world = createWorld(scene.system, seed);
  while (world.second < 0) tick(world);
  const [oldest] = outsets.keys();
  if (outsets.size >= MOST_SEEDS && oldest !== undefined) outsets.delete(oldest);
  const bytes = encodeWorld(world);
  // The past of a copy: that of the world itself goes on growing with its run.
  const past = worldHistory(decodeWorld(scene.system, seed, bytes, worldHistory(world)));
  outsets.set(seed, { bytes, past: { ...past, events: past.events.slice() } });
  return world;
}
