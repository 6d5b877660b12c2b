import type { WorldReading } from "../../contract";
import { newestScrape } from "../scrape";

/** Seconds after which a sample that nothing followed is no longer taken for the value now. */
export const LOOKBACK = 300;

/** The scrapes a selector needs: `count` of them, `interval` seconds apart, from `first`. */
export interface Scrapes {
  readonly first: number;
  readonly count: number;
  readonly interval: number;
}

/** Scrapes in (from − back, to] that have been taken and have arrived by `now`. */
export function scrapesIn(w: WorldReading, from: number, to: number, back: number, now: number): Scrapes {
  const { scrape: interval } = w.system.telemetry;
  const earliest = Math.floor(w.recorder.from / interval) * interval + interval;
  const first = Math.max(earliest, Math.floor((from - back) / interval) * interval);
  const last = Math.min(newestScrape(w, now), Math.floor(to / interval) * interval);
  return { first, count: Math.max(0, Math.round((last - first) / interval) + 1), interval };
}
