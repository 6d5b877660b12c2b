import type { MetricQuery, Series } from "#domain/telemetry";
import type { WorldReading } from "../contract";
import { Reader } from "./reader";
import { isVisible, rateWindow, scrapeAt } from "./scrape";
import { carries } from "./slots";

/**
 * Answers a question to the metrics store: one value per step from `from` to `to`, both included. A value is what the
 * newest scrape at that moment saw: rates over the step (rounded up to whole scrapes), gauges of the last second.
 * NaN where nothing was recorded or what was scraped has not arrived by `now`.
 *
 * Node `all` means where users enter (gauges: every node; split by node: every node's own requests). A metric that
 * does not carry the split label comes unsplit; one that cannot be filtered as asked comes without any series.
 */
export function queryMetric(w: WorldReading, q: MetricQuery, now: number): Series[] {
  const where = q.where ?? {};
  for (const label of Object.keys(where) as (keyof typeof where)[]) {
    if (label !== "status" && !carries(q.metric, label)) return [];
    if (label === "status" && !carries(q.metric, label) && !q.metric.startsWith("latency")) return [];
  }
  const split = q.split !== null && carries(q.metric, q.split) ? q.split : null;
  const reader = new Reader(w, q.node, where, split, [q.metric]);
  const window = rateWindow(w, q.step);
  const count = Math.max(0, Math.floor((q.to - q.from) / q.step) + 1);
  const steps: (Float64Array | null)[] = [];
  for (let i = 0; i < count; i++) {
    const scrape = scrapeAt(w, q.from + i * q.step);
    steps.push(isVisible(w, scrape, now) ? reader.at(scrape, window) : null);
  }
  return reader.labels
    .map((label, at) => ({ label, values: Float64Array.from(steps, (values) => values?.[at] ?? NaN) }))
    .filter((series) => series.values.some((value) => !Number.isNaN(value)))
    .sort(byLabel);
}

/** Code-unit order, the same everywhere. */
export function byLabel(a: { readonly label: string }, b: { readonly label: string }): number {
  return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
}
