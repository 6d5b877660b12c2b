/** Label names and values; `__name__` is one of them. */
export type Labels = Readonly<Record<string, string>>;

/** A value per step; NaN where there is none. */
export interface StepSeries {
  readonly labels: Labels;
  readonly values: Float64Array;
}

/** Text that is the same for the same labels, those in `only` or all but those in `but`. */
export function keyOf(labels: Labels, only: readonly string[] | null = null, but: readonly string[] = []): string {
  const names = only ?? Object.keys(labels);
  let key = "";
  for (const name of [...names].sort(byCode)) {
    const value = labels[name];
    if (value !== undefined && value !== "" && !but.includes(name)) key += `${name}\u0000${value}\u0001`;
  }
  return key;
}

export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function without(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}

export function only(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));
}

/** What functions and operators leave: what was measured is no longer what it was called. */
export function nameless(labels: Labels): Labels {
  return without(labels, ["__name__"]);
}
