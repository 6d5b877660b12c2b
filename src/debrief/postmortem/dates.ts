const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengthOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 31);
const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** A day so many days later: `addDays("2026-02-27", 3)` is `2026-03-02`. Days are whole and not negative. */
export function addDays(date: string, days: number): string {
  let [year = 1970, month = 1, day = 1] = date.split("-").map(Number);
  day += days;
  while (day > lengthOf(year, month)) {
    day -= lengthOf(year, month);
    month = month === 12 ? 1 : month + 1;
    if (month === 1) year += 1;
  }
  return `${year}-${two(month)}-${two(day)}`;
}

/** Whether it is a day that exists: `2026-02-30` is none. */
export function isDay(date: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(year, month);
}
