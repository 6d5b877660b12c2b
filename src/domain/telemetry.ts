import type { ActRequest } from "./actions";
import type { Second } from "./ids";

/** Labels a metric may be split by or filtered on. */
export const LABELS = ["region", "zone", "version", "route", "status", "node", "pod"] as const;
export type Label = (typeof LABELS)[number];

/** The metrics of the board. `prom` is the Prometheus name the Explore panel and diagnostics use. */
export const METRICS = {
  requests: { prom: "http_requests_total", title: "Requests", unit: "per s" },
  errors: { prom: "http_requests_failed_total", title: "Error rate", unit: "share" },
  latency_p50: { prom: "http_request_duration_seconds", title: "Latency p50", unit: "s" },
  latency_p95: { prom: "http_request_duration_seconds", title: "Latency p95", unit: "s" },
  latency_p99: { prom: "http_request_duration_seconds", title: "Latency p99", unit: "s" },
  cpu: { prom: "cpu_utilisation_ratio", title: "CPU", unit: "share" },
  workers: { prom: "workers_busy", title: "Busy workers", unit: "count" },
  saturation: { prom: "workers_busy_ratio", title: "Workers busy", unit: "share" },
  queue: { prom: "requests_queued", title: "Waiting for a worker", unit: "count" },
  connections: { prom: "db_connections", title: "Database connections", unit: "count" },
  pods: { prom: "pods_ready", title: "Ready pods", unit: "count" },
  restarts: { prom: "worker_restarts_total", title: "Worker restarts", unit: "per s" },
  heap: { prom: "memory_used_bytes", title: "Memory per pod", unit: "bytes" },
  gc: { prom: "gc_time_ratio", title: "Garbage collection", unit: "share" },
  kills: { prom: "container_oom_kills_total", title: "Out-of-memory kills", unit: "per s" },
  disk: { prom: "disk_used_ratio", title: "Disk used", unit: "share" },
  lag: { prom: "replica_lag_seconds", title: "Replica lag", unit: "s" },
  hit: { prom: "cache_hit_ratio", title: "Cache hits", unit: "share" },
  locked: { prom: "db_lock_waiting", title: "Waiting for a lock", unit: "count" },
  deadlocks: { prom: "db_deadlocks_total", title: "Deadlocks", unit: "per s" },
  throttled: { prom: "requests_throttled_total", title: "Throttled", unit: "per s" },
  wanted: { prom: "pods_desired", title: "Wanted pods", unit: "count" },
  backlog: { prom: "queue_messages_ready", title: "Backlog", unit: "count" },
  oldest: { prom: "queue_oldest_message_seconds", title: "Oldest message", unit: "s" },
  dead: { prom: "queue_dead_letters", title: "Dead letters", unit: "count" },
  completed: { prom: "business_completed_total", title: "Completed", unit: "per s" },
} as const;
export type MetricId = keyof typeof METRICS;

/** A question to the metrics store. Windows and steps in seconds. */
export interface MetricQuery {
  readonly metric: MetricId;
  readonly node: string;
  readonly where?: Readonly<Partial<Record<Label, string>>>;
  readonly split: Label | null;
  readonly from: Second;
  readonly to: Second;
  readonly step: number;
}

export interface Series {
  /** Value of the split label, `all` when not split. */
  readonly label: string;
  /** One value per step from `from` to `to`; NaN where nothing was recorded or not yet scraped. */
  readonly values: Float64Array;
}

export interface LogLine {
  readonly second: Second;
  /** Milliseconds within the second, for ordering. */
  readonly ms: number;
  readonly template: string;
  readonly level: "DEBUG" | "INFO" | "WARN" | "ERROR";
  readonly node: string;
  readonly region: string;
  readonly pod: string;
  readonly version: string;
  readonly logger: string;
  readonly text: string;
  /** Lines of this kind in this second that this one stands for. */
  readonly weight: number;
  readonly trace: string;
}

export interface LogResult {
  readonly lines: readonly LogLine[];
  /** Lines matched (weighted) in the whole window; `lines` shows the newest ones. */
  readonly total: number;
  readonly histogram: {
    readonly from: Second;
    readonly step: number;
    readonly counts: Float64Array;
    readonly errors: Float64Array;
  };
  readonly patterns: readonly {
    readonly template: string;
    readonly level: string;
    readonly text: string;
    readonly node: string;
    readonly count: number;
    readonly byRegion: Readonly<Record<string, number>>;
  }[];
  /** Set when the query line could not be read: what was wrong and what is allowed. */
  readonly problem: string | null;
}

export interface Span {
  readonly id: number;
  readonly parent: number | null;
  readonly node: string;
  readonly name: string;
  readonly kind: "server" | "client";
  readonly region: string;
  readonly pod: string;
  readonly peer: string;
  /** Seconds from the start of the trace, and length in seconds. */
  readonly start: number;
  readonly duration: number;
  readonly status: "ok" | "error" | "timeout";
  readonly statusCode: number;
  readonly note: string;
  /** The fault whose effect this span shows; for the engine's facts only, never displayed. */
  readonly fault: string | null;
}

export interface Trace {
  readonly id: string;
  readonly second: Second;
  readonly route: string;
  readonly region: string;
  readonly cohort: string;
  readonly duration: number;
  readonly statusCode: number;
  readonly spans: readonly Span[];
  readonly weight: number;
}

/** What a player looks at: a panel and its query. Looking is a command. */
export type Look =
  | {
      readonly panel: "board";
      readonly node: string;
      readonly split: Label | null;
      readonly region: string | null;
      readonly window: number;
      readonly compare: boolean;
    }
  | {
      readonly panel: "logs";
      readonly query: string;
      readonly window: number;
      /** Second at which the window ends; now when left out. */
      readonly until?: Second;
    }
  | {
      readonly panel: "traces";
      readonly node: string | null;
      readonly route: string | null;
      readonly region: string | null;
      readonly only: "any" | "error" | "slow";
      readonly window: number;
    }
  | { readonly panel: "trace"; readonly id: string }
  | { readonly panel: "deploys" }
  | { readonly panel: "deploy"; readonly version: string }
  | { readonly panel: "config"; readonly node: string }
  | { readonly panel: "map" }
  | { readonly panel: "probe"; readonly probe: string; readonly region: string; readonly quarantined: boolean }
  | { readonly panel: "dump"; readonly operation: number }
  | {
      readonly panel: "explore";
      /** PromQL, the documented subset. */
      readonly query: string;
      readonly window: number;
      readonly step: number;
    }
  | {
      readonly panel: "database";
      readonly node: string;
      readonly view: DatabaseViewId;
      /** `plan`: the operation whose statement is explained. */
      readonly key: string | null;
    }
  | {
      readonly panel: "runtime";
      readonly node: string;
      readonly region: string;
      readonly view: RuntimeViewId;
      /** `heap`, `threads`: the finished operation that captured it; null = the newest. `dead-letters`, `queue`: nothing. */
      readonly operation: number | null;
    }
  | { readonly panel: "terminal"; readonly line: string }
  | { readonly panel: "alerts" }
  | { readonly panel: "runbook"; readonly page: string };
export type PanelId = Look["panel"];

/** Every panel there is. */
export const PANEL_IDS = [
  "board",
  "logs",
  "traces",
  "trace",
  "deploys",
  "deploy",
  "config",
  "map",
  "probe",
  "dump",
  "explore",
  "database",
  "runtime",
  "terminal",
  "alerts",
  "runbook",
] as const satisfies readonly PanelId[];

export const DATABASE_VIEWS = ["activity", "blocking", "statements", "plan", "connections", "replication"] as const;
export type DatabaseViewId = (typeof DATABASE_VIEWS)[number];
export const RUNTIME_VIEWS = ["pods", "workers", "threads", "heap", "queue", "dead-letters"] as const;
export type RuntimeViewId = (typeof RUNTIME_VIEWS)[number];

/** A cell of a result table: text as shown; numbers keep their unit so that tables can sort and align them. */
export type TableValue = string | number | null;
export interface TableColumn {
  readonly id: string;
  readonly title: string;
  readonly unit: "text" | "count" | "s" | "ms" | "bytes" | "share" | "per s" | "code";
}
/** A row; `depth` indents it (blocking trees, plans, retaining paths), `tone` marks what stands out, `act` what can be done with it. */
export interface TableRow {
  readonly id: string;
  readonly values: readonly TableValue[];
  readonly depth?: number;
  readonly tone?: "warn" | "bad";
  readonly acts?: readonly ActRequest[];
}
/** What database and runtime panels show: one or more tables, and plain text where the tool of the trade prints text. */
export interface ToolResult {
  readonly title: string;
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    /** One line: what the section says, or why it is empty. */
    readonly note: string;
    readonly columns: readonly TableColumn[];
    readonly rows: readonly TableRow[];
    readonly text?: string;
  }[];
  /** What it shows, for facts: `shows("session:report")`. Never displayed. */
  readonly shows: readonly string[];
}

export interface ExploreResult {
  readonly problem: { readonly text: string; readonly from: number; readonly to: number } | null;
  readonly type: "vector" | "matrix" | "scalar" | "none";
  readonly unit: string;
  /** Label sets with their values over `from … to` by `step` (graph); the last value is the instant one (table). */
  readonly series: readonly { readonly labels: Readonly<Record<string, string>>; readonly values: Float64Array }[];
  readonly from: Second;
  readonly to: Second;
  readonly step: number;
  /** Series left out because there are too many. */
  readonly more: number;
  readonly shows: readonly string[];
}

export interface TerminalResult {
  readonly line: string;
  readonly output: string;
  readonly exit: number;
  /** Set when the line asks for an action: the caller gives it as a command; nothing has been done yet. */
  readonly act: ActRequest | null;
  readonly shows: readonly string[];
}

/** What Tab offers in the terminal: the word at the cursor starts at `from`; `candidates` are whole words for it, sorted. */
export interface Completion {
  readonly from: number;
  readonly candidates: readonly string[];
}

export interface AlertView {
  readonly rules: readonly {
    readonly id: string;
    readonly title: string;
    readonly node: string;
    readonly severity: "page" | "ticket";
    readonly state: "inactive" | "pending" | "firing";
    readonly since: Second | null;
    readonly source: string;
    readonly hold: number;
    readonly summary: string;
    readonly silencedUntil: Second | null;
  }[];
  readonly pages: readonly {
    readonly id: string;
    readonly title: string;
    readonly second: Second;
    readonly acknowledgedAt: Second | null;
    readonly by: string | null;
    /** Person it goes to next unless acknowledged by then. */
    readonly escalatesAt: Second | null;
    readonly escalatesTo: string | null;
  }[];
}

export interface BoardChart {
  readonly metric: MetricId;
  readonly title: string;
  readonly unit: string;
  readonly series: readonly Series[];
  /** Same window one week earlier, not split; null when not asked for. */
  readonly lastWeek: Float64Array | null;
  readonly threshold: number | null;
}

export interface BoardResult {
  readonly from: Second;
  readonly to: Second;
  readonly step: number;
  readonly charts: readonly BoardChart[];
  readonly annotations: readonly {
    readonly second: Second;
    readonly label: string;
    readonly kind: "deploy" | "flag" | "config" | "scale" | "restart" | "other";
  }[];
}

export interface DeployEntry {
  readonly second: Second;
  readonly kind: "deploy" | "rollback" | "flag" | "config" | "scale" | "restart" | "traffic" | "other";
  readonly title: string;
  readonly by: string;
  readonly node: string;
  readonly region: string;
  readonly version: string | null;
  readonly state: "done" | "running" | "failed" | "reverted";
  readonly pipeline: readonly { readonly at: Second; readonly text: string }[];
}

export interface ConfigView {
  readonly node: string;
  readonly keys: readonly {
    readonly key: string;
    readonly base: string;
    readonly git: Readonly<Record<string, string>>;
    readonly live: Readonly<Record<string, string>>;
    readonly handEdited: readonly string[];
  }[];
  readonly settings: readonly {
    readonly id: string;
    readonly label: string;
    readonly unit: string;
    readonly value: number;
    readonly initial: number;
  }[];
  readonly flags: readonly {
    readonly id: string;
    readonly label: string;
    readonly share: number;
    readonly note: string;
    readonly history: readonly { readonly second: Second; readonly share: number; readonly by: string }[];
  }[];
  /** Versions running, by region: `v418 × 12`. */
  readonly rollout: readonly {
    readonly region: string;
    readonly version: string;
    readonly pods: number;
    readonly ready: number;
    readonly state: "serving" | "starting" | "quarantined" | "drained";
  }[];
}

export interface MapResult {
  readonly nodes: readonly {
    readonly id: string;
    readonly label: string;
    readonly kind: string;
    readonly health: "ok" | "degraded" | "down" | "unknown";
    readonly requests: number;
    readonly errors: number;
    readonly p95: number;
    readonly byRegion: readonly {
      readonly region: string;
      readonly health: "ok" | "degraded" | "down" | "unknown";
      readonly errors: number;
    }[];
  }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly rate: number;
    readonly errors: number;
  }[];
}

export type LookResult =
  | { readonly panel: "board"; readonly board: BoardResult }
  | { readonly panel: "logs"; readonly logs: LogResult }
  | { readonly panel: "traces"; readonly traces: readonly Trace[] }
  | { readonly panel: "trace"; readonly trace: Trace | null }
  | { readonly panel: "deploys"; readonly entries: readonly DeployEntry[] }
  | {
      readonly panel: "deploy";
      readonly title: string;
      readonly notes: string;
      readonly diff: string;
      readonly pipeline: readonly { readonly at: Second; readonly text: string }[];
    }
  | { readonly panel: "config"; readonly config: ConfigView }
  | { readonly panel: "map"; readonly map: MapResult }
  | { readonly panel: "probe"; readonly title: string; readonly output: string }
  | { readonly panel: "dump"; readonly title: string; readonly output: string; readonly shows: readonly string[] }
  | { readonly panel: "explore"; readonly explore: ExploreResult }
  | { readonly panel: "database"; readonly database: ToolResult }
  | { readonly panel: "runtime"; readonly runtime: ToolResult }
  | { readonly panel: "terminal"; readonly terminal: TerminalResult }
  | { readonly panel: "alerts"; readonly alerts: AlertView }
  | { readonly panel: "runbook"; readonly title: string; readonly markdown: string };
