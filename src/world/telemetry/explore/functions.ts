import type { ValueType } from "./ast";

export interface FunctionSpec {
  readonly args: readonly ValueType[];
  /** Arguments that may be left out, at the end. */
  readonly optional: number;
  readonly result: "scalar" | "vector";
  readonly example: string;
  readonly help: string;
}

const VECTOR: readonly ValueType[] = ["vector"];
const RANGE: readonly ValueType[] = ["range"];
const spec = (
  args: readonly ValueType[],
  example: string,
  help: string,
  over: Partial<FunctionSpec> = {},
): FunctionSpec => ({ args, optional: 0, result: "vector", example, help, ...over });

/** The functions of the subset. */
export const FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  rate: spec(RANGE, "rate(http_requests_total[5m])", "increase of a counter per second, mean over the range"),
  irate: spec(RANGE, "irate(http_requests_total[1m])", "increase of a counter per second, of the last two samples"),
  increase: spec(RANGE, "increase(http_requests_total[1h])", "increase of a counter over the range"),
  delta: spec(RANGE, "delta(db_connections[10m])", "difference of a gauge between both ends of the range"),
  deriv: spec(RANGE, "deriv(memory_used_bytes[15m])", "slope of a gauge per second (least squares)"),
  predict_linear: spec(
    ["range", "scalar"],
    "predict_linear(disk_used_ratio[1h], 4 * 3600)",
    "where a gauge will be in so many seconds if it goes on like this",
  ),
  avg_over_time: spec(RANGE, "avg_over_time(cpu_utilisation_ratio[10m])", "mean of the samples of each series"),
  max_over_time: spec(RANGE, "max_over_time(requests_queued[10m])", "highest sample of each series"),
  min_over_time: spec(RANGE, "min_over_time(pods_ready[10m])", "lowest sample of each series"),
  sum_over_time: spec(RANGE, "sum_over_time(requests_queued[10m])", "sum of the samples of each series"),
  count_over_time: spec(RANGE, "count_over_time(pods_ready[10m])", "number of samples of each series"),
  last_over_time: spec(RANGE, "last_over_time(pods_ready[10m])", "newest sample of each series"),
  changes: spec(RANGE, "changes(pods_ready[30m])", "how often the value changed"),
  resets: spec(RANGE, "resets(http_requests_total[1h])", "how often a counter began again"),
  histogram_quantile: spec(
    ["scalar", "vector"],
    "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))",
    "value below which a share of the requests lies, from buckets (keep le)",
  ),
  absent: spec(VECTOR, 'absent(pods_ready{node="checkout"})', "1 where there is no series"),
  abs: spec(VECTOR, "abs(delta(db_connections[10m]))", "without sign"),
  ceil: spec(VECTOR, "ceil(workers_busy)", "rounded up"),
  floor: spec(VECTOR, "floor(workers_busy)", "rounded down"),
  sqrt: spec(VECTOR, "sqrt(workers_busy)", "square root"),
  round: spec(["vector", "scalar"], "round(workers_busy, 0.5)", "rounded to a multiple, of 1 unless told", {
    optional: 1,
  }),
  clamp: spec(["vector", "scalar", "scalar"], "clamp(workers_busy, 0, 100)", "held between two limits"),
  clamp_min: spec(["vector", "scalar"], "clamp_min(workers_busy, 1)", "at least"),
  clamp_max: spec(["vector", "scalar"], "clamp_max(workers_busy, 100)", "at most"),
  scalar: spec(VECTOR, "scalar(sum(pods_ready))", "the value of the only series", { result: "scalar" }),
  vector: spec(["scalar"], "vector(1)", "a series without labels"),
  time: spec([], "time()", "seconds since the start", { result: "scalar" }),
};

/** What to use for functions of PromQL that are not in the subset. */
export const INSTEAD: Readonly<Record<string, string>> = {
  idelta: "delta",
  holt_winters: "predict_linear",
  double_exponential_smoothing: "predict_linear",
  quantile_over_time: "max_over_time or avg_over_time",
  stddev_over_time: "max_over_time − min_over_time",
  stdvar_over_time: "max_over_time − min_over_time",
  absent_over_time: "absent",
  present_over_time: "count_over_time",
  timestamp: "time",
  label_replace: "sum by (label)",
  label_join: "sum by (label)",
  sort: "the table, which sorts",
  sort_desc: "the table, which sorts",
  histogram_avg: "the _sum divided by the _count",
  count_values: "count",
  stddev: "max − min, or quantile",
  stdvar: "max − min, or quantile",
  limitk: "topk",
  limit_ratio: "topk",
};
