import type { Command, CommandBody } from "#domain/commands";
import type { Program, Scene, StoryRequest, Trigger } from "#domain/drill";
import type { RunHeader } from "#domain/run";
import type { Fault, NodeSpec, Operation, System, TrafficClass } from "#domain/system";
import type { Expr, Text } from "#domain/text";
import { newHeader } from "#engine/index";
import type { CelNode, CelOperator } from "#lib/cel";

/** Expression builders: the tests do not depend on the compiler. */
export const num = (n: number): CelNode => ["num", n];
export const str = (s: string): CelNode => ["str", s];
export const id = (name: string): CelNode => ["id", name];
export const fn = (name: string, ...args: readonly (CelNode | string | number)[]): CelNode => [
  "call",
  name,
  args.map(arg),
];
export const op = (operator: CelOperator, ...args: readonly (CelNode | string | number)[]): CelNode => [
  "op",
  operator,
  args.map(arg),
];
const arg = (a: CelNode | string | number): CelNode =>
  typeof a === "string" ? str(a) : typeof a === "number" ? num(a) : a;
export const expr = (node: CelNode): Expr => ({ source: JSON.stringify(node), node });
export const YES = expr(["bool", true]);
export const text = (...parts: readonly (string | CelNode)[]): Text =>
  parts.map((part) => (typeof part === "string" ? part : { expr: expr(part), format: "count" }));

export const trigger = (at: number | null, when: CelNode | null = null, more: Partial<Trigger> = {}): Trigger => ({
  at,
  when: when === null ? null : expr(when),
  after: 0,
  unless: null,
  ...more,
});

const node = (id: string, kind: NodeSpec["kind"], pods: number, more: Partial<NodeSpec> = {}): NodeSpec => ({
  id,
  label: id,
  kind,
  team: "Web",
  runtime: "go",
  summary: "",
  placements: ["eu", "us"].map((region) => ({
    region,
    zone: null,
    pods,
    version: id === "shop" ? "v2" : "v1",
    role: "primary",
  })),
  workers: 32,
  cores: 2,
  queueLimit: 1000,
  discipline: "fifo",
  balancing: "pooled",
  startup: 20,
  gitops: id === "shop",
  maxConnections: null,
  cache: null,
  replicaLag: 0,
  ...more,
});

const operation = (id: string, work: number, calls: Operation["calls"] = []): Operation => ({
  id,
  node: id.split(".")[0] ?? "",
  route: `GET /${id}`,
  work,
  cs2: 1,
  idle: 0.02,
  calls,
});

const call = (id: string, to: string): Operation["calls"][number] => ({
  id,
  to,
  count: 1,
  share: null,
  timeout: 10,
  retries: 0,
  backoff: 0.1,
  exponential: true,
  pool: null,
  optional: false,
  async: false,
  parallel: null,
  region: "local",
  breaker: null,
});

const users = (id: string, route: string, rate: number): TrafficClass => ({
  id,
  route,
  cohort: id,
  entry: "edge.buy",
  rate: { eu: rate, us: rate },
  profile: [],
  noise: { sd: 0.02, correlation: 0.98 },
  client: { timeout: 30, retries: 1, retryShare: 0.5, retryDelay: 3, leaveShare: 0.05, returnAfter: 300 },
  outcome: { noun: "order", counted: true, weight: { failed: 1, delayed: 0.1, lost: 2, doubled: 4 } },
  slo: { latency: 1, availability: 0.999 },
});

/** One of the pods in one region answers with errors. */
export const BAD_POD: Fault = {
  id: "bad-pod",
  label: "One pod is broken",
  where: { node: "shop", region: "eu", pods: 1 },
  share: expr(num(1)),
  from: 30,
  until: null,
  every: null,
  effect: { kind: "error", status: 500, after: 0.01 },
  oddity: false,
};

/** Requests with the flag hang, in one region. */
export const HANG: Fault = {
  id: "dead-line",
  label: "Calls without an address hang",
  where: { node: "shop", region: "eu", version: "v2" },
  share: expr(fn("flag", "quotes")),
  from: null,
  until: null,
  every: null,
  effect: { kind: "hang", seconds: expr(num(10)), status: 502, kills: true, peer: "" },
  oddity: false,
};

export const SYSTEM: System = {
  id: "tiny",
  name: "Tiny Shop",
  startOfDay: 43_560,
  date: "2026-03-12",
  history: 120,
  telemetry: { scrape: 15, metricDelay: 10, logDelay: 5, traceSampling: 0.05 },
  regions: [
    { id: "eu", label: "Europe", zones: [] },
    { id: "us", label: "America", zones: [] },
  ],
  nodes: [
    node("edge", "edge", 2, { workers: 1e9, runtime: "nginx" }),
    node("shop", "service", 4),
    node("stock", "service", 4),
  ],
  operations: [
    operation("edge.buy", 0.001, [call("edge.shop", "shop.buy")]),
    operation("shop.buy", 0.02, [call("shop.stock", "stock.take")]),
    operation("stock.take", 0.01),
  ],
  classes: [users("retail", "/buy", 40), users("acme", "/api/buy", 5)],
  faults: [BAD_POD, HANG],
  flags: [{ id: "quotes", label: "Quotes", owner: "Web", node: "shop", initial: 0, note: "" }],
  config: [{ key: "URL", node: "shop", base: "", overlays: { us: "http://us" }, since: null, secret: false }],
  settings: [
    {
      id: "shop.timeout",
      node: "shop",
      label: "Timeout",
      unit: "s",
      initial: 10,
      drives: { call: "shop.stock", field: "timeout" },
    },
  ],
  versions: ["v1", "v2"].map((id, i) => ({
    id,
    node: "shop",
    at: i === 0 ? -100_000 : -60,
    by: "ana",
    title: `Release ${id}`,
    notes: "",
    diff: i === 0 ? "" : "+ url := os.Getenv(URL)",
    previous: i === 0 ? null : "v1",
    migration: false,
    pipeline: [{ at: -90, text: "smoke test skipped in eu" }],
  })),
  plans: [
    {
      id: "ramp",
      at: 240,
      by: "bo",
      label: "Quotes to 40 %",
      unless: null,
      change: { kind: "flag", flag: "quotes", share: 0.4 },
    },
  ],
  logs: [
    {
      id: "bought",
      node: "shop",
      level: "INFO",
      logger: "shop",
      text: "order {order} in {ms} ms",
      on: { operation: "shop.buy", outcome: "ok", fault: null },
      per: 1,
    },
    {
      id: "broken",
      node: "shop",
      level: "INFO",
      logger: "shop",
      text: "could not place {order}",
      on: { operation: "shop.buy", outcome: "fault", fault: "bad-pod" },
      per: 1,
    },
  ],
  probes: [
    {
      id: "curl",
      node: "shop",
      label: "curl $URL",
      seconds: 5,
      cases: [
        { when: expr(op("==", fn("config", "URL"), "")), output: "curl: no address" },
        { when: null, output: "200 OK" },
      ],
    },
  ],
  alerts: [
    {
      id: "errors",
      title: "Error rate",
      node: "edge",
      expr: expr(op(">", fn("error_rate", "edge"), 0.02)),
      hold: 30,
      severity: "page",
      summary: "",
    },
  ],
  durations: {},
};

const HOLD: StoryRequest = {
  id: "hold",
  from: "bo",
  audience: "incident",
  trigger: trigger(150),
  text: text("The ramp is at 12:10. Shall I hold it? ", fn("failed"), " orders failed."),
  deadline: 60,
  options: [
    {
      id: "hold",
      label: text("Hold it"),
      available: null,
      reply: text("Held."),
      effects: [{ kind: "cancel-plan", plan: "ramp" }],
    },
    { id: "go", label: text("Go ahead"), available: expr(op(">", fn("acked"), 0)), reply: null, effects: [] },
  ],
  silence: { reply: text("I took that as a yes."), effects: [{ kind: "gauge", gauge: "trust", add: expr(num(-5)) }] },
};

const SCENE: Scene = {
  variant: { id: "bad-pod", label: "One bad pod", weight: 3 },
  system: SYSTEM,
  people: [
    { id: "ana", name: "Ana Ruiz", role: "Support lead", team: "Support", colour: 1 },
    { id: "bo", name: "Bo Lind", role: "Product", team: "Web", colour: 2 },
  ],
  roles: [{ id: "lead", label: "Incident lead" }],
  briefing: "",
  page: {
    id: "page",
    trigger: trigger(90),
    title: "Orders fail",
    body: text(fn("failed"), " orders failed."),
    runbook: "errors",
  },
  remarks: [
    {
      id: "complaints",
      from: "ana",
      audience: "support",
      trigger: trigger(null, op("&&", op(">", fn("failed"), 200), op(">", id("t"), 100)), { after: 10 }),
      text: text(fn("failed"), " so far."),
      effects: [{ kind: "remark", from: "bo", audience: "incident", text: text("Is it us?"), after: 5 }],
      interrupts: true,
    },
    {
      id: "never",
      from: "bo",
      audience: "incident",
      trigger: trigger(200, null, { unless: expr(op(">=", fn("acked"), 0)) }),
      text: text("Is anybody there?"),
      effects: [],
      interrupts: true,
    },
  ],
  requests: [HOLD],
  facts: [
    {
      id: "only-eu",
      text: text("All failures are in eu, ", fn("failed"), " so far."),
      why: "",
      shown: [
        {
          panel: "board",
          when: expr(op("&&", op("==", id("split"), "region"), op(">", fn("last", "errors", "eu"), 0.01))),
        },
      ],
    },
    {
      id: "one-line",
      text: text("Only eu writes that line."),
      why: "",
      shown: [{ panel: "logs", when: expr(op("==", fn("onlyRegion", "broken"), "eu")) }],
    },
    {
      id: "no-address",
      text: text("The address is empty."),
      why: "",
      shown: [
        { panel: "probe", when: expr(fn("outputHas", "no address")) },
        { panel: "deploy", when: expr(fn("outputHas", "Getenv")) },
      ],
    },
  ],
  machines: [
    {
      id: "case",
      config: {
        initial: "impact",
        states: {
          impact: { on: { "condition.calm": { target: "contained", actions: ["cheer"] } } },
          contained: { on: { resolve: "closed" } },
          closed: { type: "final" },
        },
      },
      effects: { cheer: [{ kind: "remark", from: "ana", audience: "support", text: text("It is quiet."), after: 0 }] },
    },
  ],
  conditions: [{ id: "calm", when: expr(op("&&", op(">", fn("acked"), 0), op("<", fn("failedIn", 20), 1))), hold: 10 }],
  gauges: [
    {
      id: "trust",
      label: "Trust",
      initial: 70,
      min: 0,
      max: 100,
      drift: expr(["op", "?:", [op(">", fn("failedIn", 60), 60), num(-2), num(0)]]),
      visible: true,
    },
  ],
  endings: [
    {
      id: "proved",
      title: "Contained and proved",
      when: expr(op("&&", fn("inState", "case.closed"), fn("causeNamed"))),
      text: text("Good."),
    },
    { id: "gone", title: "It went away", when: YES, text: text(fn("failed"), " orders failed.") },
  ],
  score: {
    weights: { restore: 1 },
    horizon: 600,
    harm: { failed: 1, delayed: 0.2, lost: 2, doubled: 4 },
    minimumSpread: 2,
    marks: [],
    diagnosis: {
      truth: [{ mechanism: "bad-instance", nodes: ["shop"], regions: ["eu"] }],
      triggers: [],
      sufficient: [["only-eu"]],
      points: { cause: 50, evidence: 50 },
      reason: [],
      missed: [],
      source: "test",
    },
    cadence: [{ audience: "customers", first: 120, every: 100, points: 10, source: "test" }],
    followups: [],
    caps: [],
  },
  runbook: [{ id: "errors", title: "Orders fail", markdown: "Look at the board first." }],
  lookSeconds: { logs: 10 },
  internalTerms: ["shop", "v2"],
  tasks: [
    {
      person: "ana",
      matches: ["compare"],
      seconds: 30,
      reply: text("Done comparing."),
      effects: [{ kind: "fact", fact: "one-line" }],
    },
  ],
  brokenPromise: [
    {
      audience: "executives",
      from: "bo",
      text: text("You said by then."),
      effects: [{ kind: "gauge", gauge: "trust", add: expr(num(-15)) }],
    },
  ],
  debrief: "",
  limit: 900,
};

export const PROGRAM: Program = {
  format: 1,
  card: {
    slug: "tiny",
    code: "INC-1",
    title: "Orders fail",
    summary: "",
    form: "live",
    minutes: 10,
    level: "foundation",
    tags: [],
    company: "Tiny Shop",
    skills: [],
    variants: 2,
  },
  sources: [],
  base: SCENE,
  variants: [
    { info: SCENE.variant, patch: {} },
    {
      info: { id: "calm", label: "Nothing is wrong", weight: 1 },
      patch: { variant: { id: "calm", label: "Nothing is wrong", weight: 1 }, system: { faults: [] } },
    },
  ],
  plays: [],
  hashes: { dynamics: "0", text: "0" },
};

/** A program with a changed base scene. */
export function withScene(change: Partial<Scene>): Program {
  return { ...PROGRAM, base: { ...PROGRAM.base, ...change } };
}

export const header = (seed = 7, variant = "bad-pod"): RunHeader => newHeader(PROGRAM, { seed, variant });

/** A command of the only player. */
export function command(second: number, counter: number, body: CommandBody, seen = second): Command {
  return { ...body, second, author: "player", counter, role: "lead", seen };
}
