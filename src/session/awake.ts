/**
 * Milliseconds between two looks at the clock above which the machine slept, or the page was frozen. Browsers wake a tab in
 * the background once a minute.
 */
export const ASLEEP = 90_000;

/**
 * How much of the time between two looks at the wall clock somebody lived through, both in milliseconds: all of it, but nothing
 * of a sleep, nor of a clock that was put forward by as much or put back.
 */
export const lived = (step: number): number => (step > 0 && step <= ASLEEP ? step : 0);
