import type { WorldReading } from "../../contract";
import { aggregate } from "./aggregate";
import type { Aggregate, Binary, Expr, FunctionCall, Selector } from "./ast";
import { isSet } from "./ast";
import { calculate, joinSets, matchSeries, withScalar } from "./binary";
import { histogramQuantile } from "./buckets";
import { metricNamed } from "./names";
import { Problem } from "./problem";
import { instants, OVER_RANGE, overRange, type Steps } from "./ranges";
import { LOOKBACK, scrapesIn } from "./scrapes";
import { keyOf, type Labels, nameless, type StepSeries } from "./series";
import { readSamples, type Samples } from "./sources";

/** A number per step, or series with a value per step. */
export type Value =
  | { readonly type: "scalar"; readonly values: Float64Array }
  | { readonly type: "vector"; readonly series: readonly StepSeries[] };

/** Series that any part of a query may have. */
const MAX_SERIES = 30_000;
const COUNTING = ["rate", "irate", "increase", "resets"];

/** Evaluates a query at each step, with what has been scraped by `now`. Throws `Problem`s. */
export class Evaluation {
  /** What each selector found, for telling what the result shows. */
  readonly read: { readonly selector: Selector; readonly nodes: ReadonlySet<string> }[] = [];

  constructor(
    private readonly w: WorldReading,
    private readonly steps: Steps,
    private readonly now: number,
  ) {}

  value(expr: Expr): Value {
    switch (expr.kind) {
      case "number":
        return this.constant(expr.value);
      case "selector":
        return { type: "vector", series: this.instant(expr, true) };
      case "call":
        return this.call(expr, true);
      case "aggregate":
        return this.aggregate(expr);
      case "negate": {
        const value = this.value(expr.arg);
        return value.type === "scalar"
          ? { type: "scalar", values: value.values.map((x) => -x) }
          : this.mapped(value.series, (x) => -x);
      }
      case "binary":
        return this.binary(expr);
    }
  }

  private constant(value: number): Value {
    return { type: "scalar", values: new Float64Array(this.steps.count).fill(value) };
  }

  private mapped(series: readonly StepSeries[], compute: (value: number, step: number) => number): Value {
    return {
      type: "vector",
      series: series.map(({ labels, values }) => ({
        labels: nameless(labels),
        values: values.map((value, k) => (Number.isNaN(value) ? NaN : compute(value, k))),
      })),
    };
  }

  private samples(selector: Selector, pods: boolean, counting: boolean) {
    const { w, steps } = this;
    const metric = metricNamed(selector.metric);
    const to = steps.from + (steps.count - 1) * steps.step - selector.offset;
    // What a counter stands at takes all of its past; how it rises does not.
    const whole = metric?.kind !== "gauge" && !counting;
    const from = whole ? w.recorder.from : steps.from - selector.offset;
    const scrapes = scrapesIn(w, from, to, whole ? 0 : Math.max(LOOKBACK, selector.range ?? 0), this.now);
    const samples = readSamples(w, selector, scrapes, pods);
    if (samples.length > MAX_SERIES) {
      throw new Problem(`This selects ${samples.length} series. Name a node or region.`, selector.from, selector.to);
    }
    this.read.push({ selector, nodes: new Set(samples.map(({ labels }) => labels.node ?? "")) });
    return { scrapes, samples };
  }

  private instant(selector: Selector, pods: boolean): StepSeries[] {
    const { scrapes, samples } = this.samples(selector, pods, false);
    return samples.map(({ labels, values }: Samples) => ({
      labels,
      values: instants(values, scrapes, this.steps, selector.offset),
    }));
  }

  private overRange(expr: FunctionCall, pods: boolean): Value {
    const selector = expr.args[0] as Selector;
    const range = selector.range ?? 0;
    const { scrape } = this.w.system.telemetry;
    if (range < 2 * scrape && !/_over_time$/.test(expr.name)) {
      throw new Problem(
        `${expr.name} needs at least two samples, and there is one every ${scrape} s. Take a longer range, such as [${Math.max(60, 4 * scrape)}s].`,
        selector.from,
        selector.to,
      );
    }
    const param = expr.args[1] ? this.scalar(expr.args[1]) : null;
    const { scrapes, samples } = this.samples(selector, pods, COUNTING.includes(expr.name));
    const series = samples.map(({ labels, values }) => ({
      labels: expr.name === "last_over_time" ? labels : nameless(labels),
      values: overRange(expr.name, values, scrapes, this.steps, range, selector.offset, param),
    }));
    return { type: "vector", series };
  }

  private scalar(expr: Expr): Float64Array {
    const value = this.value(expr);
    if (value.type === "scalar") return value.values;
    throw new Problem("A number is wanted here.", expr.from, expr.to);
  }

  private vector(expr: Expr): readonly StepSeries[] {
    const value = this.value(expr);
    if (value.type === "vector") return value.series;
    throw new Problem("Series are wanted here.", expr.from, expr.to);
  }

  private call(expr: FunctionCall, pods: boolean): Value {
    if (expr.name in OVER_RANGE) return this.overRange(expr, pods);
    const [a, b, c] = expr.args;
    if (expr.name === "time") {
      const { from, step, count } = this.steps;
      return { type: "scalar", values: Float64Array.from({ length: count }, (_, k) => from + k * step) };
    }
    if (a === undefined) throw new Problem(`${expr.name} needs an argument.`, expr.from, expr.to);
    if (expr.name === "vector") return { type: "vector", series: [{ labels: {}, values: this.scalar(a) }] };
    if (expr.name === "histogram_quantile" && b) {
      return { type: "vector", series: histogramQuantile(this.scalar(a), this.vector(b), this.steps.count) };
    }
    const series = this.vector(a);
    const first = b ? this.scalar(b) : null;
    const second = c ? this.scalar(c) : null;
    switch (expr.name) {
      case "scalar":
        return { type: "scalar", values: this.onlyValue(series) };
      case "absent":
        return { type: "vector", series: [{ labels: absentLabels(a), values: this.missing(series) }] };
      case "abs":
        return this.mapped(series, Math.abs);
      case "ceil":
        return this.mapped(series, Math.ceil);
      case "floor":
        return this.mapped(series, Math.floor);
      case "sqrt":
        return this.mapped(series, Math.sqrt);
      case "round":
        return this.mapped(series, (value, k) => {
          const to = first?.[k] ?? 1;
          return Math.floor(value / to + 0.5) * to;
        });
      case "clamp":
        return this.mapped(series, (value, k) => Math.max(first?.[k] ?? 0, Math.min(second?.[k] ?? 0, value)));
      case "clamp_min":
        return this.mapped(series, (value, k) => Math.max(first?.[k] ?? 0, value));
      case "clamp_max":
        return this.mapped(series, (value, k) => Math.min(first?.[k] ?? 0, value));
      default:
        throw new Problem(`${expr.name} is not supported here.`, expr.from, expr.to);
    }
  }

  private present(series: readonly StepSeries[], k: number): number[] {
    return series.map(({ values }) => values[k] as number).filter((value) => !Number.isNaN(value));
  }

  private onlyValue(series: readonly StepSeries[]): Float64Array {
    return Float64Array.from({ length: this.steps.count }, (_, k) => {
      const values = this.present(series, k);
      return values.length === 1 ? (values[0] as number) : NaN;
    });
  }

  private missing(series: readonly StepSeries[]): Float64Array {
    return Float64Array.from({ length: this.steps.count }, (_, k) => (this.present(series, k).length === 0 ? 1 : NaN));
  }

  private aggregate(expr: Aggregate): Value {
    const param = expr.param ? this.scalar(expr.param) : null;
    return { type: "vector", series: aggregate(expr, this.members(expr), param, this.steps.count) };
  }

  /** What is aggregated. Where pods are added up anyway, those of a cell are read as one. */
  private members(expr: Aggregate): readonly StepSeries[] {
    const { arg } = expr;
    const selector = arg.kind === "call" ? arg.args[0] : arg;
    if (selector?.kind === "selector" && expr.op === "sum" && addsUp(expr, selector)) {
      if (arg.kind === "selector") return this.instant(arg, false);
      if (arg.kind === "call" && ["rate", "irate", "increase"].includes(arg.name)) {
        const value = this.call(arg, false);
        if (value.type === "vector") return value.series;
      }
    }
    return this.vector(arg);
  }

  private binary(expr: Binary): Value {
    const [left, right] = [this.value(expr.left), this.value(expr.right)];
    if (left.type === "scalar" && right.type === "scalar") {
      const values = left.values.map((a, k) => calculate(expr.op, a, right.values[k] as number));
      return { type: "scalar", values };
    }
    if (left.type === "scalar" && right.type === "vector") {
      return { type: "vector", series: withScalar(expr, right.series, left.values, true) };
    }
    if (left.type === "vector" && right.type === "scalar") {
      return { type: "vector", series: withScalar(expr, left.series, right.values, false) };
    }
    const [a, b] = [this.vectorOf(left), this.vectorOf(right)];
    return { type: "vector", series: isSet(expr.op) ? joinSets(expr, a, b) : matchSeries(expr, a, b) };
  }

  private vectorOf(value: Value): readonly StepSeries[] {
    return value.type === "vector" ? value.series : [{ labels: {}, values: value.values }];
  }
}

/** Gauges that a cell's pods share out; of the others each pod has its own value. */
const SHARED = ["workers_busy", "requests_queued", "db_connections", "pods_ready"];

/** Whether adding up pods gives what their cell has, and the result does not tell them apart. */
function addsUp({ without, labels }: Aggregate, selector: Selector): boolean {
  const keepsPod = without ? !labels.includes("pod") : labels.includes("pod");
  const gauge = metricNamed(selector.metric)?.kind === "gauge" && !SHARED.includes(selector.metric);
  return !keepsPod && !gauge && !selector.matchers.some(({ label }) => label === "pod");
}

/** The labels that `absent` can know: those its selector asks for by equality. */
function absentLabels(expr: Expr): Labels {
  if (expr.kind !== "selector") return {};
  return Object.fromEntries(expr.matchers.filter(({ op }) => op === "=").map(({ label, value }) => [label, value]));
}

/** Whether two series have the same labels, which a result must not have. */
export function duplicate(series: readonly StepSeries[]): boolean {
  const keys = series.map(({ labels }) => keyOf(labels));
  return new Set(keys).size < keys.length;
}
