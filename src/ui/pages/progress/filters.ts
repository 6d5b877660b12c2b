import type { RunSummary } from "#session/contract";
import { dateText } from "./days";

/** What the history is narrowed to; an empty string means any. Dates are `2026-11-21`, both ends included. */
export interface Filters {
  readonly drill: string;
  readonly variant: string;
  readonly clock: string;
  readonly label: string;
  readonly least: string;
  readonly most: string;
  readonly from: string;
  readonly until: string;
}

export const NO_FILTERS: Filters = {
  drill: "",
  variant: "",
  clock: "",
  label: "",
  least: "",
  most: "",
  from: "",
  until: "",
};
const NAMES = Object.keys(NO_FILTERS) as readonly (keyof Filters)[];

/** A label without its figures: `hints: 2` is one of `hints`. */
export const kindOfLabel = (label: string): string => label.split(":")[0] ?? label;

/** Filters as the last part of an address: `clock=live&drill=bad-release`. */
export function encodeFilters(filters: Filters): string {
  const set = NAMES.filter((name) => filters[name] !== "").map((name) => [name, filters[name]]);
  return new URLSearchParams(set).toString();
}

/** Filters from an address that may hold anything. */
export function decodeFilters(text: string): Filters {
  const params = new URLSearchParams(text);
  return Object.fromEntries(NAMES.map((name) => [name, params.get(name) ?? ""])) as unknown as Filters;
}

const numberOr = (text: string, otherwise: number): number => {
  const value = Number(text);
  return text.trim() === "" || Number.isNaN(value) ? otherwise : value;
};

/** Finished runs that fit every filter. */
export function matching(runs: readonly RunSummary[], filters: Filters): readonly RunSummary[] {
  const least = numberOr(filters.least, 0);
  const most = numberOr(filters.most, 100);
  return runs.filter((run) => {
    const total = Math.round(run.total ?? 0);
    const date = dateText(run.updatedAt);
    return (
      (filters.drill === "" || run.drill === filters.drill) &&
      (filters.variant === "" || run.variant === filters.variant) &&
      (filters.clock === "" || run.clock === filters.clock) &&
      (filters.label === "" || run.labels.some((label) => kindOfLabel(label) === filters.label)) &&
      total >= least &&
      total <= most &&
      (filters.from === "" || date >= filters.from) &&
      (filters.until === "" || date <= filters.until)
    );
  });
}
