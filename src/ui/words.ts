import type { CatalogueEntry, OperationPhase } from "#domain/actions";
import type { Audience, Measure, Mechanism } from "#domain/commands";
import type { Dimension } from "#domain/drill";
import type { ClockMode } from "#domain/run";
import type { DeployEntry } from "#domain/telemetry";
import type { FeatureId, Audience as Reader } from "#language/audience";
import type { Tone } from "./kit/Sign";

/** How things that have an id are called on screen. Nothing else in the console names them. */

export const MECHANISM_WORDS: Readonly<Record<Mechanism, string>> = {
  "missing-config": "A configuration value is missing",
  "wrong-config": "A configuration value is wrong",
  "code-defect": "A defect in the code",
  "slow-query": "A slow query",
  "lock-contention": "Waiting for a lock",
  "pool-exhaustion": "A pool of workers or connections runs dry",
  "retry-storm": "Retries multiply the load",
  "memory-leak": "Memory leaks",
  "cpu-saturation": "Processors are saturated",
  "traffic-spike": "More traffic than usual",
  "abusive-client": "One client asks for too much",
  "third-party-outage": "A third party is down or slow",
  "network-fault": "A fault in the network",
  "zone-failure": "A zone has failed",
  "certificate-expired": "A certificate has expired",
  "disk-full": "A disk is full",
  "bad-data": "Bad data",
  "cache-failure": "A cache fails or is cold",
  "scheduled-job": "A scheduled job gets in the way",
  "bad-instance": "A single bad instance",
};

/** Dimensions of a score. */
export const DIMENSION_WORDS: Readonly<Record<Dimension, string>> = {
  restore: "Restore",
  diagnose: "Diagnose",
  decide: "Decide",
  communicate: "Communicate",
  prevent: "Prevent",
  lead: "Lead",
};

export const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  "startup-validation": "Check settings when the service starts",
  "fail-fast": "Fail fast and say why",
  "config-check-in-pipeline": "Check configuration in the pipeline",
  "regional-smoke-test": "Smoke test in every region",
  "canary-by-region": "Release region by region, watched",
  "alert-on-symptom": "Alert on what customers feel",
  "split-dashboard": "Dashboards split by region or version",
  "timeout-and-breaker": "Shorter timeouts and a breaker",
  bulkhead: "Keep one slow call from taking all workers",
  "retry-budget": "A budget for retries",
  "rate-limit": "Rate limits",
  capacity: "More capacity",
  "load-test": "Load test",
  runbook: "Write or mend the runbook",
  "feature-flag-guard": "Guard the change with a flag",
  "readiness-check": "A readiness check that tells the truth",
  "reconcile-data": "Reconcile data that went wrong",
  training: "Train people",
  "more-approvals": "More approvals before a release",
  "restart-job": "A job that restarts it regularly",
};

export interface AudienceWords {
  readonly label: string;
  /** Where it is written. */
  readonly place: string;
  /** Who reads it. */
  readonly readers: string;
}

export const AUDIENCE_WORDS: Readonly<Record<Audience, AudienceWords>> = {
  incident: { label: "Incident", place: "incident channel", readers: "everybody who works on it" },
  customers: { label: "Customers", place: "status page", readers: "customers, and the press" },
  executives: { label: "Executives", place: "leadership thread", readers: "people who decide about the business" },
  support: { label: "Support", place: "support desk", readers: "people who answer customers" },
};

/** By whose rules a message to an audience is read, as the engine judges it. The support desk is inside. */
export const READERS: Readonly<Record<Audience, Reader>> = {
  incident: "internal",
  customers: "customers",
  executives: "executives",
  support: "internal",
};

export const FEATURE_WORDS: Readonly<Record<FeatureId, string>> = {
  impact: "Impact",
  action: "Action",
  "next-update": "Next update",
  workaround: "Workaround",
  status: "Status",
  apology: "Apology",
  ack: "Somebody leads",
  promise: "Promised recovery time",
  guess: "Guessed cause",
  hypothesis: "Labelled hypothesis",
  jargon: "Jargon",
  hostname: "Internal names",
  blame: "Blame",
  figure: "Figure with its unit",
  question: "Question",
  "decline-with-reason": "A no with its reason",
  delegation: "Name, task, time box",
  "keyword-soup": "Keywords without sentences",
};

export const GROUP_WORDS: Readonly<Record<CatalogueEntry["group"], string>> = {
  release: "Releases and flags",
  capacity: "Capacity",
  traffic: "Traffic",
  config: "Configuration",
  data: "Data and queues",
  evidence: "Evidence",
  people: "People and plans",
};

export const RISK_WORDS: Readonly<Record<CatalogueEntry["risk"], { readonly label: string; readonly tone: Tone }>> = {
  low: { label: "Low risk", tone: "good" },
  medium: { label: "Medium risk", tone: "warn" },
  high: { label: "High risk", tone: "bad" },
};

export const PHASE_WORDS: Readonly<Record<OperationPhase, { readonly label: string; readonly tone: Tone }>> = {
  requested: { label: "Requested", tone: "info" },
  running: { label: "Running", tone: "info" },
  done: { label: "Done", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  cancelled: { label: "Stopped", tone: "warn" },
};

export const CHANGE_WORDS: Readonly<Record<DeployEntry["kind"], string>> = {
  deploy: "Deploy",
  rollback: "Rollback",
  flag: "Flag",
  config: "Config",
  scale: "Scale",
  restart: "Restart",
  traffic: "Traffic",
  other: "Other",
};

export const CHANGE_STATES: Readonly<Record<DeployEntry["state"], { readonly label: string; readonly tone: Tone }>> = {
  done: { label: "Done", tone: "good" },
  running: { label: "Running", tone: "info" },
  failed: { label: "Failed", tone: "bad" },
  reverted: { label: "Reverted", tone: "warn" },
};

const ENDS = {
  run: {
    title: "End the run",
    does: "Nothing can be done afterwards; the debrief opens",
    warning:
      "Nothing can be done any more. Production is simulated on to the end of the drill, and that counts; then the debrief opens.",
    stay: "Go on playing",
    end: "End the run",
  },
  round: {
    title: "Finish the incident round",
    does: "Nothing can be done in it afterwards; the interview goes on",
    warning:
      "Nothing can be done in it any more. Production is simulated on to the end of the drill, and that counts; then the interview goes on.",
    stay: "Go on",
    end: "Finish the round",
  },
  exercise: {
    title: "End the incident",
    does: "Nobody of the team can do anything in it afterwards; it is talked about",
    warning:
      "It ends for the whole team: nothing can be done in it any more. Production is simulated on to the end of the drill, and that counts; then it is talked about.",
    stay: "Go on",
    end: "End it for everybody",
  },
} as const;

/** How the end of a run is called: one that is played for itself, one that is a round of an interview, or one of a team. */
export const endWords = (clock: ClockMode): (typeof ENDS)[keyof typeof ENDS] =>
  clock === "interview" ? ENDS.round : clock === "team" ? ENDS.exercise : ENDS.run;

/** The name of what stands at a place where an id may be unknown, such as a person who is not in the cast. */
export function nameOf(
  list: readonly { readonly id: string; readonly label?: string; readonly name?: string }[],
  id: string,
): string {
  const found = list.find((each) => each.id === id);
  return found?.name ?? found?.label ?? id;
}
