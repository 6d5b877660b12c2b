/**
 * What a node may have beside its queues: memory, disk, an autoscaler, limits, tables, sessions, locks, messages … Every part is
 * optional; the world integrates it from the flows of the simulation (`world/mechanics`). Times in seconds, memory in MiB, disk in GiB.
 */
import type { ClassId, Second } from "./ids";
import type { Expr } from "./text";

/** Why the system itself fails requests, besides faults. Each is an implicit fault `cause:<id>` of the systems that can have it. */
export const CAUSES = [
  "out-of-memory",
  "disk-full",
  "deadlock",
  "lock-timeout",
  "statement-timeout",
  "throttled",
  "expired",
  "credential",
  /** Something else breaks while people play (`world/mechanics/fronts.ts`). */
  "broken",
] as const;
export type Cause = (typeof CAUSES)[number];

/** Memory of one pod. Heap = base + what requests inside hold + what was retained (`Operation.retains`, `leak`). */
export interface MemorySpec {
  /** MiB at which the kernel kills the pod. */
  readonly limit: number;
  /** MiB right after start. */
  readonly base: number;
  /** MiB a request holds while it is inside. */
  readonly perRequest: number;
  /** MiB retained per second and pod whatever the traffic. */
  readonly leak: Expr | null;
  /** MiB retained by a pod when the history begins; 0 when left out. */
  readonly retained?: number;
  /** Garbage collection: service time × 1 + (most − 1)·((heap/limit − from)/(1 − from))² above `from`. */
  readonly gc: { readonly from: number; readonly most: number } | null;
  /** Seconds from a kill until the container runs again (start-up comes after it); crash-loop back-off 10, 20 … 300 s is added. */
  readonly restart: number;
  /** Relative spread of what pods hold when the history begins, and of how much traffic they get (0 = all alike: they die together). */
  readonly spread: number;
  /** What a heap histogram shows: classes with their share of the base or of what is retained. */
  readonly classes: readonly HeapClass[];
}
export interface HeapClass {
  readonly name: string;
  readonly of: "base" | "requests" | "retained";
  /** Share of that part, 0–1. */
  readonly share: number;
  /** Bytes of one instance, itself and with what it alone keeps alive. */
  readonly shallow: number;
  readonly retained: number;
  /** Path from a garbage-collection root, outermost first. */
  readonly path: readonly string[];
}

/** Disk of one pod or instance. What writes fails while it is full. */
export interface DiskSpec {
  /** GiB. */
  readonly size: number;
  readonly used: number;
  /** GiB per hour whatever the traffic (logs, WAL). */
  readonly growth: Expr | null;
  /** Share of `used` that cleaning up may free. */
  readonly cleanable: number;
}

/** Kubernetes' horizontal autoscaler: ceil(current × metric / target), tolerance 0.1, every 15 s, down-window 300 s. */
export interface AutoscalerSpec {
  readonly metric: "cpu" | "requests" | "backlog" | "memory";
  /** Share of CPU or memory, requests/s per pod, or messages per pod. */
  readonly target: number;
  readonly min: number;
  readonly max: number;
  readonly interval: number;
  readonly tolerance: number;
  readonly downWindow: number;
  /** Age of the metric it acts on. */
  readonly metricDelay: number;
  /** Most it adds in one interval: max(percent of what is there, pods). */
  readonly up: { readonly percent: number; readonly pods: number };
}

/** A cache beyond a fixed hit ratio: Zipf keys under LRU (Che's approximation), filled by its misses. */
export interface CacheKeys {
  readonly keys: number;
  readonly alpha: number;
  /** Entries it holds. */
  readonly capacity: number;
  /** Seconds an entry lives; null = until evicted. */
  readonly ttl: number | null;
  /** How concurrent misses of one key behave: everybody recomputes, or one does and the others wait. */
  readonly misses: "stampede" | "coalesced";
  /** Expiry spread ±share around ttl; 0 = all entries written together expire together. */
  readonly jitter: number;
}

/** A token bucket in front of a node. */
export interface LimitSpec {
  readonly id: string;
  /** One bucket for everybody, for each class, or for each client (`TrafficClass.clients` keys a class). */
  readonly key: "all" | "class" | "client";
  /** Tokens per second and bucket, and the most it holds. */
  readonly rate: number;
  readonly burst: number;
  /** `shared` by all pods, or one per pod (then n pods admit n times as much). */
  readonly scope: "shared" | "pod";
  /** Only these classes; empty = all. */
  readonly classes: readonly ClassId[];
  readonly enabled: boolean;
}

/** A table of a database. */
export interface TableSpec {
  readonly id: string;
  readonly rows: number;
  readonly pages: number;
  readonly indexes: readonly IndexSpec[];
}
export interface IndexSpec {
  readonly id: string;
  readonly columns: readonly string[];
  /** Whether it is there when the simulation begins. */
  readonly present: boolean;
  /** Seconds to build it without a lock (`CONCURRENTLY`); with one it takes half, and writes wait. */
  readonly build: number;
}

/** A statement: its cost gives the work of its operation, seconds of CPU = cost × `DatabaseSpec.secondsPerCost`. */
export interface StatementSpec {
  readonly sql: string;
  readonly table: string;
  readonly kind: "select" | "insert" | "update" | "delete" | "ddl";
  /** Columns in its predicate, in order: an index whose first columns they are serves it. */
  readonly predicate: readonly string[];
  /** Rows that satisfy it, and operators evaluated per row when scanning. */
  readonly rows: number;
  readonly operators: number;
}

/** A lock that requests of an operation take: on one of `rows` hot rows of a table. */
export interface LockSpec {
  readonly id: string;
  /** Database whose lock it is, and the table. */
  readonly node: string;
  readonly table: string;
  /** Distinct rows the traffic falls on; 1 = everybody wants the same. */
  readonly rows: number;
  /** Seconds it is held; or `request`: until the request that took it ends, its calls included. */
  readonly hold: number | "request";
  /** Locks taken per request in no fixed order: deadlocks with a victim after `deadlockTimeout` (1 = none). */
  readonly actions: number;
}

/** A database session that somebody or something holds open. */
export interface SessionSpec {
  readonly id: string;
  readonly node: string;
  readonly pid: number;
  readonly user: string;
  readonly application: string;
  readonly query: string;
  readonly state: "active" | "idle in transaction";
  readonly from: Second;
  /** When it ends by itself; null = never. */
  readonly until: Second | null;
  /** Locks it holds: `row` makes a share of the writes to the table wait, `exclusive` all statements. A `wants` waits for those before it. */
  readonly holds: readonly { readonly table: string; readonly mode: "row" | "exclusive"; readonly share: number }[];
  readonly wants: { readonly table: string; readonly mode: "exclusive"; readonly seconds: number } | null;
  /** CPU servers it occupies while active. */
  readonly cpu: number;
}

export interface DatabaseSpec {
  readonly tables: readonly TableSpec[];
  readonly sessions: readonly SessionSpec[];
  /** Seconds of CPU per unit of planner cost. */
  readonly secondsPerCost: number;
  readonly deadlockTimeout: number;
  /** Seconds after which the database itself cancels a statement or a wait for a lock; null = never. */
  readonly statementTimeout: number | null;
  readonly lockTimeout: number | null;
  /** Rows per second a replica applies, and rows a write operation produces; lag = ∫(written − applied)/applied. */
  readonly replication: { readonly apply: number; readonly rowsPerWrite: number } | null;
}

/** A queue: its operations answer at once; its calls with `consume` deliver messages to workers. */
export interface QueueSpec {
  /** Seconds after which an undelivered answer counts as failed, and until the next attempt. */
  readonly visibility: number;
  readonly retryDelay: number;
  /** Attempts before a message is set aside; null = for ever. */
  readonly maxAttempts: number | null;
  /** Whether messages set aside are kept as dead letters (else they are lost). */
  readonly deadLetters: boolean;
  /** Messages waiting at T−history, by class. */
  readonly backlog: Readonly<Record<ClassId, number>>;
  /** Every so many seconds that a message of a counted class waits are one `delayed` of its class; absent = waiting harms nobody. */
  readonly due?: Second;
}

/** A certificate or a secret. `credential("id")` in expressions is the seconds until it expires (1e9 = never). */
export interface CredentialSpec {
  readonly id: string;
  readonly node: string;
  readonly kind: "certificate" | "secret";
  readonly label: string;
  readonly expires: Second | null;
  /** Holder nodes that must be restarted to pick up a new one. */
  readonly restart: boolean;
}

/** How new versions reach the pods of a node. */
export interface RolloutSpec {
  readonly strategy: "rolling" | "canary" | "bluegreen";
  /** Pods above the wanted number, and below it, while rolling (counts). */
  readonly surge: number;
  readonly unavailable: number;
  /** Seconds a pod going away may finish what it has. */
  readonly drain: number;
  /** Share of pods of a canary. */
  readonly canary: number;
}

/** Requests wait longer or shorter than first come first served, and may be dropped once they cannot be answered in time. */
export interface DeadlineSpec {
  /** A queued request is dropped when its caller's time left is below this. */
  readonly margin: number;
}

/** A concurrency limit that adapts to the latency measured (Netflix Gradient2). */
export interface AdaptiveLimitSpec {
  readonly initial: number;
  readonly max: number;
  readonly smoothing: number;
  readonly longWindow: number;
  readonly tolerance: number;
  readonly queue: number;
}

/** Pods that fail so many requests in a row are taken out of balancing for a while (Envoy's outlier detection). */
export interface OutlierSpec {
  readonly consecutive: number;
  /** Seconds between looks. */
  readonly interval: number;
  /** Seconds out of balancing, times the number of times so far; at most `longest`. */
  readonly ejection: number;
  readonly longest: number;
  /** Share of the pods that may be out; one always may. */
  readonly most: number;
}

/**
 * A retry budget: retries at most `ratio` of first attempts, and at least `min` per second. With `tokens` instead, as gRPC throttles
 * retries: a failure takes one of `max`, a success gives `ratio` back, and there are no retries while fewer than half are left.
 */
export interface RetryBudget {
  readonly ratio: number;
  readonly min: number;
  readonly tokens?: { readonly max: number; readonly ratio: number };
}
/** Client-side adaptive throttling: p = max(0, (requests − k·accepts) / (requests + 1)) over `window`. */
export interface ThrottleSpec {
  readonly k: number;
  readonly window: number;
}
