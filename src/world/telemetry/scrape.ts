import type { MetricId } from "#domain/telemetry";
import { draw, streamId } from "#lib/random";
import type { WorldReading } from "../contract";

/** Relative half-width of the noise on what a scrape reports (uniform). Counts of things that can be counted have none. */
const NOISE: Readonly<Record<MetricId, number>> = {
  requests: 0.012,
  errors: 0.015,
  latency_p50: 0.015,
  latency_p95: 0.02,
  latency_p99: 0.03,
  cpu: 0.03,
  workers: 0.012,
  saturation: 0.012,
  queue: 0.02,
  connections: 0.005,
  pods: 0,
  restarts: 0,
  heap: 0.004,
  gc: 0.03,
  kills: 0,
  disk: 0,
  lag: 0.02,
  hit: 0.002,
  locked: 0,
  deadlocks: 0,
  throttled: 0.012,
  wanted: 0,
  backlog: 0.002,
  oldest: 0,
  dead: 0,
  completed: 0.012,
};

const NOISE_STREAMS = new Map<string, number>(
  Object.keys(NOISE).map((metric) => [metric, streamId(`scrape ${metric}`)]),
);

/** Second of the newest scrape at or before a moment. Scrapes happen at multiples of the interval. */
export function scrapeAt(w: WorldReading, moment: number): number {
  const { scrape } = w.system.telemetry;
  return Math.floor(moment / scrape) * scrape;
}

/** Whether a scrape has been taken, its rows exist, and it has reached the metrics store. */
export function isVisible(w: WorldReading, scrape: number, now: number): boolean {
  return scrape + w.system.telemetry.metricDelay <= now && scrape <= w.recorder.until && scrape > w.recorder.from;
}

/** Newest scrape that has reached the metrics store. */
export function newestScrape(w: WorldReading, now: number): number {
  return Math.min(scrapeAt(w, now - w.system.telemetry.metricDelay), scrapeAt(w, w.recorder.until));
}

/** Seconds a rate at one step reaches back: the step, rounded up to whole scrapes. */
export function rateWindow(w: WorldReading, step: number): number {
  const { scrape } = w.system.telemetry;
  return Math.max(1, Math.ceil(step / scrape)) * scrape;
}

/** What a thing was called when it was written: randomness is addressed by that, whatever it has been renamed to. */
export function bornAs({ addresses }: WorldReading["system"], name: string): string {
  return addresses !== undefined && Object.hasOwn(addresses, name) ? (addresses[name] as string) : name;
}

/** Noise factor of one metric of one target (cell, or name of a series) at one scrape. */
export function noise(seed: number, metric: MetricId, target: number | string, scrape: number): number {
  const size = NOISE[metric];
  if (size === 0) return 1;
  const entity = typeof target === "number" ? target : streamId(target);
  return 1 + size * (2 * draw(seed, NOISE_STREAMS.get(metric) ?? 0, scrape, entity) - 1);
}
