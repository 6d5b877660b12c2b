export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** How far the local clock is ahead of UTC at a moment; both in milliseconds. */
export type Zone = (at: number) => number;

/** Days of study: they begin at an hour of the local night, and are counted from 1970-01-01. */
export interface Calendar {
  /** The day a moment is in. */
  dayOf(at: number): number;
  /** When a day begins, in epoch milliseconds. */
  beginOf(day: number): number;
}

/** @param rollover hour of the local clock at which a day begins */
export function calendarOf(zone: Zone, rollover: number): Calendar {
  return {
    dayOf: (at) => Math.floor((at + zone(at) - rollover * HOUR) / DAY),
    beginOf(day) {
      const local = day * DAY + rollover * HOUR;
      // The second look takes the zone as it is at the moment itself: clocks may have been changed in between.
      return local - zone(local - zone(local));
    },
  };
}

/** A counted day as a date: `2026-11-21`. */
export const dateOfDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The counted day of a date; null where it is none. */
export function dayOfDate(date: string): number | null {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? null : at / DAY;
}
