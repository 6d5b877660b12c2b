import type { Program, Scene } from "#domain/drill";
import type { Second } from "#domain/ids";
import { LONGEST_EXERCISE, type RunHeader } from "#domain/run";
import { applyPatch } from "#lib/merge";
import { draw, streamId } from "#lib/random";
import { withFronts } from "#world/index";

const VARIANT_STREAM = streamId("variant");

const resolved = new WeakMap<Program, Map<string, Scene>>();

/**
 * The scene of one variant: the base with the variant's merge patch applied. Computed once per program and variant, so
 * that everything compiled from a scene can be cached by identity. Throws a RangeError for a variant that is not there.
 */
export function resolveScene(program: Program, variantId: string): Scene {
  let scenes = resolved.get(program);
  if (scenes === undefined) {
    scenes = new Map();
    resolved.set(program, scenes);
  }
  const known = scenes.get(variantId);
  if (known !== undefined) return known;
  const variant = program.variants.find((v) => v.info.id === variantId);
  if (variant === undefined) throw new RangeError(`variant "${variantId}" is not in ${program.card.slug}`);
  const scene = { ...(applyPatch(program.base, variant.patch) as Scene), variant: variant.info };
  scenes.set(variantId, scene);
  return scene;
}

/** By the scene and the limit of the exercise. */
const ofTeams = new WeakMap<Scene, Map<Second, Scene>>();

/** The scene of a run. In a team's something else may break, a facilitator's second front, and it may last longer than the drill. */
export function sceneOf(program: Program, header: RunHeader): Scene {
  const scene = resolveScene(program, header.variant);
  if (header.clock !== "team") return scene;
  const limit = Math.max(scene.limit, Math.min(header.limit ?? 0, LONGEST_EXERCISE));
  const known = ofTeams.get(scene) ?? new Map<Second, Scene>();
  ofTeams.set(scene, known);
  const found = known.get(limit) ?? { ...scene, limit, system: withFronts(scene.system) };
  known.set(limit, found);
  return found;
}

/** The variant a seed gets: drawn by weight at an address of its own, so that it shifts no other draw. */
export function chooseVariant(program: Program, seed: number): string {
  const infos = program.variants.map((v) => v.info);
  const total = infos.reduce((sum, info) => sum + info.weight, 0);
  let left = draw(seed, VARIANT_STREAM, 0, 0) * total;
  for (const info of infos) {
    left -= info.weight;
    if (left < 0) return info.id;
  }
  const last = infos.at(-1);
  if (last === undefined) throw new RangeError(`${program.card.slug} has no variants`);
  return last.id;
}
