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
  | { readonly panel: "runbook"; readonly page: string };
export type PanelId = Look["panel"];

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
  | { readonly panel: "runbook"; readonly title: string; readonly markdown: string };
