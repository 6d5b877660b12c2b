import type { ParamKind } from "#domain/actions";
import type { Scene } from "#domain/drill";
import type { PaletteEntry } from "#domain/view";
import { CATALOGUE } from "#world/index";
import { knownNow, offer } from "./choices";
import type { DrillState } from "./state";

const KINDS: ReadonlySet<ParamKind> = new Set(CATALOGUE.flatMap(({ params }) => params.map(({ kind }) => kind)));

/** Palettes of a scene that are remembered; pods and sessions come and go. */
const MOST = 8;

const palettes = new WeakMap<Scene, Map<string, readonly PaletteEntry[]>>();

/**
 * The whole catalogue with the choices there are: a version from the second it is ready, a plan from the second it is
 * announced until it has happened or was stopped, sessions and pods while they are there. The same object as long as the
 * choices are the same.
 */
export function paletteOf(state: DrillState): readonly PaletteEntry[] {
  const { scene } = state;
  const known = knownNow(state, (kind) => KINDS.has(kind));
  const key = JSON.stringify(known);
  let held = palettes.get(scene);
  if (held === undefined) {
    held = new Map();
    palettes.set(scene, held);
  }
  let palette = held.get(key);
  if (palette === undefined) {
    palette = CATALOGUE.map((entry) => offer(scene.system, entry, known));
    held.set(key, palette);
    const [oldest] = held.keys();
    if (held.size > MOST && oldest !== undefined) held.delete(oldest);
  }
  return palette;
}
