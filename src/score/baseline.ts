import type { Program } from "#domain/drill";
import type { RunHeader } from "#domain/run";
import { ENGINE_VERSION, idle, newHeader, type Player, playOf, playThrough, resolveScene } from "#engine/index";
import { impactOf } from "#world/index";
import { coarsen, horizonOf, weighHarm } from "./impact";

/** Seconds per point of the impact curves. */
export const IMPACT_STEP = 15;

export interface Curve {
  readonly total: number;
  /** Mean weighted harm per second, one value per step. */
  readonly points: readonly number[];
}

/** What the drill's expert and somebody who does nothing came to, on the same variant and seed. */
export interface Baseline {
  /** Null when the drill ships no expert. */
  readonly expert: Curve | null;
  readonly idle: Curve;
}

const known = new Map<string, Baseline>();
const MOST_KNOWN = 400;

export function curveOf(harm: readonly number[]): Curve {
  return { total: harm.reduce((sum, h) => sum + h, 0), points: coarsen(harm, IMPACT_STEP) };
}

function harmOf(program: Program, header: RunHeader, player: Player): Curve {
  const own = newHeader(program, { seed: header.seed, variant: header.variant });
  const { state } = playThrough(program, own, player);
  const harm = Array.from({ length: Math.min(state.now, horizonOf(state.scene)) }, (_, second) =>
    weighHarm(state.scene, impactOf(state.world, second)),
  );
  return curveOf(harm);
}

/**
 * The two runs a player's harm is measured between; played once per program, variant and seed. Takes as long as two
 * replays the first time, so whoever minds calls it early.
 */
export function baselineOf(program: Program, header: Pick<RunHeader, "variant" | "seed">): Baseline {
  const scene = resolveScene(program, header.variant);
  const key = [ENGINE_VERSION, program.hashes.dynamics, scene.variant.id, header.seed].join("/");
  const found = known.get(key);
  if (found !== undefined) return found;
  const playNamed = (id: string) => program.plays.find((play) => play.id === id);
  const expert = playNamed("expert");
  const doingNothing = playNamed("idle");
  const made: Baseline = {
    expert: expert === undefined ? null : harmOf(program, header as RunHeader, playOf(expert)),
    idle: harmOf(program, header as RunHeader, doingNothing === undefined ? idle : playOf(doingNothing)),
  };
  const oldest = known.keys().next().value;
  if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  known.set(key, made);
  return made;
}
