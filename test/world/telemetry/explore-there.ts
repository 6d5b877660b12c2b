import { explore } from "#world/telemetry/explore/index";
import { reading } from "./fixture";

/** A query over the fixture, as text that can be compared to the last digit. */
export function answer(query: string): string {
  const { series, problem } = explore(reading(), { panel: "explore", query, window: 120, step: 30 }, 600);
  return JSON.stringify([problem, series.map(({ labels, values }) => [labels, [...values]])]);
}
