import type { Unit } from "../format";
import type { Tone } from "../Sign";

/** Values beside the x axis; null or NaN is a gap. A Float64Array may be a buffer that is changed in place. */
export type Values = Float64Array | readonly (number | null)[];

export interface Series {
  readonly label: string;
  readonly values: Values;
  /** A CSS colour or token, `var(--series-3)`; default the palette by position. Give the same thing the same colour everywhere. */
  readonly colour?: string;
  readonly dash?: boolean;
  /** Default: the chart's unit. */
  readonly unit?: Unit;
}

export interface Threshold {
  readonly value: number;
  readonly label: string;
  readonly tone: Tone;
}

/** A moment worth a vertical line, such as a deploy. */
export interface Annotation {
  readonly x: number;
  readonly label: string;
  readonly tone?: Tone;
}

export interface TimeSeriesProps {
  readonly title: string;
  /** Seconds, ascending. */
  readonly x: Float64Array | readonly number[];
  readonly series: readonly Series[];
  /** Drawn dashed and quiet behind the series: the same time last week, say. */
  readonly comparison?: readonly Series[];
  readonly thresholds?: readonly Threshold[];
  readonly annotations?: readonly Annotation[];
  readonly unit?: Unit;
  /** Least upper end of the y axis; the axis begins at zero unless values are negative. */
  readonly yMax?: number;
  /** Shown range of x, in seconds; default all. */
  readonly range?: readonly [number, number];
  /** Second of the day at x = 0, for the clock on the axis. */
  readonly startsAt?: number;
  /** Height of the drawing in px; the width is the container's. */
  readonly height?: number;
  /** Charts with the same key share the crosshair. */
  readonly syncKey?: string;
  readonly onPick?: (second: number) => void;
  /** Change it when buffers were changed in place. */
  readonly revision?: number;
}

/** Number of palette colours before they repeat. */
export const SERIES_COLOURS = 8;

/** Palette colour of the n-th series (0-based). */
export function seriesColour(index: number): string {
  return `var(--series-${(index % SERIES_COLOURS) + 1})`;
}

/** The last value that is no gap. */
export function lastValue(values: Values): number | undefined {
  for (let index = values.length - 1; index >= 0; index--) {
    const value = values[index];
    if (value !== null && value !== undefined && !Number.isNaN(value)) return value;
  }
  return undefined;
}

/** Indices of at most `most` rows, evenly spread, the newest first and always included. */
export function tableRows(length: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(length / most));
  const rows: number[] = [];
  for (let index = length - 1; index >= 0; index -= step) rows.push(index);
  return rows;
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400];

/** Round clock times to label on an axis: at most `most` of them, in the axis's own seconds. */
export function clockTicks(min: number, max: number, startsAt: number, most: number): number[] {
  const span = max - min;
  if (!(span > 0)) return [];
  const step = STEPS.find((each) => span / each < most) ?? 28800;
  const ticks: number[] = [];
  for (let tick = Math.ceil((min + startsAt) / step) * step - startsAt; tick <= max; tick += step) ticks.push(tick);
  return ticks;
}
