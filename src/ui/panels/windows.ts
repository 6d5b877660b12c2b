/** How far back a panel looks, as choices of a list; values are seconds. */
export const WINDOWS = [
  { value: "300", label: "5 min" },
  { value: "900", label: "15 min" },
  { value: "1800", label: "30 min" },
  { value: "3600", label: "1 h" },
] as const;

/** The choice for a window in seconds; one that is in none of the lists is offered too. */
export function windowChoices(seconds: number): readonly { readonly value: string; readonly label: string }[] {
  const known = WINDOWS.some(({ value }) => Number(value) === seconds);
  return known
    ? WINDOWS
    : [...WINDOWS, { value: String(seconds), label: `${Math.max(1, Math.round(seconds / 60))} min` }];
}
