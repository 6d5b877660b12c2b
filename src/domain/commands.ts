import type { ActRequest } from "./actions";
import type { FactId, NodeId, PersonId, RegionId, RequestId, RoleId, Second } from "./ids";
import type { TeamDeed } from "./team";
import type { Look } from "./telemetry";

/** Who a message is for. `customers` is the status page, `executives` the leadership thread, `support` the support desk, `incident` the incident channel. */
export const AUDIENCES = ["incident", "customers", "executives", "support"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Mechanisms a hypothesis may name; the same list in every drill, so it gives nothing away. */
export const MECHANISMS = [
  "missing-config",
  "wrong-config",
  "code-defect",
  "slow-query",
  "lock-contention",
  "pool-exhaustion",
  "retry-storm",
  "memory-leak",
  "cpu-saturation",
  "traffic-spike",
  "abusive-client",
  "third-party-outage",
  "network-fault",
  "zone-failure",
  "certificate-expired",
  "disk-full",
  "bad-data",
  "cache-failure",
  "scheduled-job",
  "bad-instance",
] as const;
export type Mechanism = (typeof MECHANISMS)[number];

/** Measures a follow-up action may be about; general, scored by the drill. */
export const MEASURES = [
  "startup-validation",
  "fail-fast",
  "config-check-in-pipeline",
  "regional-smoke-test",
  "canary-by-region",
  "alert-on-symptom",
  "split-dashboard",
  "timeout-and-breaker",
  "bulkhead",
  "retry-budget",
  "rate-limit",
  "capacity",
  "load-test",
  "runbook",
  "feature-flag-guard",
  "readiness-check",
  "reconcile-data",
  "training",
  "more-approvals",
  "restart-job",
] as const;
export type Measure = (typeof MEASURES)[number];

/** What a player can do. Everything is a command, looking included. */
export type CommandBody =
  | { readonly kind: "ack"; readonly args: { readonly page: string } }
  | { readonly kind: "look"; readonly args: Look }
  | { readonly kind: "act"; readonly args: ActRequest }
  | { readonly kind: "interrupt"; readonly args: { readonly operation: number } }
  | {
      readonly kind: "say";
      readonly args: { readonly audience: Audience; readonly text: string; readonly to?: PersonId };
    }
  | {
      readonly kind: "answer";
      readonly args: { readonly request: RequestId; readonly option: string; readonly text?: string };
    }
  | { readonly kind: "severity"; readonly args: { readonly level: 1 | 2 | 3 | 4 } }
  | {
      readonly kind: "hypothesis";
      readonly args: {
        readonly id: string;
        readonly mechanism: Mechanism;
        readonly node: NodeId;
        readonly region: RegionId | null;
        readonly text: string;
        readonly state: "open" | "favoured" | "rejected";
      };
    }
  | {
      readonly kind: "pin";
      readonly args: {
        readonly fact: FactId;
        readonly hypothesis: string | null;
        readonly bearing: "supports" | "against";
      };
    }
  | { readonly kind: "unpin"; readonly args: { readonly fact: FactId } }
  | { readonly kind: "note"; readonly args: { readonly text: string } }
  | {
      readonly kind: "task";
      readonly args: { readonly person: PersonId; readonly text: string; readonly minutes: number | null };
    }
  | {
      readonly kind: "followup";
      readonly args: {
        readonly measure: Measure;
        readonly node: NodeId;
        readonly owner: PersonId;
        readonly days: number;
        readonly text: string;
      };
    }
  /** Keeps an alert rule from paging for some minutes; 0 lets it page again. */
  | { readonly kind: "silence"; readonly args: { readonly rule: string; readonly minutes: number } }
  | { readonly kind: "resolve"; readonly args: { readonly text: string } }
  | { readonly kind: "hint"; readonly args: { readonly step: 1 | 2 | 3 } }
  /** The player stopped the clock to read; no effect on the world, shown on the run. */
  | { readonly kind: "pause"; readonly args: { readonly seconds: number } }
  /** What people of a team do with each other; only in team runs. */
  | { readonly kind: "team"; readonly args: TeamDeed }
  /** Ends the run (after resolving, or giving up). */
  | { readonly kind: "end"; readonly args: Record<string, never> };
export type CommandKind = CommandBody["kind"];

/**
 * A command as it stands in the log. `seen` is the last second its author had on screen. In a team run `role` is the seat it is
 * given from, which holds roles. Accepted or refused is derived, never stored.
 */
export type Command = CommandBody & {
  readonly second: Second;
  readonly author: string;
  readonly counter: number;
  readonly role: RoleId;
  readonly seen: Second;
  /**
   * Only in team runs: one more than the highest its author knew of when it was given. Whoever answers somebody in the same second
   * is carried out after them. Absent counts as 0.
   */
  readonly lamport?: number;
};

/** The highest that counts; what is beyond it is no command. */
export const MOST_LAMPORT = 1_000_000_000;

/** Why a command was not carried out: a namespaced code, a sentence for the screen, and what would have been valid. */
export interface Refusal {
  readonly code: string;
  readonly text: string;
  readonly expected?: string;
  readonly nearest?: string;
}
