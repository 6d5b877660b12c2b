/** Days are counted from 1970-01-01 (a Thursday) in the player's own time zone; weeks begin on Monday. */
const MONDAY = 4;
const WEEK = 7;

/** The Monday a day belongs to. */
export const mondayOf = (day: number): number => day - ((((day - MONDAY) % WEEK) + WEEK) % WEEK);

/** How regularly somebody practised. Nothing in it is a loss: a week of rest belongs to a rhythm. */
export interface Rhythm {
  /** Days and weeks with a run. */
  readonly days: number;
  readonly weeks: number;
  /** Weeks with a run in the present row. Single weeks of rest do not end a row, nor does a week that is not over. */
  readonly row: number;
  readonly longest: number;
  /** Runs of this week. */
  readonly thisWeek: number;
}

/** Weeks without a run in between that still belong to a row. */
const REST = 1;

/** @param days the days of finished runs, in any order, several runs of a day several times */
export function rhythmOf(days: readonly number[], today: number): Rhythm {
  const weeks = [...new Set(days.map(mondayOf))].sort((a, b) => a - b);
  let row = 0;
  let longest = 0;
  let last: number | null = null;
  for (const week of weeks) {
    row = last !== null && week - last <= (REST + 1) * WEEK ? row + 1 : 1;
    longest = Math.max(longest, row);
    last = week;
  }
  const present = mondayOf(today);
  // This week is not over, and one may be rest: a row that reached back that far is still under way.
  const isUnderWay = last !== null && present - last <= (REST + 1) * WEEK;
  return {
    days: new Set(days).size,
    weeks: weeks.length,
    row: isUnderWay ? row : 0,
    longest,
    thisWeek: days.filter((day) => mondayOf(day) === present).length,
  };
}

const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;

/** The rhythm as a sentence: what there is, never what there is not. */
export function rhythmText({ days, weeks, row, longest, thisWeek }: Rhythm): string {
  if (days === 0) return "The first finished run begins the calendar.";
  const so = `${counted(days, "day")} with a run, in ${counted(weeks, "week")}.`;
  const now = thisWeek > 0 ? ` ${counted(thisWeek, "run")} this week.` : "";
  if (row > 1) return `${so}${now} ${row} weeks in a row, a week of rest in between included.`;
  return longest > 1 ? `${so}${now} Longest row: ${longest} weeks.` : `${so}${now}`;
}

/** A day of the calendar and how many runs it has; `runs` is null after today. */
export interface CalendarDay {
  readonly day: number;
  readonly runs: number | null;
}

/** Weeks, Monday to Sunday, the last one being that of today. */
export function calendarOf(days: readonly number[], today: number, weeks: number): readonly (readonly CalendarDay[])[] {
  const counts = new Map<number, number>();
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1);
  const first = mondayOf(today) - (weeks - 1) * WEEK;
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: WEEK }, (_, at) => {
      const day = first + week * WEEK + at;
      return { day, runs: day > today ? null : (counts.get(day) ?? 0) };
    }),
  );
}
