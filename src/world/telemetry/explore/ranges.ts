import type { Scrapes } from "./scrapes";
import { LOOKBACK } from "./scrapes";

/** The moments a query is evaluated at: `count` of them, `step` seconds apart, from `from`. */
export interface Steps {
  readonly from: number;
  readonly step: number;
  readonly count: number;
}

/** The sample of each step: the newest scrape's, unless the series had ended by then or is too old. */
export function instants(values: Float64Array, scrapes: Scrapes, steps: Steps, offset: number): Float64Array {
  const { first, count, interval } = scrapes;
  return Float64Array.from({ length: steps.count }, (_, k) => {
    const at = steps.from + k * steps.step - offset;
    const i = Math.min(count - 1, Math.floor((at - first) / interval));
    return i < 0 || at - (first + i * interval) >= LOOKBACK ? NaN : (values[i] as number);
  });
}

/** What a function of a range sees: times and values of the samples in (begin, end], `n` of them. Reused. */
interface Window {
  begin: number;
  end: number;
  n: number;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

type OverRange = (window: Window, param: number) => number;

function increaseOf({ n, values }: Window): number {
  let sum = 0;
  for (let i = 1; i < n; i++) {
    const [before, value] = [values[i - 1] as number, values[i] as number];
    // A counter that fell began again at nothing.
    sum += value < before ? value : value - before;
  }
  return sum;
}

/**
 * Prometheus' extrapolation: the difference between the first and the last sample is stretched to both ends of the range, or,
 * where the samples stop more than 1.1 mean intervals before an end, by half an interval there.
 */
function stretched(window: Window, difference: number): number {
  const { n, times, begin, end } = window;
  if (n < 2) return NaN;
  const length = (times[n - 1] as number) - (times[0] as number);
  const mean = length / (n - 1);
  const before = (times[0] as number) - begin;
  const after = end - (times[n - 1] as number);
  const most = 1.1 * mean;
  const whole = length + (before < most ? before : mean / 2) + (after < most ? after : mean / 2);
  return (difference * whole) / length;
}

/** Least squares: slope per second, and value at the end of the range. */
function line({ n, times, values, end }: Window): { readonly slope: number; readonly atEnd: number } {
  let [t1, v1, tv, tt] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const t = (times[i] as number) - end;
    const v = values[i] as number;
    t1 += t;
    v1 += v;
    tv += t * v;
    tt += t * t;
  }
  const slope = (tv - (t1 * v1) / n) / (tt - (t1 * t1) / n);
  return { slope, atEnd: v1 / n - (slope * t1) / n };
}

function fold(start: number, step: (sum: number, value: number) => number): OverRange {
  return ({ n, values }) => {
    let sum = start;
    for (let i = 0; i < n; i++) sum = step(sum, values[i] as number);
    return sum;
  };
}
const total = fold(0, (sum, value) => sum + value);

export const OVER_RANGE: Readonly<Record<string, OverRange>> = {
  rate: (w) => stretched(w, increaseOf(w)) / (w.end - w.begin),
  increase: (w) => stretched(w, increaseOf(w)),
  delta: (w) => stretched(w, (w.values[w.n - 1] as number) - (w.values[0] as number)),
  irate: ({ n, times, values }) => {
    if (n < 2) return NaN;
    const [before, value] = [values[n - 2] as number, values[n - 1] as number];
    const rise = value < before ? value : value - before;
    return rise / ((times[n - 1] as number) - (times[n - 2] as number));
  },
  deriv: (w) => (w.n < 2 ? NaN : line(w).slope),
  predict_linear: (w, seconds) => {
    if (w.n < 2) return NaN;
    const { slope, atEnd } = line(w);
    return atEnd + slope * seconds;
  },
  avg_over_time: (w) => total(w, 0) / w.n,
  sum_over_time: total,
  max_over_time: fold(-Infinity, Math.max),
  min_over_time: fold(Infinity, Math.min),
  count_over_time: ({ n }) => n,
  last_over_time: ({ n, values }) => values[n - 1] as number,
  changes: ({ n, values }) => {
    let count = 0;
    for (let i = 1; i < n; i++) if (values[i] !== values[i - 1]) count++;
    return count;
  },
  resets: ({ n, values }) => {
    let count = 0;
    for (let i = 1; i < n; i++) if ((values[i] as number) < (values[i - 1] as number)) count++;
    return count;
  },
};

/** A function of the samples in the range before each step; NaN where there are none, or too few for it. */
export function overRange(
  name: string,
  values: Float64Array,
  scrapes: Scrapes,
  steps: Steps,
  range: number,
  offset: number,
  param: Float64Array | null,
): Float64Array {
  const { first, count, interval } = scrapes;
  const compute = OVER_RANGE[name] as OverRange;
  const size = Math.ceil(range / interval) + 1;
  const window: Window = { begin: 0, end: 0, n: 0, times: new Float64Array(size), values: new Float64Array(size) };
  return Float64Array.from({ length: steps.count }, (_, k) => {
    window.end = steps.from + k * steps.step - offset;
    window.begin = window.end - range;
    window.n = 0;
    const last = Math.min(count - 1, Math.floor((window.end - first) / interval));
    for (let i = Math.max(0, Math.floor((window.begin - first) / interval) + 1); i <= last; i++) {
      const value = values[i] as number;
      if (Number.isNaN(value)) continue;
      window.times[window.n] = first + i * interval;
      window.values[window.n++] = value;
    }
    return window.n === 0 ? NaN : compute(window, param?.[k] ?? 0);
  });
}
