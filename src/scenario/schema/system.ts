import * as v from "valibot";
import { ACTION_KINDS } from "#domain/actions";
import { database, lock, statement } from "./database";
import { autoscaler, credential, disk, memory, rollout } from "./platform";
import { messages } from "./queues";
import {
  bool,
  choicesOf,
  clock,
  date,
  dotted,
  duration,
  expression,
  id,
  listOf,
  mapOf,
  maybe,
  nonEmpty,
  number,
  oneOf,
  positive,
  shape,
  share,
  text,
  time,
  whole,
  word,
} from "./scalars";
import { breaker, budget, cache, concurrency, limits, outlier, throttle } from "./traffic";

const REGION_NODES = [
  "edge",
  "loadbalancer",
  "gateway",
  "service",
  "database",
  "cache",
  "queue",
  "thirdparty",
] as const;
const RUNTIMES = ["jvm", "cpython", "node", "go", "nginx", "postgres", "redis", "external"] as const;
const UNLIMITED = v.literal("unlimited", "a whole number or unlimited");
const limit = v.union(
  [
    v.pipe(v.number(), v.integer("a whole number or unlimited"), v.minValue(0, "a whole number or unlimited")),
    UNLIMITED,
  ],
  "a whole number or unlimited",
);
const perRegion = v.union([positive, mapOf(positive)], "a number, or a map of regions to numbers");
const podsPerRegion = v.union([whole, mapOf(whole)], "a whole number, or a map of regions to whole numbers");

const call = shape({
  to: dotted,
  count: maybe(positive),
  share: maybe(expression),
  timeout: maybe(duration),
  retries: maybe(whole),
  backoff: maybe(duration),
  exponential: maybe(bool),
  pool: maybe(v.union([whole, shape({ name: id, size: whole })], "a whole number, or a map with `name` and `size`")),
  optional: maybe(bool),
  async: maybe(bool),
  parallel: maybe(id),
  region: maybe(id),
  breaker: maybe(breaker),
  rtt: maybe(duration),
  budget: maybe(budget),
  throttle: maybe(throttle),
  consume: maybe(whole),
});

const operation = shape({
  route: maybe(nonEmpty),
  work: maybe(duration),
  cs2: maybe(positive),
  idle: maybe(duration),
  statement: maybe(statement),
  lock: maybe(lock),
  idempotent: maybe(expression),
  retains: maybe(expression),
  writes: maybe(positive),
  calls: maybe(mapOf(v.union([dotted, call], "node.operation, or a map with `to`"))),
});

const configKey = v.union(
  [text, shape({ base: maybe(text), overlays: maybe(mapOf(text)), since: maybe(word), secret: maybe(bool) })],
  "the base value, or a map with `base` and `overlays`",
);

const setting = shape({
  label: maybe(nonEmpty),
  unit: maybe(oneOf(["s", "count", "per s", "share"])),
  initial: maybe(v.union([duration, share])),
  drives: maybe(
    v.union(
      [
        v.picklist(["workers", "queue"]),
        v.pipe(
          v.string(),
          v.regex(
            /^[A-Za-z][\w-]*\.(timeout|retries|pool)$/,
            "call.timeout, call.retries, call.pool, workers or queue",
          ),
        ),
      ],
      "call.timeout, call.retries, call.pool, workers or queue",
    ),
  ),
});

const logLine = {
  level: maybe(oneOf(["DEBUG", "INFO", "WARN", "ERROR"])),
  logger: maybe(nonEmpty),
  text: nonEmpty,
  on: maybe(nonEmpty),
  per: maybe(positive),
};
const probe = {
  label: maybe(nonEmpty),
  takes: maybe(duration),
  cases: listOf(shape({ when: maybe(expression), output: text })),
};

const node = shape({
  label: maybe(nonEmpty),
  kind: maybe(oneOf(REGION_NODES)),
  runtime: maybe(oneOf(RUNTIMES)),
  team: maybe(text),
  summary: maybe(text),
  pods: maybe(podsPerRegion),
  replicas: maybe(podsPerRegion),
  placements: maybe(
    listOf(
      shape({
        region: id,
        zone: maybe(v.nullable(word)),
        pods: whole,
        version: maybe(word),
        role: maybe(oneOf(["primary", "replica"])),
      }),
    ),
  ),
  workers: maybe(limit),
  cores: maybe(positive),
  servers: maybe(whole),
  queue: maybe(limit),
  discipline: maybe(oneOf(["fifo", "lifo"])),
  deadline: maybe(duration),
  balancing: maybe(oneOf(["pooled", "jsq", "p2c", "roundrobin", "random"])),
  startup: maybe(duration),
  version: maybe(word),
  gitops: maybe(bool),
  "max-connections": maybe(whole),
  cache: maybe(cache),
  limits: maybe(limits),
  outlier: maybe(outlier),
  concurrency: maybe(concurrency),
  "replica-lag": maybe(duration),
  database: maybe(database),
  messages: maybe(messages),
  memory: maybe(memory),
  disk: maybe(disk),
  autoscaler: maybe(autoscaler),
  rollout: maybe(rollout),
  operations: maybe(mapOf(operation)),
  config: maybe(mapOf(configKey, word)),
  settings: maybe(mapOf(setting)),
  logs: maybe(mapOf(shape(logLine))),
  probes: maybe(mapOf(shape(probe))),
});

const trafficClass = shape({
  entry: dotted,
  route: maybe(nonEmpty),
  cohort: maybe(nonEmpty),
  clients: maybe(whole),
  rate: maybe(perRegion),
  profile: maybe(mapOf(positive, text)),
  steps: maybe(mapOf(positive, text)),
  noise: maybe(
    v.union(
      [share, shape({ sd: maybe(share), correlation: maybe(share) })],
      "a share, or a map with `sd` and `correlation`",
    ),
  ),
  client: maybe(
    shape({
      timeout: maybe(duration),
      retries: maybe(whole),
      "retry-share": maybe(share),
      "retry-delay": maybe(duration),
      "leave-share": maybe(share),
      "return-after": maybe(duration),
    }),
  ),
  outcome: maybe(
    shape({
      noun: maybe(nonEmpty),
      counted: maybe(bool),
      weight: maybe(
        shape({ failed: maybe(positive), delayed: maybe(positive), lost: maybe(positive), doubled: maybe(positive) }),
      ),
    }),
  ),
  slo: maybe(shape({ latency: maybe(duration), availability: maybe(share) })),
});

const where = shape({
  node: maybe(id),
  operation: maybe(dotted),
  call: maybe(dotted),
  region: maybe(id),
  zone: maybe(word),
  version: maybe(word),
  class: maybe(id),
  pods: maybe(whole),
});
/** One of hang, error, slow, wait, cpu, capacity, down; which keys go together is checked when it is generated. */
const effect = shape({
  hang: maybe(expression),
  error: maybe(whole),
  slow: maybe(positive),
  wait: maybe(duration),
  cpu: maybe(share),
  capacity: maybe(v.union([positive, share])),
  down: maybe(share),
  status: maybe(whole),
  kills: maybe(bool),
  peer: maybe(text),
  after: maybe(duration),
  leaves: maybe(oneOf(["mark", "effect"])),
});
const fault = shape({
  label: maybe(nonEmpty),
  where: maybe(where),
  share: maybe(expression),
  from: maybe(time),
  until: maybe(time),
  for: maybe(duration),
  every: maybe(duration),
  effect,
});

/** The fields of an action, in plans and plays. In plays strings may contain `{{ }}`. */
export const act = shape({
  action: oneOf(ACTION_KINDS),
  node: maybe(text),
  region: maybe(text),
  version: maybe(text),
  flag: maybe(text),
  key: maybe(text),
  value: maybe(v.union([text, number], "text or a number")),
  amount: maybe(number),
  to: maybe(text),
  class: maybe(text),
  pod: maybe(text),
});

const plan = shape({
  at: time,
  by: maybe(id),
  label: maybe(nonEmpty),
  announced: maybe(time),
  unless: maybe(expression),
  flag: maybe(id),
  share: maybe(share),
  act: maybe(act),
  load: maybe(shape({ class: maybe(id), region: maybe(id), factor: positive, for: maybe(duration) })),
});

/** `content/systems/<id>.yaml`; a drill's `world` is a patch on it. */
export const systemFile = shape({
  id,
  name: maybe(nonEmpty),
  start: maybe(clock),
  date: maybe(date),
  history: maybe(duration),
  resolution: maybe(duration),
  noise: maybe(share),
  telemetry: maybe(
    shape({
      scrape: maybe(duration),
      "metric-delay": maybe(duration),
      "log-delay": maybe(duration),
      "trace-sampling": maybe(share),
    }),
  ),
  durations: maybe(choicesOf(ACTION_KINDS, duration)),
  regions: maybe(
    mapOf(
      v.union(
        [nonEmpty, shape({ label: maybe(nonEmpty), zones: maybe(listOf(word)) })],
        "a label, or a map with `label` and `zones`",
      ),
    ),
  ),
  nodes: mapOf(node),
  classes: maybe(mapOf(trafficClass)),
  flags: maybe(
    mapOf(shape({ label: maybe(nonEmpty), owner: maybe(text), node: id, initial: maybe(share), note: maybe(text) })),
  ),
  versions: maybe(
    mapOf(
      shape({
        node: id,
        at: maybe(time),
        by: maybe(nonEmpty),
        title: maybe(text),
        notes: maybe(text),
        diff: maybe(text),
        previous: maybe(word),
        migration: maybe(bool),
        pipeline: maybe(listOf(shape({ at: time, text: nonEmpty }))),
      }),
      word,
    ),
  ),
  alerts: maybe(
    mapOf(
      shape({
        title: maybe(nonEmpty),
        node: id,
        when: expression,
        hold: maybe(duration),
        severity: maybe(oneOf(["page", "ticket"])),
        summary: maybe(text),
      }),
    ),
  ),
  credentials: maybe(mapOf(credential)),
  faults: maybe(mapOf(fault)),
  oddities: maybe(mapOf(fault)),
  plans: maybe(mapOf(plan)),
  logs: maybe(mapOf(shape({ node: id, ...logLine }))),
  probes: maybe(mapOf(shape({ node: id, ...probe }))),
});

export type SystemFile = v.InferOutput<typeof systemFile>;
export type NodeFile = SystemFile["nodes"][string];
export type OperationFile = v.InferOutput<typeof operation>;
export type CallFile = v.InferOutput<typeof call>;
export type ClassFile = v.InferOutput<typeof trafficClass>;
export type FaultFile = v.InferOutput<typeof fault>;
export type PlanFile = v.InferOutput<typeof plan>;
export type ActFile = v.InferOutput<typeof act>;
