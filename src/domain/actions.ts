import type { NodeId, RegionId } from "./ids";

/** Every kind of action of the general catalogue. Drills never add kinds; they add wording and access rules. */
export const ACTION_KINDS = [
  "rollback",
  "deploy",
  "hotfix",
  "restart",
  "quarantine",
  "release-quarantine",
  "thread-dump",
  "heap-dump",
  "profile",
  "scale",
  "flag",
  "config-edit",
  "config-commit",
  "setting",
  "failover",
  "traffic-shift",
  "shed",
  "rate-limit",
  "drain",
  "undrain",
  "pause-plan",
  // releases
  "canary",
  "promote",
  "switch-pool",
  "freeze-deploys",
  // capacity
  "restart-pod",
  "resize",
  "autoscaler",
  "grow-disk",
  "clean-disk",
  // traffic
  "serve-static",
  "block-client",
  "unblock-client",
  "limit",
  "breaker",
  // caches and queues
  "purge-cache",
  "warm-cache",
  "pause-consumers",
  "resume-consumers",
  "redrive",
  "discard-message",
  // database
  "cancel-query",
  "kill-session",
  "add-index",
  "explain-analyze",
  "promote-replica",
  "restore-backup",
  // credentials
  "rotate-credential",
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** What an action is asked to do. Only the fields its catalogue entry names are used; values are validated by the world. */
export interface ActRequest {
  readonly action: ActionKind;
  readonly node?: NodeId;
  /** `all` means every region, one after the other or together as the catalogue says. */
  readonly region?: RegionId | "all";
  readonly version?: string;
  readonly flag?: string;
  /** Config key, setting id, plan id, hotfix id, session, statement, index, limit, credential, call, message. */
  readonly key?: string;
  readonly value?: string | number;
  /** Pods, a factor, or a share 0–1, as the catalogue entry says. */
  readonly amount?: number;
  readonly to?: RegionId;
  /** A traffic class: the tenant, cohort or client the action is about. */
  readonly class?: string;
  /** One pod by its name. */
  readonly pod?: string;
}

export type ParamKind =
  | "node"
  | "region"
  | "version"
  | "flag"
  | "config"
  | "setting"
  | "plan"
  | "pods"
  | "factor"
  | "share"
  | "text"
  | "number"
  | "to-region"
  | "class"
  | "pod"
  | "call"
  | "session"
  | "statement"
  | "index"
  | "limit"
  | "credential"
  | "message";

/** One line of the catalogue: what the palette tells before anything is done. */
export interface CatalogueEntry {
  readonly kind: ActionKind;
  readonly label: string;
  /** What it does, in one sentence. */
  readonly does: string;
  readonly risk: "low" | "medium" | "high";
  readonly riskNote: string;
  readonly undo: string | null;
  readonly params: readonly {
    readonly field: keyof ActRequest;
    readonly kind: ParamKind;
    readonly optional?: boolean;
    readonly label: string;
  }[];
  /** Typical seconds from start to done, before the system's own figure. */
  readonly seconds: number;
  readonly group: "release" | "capacity" | "traffic" | "config" | "data" | "evidence" | "people";
}

export type OperationPhase = "requested" | "running" | "done" | "failed" | "cancelled";

/** An action under way or finished. Times in simulated seconds. */
export interface OperationStatus {
  readonly id: number;
  readonly request: ActRequest;
  readonly by: string;
  readonly phase: OperationPhase;
  readonly requestedAt: number;
  readonly startsAt: number;
  /** Expected end while running; actual end afterwards. */
  readonly endsAt: number;
  /** 0–1. */
  readonly progress: number;
  /** One line for the screen: what is happening, or why it failed. */
  readonly note: string;
  readonly interruptible: boolean;
}
