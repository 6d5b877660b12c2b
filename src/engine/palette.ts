import type { ParamKind } from "#domain/actions";
import type { Scene } from "#domain/drill";
import type { NodeId } from "#domain/ids";
import type { System } from "#domain/system";
import type { PaletteEntry } from "#domain/view";
import { CATALOGUE } from "#world/index";
import { knownNow, offer } from "./choices";
import type { DrillState } from "./state";

const KINDS: ReadonlySet<ParamKind> = new Set(CATALOGUE.flatMap(({ params }) => params.map(({ kind }) => kind)));

/** Palettes of a scene that are remembered; pods and sessions come and go. */
const MOST = 32;

const palettes = new WeakMap<Scene, Map<string, readonly PaletteEntry[]>>();

/** What a system would be to somebody who is there for some of its services only. */
function restricted(system: System, services: readonly NodeId[]): System {
  const own = ({ node }: { readonly node: NodeId }) => services.includes(node);
  return {
    ...system,
    nodes: system.nodes.filter(({ id }) => services.includes(id)),
    operations: system.operations.filter(own),
    flags: system.flags.filter(own),
    config: system.config.filter(own),
    settings: system.settings.filter(own),
    versions: system.versions.filter(own),
    ...(system.credentials === undefined ? {} : { credentials: system.credentials.filter(own) }),
  };
}

/**
 * The whole catalogue with the choices there are: a version from the second it is ready, a plan from the second it is
 * announced until it has happened or was stopped, sessions and pods while they are there. The same object as long as the
 * choices are the same. `services`: whose choices; null: all of them.
 */
export function paletteOf(state: DrillState, services: readonly NodeId[] | null = null): readonly PaletteEntry[] {
  const { scene } = state;
  const known = knownNow(state, (kind) => KINDS.has(kind), services);
  const key = JSON.stringify([known, services]);
  let held = palettes.get(scene);
  if (held === undefined) {
    held = new Map();
    palettes.set(scene, held);
  }
  let palette = held.get(key);
  if (palette === undefined) {
    const system = services === null ? scene.system : restricted(scene.system, services);
    palette = CATALOGUE.map((entry) => offer(system, entry, known));
    held.set(key, palette);
    const [oldest] = held.keys();
    if (held.size > MOST && oldest !== undefined) held.delete(oldest);
  }
  return palette;
}
