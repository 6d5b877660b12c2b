import type { LimitSpec } from "#domain/mechanics";
import type { ConfigView } from "#domain/telemetry";
import type { WorldReading } from "../contract";

/** Limits as lines among the settings: whom they count, where, whether they are on, and requests per minute. */
function limitsOf(w: WorldReading, node: string): ConfigView["settings"] {
  const memory = (w.slow.limits ?? {}) as Readonly<Record<string, Omit<LimitSpec, "id" | "key" | "classes">>>;
  const specs = w.system.nodes.find((n) => n.id === node)?.limits ?? [];
  return specs.map((spec) => {
    const now = memory[spec.id] ?? spec;
    const whom = { all: "everybody together", class: "each plan", client: "each key" }[spec.key];
    const where = now.scope === "pod" ? "counted by each pod for itself" : "counted once for all pods";
    return {
      id: spec.id,
      label: `Limit for ${whom}, ${where}, ${now.enabled ? "on" : "off"}`,
      unit: "per min",
      value: Math.round(now.rate * 60),
      initial: Math.round(spec.rate * 60),
    };
  });
}

/** Configuration, settings, flags and running versions of a node. Secret values are hidden, only their presence shows. */
export function configView(w: WorldReading, node: string): ConfigView {
  const { system } = w;
  const regions = system.regions.map((region) => region.id);
  return {
    node,
    keys: system.config
      .filter((entry) => entry.node === node)
      .map(({ key, base, secret }) => {
        const values = regions.map((region) => ({ region, ...w.config(node, key, region) }));
        const shown = (value: string) => (secret && value !== "" ? "••••••" : value);
        return {
          key,
          base: shown(base),
          git: Object.fromEntries(values.map(({ region, git }) => [region, shown(git)])),
          live: Object.fromEntries(values.map(({ region, live }) => [region, shown(live)])),
          handEdited: values.filter((value) => value.handEdited).map((value) => value.region),
        };
      }),
    settings: [
      ...system.settings
        .filter((setting) => setting.node === node)
        .map(({ id, label, unit, initial }) => ({ id, label, unit, value: w.setting(id), initial })),
      ...limitsOf(w, node),
    ],
    flags: system.flags
      .filter((flag) => flag.node === node)
      .map(({ id, label, note }) => ({ id, label, note, share: w.flag(id), history: w.flagHistory(id) })),
    rollout: w.cells.flatMap(({ node: index, region, version, pods, ready, state }) =>
      system.nodes[index]?.id === node && state !== "gone" && pods > 0
        ? [{ region: system.regions[region]?.id ?? "", version, pods, ready, state }]
        : [],
    ),
  };
}
