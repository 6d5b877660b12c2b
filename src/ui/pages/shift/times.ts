import { clockMinutes } from "#lib/format";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Local time of day of a time in epoch milliseconds: `14:05`. */
export function timeOf(at: number): string {
  const date = new Date(at);
  return clockMinutes(date.getHours() * 3600 + date.getMinutes() * 60);
}

/** `Sat 21 Nov`. */
export function dayOf(at: number): string {
  const date = new Date(at);
  return `${DAYS[date.getDay()]} ${date.getDate()} ${MONTHS[date.getMonth()]}`;
}

/** `Sat 21 Nov, 14:05`. */
export const dayAndTime = (at: number): string => `${dayOf(at)}, ${timeOf(at)}`;

/** `Sat 21 Nov, 14:05 to 18:05`; with both days where they differ. */
export function spanOf(from: number, until: number): string {
  return `${dayAndTime(from)} to ${dayOf(from) === dayOf(until) ? timeOf(until) : dayAndTime(until)}`;
}

/** Minute of the day as a time field has it: 1320 → `22:00`. */
export const fieldOf = (minute: number): string => clockMinutes(minute * 60);

/** Minute of the day from a time field; null while it is empty. */
export function minuteIn(field: string): number | null {
  const parts = /^(\d\d):(\d\d)/.exec(field);
  return parts === null ? null : Number(parts[1]) * 60 + Number(parts[2]);
}
