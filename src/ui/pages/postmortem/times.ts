import { formatClock } from "../../kit/format";

const DAY = 86_400;
const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** The second of a run that a typed clock time `12:04` or `12:04:10` means: the one nearest to its beginning. Null for no time. */
export function secondAt(typed: string, startsAt: number): number | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(typed.trim());
  if (match === null) return null;
  const [, hours, minutes, seconds = "0"] = match;
  const since = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) - (startsAt % DAY);
  return since < -DAY / 2 ? since + DAY : since > DAY / 2 ? since - DAY : since;
}

/** The clock time of a second, as a time field has it. */
export const clockAt = (second: number, startsAt: number): string => formatClock(startsAt + second);

/** A date of the local calendar, `2026-12-01`, from epoch milliseconds. */
function dateOf(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** When something was saved: the time of day, and the date if it was not today. Epoch milliseconds. */
export function savedWords(at: number, now: number): string {
  const date = new Date(at);
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return dateOf(at) === dateOf(now) ? `Saved ${time}` : `Saved ${dateOf(at)} ${time}`;
}
