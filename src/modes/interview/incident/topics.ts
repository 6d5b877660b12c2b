import type { ActionKind } from "#domain/actions";
import type { Measure, Mechanism } from "#domain/commands";
import type { Rule } from "#domain/rules";
import { createMatcher, type Matcher } from "#language/rules";

/** Both within a few words, in either order. */
const near = (a: string, b: string): Rule => ({ all: [a, b], within: 7 });

/** What people ask about, in the rule language; one table for all drills. Questions are polar: "is it not slow?" asks, too. */
export const TOPICS = {
  errors: { any: ["error|fail|failure|5xx|broken", "500|502|503|504", "success ~1 rate|ratio", "availability"] },
  latency: { any: ["latency|slow|slower|duration|p50|p95|p99|percentile", "response ~1 time", "how long|fast"] },
  traffic: { any: ["traffic|throughput|rps|qps|volume|load", "request ~1 rate|second", "how many ~1 request"] },
  cpu: { any: ["cpu|processor|saturation|saturated|utilisation|utilization"] },
  workers: { any: ["worker|thread", "busy|exhausted"] },
  memory: { any: ["memory|heap|oom|gc", "garbage collection"] },
  backlog: { any: ["queue|backlog|consumer|message"] },
  connections: { any: ["connection|pool"] },
  pods: { any: ["pod|instance|container|replica|host|restart|restarting"] },
  disk: { any: ["disk|storage|space"] },
  cache: { any: ["cache", "hit rate|ratio"] },
  locks: { any: ["lock|locked|blocking|blocked|deadlock", "who blocks"] },
  throttled: { any: ["throttle|throttled|429", "rate limit"] },
  orders: { any: ["completed|business|conversion|revenue", "orders|bookings|payments ~2 per|rate|go"] },
  board: { any: ["dashboard|board|graph|chart|metric|telemetry", "golden signal", "health|healthy"] },
  affected: {
    any: [
      "who|which|how ~3 affected|hit|hurt|impacted",
      "user|customer ~4 affected|see|feel|impact",
      "impact|scope|blast|extent|widespread",
      "everybody|everyone ~3 affected|hit|impacted",
    ],
  },
  logs: { any: ["log|logs|exception|stacktrace", "stack trace", "error message|line"] },
  traces: { any: ["trace|tracing|span", "follow ~2 request", "where ~3 time", "critical path"] },
  deploys: {
    any: [
      "deploy|deployed|deployment|release|released|rollout|ship|shipped",
      "what|anything|something ~3 changed|change",
      "recent|last ~2 change",
      "change ~2 log",
    ],
  },
  diff: { any: ["diff|commit|code", "what ~4 in", "change|changed ~3 in|with", "release notes"] },
  config: { any: ["config|configuration|setting|flag|variable|timeout", "feature toggle", "env|environment"] },
  map: { any: ["map|dependency|dependencies|topology|architecture|upstream|downstream", "depend|depends"] },
  alerts: { any: ["alert|alarm|pager|firing|monitor", "page|pages"] },
  runbook: { any: ["runbook|playbook|procedure|documentation"] },
  database: { any: ["database|db|sql|postgres|query|queries|statement|transaction"] },
  statements: { any: ["statement|query|queries", "slow ~1 sql"] },
  plan: { any: ["plan|explain", "index scan"] },
  replication: { any: ["replica|replication|lag|primary"] },
  deadLetters: { any: ["dead letter", "dlq|poison|failed message"] },
  dump: { any: ["dump|profile|flamegraph|capture"] },
  probe: { any: ["curl|ping|probe|reach|reachable|resolve", "try|test|call ~3 myself|endpoint|health"] },
  lastWeek: { any: ["last week", "week ago", "usual|usually|normal|normally|baseline|compare|compared|yesterday"] },
  trend: { any: ["since|when ~3 start|begin|began"] },
  split_region: { any: ["region|regional|geography|datacenter", "everywhere"] },
  split_zone: { any: ["zone|az"] },
  split_version: {
    any: [
      "one|single|only|same version|release",
      "by|per|each|which|across|split version|release",
      "old ~3 new ~1 version?",
    ],
  },
  split_route: { any: ["route|endpoint|path|operation|page ~2 slow"] },
  split_status: { any: ["status|code ~1 code?", "500|502|503|504|429"] },
  split_node: { any: ["by|per|each|which|what service|node|component"] },
  split_pod: { any: ["pod|instance|host|container"] },
  ask: { any: ["ask|tell|assign|delegate|page|call|ping|escalate|involve", "bring|get ~2 in", "can|could you"] },
  write: {
    any: ["write|update|post|tell|inform|announce|notify|communicate|message|publish|say|acknowledge"],
  },
  customers: { any: ["customer|users|public", "status page"] },
  executives: { any: ["executive|leadership|management|boss|ceo|cto|director"] },
  support: { any: ["support|helpdesk", "customer service"] },
  channel: { any: ["team|channel|everybody|everyone|colleague|stakeholder"] },
  answer: { any: ["answer|reply|respond|agree|decline|yes!|no!"] },
  take: { any: ["acknowledge|ack|take ~2 page", "i ~2 it"] },
  severity: { any: ["severity|sev|sev1|sev2|sev3|sev4|priority|p1|p2", "declare ~3 incident|major"] },
  believe: {
    any: [
      "think|believe|suspect|hypothesis|guess|suppose|assume|cause|probably|maybe|perhaps|because|theory",
      "looks|seems|might|may|could",
    ],
  },
  sure: { any: ["root cause", "confirmed|certain|sure|definitely|clearly|found", "it is!|was!"] },
  reject: { any: ["rule ~3 out", "reject|discard|exclude|unlikely", "not ~3 cause"] },
  follow: {
    any: ["follow up", "prevent|prevention|postmortem|afterwards|later|retrospective", "action item", "next time"],
  },
  stop: { any: ["stop|cancel|abort|interrupt|halt"] },
  resolve: { any: ["resolve|resolved|close", "all clear", "incident ~2 over", "stand ~1 down"] },
  evidence: { any: ["pin|evidence|supports|proof|proves|shows"] },
  note: { any: ["note|note", "write ~2 down", "remember"] },
  mute: { any: ["silence|mute|snooze"] },
} as const satisfies Readonly<Record<string, Rule>>;
export type TopicId = keyof typeof TOPICS;

/** How people ask for an action. One without a rule is found by the words of its label. */
const ACTIONS: Readonly<Partial<Record<ActionKind, Rule>>> = {
  rollback: {
    any: [
      "roll ~3 back",
      "rollback|revert|undo ~4 deploy|release|version|change",
      "rollback|revert",
      "back to ~2 version|previous",
    ],
  },
  deploy: { any: ["deploy|redeploy|ship ~3 version", "roll ~2 forward"] },
  hotfix: { any: ["hotfix|patch", "ship|write ~2 fix"] },
  restart: { any: ["restart|reboot|bounce|recycle", "kill ~2 pods"] },
  "restart-pod": { any: ["delete|kill|restart|replace ~3 pod|instance"] },
  quarantine: { any: ["quarantine|isolate|cordon", "take ~3 out", "set ~2 aside"] },
  "thread-dump": { any: ["thread dump", "jstack"] },
  "heap-dump": { any: ["heap dump"] },
  profile: { any: ["profile|profiler|flamegraph"] },
  scale: { any: ["scale|scaling", "add|more|fewer ~2 pod|instance|capacity|server"] },
  resize: { any: ["resize|bigger|larger ~2 pod|instance|machine", "more ~1 memory|cpu"] },
  flag: { any: ["flag|toggle", "turn|switch ~4 off|on|down", "disable|enable", "ramp ~2 down"] },
  "config-edit": { any: ["edit|set|change|fix|add ~4 config|configuration|variable|env|value", "by hand"] },
  "config-commit": {
    any: ["commit|git ~4 config|configuration|variable|value", "set|change|fix ~4 config|configuration|variable"],
  },
  setting: {
    any: ["set|change|raise|lower|increase|decrease|reduce|shorten ~4 setting|timeout|retries|retry|limit|pool|size"],
  },
  failover: { any: ["fail ~3 over", "failover|evacuate"] },
  "traffic-shift": { any: ["shift|move|send|route|steer ~3 traffic|users|load"] },
  drain: { any: ["drain"] },
  undrain: { any: ["undrain", "bring ~4 back"] },
  shed: { any: ["shed|reject|drop ~3 load|traffic|request"] },
  "rate-limit": { any: ["rate limit|limiter|limiting", "limit|throttle ~4 traffic|request|rate|client"] },
  limit: { any: ["limit|throttle|quota"] },
  "block-client": { any: ["ban", "block|deny|refuse ~4 client|tenant|traffic|user|bot|scraper|network|caller|key"] },
  "serve-static": { any: ["static|maintenance page", "serve ~3 static"] },
  breaker: { any: ["breaker", "circuit"] },
  "pause-plan": {
    any: ["stop|cancel|pause|postpone|delay|hold ~4 plan|launch|mail|email|campaign|job|rollout|ramp|deploy"],
  },
  "freeze-deploys": { any: ["freeze ~2 deploy|deployment|release", "no|stop ~2 deploys|releases|deployments"] },
  canary: { any: ["canary"] },
  promote: { any: ["promote ~2 canary"] },
  "promote-replica": { any: ["promote ~2 replica|standby|secondary", "failover ~3 database|primary"] },
  "restore-backup": { any: ["restore|backup"] },
  "purge-cache": { any: ["purge|flush|clear|empty|invalidate ~3 cache|cdn"] },
  "warm-cache": { any: ["warm|load|prime|fill ~3 cache"] },
  "pause-consumers": { any: ["pause|stop ~3 consumer|worker|queue|processing"] },
  "resume-consumers": { any: ["resume|start|unpause ~3 consumer|worker|queue|processing"] },
  redrive: { any: ["redrive|replay|reprocess|requeue|retry ~3 message|letter|dlq"] },
  "discard-message": { any: ["discard|delete|remove|skip|drop ~3 message|poison"] },
  "cancel-query": { any: ["cancel|stop ~3 query|statement"] },
  "kill-session": { any: ["kill|end|terminate ~4 session|transaction|connection|backend|query|lock"] },
  "add-index": { any: ["add|create|build|drop|recreate ~3 index"] },
  "explain-analyze": { any: ["explain"] },
  "rotate-credential": { any: ["rotate|renew|replace ~3 certificate|secret|key|credential|cert"] },
  autoscaler: { any: ["autoscaler|autoscaling|hpa"] },
  "grow-disk": { any: ["grow|extend|enlarge|bigger|more ~3 disk|volume|space"] },
  "clean-disk": { any: ["clean|free|delete ~4 disk|space|log|files"] },
};

/** How people name a mechanism. */
const MECHANISMS: Readonly<Record<Mechanism, Rule>> = {
  "missing-config": {
    any: [near("missing|absent|empty|unset", "config|configuration|variable|env|setting|value|url")],
  },
  "wrong-config": {
    any: [near("wrong|bad|incorrect|misconfigured", "config|configuration|setting|value|flag"), "misconfiguration"],
  },
  "code-defect": {
    any: [
      "bug|defect|regression",
      near("bad|broken", "release|deploy|code|version"),
      near("new", "version|release|code"),
    ],
  },
  "slow-query": {
    any: [near("slow|expensive", "query|statement|sql"), near("full|sequential", "scan"), "missing index"],
  },
  "lock-contention": { any: ["lock|deadlock|contention|blocking|blocked"] },
  "pool-exhaustion": {
    any: [
      near("pool|worker|thread|connection", "exhausted|exhaustion|full|dry|starved|used"),
      "run|ran ~3 out ~3 connection|worker|thread",
    ],
  },
  "retry-storm": { any: ["retry storm", near("retry|retries", "multiply|amplify|load|storm"), "thundering herd"] },
  "memory-leak": { any: ["leak", near("memory", "grow|growing|leak"), "oom", "out of memory"] },
  "cpu-saturation": { any: [near("cpu|processor", "saturated|saturation|full|high|bound")] },
  "traffic-spike": { any: ["spike|surge|peak", near("more|much", "traffic"), near("traffic", "up|doubled")] },
  "abusive-client": {
    any: ["scraper|bot|abuse|abusive|crawler|attacker|attack|ddos", near("one|single", "client|tenant|customer")],
  },
  "third-party-outage": { any: ["third party", near("provider|vendor|external", "down|slow|outage|failing|problem")] },
  "network-fault": { any: ["network|dns|packet|connectivity|routing"] },
  "zone-failure": { any: [near("zone|az|datacenter", "down|failed|failure|outage")] },
  "certificate-expired": { any: [near("certificate|cert|tls", "expired|expire|invalid")] },
  "disk-full": { any: [near("disk|volume|storage", "full|space"), near("out", "disk|space")] },
  "bad-data": { any: [near("bad|corrupt|invalid|malformed", "data|record|message|row|payload"), "poison"] },
  "cache-failure": { any: [near("cache", "down|cold|miss|empty|failed|failing|stampede")] },
  "scheduled-job": { any: ["cron|job|batch|scheduled|nightly|report"] },
  "bad-instance": { any: [near("one|single|bad|sick", "pod|instance|host|machine|node")] },
};

/** How people name a measure. One without a rule is found by the words of its id. */
const MEASURES: Readonly<Partial<Record<Measure, Rule>>> = {
  "startup-validation": { any: [near("validate|check|verify", "start|startup|boot")] },
  "fail-fast": { any: ["fail fast"] },
  "config-check-in-pipeline": {
    any: [near("check|lint|validate", "pipeline|ci"), near("pipeline|ci", "config|configuration")],
  },
  "regional-smoke-test": { any: ["smoke test"] },
  "canary-by-region": { any: ["canary|progressive|staged|gradual"] },
  "alert-on-symptom": { any: ["alert|alerting|slo|monitor"] },
  "split-dashboard": { any: [near("dashboard|split", "region")] },
  "timeout-and-breaker": { any: ["timeout|breaker"] },
  bulkhead: { any: [near("bulkhead|isolate|isolation|separate", "pool")] },
  "retry-budget": { any: [near("retry", "budget|limit|backoff"), "backoff|jitter"] },
  "rate-limit": { any: ["rate limit", "quota|throttle"] },
  capacity: { any: ["capacity|headroom|autoscaling"] },
  "load-test": { any: ["load test", "performance test"] },
  "feature-flag-guard": { any: ["flag|toggle|killswitch", "kill switch"] },
  "readiness-check": { any: ["readiness|healthcheck", "health check"] },
  "reconcile-data": { any: [near("reconcile|repair|backfill|correct", "data|orders|records")] },
};

type Name = TopicId | `act ${ActionKind}` | `why ${Mechanism}` | `measure ${Measure}`;

const prefixed = <K extends string, P extends string>(rules: Readonly<Partial<Record<K, Rule>>>, prefix: P) =>
  Object.fromEntries(Object.entries(rules).map(([key, rule]) => [`${prefix} ${key}`, rule as Rule])) as Readonly<
    Record<`${P} ${K}`, Rule>
  >;

const polar = (rules: Readonly<Record<string, Rule>>) =>
  Object.fromEntries(Object.entries(rules).map(([key, rule]) => [key, { polar: rule } satisfies Rule]));

let compiled: Matcher<Name> | undefined;

/** Compiled at the first request: who never takes an incident round does not pay for it. */
export function topicMatcher(): Matcher<Name> {
  compiled ??= createMatcher<Name>({
    ...polar(TOPICS),
    ...prefixed(ACTIONS, "act"),
    ...polar(prefixed(MECHANISMS, "why")),
    ...prefixed(MEASURES, "measure"),
  } as Readonly<Record<Name, Rule>>);
  return compiled;
}

export const hasRule = {
  action: (kind: ActionKind): boolean => kind in ACTIONS,
  measure: (measure: Measure): boolean => measure in MEASURES,
} as const;
