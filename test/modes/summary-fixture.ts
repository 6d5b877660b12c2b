import type { RunSummary } from "#session/contract";

/** A finished run of a drill, as lists know it. */
export const summary = (
  id: string,
  drill: string,
  total: number,
  updatedAt: number,
  change: Partial<RunSummary> = {},
): RunSummary => ({
  id,
  drill,
  code: `INC-${drill}`,
  title: drill,
  clock: "live",
  createdAt: 0,
  updatedAt,
  horizon: 100,
  status: "finished",
  total,
  ending: null,
  labels: [],
  variant: "one",
  forkOf: null,
  shown: null,
  ...change,
});
