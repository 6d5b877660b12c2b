import type { CatalogueEntry, ParamKind } from "#domain/actions";
import type { Scene } from "#domain/drill";
import type { System } from "#domain/system";
import type { PaletteEntry } from "#domain/view";
import { CATALOGUE } from "#world/index";

interface Choice {
  readonly value: string;
  readonly label: string;
}

const ALL: Choice = { value: "all", label: "All regions" };

/** What exists here for a kind of parameter; none for free values. */
function choicesOf(system: System, kind: ParamKind, entry: CatalogueEntry): readonly Choice[] {
  switch (kind) {
    case "node":
      return system.nodes.map((node) => ({ value: node.id, label: node.label }));
    case "region":
      return [...system.regions.map((region) => ({ value: region.id, label: region.label })), ALL];
    case "to-region":
      return system.regions.map((region) => ({ value: region.id, label: region.label }));
    case "version":
      return system.versions
        .filter((version) => version.at <= 0 || entry.kind !== "deploy")
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
        .filter((plan) => plan.change.kind !== "load" || plan.by !== "platform")
        .map((plan) => ({ value: plan.id, label: plan.label }));
    default:
      return [];
  }
}

const palettes = new WeakMap<Scene, readonly PaletteEntry[]>();

/** The whole catalogue with the choices that exist in a scene; the same in every run of it. */
export function paletteOf(scene: Scene): readonly PaletteEntry[] {
  const known = palettes.get(scene);
  if (known !== undefined) return known;
  const palette = CATALOGUE.map((entry) => ({
    entry,
    choices: Object.fromEntries(entry.params.map(({ field, kind }) => [field, choicesOf(scene.system, kind, entry)])),
  }));
  palettes.set(scene, palette);
  return palette;
}
