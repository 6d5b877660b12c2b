const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

const ago = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? "" : "s"} ago`;

/** A date of the local calendar, `2026-12-01`, from epoch milliseconds. */
function dateOf(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A moment by the local clock, `2026-12-01 14:05`, from epoch milliseconds. */
export function moment(ms: number): string {
  const date = new Date(ms);
  return `${dateOf(ms)} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** When something was: the time of day, with the date before it unless it was today; both in epoch milliseconds. */
export function clockWhen(then: number, now: number): string {
  return dateOf(then) === dateOf(now) ? moment(then).slice(-5) : moment(then);
}

/** How long ago something was, in words, and the date when it is more than a week; both in epoch milliseconds. */
export function when(then: number, now: number): string {
  const minutes = Math.floor((now - then) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return ago(minutes, "minute");
  if (minutes < 24 * 60) return ago(Math.floor(minutes / 60), "hour");
  if (minutes < 8 * 24 * 60) return ago(Math.floor(minutes / (24 * 60)), "day");
  return dateOf(then);
}
