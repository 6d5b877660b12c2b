import type { CardSubject, Flag, Grade, Memory } from "#domain/study";
import { duration, fixed } from "#lib/format";
import { DAY } from "#modes/study/days";
import type { Standing } from "#modes/study/look";
import type { Tone } from "../kit/Sign";

/** What is written on screen for what stands in the log. */
export const GRADE_WORDS: Readonly<Record<Grade, string>> = { 1: "Again", 2: "Hard", 3: "Good", 4: "Easy" };
export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  new: "New",
  learning: "Learning",
  review: "Review",
  buried: "Buried",
  suspended: "Suspended",
};
export const KIND_WORDS: Readonly<Record<CardSubject["kind"], string>> = {
  question: "Question",
  concept: "Missed concept",
  mark: "Drill",
};
export const FLAG_WORDS: Readonly<Record<Flag, string>> = {
  0: "No flag",
  1: "Red",
  2: "Orange",
  3: "Green",
  4: "Blue",
};
export const GRADE_TONES: Readonly<Record<Grade, Tone>> = { 1: "bad", 2: "warn", 3: "good", 4: "info" };

const MONTH = 30;
const YEAR = 365;

/** An interval in days as short text: `4 d`, `2.1 mo`, `1.3 y`. */
export function daysText(days: number): string {
  if (days < MONTH) return `${fixed(days, 0)} d`;
  return days < YEAR ? `${fixed(days / MONTH, 1)} mo` : `${fixed(days / YEAR, 1)} y`;
}

/** When a memory comes back, counted from `now`: `10 min`, `4 d`. */
export function intervalText({ interval, due }: Memory, now: number): string {
  return interval > 0 ? daysText(interval) : duration(Math.max(60, 60 * Math.round((due - now) / 60_000)));
}

/** When a card is due, in words. Days are days of study. */
export function dueText(memory: Memory, now: number, daysAhead: number): string {
  if (memory.state === "new") return "–";
  if (memory.due <= now) return "now";
  if (memory.due - now < DAY && memory.interval === 0) return `in ${intervalText(memory, now)}`;
  if (daysAhead <= 0) return "today";
  return daysAhead === 1 ? "tomorrow" : `in ${daysText(daysAhead)}`;
}

export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
