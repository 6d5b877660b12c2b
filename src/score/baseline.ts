import type { Program } from "#domain/drill";
import type { RunHeader } from "#domain/run";
import { ENGINE_VERSION, idle, newHeader, type Player, playOf, playThrough } from "#engine/index";
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

/** Curves of plays by program, variant, seed and play. */
const known = new Map<string, Curve>();
const MOST_KNOWN = 800;
const NOBODY = "nobody";

export function curveOf(harm: readonly number[]): Curve {
  return { total: harm.reduce((sum, h) => sum + h, 0), points: coarsen(harm, IMPACT_STEP) };
}

const keyOf = (program: Program, { variant, seed }: Pick<RunHeader, "variant" | "seed">, play: string): string =>
  [ENGINE_VERSION, program.hashes.dynamics, variant, seed, play].join("/");

/** Keeps what a play of the drill came to, so that it need not be played again as a baseline. `harm` of every second up to the horizon. */
export function rememberCurve(
  program: Program,
  header: Pick<RunHeader, "variant" | "seed">,
  play: string,
  harm: readonly number[],
): Curve {
  const curve = curveOf(harm);
  const oldest = known.keys().next().value;
  if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  known.set(keyOf(program, header, play), curve);
  return curve;
}

function curveOfPlay(
  program: Program,
  header: Pick<RunHeader, "variant" | "seed">,
  name: string,
  player: Player,
): Curve {
  const found = known.get(keyOf(program, header, name));
  if (found !== undefined) return found;
  const own = newHeader(program, { seed: header.seed, variant: header.variant });
  const { state } = playThrough(program, own, player);
  const harm = Array.from({ length: Math.min(state.now, horizonOf(state.scene)) }, (_, second) =>
    weighHarm(state.scene, impactOf(state.world, second)),
  );
  return rememberCurve(program, header, name, harm);
}

/**
 * The two runs a player's harm is measured between; played once per program, variant and seed. Takes as long as two
 * replays the first time, so whoever minds calls it early.
 */
export function baselineOf(program: Program, header: Pick<RunHeader, "variant" | "seed">): Baseline {
  const playNamed = (id: string) => program.plays.find((play) => play.id === id);
  const expert = playNamed("expert");
  const doingNothing = playNamed("idle");
  return {
    expert: expert === undefined ? null : curveOfPlay(program, header, expert.id, playOf(expert)),
    idle:
      doingNothing === undefined
        ? curveOfPlay(program, header, NOBODY, idle)
        : curveOfPlay(program, header, doingNothing.id, playOf(doingNothing)),
  };
}
