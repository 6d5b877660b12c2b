/** Explore: PromQL over what the scrapes of a world saw. See the rules T25–T28 in ../README.md. */
import type { ExploreResult, Look } from "#domain/telemetry";
import type { WorldReading } from "../../contract";
import type { Expr } from "./ast";
import { duplicate, Evaluation, type Value } from "./evaluate";
import { parseQuery } from "./parse";
import { Problem } from "./problem";
import { keyOf, type StepSeries } from "./series";
import { showsOf, unitOf } from "./shows";

export { FUNCTIONS, type FunctionSpec } from "./functions";
export { LABEL_NAMES, METRIC_NAMES, type MetricName } from "./names";

/** Points of a series at most, as Prometheus has it, and series of a result. */
const MAX_POINTS = 11_000;
const MAX_SERIES = 50;

/**
 * Evaluates a PromQL query over what has been scraped by `now`: from `window` seconds ago, every `step` seconds. What
 * cannot be evaluated is said in `problem`, with its place in the query. At most 50 series, those that reach highest.
 */
export function explore(w: WorldReading, look: Extract<Look, { panel: "explore" }>, now: number): ExploreResult {
  const step = Math.max(1, look.step);
  const to = Math.floor(now / step) * step;
  const from = to - Math.max(1, Math.floor(look.window / step)) * step;
  const empty = { type: "none", unit: "", series: [], from, to, step, more: 0, shows: [] } as const;
  try {
    const count = Math.round((to - from) / step) + 1;
    if (count > MAX_POINTS) {
      throw new Problem(
        `This asks for ${count} points; at most ${MAX_POINTS} are shown. Take a longer step.`,
        0,
        look.query.length,
      );
    }
    const expr = parseQuery(look.query);
    const evaluation = new Evaluation(w, { from, step, count }, now);
    const value = evaluation.value(expr);
    return { ...empty, ...shown(expr, value, evaluation) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { ...empty, problem: { text: error.message, from: error.from, to: error.to } };
  }
}

function shown(expr: Expr, value: Value, evaluation: Evaluation) {
  const all: readonly StepSeries[] = value.type === "scalar" ? [{ labels: {}, values: value.values }] : value.series;
  const some = all.filter(({ values }) => values.some((x) => !Number.isNaN(x)));
  if (duplicate(some)) {
    throw new Problem(
      "The result would have several series with the same labels. Aggregate first, for example sum by (…).",
      expr.from,
      expr.to,
    );
  }
  const series = highest(some);
  return {
    problem: null,
    type: value.type,
    unit: unitOf(expr),
    series,
    more: Math.max(0, some.length - MAX_SERIES),
    shows: showsOf(expr, evaluation.read, series),
  };
}

function peak({ values }: StepSeries): number {
  let high = -Infinity;
  for (const value of values) if (value > high) high = value;
  return high;
}

/** The series that reach highest, in the order of their labels. */
function highest(series: readonly StepSeries[]): readonly StepSeries[] {
  const keyed = series.map((each) => ({
    each,
    key: keyOf(each.labels),
    peak: series.length > MAX_SERIES ? peak(each) : 0,
  }));
  const code = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
  return keyed
    .sort((a, b) => b.peak - a.peak || code(a, b))
    .slice(0, MAX_SERIES)
    .sort(code)
    .map(({ each }) => each);
}
