import { clock } from "#lib/format";
import type { Host } from "./shell";

const DAY = 86_400;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const WEEKDAYS = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"] as const;

/** Days since 1970-01-01 of a civil date (Howard Hinnant's algorithm), and back. */
function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

function civil(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 };
}

/** A second of the run as a moment of the calendar. */
export function moment(host: Host, second: number) {
  const { date, startOfDay } = host.w.system;
  const [year = 1970, month = 1, day = 1] = date.split("-").map(Number);
  const at = startOfDay + Math.floor(second);
  const days = daysOf(year, month, day) + Math.floor(at / DAY);
  const time = clock(at - Math.floor(at / DAY) * DAY);
  return { ...civil(days), weekday: WEEKDAYS[((days % 7) + 7) % 7] as string, time };
}

const two = (n: number): string => String(n).padStart(2, "0");

/** `2026-05-12T12:06:00.250Z`. */
export function iso(host: Host, second: number, ms = 0): string {
  const { year, month, day, time } = moment(host, second);
  return `${year}-${two(month)}-${two(day)}T${time}.${String(Math.floor(ms)).padStart(3, "0")}Z`;
}

/** `Tue May 12 12:06:00 2026 +0000`, as `git` and `date` write it. */
export function longDate(host: Host, second: number): string {
  const { year, month, day, weekday, time } = moment(host, second);
  return `${weekday} ${MONTHS[month - 1]} ${day} ${time} ${year} +0000`;
}

/** `May 12 12:06:00 2026 GMT`, as certificates do. */
export function certificateDate(host: Host, second: number): string {
  const { year, month, day, time } = moment(host, second);
  return `${MONTHS[month - 1]} ${String(day).padStart(2, " ")} ${time} ${year} GMT`;
}

/** An age as `kubectl` writes it: `45s`, `12m`, `3h20m`, `5d`. */
export function age(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 120) return `${s}s`;
  if (s < 600) return `${Math.floor(s / 60)}m${s % 60 === 0 ? "" : `${s % 60}s`}`;
  if (s < 3 * 3600) return `${Math.floor(s / 60)}m`;
  if (s < 2 * DAY)
    return `${Math.floor(s / 3600)}h${Math.floor((s % 3600) / 60) === 0 ? "" : `${Math.floor((s % 3600) / 60)}m`}`;
  return `${Math.floor(s / DAY)}d`;
}
