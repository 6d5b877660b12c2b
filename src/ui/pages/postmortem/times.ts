import { formatClock } from "../../kit/format";

const DAY = 86_400;

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
