import type { Expr, ValueType } from "./ast";
import { FUNCTIONS, type FunctionSpec } from "./functions";
import { metricNamed } from "./names";
import { Problem } from "./problem";

/** Whether an expression gives one value, a value per series, or a range of samples per series, at each step. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case "number":
      return "scalar";
    case "selector":
      return expr.range === null ? "vector" : "range";
    case "call":
      return FUNCTIONS[expr.name]?.result ?? "vector";
    case "aggregate":
      return "vector";
    case "negate":
      return typeOf(expr.arg);
    case "binary":
      return typeOf(expr.left) === "scalar" && typeOf(expr.right) === "scalar" ? "scalar" : "vector";
  }
}

export const TYPE_WORDS: Readonly<Record<ValueType, string>> = {
  scalar: "a number",
  vector: "series",
  range: "a range of samples, such as http_requests_total[5m]",
};

/** @throws Problem where an argument is not of the type that the function wants there */
export function checkTypes(name: string, spec: FunctionSpec, args: readonly Expr[], text: string): void {
  args.forEach((arg, i) => {
    const wanted = spec.args[i] as ValueType;
    const found = typeOf(arg);
    if (found === wanted) return;
    const range = wanted === "range" && arg.kind === "selector" && arg.offset === 0;
    const fix = range
      ? `Add a range: ${name}(${text.slice(arg.from, arg.to)}[5m]).`
      : wanted === "range" && arg.kind === "aggregate"
        ? `Take ${name} first and aggregate after it: ${arg.op}(${name}(metric[5m])).`
        : `For example ${spec.example}.`;
    throw new Problem(
      `${name} wants ${TYPE_WORDS[wanted]} here, this is ${TYPE_WORDS[found].split(",")[0]}. ${fix}`,
      arg.from,
      arg.to,
    );
  });
}

/**
 * Functions of counters on gauges, and the other way round, give numbers that mean nothing.
 * @throws Problem with the function to use instead
 */
export function checkKind(name: string, args: readonly Expr[]): void {
  const arg = args.find((each) => each.kind === "selector");
  if (arg?.kind !== "selector") return;
  const gauge = metricNamed(arg.metric)?.kind === "gauge";
  if (gauge && ["rate", "irate", "increase", "resets"].includes(name)) {
    const use = name === "increase" ? "delta" : "deriv or delta";
    throw new Problem(
      `${name} is for counters; ${arg.metric} is a gauge. Use ${use}, or avg_over_time.`,
      arg.from,
      arg.to,
    );
  }
  if (!gauge && ["delta", "deriv", "predict_linear"].includes(name)) {
    const use = name === "delta" ? "increase" : "rate";
    throw new Problem(`${name} is for gauges; ${arg.metric} is a counter. Use ${use}.`, arg.from, arg.to);
  }
}
