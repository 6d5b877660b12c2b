import type { ActRequest, CatalogueEntry } from "#domain/actions";

export type Param = CatalogueEntry["params"][number];

/** What is typed or chosen for each parameter, as fields hold it. Shares are percentages. */
export type Entries = Readonly<Partial<Record<keyof ActRequest, string>>>;

const NUMBERS: ReadonlySet<Param["kind"]> = new Set(["pods", "factor", "share", "number"]);

export const isNumber = (param: Param): boolean => NUMBERS.has(param.kind);

/** What a prefilled request looks like in fields. */
export function entriesOf(entry: CatalogueEntry, preset: Partial<ActRequest>): Entries {
  const entries: Partial<Record<keyof ActRequest, string>> = {};
  for (const { field, kind, optional } of entry.params) {
    const value = preset[field];
    // All of it is what leaving it out means.
    if (value === undefined || (optional === true && value === "all")) continue;
    entries[field] =
      kind === "share" && typeof value === "number" ? String(Math.round(value * 1000) / 10) : String(value);
  }
  return entries;
}

/** What is wrong with a number as typed; null when it can be used. */
export function numberProblem(param: Param, text: string): string | null {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return "A number is needed here.";
  if (param.kind === "pods" && (!Number.isInteger(value) || value < 0)) return "A whole number of pods, 0 or more.";
  if (param.kind === "share" && (value < 0 || value > 100)) return "A percentage from 0 to 100.";
  return value < 0 ? "It cannot be below 0." : null;
}

/** Whether a parameter has a value that can be used, or may be left out. */
export function isGiven(param: Param, entries: Entries): boolean {
  const text = entries[param.field]?.trim() ?? "";
  if (text === "") return param.optional === true;
  return !isNumber(param) || numberProblem(param, text) === null;
}

/** The request as entered; null while something that is needed is missing or wrong. */
export function requestOf(entry: CatalogueEntry, entries: Entries): ActRequest | null {
  const fields: Record<string, string | number> = {};
  for (const param of entry.params) {
    if (!isGiven(param, entries)) return null;
    const text = entries[param.field]?.trim() ?? "";
    if (text === "") continue;
    fields[param.field] = !isNumber(param) ? text : param.kind === "share" ? Number(text) / 100 : Number(text);
  }
  return { ...fields, action: entry.kind };
}
