import type { Audience, Measure, Mechanism } from "#domain/commands";
import type { Dimension } from "#domain/drill";
import type { PanelId } from "#domain/telemetry";

/** A cause as one names it in a sentence. */
export const CAUSES: Readonly<Record<Mechanism, string>> = {
  "missing-config": "a missing configuration value",
  "wrong-config": "a wrong configuration value",
  "code-defect": "a defect in the code",
  "slow-query": "a slow query",
  "lock-contention": "a lock that everybody waited for",
  "pool-exhaustion": "a pool that had run dry",
  "retry-storm": "retries that multiplied the load",
  "memory-leak": "a memory leak",
  "cpu-saturation": "saturated processors",
  "traffic-spike": "more traffic than it could take",
  "abusive-client": "a client that asked for too much",
  "third-party-outage": "a third party that was down or slow",
  "network-fault": "a fault in the network",
  "zone-failure": "a zone that had failed",
  "certificate-expired": "an expired certificate",
  "disk-full": "a full disk",
  "bad-data": "bad data",
  "cache-failure": "a cache that had failed or was cold",
  "scheduled-job": "a scheduled job",
  "bad-instance": "a single bad instance",
};

/** A follow-up as one names it in a list. */
export const MEASURES: Readonly<Record<Measure, string>> = {
  "startup-validation": "settings checked at the start",
  "fail-fast": "failing fast",
  "config-check-in-pipeline": "a configuration check in the pipeline",
  "regional-smoke-test": "a smoke test in every region",
  "canary-by-region": "releases that start small",
  "alert-on-symptom": "an alert on what customers feel",
  "split-dashboard": "a dashboard that is split",
  "timeout-and-breaker": "shorter timeouts and a breaker",
  bulkhead: "a bulkhead",
  "retry-budget": "a retry budget",
  "rate-limit": "a rate limit",
  capacity: "more capacity",
  "load-test": "a load test",
  runbook: "a better runbook",
  "feature-flag-guard": "a flag around the change",
  "readiness-check": "an honest readiness check",
  "reconcile-data": "reconciling the data",
  training: "training",
  "more-approvals": "more approvals",
  "restart-job": "a regular restart",
};

/** What showed something, at the beginning of a sentence. */
export const PLACES: Readonly<Record<PanelId, string>> = {
  board: "The board",
  logs: "The logs",
  traces: "The traces",
  trace: "A single trace",
  deploys: "The list of deploys",
  deploy: "The release itself",
  config: "The configuration",
  map: "The service map",
  probe: "A probe",
  dump: "The dump",
  runbook: "The runbook",
  explore: "A query of my own",
  database: "The database",
  runtime: "The pods",
  terminal: "The terminal",
  alerts: "The alert rules",
};

/** Who was written to. */
export const READERS: Readonly<Record<Audience, string>> = {
  customers: "customers",
  executives: "leadership",
  support: "the support desk",
  incident: "the incident channel",
};

/** What to do otherwise, by what was weakest. */
export const NEXT_TIME: Readonly<Record<Dimension, string>> = {
  restore: "Next time I will ask first which step stops the damage, and only then what caused it.",
  diagnose: "Next time I will write my explanation down early, with what speaks for it and against it.",
  decide: "Next time I will say aloud what a step may break and how I will see whether it worked, before I take it.",
  communicate: "Next time I will write to people before I open the next graph.",
  prevent: "Next time I will not leave before each follow-up has a name and a date.",
  lead: "Next time I will give the people who offer help something to do.",
};

/** The same of prevention, where there were follow-ups. */
export const NEXT_LIST =
  "Next time I will ask what would have caught it earlier before I write the list of follow-ups.";

export const DIMENSIONS_SAID: Readonly<Record<Dimension, string>> = {
  restore: "restoring service",
  diagnose: "the diagnosis",
  decide: "the decisions",
  communicate: "communication",
  prevent: "prevention",
  lead: "leading the others",
};
