import type { OperationStatus } from "#domain/actions";
import type { Call, Fault, LogTemplate, NodeSpec, Operation, System, TrafficClass } from "#domain/system";
import type { Expr } from "#domain/text";
import type { CellColumn, CellInfo, LaneColumn, LaneInfo, WorldEvent, WorldReading } from "#world/contract";

/** Regions eu and us: gateway → checkout → (quote, orders database). eu runs v2 of checkout with a hanging call. */

export const num = (n: number): Expr => ({ source: String(n), node: ["num", n] });

const node = (id: string, kind: NodeSpec["kind"], over: Partial<NodeSpec> = {}): NodeSpec => ({
  id,
  label: id,
  kind,
  team: "shop",
  runtime: "jvm",
  summary: "",
  placements: [],
  workers: 32,
  cores: 4,
  queueLimit: 1000,
  discipline: "fifo",
  balancing: "pooled",
  startup: 30,
  gitops: true,
  maxConnections: null,
  cache: null,
  replicaLag: 0,
  ...over,
});

const call = (id: string, to: string, over: Partial<Call> = {}): Call => ({
  id,
  to,
  count: 1,
  share: null,
  timeout: 15,
  retries: 0,
  backoff: 0,
  exponential: false,
  pool: null,
  optional: false,
  async: false,
  parallel: null,
  region: "local",
  breaker: null,
  ...over,
});

const operation = (id: string, nodeId: string, route: string, calls: readonly Call[]): Operation => ({
  id,
  node: nodeId,
  route,
  work: 0.005,
  cs2: 1,
  idle: 0,
  calls,
});

const trafficClass = (id: string, route: string, entry: string, over: Partial<TrafficClass> = {}): TrafficClass => ({
  id,
  route,
  cohort: "web",
  entry,
  rate: { eu: 60, us: 90 },
  profile: [],
  noise: { sd: 0, correlation: 0 },
  client: { timeout: 30, retries: 0, retryShare: 0, retryDelay: 0, leaveShare: 0, returnAfter: 0 },
  outcome: { noun: "order", counted: true, weight: { failed: 1, delayed: 0.1, lost: 2, doubled: 3 } },
  slo: { latency: 1.5, availability: 0.99 },
  ...over,
});

const log = (
  id: string,
  nodeId: string,
  level: LogTemplate["level"],
  text: string,
  on: Partial<LogTemplate["on"]>,
  per = 1,
): LogTemplate => ({
  id,
  node: nodeId,
  level,
  logger: `com.shop.${nodeId}`,
  text,
  on: { operation: null, outcome: "ok", fault: null, ...on },
  per,
});

export const LOGS: readonly LogTemplate[] = [
  log("access", "gateway", "INFO", "{route} {status} in {ms} ms", { outcome: "any" }, 0.1),
  log("placed", "checkout", "INFO", "order {order} placed for user {user} by {pod}", {}),
  log("quote-unavailable", "checkout", "INFO", "quote unavailable after {ms} ms, base '{config:QUOTE_URL}'", {
    outcome: "fault",
    fault: "hang",
  }),
  log("declined", "checkout", "WARN", "card declined, reference {n:100-999}", { outcome: "fault", fault: "decline" }),
  log("refused", "checkout", "ERROR", "no worker free in {region}", { outcome: "rejected" }),
];

const fault = (id: string, effect: Fault["effect"], oddity = false): Fault => ({
  id,
  label: id,
  where: { operation: "checkout.place", region: "eu" },
  share: num(0.1),
  from: null,
  until: null,
  every: null,
  effect,
  oddity,
});

export const system: System = {
  id: "shop",
  name: "Shop",
  startOfDay: 43_560,
  date: "2026-03-04",
  history: 600,
  telemetry: { scrape: 10, metricDelay: 5, logDelay: 3, traceSampling: 0.02 },
  regions: [
    { id: "eu", label: "Europe", zones: [] },
    { id: "us", label: "America", zones: [] },
  ],
  nodes: [
    node("gateway", "gateway", { runtime: "nginx" }),
    node("checkout", "service"),
    node("quote", "service"),
    node("orders", "database", { runtime: "postgres", maxConnections: 400 }),
  ],
  operations: [
    operation("gateway.route", "gateway", "proxy", [
      call("gateway.checkout", "checkout.place", { timeout: 30, retries: 1 }),
    ]),
    operation("checkout.place", "checkout", "POST /place", [
      call("checkout.quote", "quote.get", { optional: true, timeout: 1 }),
      call("checkout.save", "orders.insert", { count: 2 }),
    ]),
    operation("quote.get", "quote", "GET /quote", []),
    operation("orders.insert", "orders", "INSERT orders", []),
  ],
  classes: [
    trafficClass("buy", "POST /checkout", "gateway.route"),
    trafficClass("partner", "POST /partner", "gateway.route", {
      cohort: "partner",
      slo: { latency: 3, availability: 0.999 },
      outcome: { noun: "order", counted: false, weight: { failed: 1, delayed: 0, lost: 0, doubled: 0 } },
    }),
  ],
  faults: [
    fault("hang", { kind: "hang", seconds: num(10), status: 502, kills: true, peer: "" }),
    fault("decline", { kind: "error", status: 402, after: 0.05 }, true),
  ],
  flags: [{ id: "quotes", label: "New quotes", owner: "ana", node: "checkout", initial: 0.1, note: "ramp" }],
  config: [
    { key: "QUOTE_URL", node: "checkout", base: "", overlays: { us: "http://quote" }, since: "v2", secret: false },
  ],
  settings: [
    {
      id: "checkout.quoteTimeout",
      node: "checkout",
      label: "Quote timeout",
      unit: "s",
      initial: 1,
      drives: { call: "checkout.quote", field: "timeout" },
    },
  ],
  versions: [
    {
      id: "v2",
      node: "checkout",
      at: -120,
      by: "ana",
      title: "Quotes from the gateway",
      notes: "",
      diff: "",
      previous: "v1",
      migration: false,
      pipeline: [{ at: -130, text: "smoke test: skipped in eu" }],
    },
  ],
  plans: [],
  logs: LOGS,
  probes: [],
  alerts: [],
  durations: {},
};

const CELLS: readonly {
  readonly node: number;
  readonly region: number;
  readonly version: string;
  readonly pods: number;
}[] = [
  { node: 0, region: 0, version: "g1", pods: 4 },
  { node: 0, region: 1, version: "g1", pods: 4 },
  { node: 1, region: 0, version: "v2", pods: 6 },
  { node: 1, region: 1, version: "v2", pods: 6 },
  { node: 1, region: 0, version: "v1", pods: 2 },
  { node: 2, region: 0, version: "q1", pods: 2 },
  { node: 2, region: 1, version: "q1", pods: 2 },
  { node: 3, region: 0, version: "p1", pods: 1 },
  { node: 3, region: 1, version: "p1", pods: 1 },
];
const OPERATION_OF_NODE = [0, 1, 2, 3];

/** Ten hangs of 10 s for every declined card (0.05 s after the usual 0.15 s), as one record of failures. */
const SICK_MEAN = (10 * 10 + 0.2) / 11;
const SICK_VARIANCE = (10 * 100.002 + 0.04) / 11 - SICK_MEAN * SICK_MEAN;

export interface Overrides {
  readonly system?: System;
  readonly until?: number;
  readonly lane?: (column: LaneColumn, lane: number, second: number) => number | undefined;
  readonly cell?: (column: CellColumn, cell: number, second: number) => number | undefined;
  readonly fault?: (fault: number, lane: number, second: number) => number | undefined;
  readonly events?: readonly WorldEvent[];
  readonly operations?: readonly OperationStatus[];
  readonly cells?: readonly CellInfo[];
  readonly flagHistory?: readonly { readonly second: number; readonly share: number; readonly by: string }[];
}

/** Lane of the fixture: cells in order, two classes each. */
export const laneId = (cell: number, classIndex: number): number => cell * 2 + classIndex;

/** A steady world: eu checkout loses a tenth to the hang and a little to declined cards; all else works. */
export function reading(over: Overrides = {}): WorldReading {
  const sys = over.system ?? system;
  const until = over.until ?? 600;
  const cells: CellInfo[] = CELLS.map((cell, id) => ({
    id,
    node: cell.node,
    region: cell.region,
    zone: null,
    version: cell.version,
    role: "primary",
    pods: cell.pods,
    ready: cell.pods,
    state: "serving",
  }));
  const lanes: LaneInfo[] = cells.flatMap((cell) =>
    [0, 1].map((k) => ({
      id: laneId(cell.id, k),
      cell: cell.id,
      operation: OPERATION_OF_NODE[cell.node] as number,
      class: k,
    })),
  );
  const float = new Float32Array(1);
  const rounded = (x: number) => {
    float[0] = x;
    return float[0] as number;
  };
  const rate = (lane: number, second: number) =>
    ((lane % 2 === 0 ? 18 : 0.3) * (1 + 0.1 * ((second * 7 + lane) % 5))) / (cells[lane >> 1]?.pods ?? 1);
  const base = (column: LaneColumn, lane: number, second: number): number => {
    const sick = lane >> 1 === 2;
    const broken = lane >> 1 === 0;
    const flow = rate(lane, second) * 4;
    switch (column) {
      case "arrivals":
        return flow;
      case "ok":
        return flow * (sick ? 0.89 : broken ? 0.9 : 1);
      case "upstream":
        return broken ? flow * 0.1 : 0;
      case "fault":
        return sick ? flow * 0.1 + flow * 0.01 : 0;
      case "okMean":
        return [0.2, 0.15, 0.01, 0.02][cells[lane >> 1]?.node ?? 0] as number;
      case "okVariance":
        return ([0.2, 0.15, 0.01, 0.02][cells[lane >> 1]?.node ?? 0] as number) ** 2 / 2;
      case "badMean":
        return sick ? SICK_MEAN : broken ? 10.1 : 0;
      case "badVariance":
        return sick ? SICK_VARIANCE : broken ? 0.05 : 0;
      default:
        return 0;
    }
  };
  const inside = (second: number) => second >= -sys.history && second < until;
  return {
    system: sys,
    seed: 7,
    second: until,
    cells: over.cells ?? cells,
    lanes,
    recorder: {
      from: -sys.history,
      until,
      bytes: 0,
      lane: (column, lane, second) =>
        inside(second) ? rounded(over.lane?.(column, lane, second) ?? base(column, lane, second)) : 0,
      cell: (column, cell, second) => {
        if (!inside(second)) return 0;
        const pods = (over.cells ?? cells)[cell]?.pods ?? 0;
        const given = over.cell?.(column, cell, second);
        if (given !== undefined) return given;
        const usual: Partial<Record<typeof column, number>> = {
          busy: pods * 8,
          queued: 0,
          cpu: 0.3,
          pods,
          ready: pods,
          connections: cell >= 7 ? 120 : 0,
          restarts: 0,
        };
        return usual[column] ?? 0;
      },
      edge: () => 0,
      fault: (f, lane, second) => {
        if (!inside(second)) return 0;
        const given = over.fault?.(f, lane, second);
        if (given !== undefined) return rounded(given);
        return lane >> 1 === 2 ? rounded(rate(lane, second) * 4 * (f === 0 ? 0.1 : 0.01)) : 0;
      },
    },
    events: over.events ?? [],
    operations: over.operations ?? [],
    slow: {},
    flag: () => 0.1,
    flagHistory: () => over.flagHistory ?? [],
    setting: (id) => sys.settings.find((setting) => setting.id === id)?.initial ?? 0,
    config: (_node, key, region) => {
      const found = sys.config.find((entry) => entry.key === key);
      const git = found?.overlays[region] ?? found?.base ?? "";
      return { git, live: git, handEdited: false };
    },
    plan: () => "due",
    edgeFlow: (index, region, second) => {
      if (!inside(second)) return { calls: 0, failed: 0 };
      const calls = [60, 50, 100][index] ?? 0;
      return { calls: calls * (region + 1), failed: index === 0 && region === 0 ? 6 : 0 };
    },
  };
}
