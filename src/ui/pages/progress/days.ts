const DAY_MS = 86_400_000;
const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** The day of a moment in the player's own time zone, counted from 1970-01-01. */
export function dayOf(ms: number): number {
  const date = new Date(ms);
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS);
}

/** A counted day as a date: `2026-11-21`. */
export const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The date of a moment in the player's own time zone. */
export const dateText = (ms: number): string => dateOfDay(dayOf(ms));

/** A moment as date and time of the player's own clock: `2026-11-21 12:04`. Sorts like time. */
export function momentText(ms: number): string {
  const date = new Date(ms);
  return `${dateOfDay(dayOf(ms))} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The way an incident was, as it is told: `hot row` of `hot-row`. */
export const wayText = (variant: string): string => variant.replaceAll("-", " ");

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** The month of a counted day: `2026-11`, and its short name. */
export function monthOfDay(day: number): { readonly key: string; readonly name: string } {
  const key = dateOfDay(day).slice(0, 7);
  return { key, name: MONTHS[Number(key.slice(5)) - 1] ?? key };
}
