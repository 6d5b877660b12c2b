import type { Shift, ShiftPage } from "#domain/documents";
import { draw, drawInt, streamId } from "#lib/random";

export const SHIFT_LENGTHS = ["hour", "evening", "week"] as const;
export type ShiftLength = (typeof SHIFT_LENGTHS)[number];

export interface ShiftKind {
  readonly hours: number;
  /** Pages one may ask for at most, and how many are usual. */
  readonly most: number;
  readonly usual: number;
  /** Minutes that lie between two pages at least. */
  readonly gap: number;
}

export const SHIFT_KINDS: Readonly<Record<ShiftLength, ShiftKind>> = {
  hour: { hours: 1, most: 2, usual: 1, gap: 25 },
  evening: { hours: 4, most: 3, usual: 2, gap: 60 },
  week: { hours: 7 * 24, most: 14, usual: 7, gap: 240 },
};

export type Quiet = NonNullable<Shift["quiet"]>;
/** Minute of the local day, 0 to 1439, of a time in epoch milliseconds. */
export type MinuteOfDay = (at: number) => number;

export const MINUTE = 60_000;
/** Minutes at either end of a shift in which no page is due: to settle in, and to answer before one leaves. */
export const SETTLING = 5;
export const LEAVING = 10;

const COUNT_STREAM = streamId("shift count");
const TIME_STREAM = streamId("shift time");

/** Whether a minute of the day lies in quiet hours, which may go over midnight. From and until the same: none. */
export function isQuiet(minute: number, quiet: Quiet | null): boolean {
  if (quiet === null) return false;
  const { from, until } = quiet;
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}

/** What a shift is asked to be. */
export interface ShiftWish {
  readonly length: ShiftLength;
  readonly quiet: Quiet | null;
  /** Pages at most, 1 to what the length allows. */
  readonly most: number;
}

/** Minutes from the beginning in which a page may be due. */
function openMinutes(from: number, { length, quiet }: ShiftWish, minuteOfDay: MinuteOfDay): readonly number[] {
  const open: number[] = [];
  const end = SHIFT_KINDS[length].hours * 60 - LEAVING;
  for (let minute = SETTLING; minute < end; minute++) {
    if (!isQuiet(minuteOfDay(from + minute * MINUTE), quiet)) open.push(minute);
  }
  return open;
}

/** So many pages a shift can have: at least half of what was asked for, at most all, and what there is room for. */
export function pageBounds(
  from: number,
  wish: ShiftWish,
  minuteOfDay: MinuteOfDay,
): { readonly least: number; readonly most: number } {
  const { gap, most } = SHIFT_KINDS[wish.length];
  const open = openMinutes(from, wish, minuteOfDay).length;
  const room = open === 0 ? 0 : 1 + Math.floor((open - 1) / gap);
  const asked = Math.max(1, Math.min(wish.most, most));
  return { least: Math.min(Math.ceil(asked / 2), room), most: Math.min(asked, room) };
}

/**
 * When the pages of a shift are due, in epoch milliseconds, rising: never in quiet hours, in the first minutes or the last,
 * at least the gap of its length apart, and one in each of as many equal parts of the open time as there are pages.
 * Empty when quiet hours leave no room.
 */
export function planPages(from: number, wish: ShiftWish, seed: number, minuteOfDay: MinuteOfDay): readonly number[] {
  const open = openMinutes(from, wish, minuteOfDay);
  const { least, most } = pageBounds(from, wish, minuteOfDay);
  const count = least + drawInt(most - least + 1, seed, COUNT_STREAM, 0, 0);
  const { gap } = SHIFT_KINDS[wish.length];
  // The gaps are taken out, moments drawn in what is left, and the gaps put back between them.
  const span = open.length - (count - 1) * gap;
  return Array.from({ length: count }, (_, at) => {
    const part = at + draw(seed, TIME_STREAM, at, 0);
    return from + (open[Math.floor((part * span) / count) + at * gap] as number) * MINUTE;
  });
}

const unborn = (due: number): ShiftPage => ({
  due,
  drill: null,
  seed: null,
  firedAt: null,
  heldBy: null,
  rang: 0,
  escalatedAt: null,
  answer: null,
  answeredAt: null,
  run: null,
});

/** A shift that begins now. */
export function newShift(from: number, wish: ShiftWish, seed: number, minuteOfDay: MinuteOfDay): Shift {
  return {
    from,
    until: from + SHIFT_KINDS[wish.length].hours * 60 * MINUTE,
    seed,
    quiet: wish.quiet,
    pages: planPages(from, wish, seed, minuteOfDay).map(unborn),
    endedAt: null,
    handover: null,
  };
}

/** Milliseconds between two pages of a shift at least. */
export function gapOf({ from, until }: Pick<Shift, "from" | "until">): number {
  const hours = (until - from) / (60 * MINUTE);
  const length = SHIFT_LENGTHS.find((each) => hours <= SHIFT_KINDS[each].hours) ?? "week";
  return SHIFT_KINDS[length].gap * MINUTE;
}
