import type { View } from "#domain/view";
import { bytes, clockMinutes, count, duration, percent, rate, short } from "#lib/format";

/** A value with its unit, as a board or a table has it; a dash where there is none. */
export function figure(value: number, unit: string): string {
  if (!Number.isFinite(value)) return "–";
  switch (unit) {
    case "share":
      return percent(value, value > 0 && value < 0.1 ? 1 : 0);
    case "s":
      return duration(value);
    case "ms":
      return duration(value / 1000);
    case "bytes":
      return bytes(value);
    case "per s":
      return rate(value);
    default:
      return Number.isInteger(value) ? count(value) : short(value);
  }
}

/** "one line", "3 lines". */
export const many = (n: number, one: string, more = `${one}s`): string =>
  n === 1 ? `one ${one}` : `${count(n)} ${more}`;

/** The first few of a list, and how many more there are. */
export function listed(items: readonly string[], most: number, between = ", "): string {
  const rest = items.length - most;
  const shown = rest === 1 ? items : items.slice(0, most);
  const more = items.length - shown.length;
  return `${shown.join(between)}${more > 0 ? `${between}and ${more} more` : ""}`;
}

/** One line of machine text, in quotation marks, cut where it gets long. */
export function quote(text: string, most = 110): string {
  const line = text.trim().replace(/\s+/g, " ");
  return `“${line.length <= most ? line : `${line.slice(0, most).trimEnd()} …`}”`;
}

/** Time of day of a second of the run; of the days before, only that it was then. */
export function at({ clock, now }: View, second: number): string {
  const time = clock - now + second;
  return time < 0 ? "before today" : clockMinutes(time);
}

export const nodeName = ({ system }: View, id: string): string => system.nodes.find((n) => n.id === id)?.label ?? id;

export const regionName = ({ system }: View, id: string): string =>
  id === "all" || id === "" ? "all regions" : (system.regions.find((r) => r.id === id)?.label ?? id);

/** A list of sentences as one text, each with a capital; empty ones are left out. */
export const sentences = (...parts: readonly string[]): string =>
  parts
    .filter((part) => part !== "")
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
    .join(" ");
