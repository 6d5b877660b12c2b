import { LABELS, type MetricId } from "#domain/telemetry";
import type { Expr, Selector } from "./ast";
import { metricNamed } from "./names";
import type { StepSeries } from "./series";

/** Which of the board's metrics a selector shows: of latencies the percentile that is taken, or all of them. */
function metricsOf(selector: Selector, quantile: number | null): readonly MetricId[] {
  const metric = metricNamed(selector.metric);
  if (metric === undefined) return [];
  if (metric.kind === "bucket") {
    if (quantile === null) return ["latency_p50", "latency_p95", "latency_p99"];
    return [quantile <= 0.7 ? "latency_p50" : quantile < 0.97 ? "latency_p95" : "latency_p99"];
  }
  if (metric.kind === "sum") return ["latency_p50"];
  const failed = selector.matchers.some(
    ({ label, test }) => label === "status" && !test("200") && ["500", "502", "503", "504"].some(test),
  );
  return metric.id === "requests" && failed ? ["requests", "errors"] : [metric.id];
}

/** Selectors of a query with the quantile that is taken of each, where it is a plain number. */
function selectorsIn(
  expr: Expr,
  quantile: number | null,
  found: { selector: Selector; quantile: number | null }[],
): void {
  switch (expr.kind) {
    case "selector":
      found.push({ selector: expr, quantile });
      return;
    case "number":
      return;
    case "negate":
      selectorsIn(expr.arg, quantile, found);
      return;
    case "aggregate":
      if (expr.param) selectorsIn(expr.param, quantile, found);
      selectorsIn(expr.arg, quantile, found);
      return;
    case "binary":
      selectorsIn(expr.left, quantile, found);
      selectorsIn(expr.right, quantile, found);
      return;
    case "call": {
      const [p] = expr.args;
      const taken = expr.name === "histogram_quantile" && p?.kind === "number" ? p.value : quantile;
      for (const arg of expr.args) selectorsIn(arg, taken, found);
    }
  }
}

/**
 * What a result shows, for facts: `metric:<id>:<node>` and, for each label that is left in the result,
 * `metric:<id>:<node>:by-<label>`. The node is `all` when several were put together and cannot be told apart.
 */
export function showsOf(
  expr: Expr,
  read: readonly { readonly selector: Selector; readonly nodes: ReadonlySet<string> }[],
  series: readonly StepSeries[],
): string[] {
  if (series.length === 0) return [];
  const nodesLeft = new Set(series.map(({ labels }) => labels.node ?? "").filter((node) => node !== ""));
  const kept = LABELS.filter((label) => series.some(({ labels }) => labels[label] !== undefined));
  const selectors: { selector: Selector; quantile: number | null }[] = [];
  selectorsIn(expr, null, selectors);
  const shows = new Set<string>();
  for (const { selector, nodes } of read) {
    const quantile = selectors.find((each) => each.selector === selector)?.quantile ?? null;
    const shown =
      nodes.size === 1 ? [...nodes] : nodesLeft.size > 0 ? [...nodes].filter((node) => nodesLeft.has(node)) : ["all"];
    if (nodes.size === 0) continue;
    for (const id of metricsOf(selector, quantile)) {
      for (const node of shown) {
        shows.add(`metric:${id}:${node}`);
        for (const label of kept) shows.add(`metric:${id}:${node}:by-${label}`);
      }
    }
  }
  return [...shows].sort();
}

/** Unit of a result, as far as it can be told; empty where numbers have none. */
export function unitOf(expr: Expr): string {
  switch (expr.kind) {
    case "number":
      return "";
    case "selector":
      return metricNamed(expr.metric)?.unit ?? "";
    case "negate":
      return unitOf(expr.arg);
    case "aggregate":
      return expr.op === "count" || expr.op === "group" ? "count" : unitOf(expr.arg);
    case "binary":
      return unitOfBinary(expr.op, expr.bool, unitOf(expr.left), unitOf(expr.right));
    case "call": {
      const [first] = expr.args;
      if (expr.name === "histogram_quantile") return "s";
      if (expr.name === "time") return "s";
      if (["changes", "resets", "count_over_time", "absent"].includes(expr.name)) return "count";
      const unit = first ? unitOf(first) : "";
      if (expr.name === "rate" || expr.name === "irate")
        return unit === "count" ? "per s" : unit === "s" ? "s per s" : "";
      if (expr.name === "deriv") return unit === "" ? "" : `${unit} per s`;
      return unit;
    }
  }
}

function unitOfBinary(op: string, bool: boolean, left: string, right: string): string {
  if (bool) return "";
  if (op === "/") {
    if (left === "s per s" && right === "per s") return "s";
    if (left !== "" && left === right) return "share";
    return right === "" ? left : "";
  }
  if (op === "*") return left === "" ? right : right === "" ? left : "";
  if (op === "^") return "";
  return left !== "" ? left : right;
}
