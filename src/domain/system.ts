import type { ActRequest } from "./actions";
import type { ClassId, FlagId, NodeId, OperationId, PersonId, RegionId, Second, VersionId, ZoneId } from "./ids";
import type {
  AdaptiveLimitSpec,
  AutoscalerSpec,
  CacheKeys,
  Cause,
  CredentialSpec,
  DatabaseSpec,
  DeadlineSpec,
  DiskSpec,
  LimitSpec,
  LockSpec,
  MemorySpec,
  OutlierSpec,
  QueueSpec,
  RetryBudget,
  RolloutSpec,
  StatementSpec,
  ThrottleSpec,
} from "./mechanics";
import type { Expr } from "./text";

/** What kind of thing a node is; decides which panels, metrics and actions apply to it. */
export type NodeKind = "edge" | "loadbalancer" | "gateway" | "service" | "database" | "cache" | "queue" | "thirdparty";

export interface Region {
  readonly id: RegionId;
  readonly label: string;
  readonly zones: readonly ZoneId[];
}

/** A pod group of a node: the cell the world computes with. Cells split while running (rollout, quarantine, one bad pod). */
export interface Placement {
  readonly region: RegionId;
  readonly zone: ZoneId | null;
  /** Pods (replicas, database instances). */
  readonly pods: number;
  readonly version: VersionId;
  /** `replica` for read replicas of a database; everything else is `primary`. */
  readonly role: "primary" | "replica";
}

export interface NodeSpec {
  readonly id: NodeId;
  readonly label: string;
  readonly kind: NodeKind;
  readonly team: string;
  readonly runtime: "jvm" | "cpython" | "node" | "go" | "nginx" | "postgres" | "redis" | "external";
  readonly summary: string;
  readonly placements: readonly Placement[];
  /** Concurrent requests one pod serves (threads, workers, connections). A request holds one for its whole time here, calls included. */
  readonly workers: number;
  /** CPU servers per pod; work (CPU seconds) is served by `pods × cores`. */
  readonly cores: number;
  /** Requests that may wait for a worker, per pod. Infinity is written as 1e9. */
  readonly queueLimit: number;
  readonly discipline: "fifo" | "lifo";
  readonly deadline?: DeadlineSpec;
  /** How requests are spread over pods: `pooled` shares one queue, `random` draws the pod at each attempt. */
  readonly balancing: "pooled" | "jsq" | "p2c" | "roundrobin" | "random";
  /** Seconds from creation of a pod to readiness. */
  readonly startup: number;
  /** Whether a GitOps controller owns this node: hand edits are reverted after `gitopsPeriod` seconds. */
  readonly gitops: boolean;
  /** Database only: connections the server accepts, all callers together, per instance. */
  readonly maxConnections: number | null;
  /** Cache only: share of lookups that hit once warm, and seconds the hit ratio needs to warm up (time constant). */
  readonly cache: { readonly hitRatio: number; readonly warmup: number; readonly keys?: CacheKeys } | null;
  /** Replica lag in seconds of a database's replicas when healthy. */
  readonly replicaLag: number;
  readonly memory?: MemorySpec;
  readonly disk?: DiskSpec;
  readonly autoscaler?: AutoscalerSpec;
  readonly limits?: readonly LimitSpec[];
  readonly adaptiveLimit?: AdaptiveLimitSpec;
  readonly outlier?: OutlierSpec;
  readonly database?: DatabaseSpec;
  readonly queue?: QueueSpec;
  readonly rollout?: RolloutSpec;
}

/** One thing a node does for its callers. */
export interface Operation {
  readonly id: OperationId;
  readonly node: NodeId;
  /** As metrics and traces show it: `POST /checkout`, `SELECT orders`. */
  readonly route: string;
  /** Mean CPU seconds per request and squared coefficient of variation of the service time (1 = exponential). */
  readonly work: number;
  readonly cs2: number;
  /** Seconds per request spent here without CPU and outside any call (disk, sleep, external I/O); holds the worker. */
  readonly idle: number;
  readonly calls: readonly Call[];
  /** MiB each request leaves behind for good in its pod. */
  readonly retains?: Expr;
  /** MiB each request writes to the disk; fails while the disk is full. */
  readonly writes?: number;
  /** Databases: the statement; its cost replaces `work`. */
  readonly statement?: StatementSpec;
  readonly locks?: readonly LockSpec[];
  /** Share of requests whose repetition has no further effect (idempotency key, unique constraint), 0–1. */
  readonly idempotent?: Expr;
}

/** An edge of the call graph. Calls of one operation run one after another unless they share a `parallel` group. */
export interface Call {
  /** `node.call`, the name actions and traces use, for example `checkout.quote`. */
  readonly id: string;
  readonly to: OperationId;
  /** Mean number of calls per request (may be below 1). */
  readonly count: number;
  /** Share of requests that make this call at all, 0–1; depends on flags, config, version of the calling cell. */
  readonly share: Expr | null;
  /** Seconds after which the caller gives up. */
  readonly timeout: number;
  readonly retries: number;
  /** Seconds before the first retry; doubles for each further one when `exponential`. */
  readonly backoff: number;
  readonly exponential: boolean;
  /** Connections (or bulkhead slots) per calling pod for this call; null = limited by the workers only. */
  readonly pool: number | null;
  /** Calls of a node whose pools have the same name share one pool (the size is the first one's). */
  readonly poolName?: string;
  /** A failed call fails the request unless it is optional (then the answer is degraded). */
  readonly optional: boolean;
  /** Fire and forget: the caller does not wait. */
  readonly async: boolean;
  readonly parallel: string | null;
  /** Region of the callee: `local` (same region), or a region id (a primary lives in one region). */
  readonly region: "local" | RegionId;
  /** Seconds on the network, there and back, for each call; no CPU, holds the worker. */
  readonly rtt?: number;
  readonly budget?: RetryBudget;
  readonly throttle?: ThrottleSpec;
  /** Queues: messages are delivered to the callee, so many at a time for each of its pods; what waits is the backlog. */
  readonly consume?: { readonly concurrency: number };
  /** Circuit breaker on this edge; null = none. */
  readonly breaker: {
    readonly threshold: number;
    /** Calls it looks at, the last ones; or those of the last `span` seconds. */
    readonly window: number;
    readonly span?: number;
    readonly minCalls: number;
    readonly open: number;
    readonly halfOpen: number;
  } | null;
}

/** Traffic from outside: one route of one cohort or tenant. */
export interface TrafficClass {
  readonly id: ClassId;
  readonly route: string;
  readonly cohort: string;
  /** Clients (API keys, tenants) behind this class; limits by client have so many buckets. 1 when left out. */
  readonly clients?: number;
  readonly entry: OperationId;
  /** Requests per second by region at T+0, before `profile`. */
  readonly rate: Readonly<Record<RegionId, number>>;
  /** Piecewise linear multiplier over seconds relative to T+0; empty = constant 1. */
  readonly profile: readonly (readonly [Second, number])[];
  /** Slow AR(1) noise on the offered load: relative standard deviation and per-second correlation. */
  readonly noise: { readonly sd: number; readonly correlation: number };
  readonly client: {
    /** Seconds after which the user or calling system gives up on an attempt. */
    readonly timeout: number;
    /** Further attempts after a failure; each is made with `retryShare` probability after `retryDelay` seconds. */
    readonly retries: number;
    readonly retryShare: number;
    readonly retryDelay: number;
    /** Users who leave after failing: share of failed requests that remove one request/s·s of demand, and seconds until they return. */
    readonly leaveShare: number;
    readonly returnAfter: number;
  };
  /** Business meaning: the word for one completed request (`order`), and how badly each harm weighs. */
  readonly outcome: {
    readonly noun: string;
    readonly counted: boolean;
    readonly weight: {
      readonly failed: number;
      readonly delayed: number;
      readonly lost: number;
      readonly doubled: number;
    };
  };
  /** Objective: a success slower than this many seconds counts as delayed. */
  readonly slo: { readonly latency: number; readonly availability: number };
}

/** Where a fault, an oddity or an action applies. Absent = everywhere. */
export interface Selector {
  readonly node?: NodeId;
  readonly operation?: OperationId;
  readonly call?: string;
  readonly region?: RegionId;
  readonly zone?: ZoneId;
  readonly version?: VersionId;
  readonly class?: ClassId;
  /** Only this many pods of each matching cell (the world splits the cell). */
  readonly pods?: number;
}

/**
 * What a request that is broken off leaves behind: only the mark that it was seen (an idempotency key; whoever repeats it is told that
 * all is done), or only its effect (a repetition does it again). Absent: nothing.
 */
export type Leaves = "mark" | "effect";

/** What goes wrong for the affected share of requests (or for the cell). Times in seconds. */
export type Effect =
  /** The request waits `seconds` (expression over the cell) holding its worker but no CPU, then fails with `status`; `kills` restarts the worker. */
  | {
      readonly kind: "hang";
      readonly seconds: Expr;
      readonly status: number;
      readonly kills: boolean;
      readonly peer: string;
      readonly leaves?: Leaves;
    }
  | { readonly kind: "error"; readonly status: number; readonly after: number; readonly leaves?: Leaves }
  /** Service time of the share multiplied. */
  | { readonly kind: "slow"; readonly factor: number }
  | { readonly kind: "wait"; readonly seconds: number }
  /** CPU servers taken away on each matching cell (a cron job), as a share of its cores. */
  | { readonly kind: "cpu"; readonly share: number }
  /** Processing capacity of the matching cells multiplied; at 0 they stand still: what came waits, and more comes. */
  | { readonly kind: "capacity"; readonly factor: number }
  /** This share of the matching pods is gone: they get no calls; with all of them gone, calls are refused. */
  | { readonly kind: "down"; readonly share: number };

/** A fault, or a harmless oddity, is data: where, which share (over flags, config, version…), when, and what happens. */
export interface Fault {
  readonly id: string;
  readonly label: string;
  readonly where: Selector;
  /** Share of matching requests, 0–1; expression over the cell: `flag("id")`, `config("KEY")`, `setting("id")`, `region`, `zone`, `version`, `pods`. */
  readonly share: Expr;
  readonly from: Second | null;
  readonly until: Second | null;
  /** Repeats every so many seconds (cron); null = once. */
  readonly every: number | null;
  readonly effect: Effect;
  /** Oddities are permanent and harmless; they stay when the faults are removed. */
  readonly oddity: boolean;
  /** An implicit fault (`cause:<id>`): its share comes from what the world computes, not from `share`. */
  readonly cause?: Cause;
}

export interface Flag {
  readonly id: FlagId;
  readonly label: string;
  readonly owner: string;
  readonly node: NodeId;
  /** Share of requests that have it on when the simulation begins, 0–1. */
  readonly initial: number;
  /** What the ramp plan says, for the deploy panel. */
  readonly note: string;
}

/** A configuration key of a node: base value and overlays per region as they stand in Git. */
export interface ConfigKey {
  readonly key: string;
  readonly node: NodeId;
  readonly base: string;
  readonly overlays: Readonly<Record<RegionId, string>>;
  /** First version that reads it; null = all. */
  readonly since: VersionId | null;
  readonly secret: boolean;
}

/** A numeric knob that actions can turn: call timeouts, pool sizes, retries. `id` is `node.name`. */
export interface Setting {
  readonly id: string;
  readonly node: NodeId;
  readonly label: string;
  readonly unit: "s" | "count" | "per s" | "share";
  readonly initial: number;
  /** What it drives: a field of a call, of a node, or only expressions (`setting("id")`). */
  readonly drives:
    | { readonly call: string; readonly field: "timeout" | "retries" | "pool" }
    | { readonly node: NodeId; readonly field: "workers" | "queueLimit" }
    /** Attempts of the users themselves (an app's retry policy, pushed as configuration). */
    | { readonly class: ClassId; readonly field: "retries" }
    | null;
}

export interface Version {
  readonly id: VersionId;
  readonly node: NodeId;
  readonly at: Second;
  readonly by: string;
  readonly title: string;
  readonly notes: string;
  /** Unified diff, several files; shown in the deploys panel. */
  readonly diff: string;
  /** The version a rollback goes to; null = no earlier one kept. */
  readonly previous: VersionId | null;
  /** A migration shipped with it makes a rollback unsafe. */
  readonly migration: boolean;
  readonly pipeline: readonly { readonly at: Second; readonly text: string }[];
}

/** A change of the world that is going to happen unless somebody stops it: a flag ramp, a launch e-mail, a colleague's restart. */
export interface Plan {
  readonly id: string;
  readonly at: Second;
  readonly by: PersonId | "platform";
  readonly label: string;
  /** Second since which people know of it, so that it can be stopped by name; absent: nobody was told. */
  readonly announced?: Second;
  /** Asked at `at` (flags, versions); true = it is cancelled. */
  readonly unless: Expr | null;
  readonly change:
    | { readonly kind: "flag"; readonly flag: FlagId; readonly share: number }
    | { readonly kind: "act"; readonly act: ActRequest }
    /** Multiplies the offered load of a class for some seconds (null = for good). */
    | {
        readonly kind: "load";
        readonly class: ClassId | null;
        readonly region: RegionId | null;
        readonly factor: number;
        readonly seconds: number | null;
      };
}

/** One kind of log line: which behaviour of which node writes it, and how often per request. */
export interface LogTemplate {
  readonly id: string;
  readonly node: NodeId;
  readonly level: "DEBUG" | "INFO" | "WARN" | "ERROR";
  readonly logger: string;
  /** Text with `{placeholders}`: `{trace}`, `{pod}`, `{region}`, `{version}`, `{ms}`, `{status}`, `{order}`, `{user}`, `{route}`, `{config:KEY}`, `{n:1-999}`, `{ip}`. */
  readonly text: string;
  /** What triggers it: an outcome of an operation here, or a fault's effect. */
  readonly on: {
    readonly operation: OperationId | null;
    /** `duplicate`: it was done again although it had been done (operations that say how repetitions behave). */
    readonly outcome: "ok" | "upstream" | "timeout" | "rejected" | "fault" | "duplicate" | "any";
    readonly fault: string | null;
  };
  /** Lines per such request (1 = every one; 0.01 = sampled at the source). */
  readonly per: number;
}

/** A command that can be run on a pod; the first case whose condition over the cell holds is the answer. */
export interface Probe {
  readonly id: string;
  readonly node: NodeId;
  readonly label: string;
  readonly seconds: number;
  readonly cases: readonly { readonly when: Expr | null; readonly output: string }[];
}

/** An alert rule over a metric, evaluated by the world on scraped values. */
export interface AlertRule {
  readonly id: string;
  readonly title: string;
  readonly node: NodeId;
  readonly expr: Expr;
  /** Seconds the expression must hold. */
  readonly hold: number;
  readonly severity: "page" | "ticket";
  readonly summary: string;
}

/** Everything the world needs: the production system and what happens to it. Compiled from `content/systems` plus a drill's world part. */
export interface System {
  readonly id: string;
  readonly name: string;
  /** Second of day at T+0 (12:06 → 43,560) and the day shown. */
  readonly startOfDay: number;
  readonly date: string;
  /** Seconds of history simulated before T+0. */
  readonly history: number;
  /** Length of a step of the simulation in seconds: 1, or 0.25 where timeouts of about a second matter. 1 when left out. */
  readonly resolution?: 1 | 0.5 | 0.25;
  /** Scrape interval and ingest delay of metrics, and of logs, in seconds. */
  readonly telemetry: {
    readonly scrape: number;
    readonly metricDelay: number;
    readonly logDelay: number;
    readonly traceSampling: number;
  };
  readonly regions: readonly Region[];
  readonly nodes: readonly NodeSpec[];
  readonly operations: readonly Operation[];
  readonly classes: readonly TrafficClass[];
  readonly faults: readonly Fault[];
  readonly flags: readonly Flag[];
  readonly config: readonly ConfigKey[];
  readonly settings: readonly Setting[];
  readonly versions: readonly Version[];
  readonly plans: readonly Plan[];
  readonly logs: readonly LogTemplate[];
  readonly probes: readonly Probe[];
  readonly alerts: readonly AlertRule[];
  readonly credentials?: readonly CredentialSpec[];
  /** Seconds each kind of action takes here, overriding the catalogue. */
  readonly durations: Readonly<Partial<Record<string, number>>>;
  /** Addresses of random numbers, by name, where something has been renamed since: it keeps its chance. */
  readonly addresses?: Readonly<Record<string, string>>;
}
