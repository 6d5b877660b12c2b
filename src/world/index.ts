/** The simulated production system: `createWorld`, `tick`, and everything a session may ask it to do. */
import type { System } from "#domain/system";
import { World } from "./world";

export type * from "./contract";
export { tick } from "./tick";
export { World } from "./world";

/** A world at the second −history, before its first tick. */
export function createWorld(system: System, seed: number): World {
  return new World(system, seed);
}
