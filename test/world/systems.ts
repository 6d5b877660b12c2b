/** Small systems to test with: the compiled form, written by hand through builders with sensible defaults. */
import type { Call, Fault, NodeSpec, Operation, Placement, System, TrafficClass } from "#domain/system";
import type { Expr } from "#domain/text";
import type { CelNode } from "#lib/cel";

/** An expression from a tree. */
export function expr(node: CelNode): Expr {
  return { source: JSON.stringify(node), node };
}
export const num = (x: number): Expr => expr(["num", x]);

export function placement(region: string, pods: number, version = "v1", over: Partial<Placement> = {}): Placement {
  return { region, zone: null, pods, version, role: "primary", ...over };
}

export function node(id: string, placements: readonly Placement[], over: Partial<NodeSpec> = {}): NodeSpec {
  return {
    id,
    label: id,
    kind: "service",
    team: "team",
    runtime: "jvm",
    summary: "",
    placements,
    workers: 1e6,
    cores: 4,
    queueLimit: 1e9,
    discipline: "fifo",
    balancing: "pooled",
    startup: 20,
    gitops: false,
    maxConnections: null,
    cache: null,
    replicaLag: 0,
    ...over,
  };
}

export function call(id: string, to: string, over: Partial<Call> = {}): Call {
  return {
    id,
    to,
    count: 1,
    share: null,
    timeout: 30,
    retries: 0,
    backoff: 0.05,
    exponential: false,
    pool: null,
    optional: false,
    async: false,
    parallel: null,
    region: "local",
    breaker: null,
    ...over,
  };
}

export function operation(id: string, work: number, over: Partial<Operation> = {}): Operation {
  return { id, node: id.split(".")[0] as string, route: `POST /${id}`, work, cs2: 1, idle: 0, calls: [], ...over };
}

export function trafficClass(
  id: string,
  entry: string,
  rate: Readonly<Record<string, number>>,
  over: Partial<TrafficClass> = {},
): TrafficClass {
  return {
    id,
    route: id,
    cohort: "all",
    entry,
    rate,
    profile: [],
    noise: { sd: 0, correlation: 0.9 },
    client: { timeout: 1e6, retries: 0, retryShare: 1, retryDelay: 1, leaveShare: 0, returnAfter: 600 },
    outcome: { noun: "request", counted: true, weight: { failed: 1, delayed: 0.2, lost: 3, doubled: 5 } },
    slo: { latency: 5, availability: 0.999 },
    ...over,
  };
}

export function fault(id: string, over: Partial<Fault> & Pick<Fault, "effect">): Fault {
  return { id, label: id, where: {}, share: num(1), from: null, until: null, every: null, oddity: false, ...over };
}

export function system(over: Partial<System>): System {
  return {
    id: "test",
    name: "Test",
    startOfDay: 43200,
    date: "2026-03-10",
    history: 60,
    telemetry: { scrape: 10, metricDelay: 10, logDelay: 2, traceSampling: 1 },
    regions: [{ id: "eu", label: "EU", zones: [] }],
    nodes: [],
    operations: [],
    classes: [],
    faults: [],
    flags: [],
    config: [],
    settings: [],
    versions: [],
    plans: [],
    logs: [],
    probes: [],
    alerts: [],
    durations: {},
    ...over,
  };
}

/** One station: `c` servers of mean service `s`, `rate` requests/s. */
export function station(
  c: number,
  s: number,
  rate: number,
  over: { node?: Partial<NodeSpec>; class?: Partial<TrafficClass>; operation?: Partial<Operation> } = {},
): System {
  return system({
    nodes: [node("app", [placement("eu", 1)], { cores: c, ...over.node })],
    operations: [operation("app.do", s, over.operation)],
    classes: [trafficClass("all", "app.do", { eu: rate }, over.class)],
  });
}
