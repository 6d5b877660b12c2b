import { type BoardChart, type BoardResult, type Look, METRICS, type MetricId, type Series } from "#domain/telemetry";
import type { Recorder, WorldReading } from "../contract";
import { annotationsOf } from "./annotations";
import { chartsOf, thresholdOf, titleOf } from "./charts";
import { byLabel } from "./query";
import { Reader } from "./reader";
import { isVisible, rateWindow, scrapeAt } from "./scrape";
import { carries } from "./slots";

export type BoardLook = Extract<Look, { readonly panel: "board" }>;

/** Points of a chart at most, and pods shown when split by pod (those that reach highest). */
const MAX_POINTS = 180;
const MAX_SERIES = 12;

/** Seconds between two points of a chart: whole scrapes, at most 180 points in the window. */
export function stepOf(w: WorldReading, window: number): number {
  const { scrape } = w.system.telemetry;
  return Math.max(1, Math.ceil(window / MAX_POINTS / scrape)) * scrape;
}

/** Values of some metrics, step by step. A step is computed once, when its scrape has arrived; then it never changes. */
class Track {
  private readonly steps = new Map<number, Float64Array>();
  private readonly reader: Reader;
  private readonly window: number;
  private readonly w: WorldReading;
  private readonly metrics: readonly MetricId[];
  private readonly step: number;

  constructor(
    w: WorldReading,
    node: string,
    region: string | null,
    split: BoardLook["split"],
    metrics: readonly MetricId[],
    step: number,
  ) {
    this.w = w;
    this.metrics = metrics;
    this.step = step;
    this.reader = new Reader(w, node, region === null ? {} : { region }, split, metrics);
    this.window = rateWindow(w, step);
  }

  /** One list of series per metric over the steps from `from` to `to`. */
  series(from: number, to: number, now: number): Map<MetricId, Series[]> {
    const w = this.w;
    const step = this.step;
    const metrics = this.metrics;
    const count = Math.floor((to - from) / step) + 1;
    const rows: (Float64Array | undefined)[] = [];
    for (let i = 0; i < count; i++) {
      const at = from + i * step;
      const scrape = scrapeAt(w, at);
      let row: Float64Array | undefined;
      if (isVisible(w, scrape, now)) {
        row = this.steps.get(at);
        if (!row) {
          row = this.reader.at(scrape, this.window);
          this.steps.set(at, row);
        }
      }
      rows.push(row);
    }
    if (this.steps.size > 4 * MAX_POINTS) for (const at of this.steps.keys()) if (at < from) this.steps.delete(at);
    const found = new Map<MetricId, Series[]>();
    metrics.forEach((metric, m) => {
      const list: Series[] = [];
      this.reader.labels.forEach((label, l) => {
        const at = l * metrics.length + m;
        const values = new Float64Array(count).fill(NaN);
        let some = false;
        for (let i = 0; i < count; i++) {
          const value = rows[i]?.[at];
          if (value === undefined || Number.isNaN(value)) continue;
          values[i] = value;
          some = true;
        }
        if (some) list.push({ label, values });
      });
      found.set(metric, list.sort(byLabel));
    });
    return found;
  }
}

/** Series of the charts' metrics: split where the metric carries the label, whole where not. */
class Source {
  private readonly tracks: readonly Track[];

  constructor(w: WorldReading, look: BoardLook, metrics: readonly MetricId[], step: number) {
    const { node, region, split } = look;
    const splitting = split === null ? [] : metrics.filter((metric) => carries(metric, split));
    const whole = metrics.filter((metric) => !splitting.includes(metric));
    this.tracks = [
      ...(splitting.length > 0 ? [new Track(w, node, region, split, splitting, step)] : []),
      ...(whole.length > 0 ? [new Track(w, node, region, null, whole, step)] : []),
    ];
  }

  series(from: number, to: number, now: number): Map<MetricId, Series[]> {
    return new Map(this.tracks.flatMap((track) => [...track.series(from, to, now)]));
  }
}

function peak(series: Series): number {
  let high = -Infinity;
  for (const value of series.values) if (value > high) high = value;
  return high;
}

function highest(series: readonly Series[]): readonly Series[] {
  if (series.length <= MAX_SERIES) return series;
  const kept = [...series].sort((a, b) => peak(b) - peak(a) || byLabel(a, b)).slice(0, MAX_SERIES);
  return kept.sort(byLabel);
}

export interface BoardCache {
  /** The same result as the function `board`, computing only what was not computed before. */
  board(w: WorldReading, look: BoardLook, now: number, lastWeek?: WorldReading): BoardResult;
}

/** Boards kept at once; looking at one more forgets the oldest. */
const MAX_SOURCES = 24;

/**
 * A board that remembers the steps it has computed, per question and per recording. Another recording (a fork, a
 * reloaded run), or one that was cut back, starts afresh.
 */
export function createBoardCache(): BoardCache {
  const held = new Map<string, { w: WorldReading; recorder: Recorder; until: number; source: Source }>();
  const sourceOf = (w: WorldReading, look: BoardLook, metrics: readonly MetricId[], step: number, role: string) => {
    const key = JSON.stringify([role, look.node, look.region, look.split, step]);
    const found = held.get(key);
    if (found && found.w === w && found.recorder === w.recorder && found.until <= w.recorder.until) {
      found.until = w.recorder.until;
      return found.source;
    }
    const source = new Source(w, look, metrics, step);
    held.delete(key);
    held.set(key, { w, recorder: w.recorder, until: w.recorder.until, source });
    const [oldest] = held.keys();
    if (held.size > MAX_SOURCES && oldest !== undefined) held.delete(oldest);
    return source;
  };
  return {
    board(w, look, now, lastWeek) {
      const step = stepOf(w, look.window);
      const to = Math.floor(now / step) * step;
      const from = to - Math.max(1, Math.floor(look.window / step)) * step;
      const metrics = chartsOf(w.system, look.node);
      const series = sourceOf(w, look, metrics, step, "now").series(from, to, now);
      const unsplit = { ...look, split: null };
      const before =
        look.compare && lastWeek ? sourceOf(lastWeek, unsplit, metrics, step, "last week").series(from, to, now) : null;
      const charts = metrics.map(
        (metric): BoardChart => ({
          metric,
          title: titleOf(w.system, metric),
          unit: METRICS[metric].unit,
          series: look.split === "pod" ? highest(series.get(metric) ?? []) : (series.get(metric) ?? []),
          lastWeek: before?.get(metric)?.[0]?.values ?? null,
          threshold: thresholdOf(w, look.node, metric),
        }),
      );
      return { from, to, step, charts, annotations: annotationsOf(w, from, Math.min(to + step, now), look.node) };
    },
  };
}

/**
 * The charts of a node over the window before `now`, with objectives, changes and, on request, last week's values
 * (`lastWeek` is a reading of the same system without faults and plans). Without pods of a region there are no series.
 */
export function board(w: WorldReading, look: BoardLook, now: number, lastWeek?: WorldReading): BoardResult {
  return createBoardCache().board(w, look, now, lastWeek);
}
