import type { Program } from "#domain/drill";
import { resolveScene } from "#engine/index";
import { hashesOf } from "#scenario/hashes";

/**
 * A program that was changed after it was compiled, with the fingerprints it would have been compiled with: so it is
 * stored, replayed and told apart like any other.
 */
export function rehashed({ hashes: _, ...program }: Program): Program {
  const changed = program as Program;
  const scenes = program.variants.map(({ info }) => resolveScene(changed, info.id));
  return { ...program, hashes: hashesOf(program, scenes) };
}
