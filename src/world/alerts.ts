/** Alert rules: evaluated at every scrape on what has been scraped, firing after they have held long enough. */
import { METRICS, type MetricId } from "#domain/telemetry";
import type { Expr } from "#domain/text";
import { type CelEnv, CelError, type CelHost, type CelValue, compileCel } from "#lib/cel";
import { metricMean } from "./metric";
import { emit } from "./operations/kind";
import type { AlertState, WorldState } from "./state";

interface AlertEnv extends CelEnv {
  readonly world: WorldState;
}

function metric(id: MetricId): (env: AlertEnv, args: readonly CelValue[]) => CelValue {
  return (env, args) => {
    const node = args[0];
    const region = args[1];
    if (typeof node !== "string") throw new CelError("type", "the name of a service is needed");
    const scrape = env.world.system.telemetry.scrape;
    return metricMean(env.world, id, node, typeof region === "string" ? { region } : {}, 2 * scrape);
  };
}

/** The value of a metric in the last recorded second: what a gauge showed at the scrape. */
function newest(env: AlertEnv, args: readonly CelValue[]): CelValue {
  const [id, node, region] = args;
  if (typeof id !== "string" || !Object.hasOwn(METRICS, id))
    throw new CelError("type", "the name of a metric is needed");
  if (typeof node !== "string") throw new CelError("type", "the name of a service is needed");
  return metricMean(env.world, id as MetricId, node, typeof region === "string" && region !== "" ? { region } : {}, 1);
}

const pair = (args: readonly CelValue[]): [number, number] => {
  const [a, b] = args;
  if (typeof a !== "number" || typeof b !== "number") throw new CelError("type", "two numbers are needed here");
  return [a, b];
};

/** Functions of alert expressions: `error_rate(node[, region])` and so on, over the last two scrapes. */
export const ALERT_HOST: CelHost<AlertEnv> = {
  metric_last: newest,
  min: (_, args) => Math.min(...pair(args)),
  max: (_, args) => Math.max(...pair(args)),
  error_rate: metric("errors"),
  requests: metric("requests"),
  latency_p50: metric("latency_p50"),
  latency_p95: metric("latency_p95"),
  latency_p99: metric("latency_p99"),
  saturation: metric("saturation"),
  cpu: metric("cpu"),
  queue: metric("queue"),
  pods: metric("pods"),
  restarts: metric("restarts"),
  connections: metric("connections"),
  completed: metric("completed"),
};

const compiled = new WeakMap<object, (env: AlertEnv) => CelValue>();

function holds(w: WorldState, expr: Expr): boolean {
  let f = compiled.get(expr);
  if (f === undefined) {
    f = compileCel<AlertEnv>(expr.node, ALERT_HOST);
    compiled.set(expr, f);
  }
  const v = f({ world: w, lookup: () => undefined });
  return v === true || (typeof v === "number" && v !== 0);
}

export function evaluateAlerts(w: WorldState): void {
  const { scrape } = w.system.telemetry;
  if (w.second <= w.tape.from + 2 * scrape || w.second % scrape !== 0) return;
  w.system.alerts.forEach((rule, i) => {
    const state = w.alerts[i] as AlertState;
    if (!holds(w, rule.expr)) {
      state.since = null;
      if (state.firing) {
        state.firing = false;
        emit(w, { kind: "alert", id: rule.id, phase: "resolved", by: "platform", text: rule.title });
      }
      return;
    }
    if (state.since === null) state.since = w.second;
    if (!state.firing && w.second - state.since >= rule.hold) {
      state.firing = true;
      emit(w, { kind: "alert", id: rule.id, phase: "fired", by: "platform", text: rule.title });
    }
  });
}
