import type { CatalogueEntry, ParamKind } from "#domain/actions";
import type { Scene } from "#domain/drill";
import type { System } from "#domain/system";
import type { PaletteEntry } from "#domain/view";
import { CATALOGUE } from "#world/index";
import type { DrillState } from "./state";

interface Choice {
  readonly value: string;
  readonly label: string;
}

const ALL: Choice = { value: "all", label: "All regions" };

/** What is known at a second: versions that have been built, and announced plans that are still ahead. */
interface Known {
  readonly versions: ReadonlySet<string>;
  readonly plans: ReadonlySet<string>;
}

/** What exists here for a kind of parameter; none for free values. */
function choicesOf(system: System, kind: ParamKind, entry: CatalogueEntry, known: Known): readonly Choice[] {
  switch (kind) {
    case "node":
      return system.nodes.map((node) => ({ value: node.id, label: node.label }));
    case "region":
      return [...system.regions.map((region) => ({ value: region.id, label: region.label })), ALL];
    case "to-region":
      return system.regions.map((region) => ({ value: region.id, label: region.label }));
    case "version":
      return system.versions
        .filter((version) => known.versions.has(version.id) && (version.at <= 0 || entry.kind !== "deploy"))
        .map((version) => ({
          value: version.id,
          label: version.title === "" ? version.id : `${version.id} — ${version.title}`,
        }));
    case "flag":
      return system.flags.map((flag) => ({ value: flag.id, label: flag.label }));
    case "config":
      return system.config.map((key) => ({ value: key.key, label: `${key.node} · ${key.key}` }));
    case "setting":
      return system.settings.map((setting) => ({ value: setting.id, label: setting.label }));
    case "plan":
      return system.plans
        .filter((plan) => known.plans.has(plan.id))
        .map((plan) => ({ value: plan.id, label: plan.label }));
    default:
      return [];
  }
}

const palettes = new WeakMap<Scene, Map<string, readonly PaletteEntry[]>>();

/**
 * The whole catalogue with the choices there are: a version from the second it is ready, a plan from the second it is
 * announced until it has happened or was stopped. The same object as long as the choices are the same.
 */
export function paletteOf({ scene, now, world }: DrillState): readonly PaletteEntry[] {
  const { system } = scene;
  const versions = system.versions.filter((version) => version.at <= now).map((version) => version.id);
  const plans = system.plans
    .filter((plan) => plan.announced !== undefined && plan.announced <= now && world.plan(plan.id) === "due")
    .map((plan) => plan.id);
  const key = `${versions.join(",")} ${plans.join(",")}`;
  let known = palettes.get(scene);
  if (known === undefined) {
    known = new Map();
    palettes.set(scene, known);
  }
  let palette = known.get(key);
  if (palette === undefined) {
    const sets: Known = { versions: new Set(versions), plans: new Set(plans) };
    palette = CATALOGUE.map((entry) => ({
      entry,
      choices: Object.fromEntries(entry.params.map(({ field, kind }) => [field, choicesOf(system, kind, entry, sets)])),
    }));
    known.set(key, palette);
  }
  return palette;
}
