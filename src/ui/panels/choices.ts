import type { View } from "#domain/view";

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A value for "no choice" in lists, where every option needs a value. */
export const ANY = "";

/** Nodes of the system as options, after one that stands for all of them. */
export function nodeChoices(system: View["system"], all: string, value: string = ANY): readonly Choice[] {
  return [{ value, label: all }, ...system.nodes.map(({ id, label }) => ({ value: id, label }))];
}

/** Regions as options, after one that stands for all of them. */
export function regionChoices(system: View["system"]): readonly Choice[] {
  return [{ value: ANY, label: "All regions" }, ...system.regions.map(({ id, label }) => ({ value: id, label }))];
}

/** The same region and the same node have the same colour everywhere. */
export function regionColour(system: View["system"], region: string): string | undefined {
  const index = system.regions.findIndex(({ id }) => id === region);
  return index < 0 ? undefined : `var(--series-${(index % 8) + 1})`;
}

export function nodeColour(system: View["system"], node: string): string {
  const index = system.nodes.findIndex(({ id }) => id === node);
  return index < 0 ? "var(--series-other)" : `var(--series-${(index % 8) + 1})`;
}
