const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

const ago = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? "" : "s"} ago`;

/** How long ago something was, in words, and the date when it is more than a week; both in epoch milliseconds. */
export function when(then: number, now: number): string {
  const minutes = Math.floor((now - then) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return ago(minutes, "minute");
  if (minutes < 24 * 60) return ago(Math.floor(minutes / 60), "hour");
  if (minutes < 8 * 24 * 60) return ago(Math.floor(minutes / (24 * 60)), "day");
  const date = new Date(then);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
