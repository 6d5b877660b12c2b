import type { View } from "#domain/view";
import type { Unit } from "../../kit/format";

const UNITS: Readonly<Record<string, Unit>> = { "per s": "/s", share: "ratio", s: "s", count: "count", bytes: "bytes" };

export function unitOf(unit: string): Unit {
  return UNITS[unit] ?? unit;
}

/** A series as Prometheus writes it: `name{label="value", …}`. */
export function seriesName(labels: Readonly<Record<string, string>>): string {
  const { __name__: name = "", ...rest } = labels;
  const pairs = Object.entries(rest).map(([label, value]) => `${label}="${value}"`);
  return pairs.length === 0 && name !== "" ? name : `${name}{${pairs.join(", ")}}`;
}

/** What tells series of one result apart: labels whose values differ, all of them for a single series. */
export function distinguishing(
  series: readonly { readonly labels: Readonly<Record<string, string>> }[],
): readonly string[] {
  const names = [...new Set(series.flatMap(({ labels }) => Object.keys(labels)))];
  if (series.length < 2) return names;
  return names.filter((name) => new Set(series.map(({ labels }) => labels[name] ?? "")).size > 1);
}

/** Short name of a series in a legend. */
export function shortName(labels: Readonly<Record<string, string>>, names: readonly string[]): string {
  const parts = names.flatMap((name) => (labels[name] ? [labels[name]] : []));
  return parts.length > 0 ? parts.join(" · ") : (labels.__name__ ?? "value");
}

/** Values of labels that a person can know: what the system is made of. */
export function knownValues(system: View["system"], label: string): readonly string[] {
  if (label === "node") return system.nodes.map(({ id }) => id);
  if (label === "region" || label === "zone") return system.regions.map(({ id }) => id);
  if (label === "status") return ["200", "500", "502", "503", "504"];
  return [];
}
