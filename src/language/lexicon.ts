/**
 * The words of incident messages: groups that rules refer to as @name, and one rule per feature. Everything that
 * decides a verdict is here as data, so that it can be shown to the person who writes.
 */
import type { Groups, Rule } from "./rules";

/** Words of a group, separated by spaces. */
function list(text: string): readonly string[] {
  return text.split(" ");
}

/** Nouns in their own form and their plural only, because a verb or another word shares their stem: "server" and "served". */
function nouns(text: string): readonly string[] {
  return list(text).flatMap((word) => [`${word}!`, `${word.endsWith("y") ? `${word.slice(0, -1)}ie` : word}s!`]);
}

export const GROUPS = {
  affected: list(
    "customer user shopper people client buyer visitor subscriber merchant order payment checkout cart purchase basket " +
      "transaction you everyone everybody site shop store website service europe european request login " +
      "traveller traveler passenger guest operator steward scanner booking",
  ),
  broken: list(
    "fail failing failed failure error unable unavailable down broken decline slow slower degraded affected impacted trouble " +
      "problem difficulty issue interruption interrupted timeout outage disrupted disruption erroring stuck rejected blocked delay delayed",
  ),
  do: list(
    "pay check complete place order buy purchase log login reach use finish submit load access open see book board scan search",
  ),
  act: list(
    "revert investigate restart disable drain isolate quarantine mitigate scale redeploy deploy undo " +
      "reverse divert redirect reroute throttle pause stop failover withdraw remove rollback analyse analyze debug isolate shed " +
      "repair ship",
  ),
  recovered: list(
    "fix fixed fixes resolve resolved resolution restore restored recover recovered recovery solve solved solution sort sorted " +
      "repair repaired normal healthy resume",
  ),
  deed: list(
    "rollback restart deploy deployment redeploy rollout failover revert canary flag toggle switch drain scale rollforward " +
      "migration backup build pipeline job query dump capture test check copy",
  ),
  cause: [
    ...list(
      "database db network deploy deployment rollout bug memory cache dns vendor configuration config cable attack hack " +
        "traffic code change upgrade certificate disk hardware cloud gateway firewall proxy client library query " +
        "migration hacker cpu team maintenance pod overlay cluster thread",
    ),
    ...nouns(
      "server provider release load leak queue flag quote lock developer partner bank update variable setting pool worker region",
    ),
  ],
  hedge: list(
    "probably maybe perhaps likely! possibly presumably apparently seemingly! guess suspect suspected think believe assume supposedly",
  ),
  task: list(
    "check compare take look get write post draft find call verify watch collect list ask tell prepare run hold pull " +
      "dump count phone update review own read monitor gather tail capture join track confirm reconcile investigate test keep stop own",
  ),
  jargon: list(
    "rollback pod node kubernetes k8s cluster thread latency throughput cpu heap gc jvm canary deployment failover " +
      "replica shard endpoint microservice upstream downstream backend gitops helm dns tls stacktrace config 5xx 4xx oom p95 p99 p50 " +
      "p999 slo sla runbook readiness! postgres redis kafka nginx api overlay namespace mutex deadlock http regression rca repo " +
      "ingress sidecar apm kubectl",
  ),
  deep: list(
    "pod node kubernetes k8s thread heap gc jvm replica shard endpoint upstream downstream gitops helm dns tls stacktrace config " +
      "oom p95 p99 p50 readiness! postgres redis kafka nginx overlay namespace mutex deadlock ingress sidecar kubectl",
  ),
  count: list(
    "error order checkout pod user customer request ms complaint ticket worker connection payment transaction " +
      "region instance call failure k thousand million euro dollar eur usd person people cart rps",
  ),
} satisfies Groups;

/** Names of the rules below. */
export type RuleName = keyof typeof RULES;

const RECOVERY: Rule = {
  any: [
    "@recovered",
    "back to? normal|online|up|service|business|running|action",
    "be! back",
    "be! ~2 fine|ok|okay|over|gone!|behind",
    "fix ~4 live|out|ready|place|deploy",
    "back in #in",
    "back by|before|at|within|around #when",
    "all ~2 good|clear|well|set",
    "be! up",
    "up|working|live|running again",
    "up and running",
    "work|works|working as|like|normally|properly|fine|perfectly|again",
    "able to @do",
    "can @do again",
    "can continue|carry|shop|buy|go",
    "@do again",
    "come|comes back",
    "return to normal|service",
    "no more errors|problem|issue",
    "problem|issue|incident|outage|trouble|error|this|everything|it be gone|done|finish|end|behind",
    "out of the woods",
    "problem|issue|incident|outage|trouble disappear|end|stop|go",
    "normal service",
    "healthy",
    "service will|shall return",
    "errors will|should stop|end|cease|vanish|drop",
  ],
};

export const RULES = {
  impact: {
    any: [
      "@affected can not ~2 @do|continue|proceed|through",
      "@affected ~3 unable to",
      "can not ~1 @do ~3 @affected|europe|region",
      { ordered: ["@affected", "@broken"], within: 12 },
      { ordered: ["@broken", "@affected"], within: 10 },
      { ordered: ["#percent", "@affected"], within: 8 },
      { ordered: ["@affected", "not go through"], within: 8 },
      { ordered: ["@affected", "not ~1 work|load|respond|complete|available|possible"], within: 8 },
      { ordered: ["@affected", "see|get|receive ~2 error|502|message"], within: 8 },
      { ordered: ["@affected", "no longer ~1 @do|work"], within: 8 },
      "not able to @do",
      "unable to @do",
      "impact ~3 @affected|#percent",
      "@affected ~6 back to? normal|up",
      "@affected ~6 back at|on|to ~4 level|normal|usual",
      "@affected ~3 work again|normally",
      "@affected ~3 be|been normal",
      "@affected ~1 can ~1 @do again",
      "lose|losing ~2 order|sale|checkout|revenue",
      "502|500|503|5xx|504 ~3 in|on|for",
      "error|5xx|502|503|504|500 ~2 #percent",
      { ordered: ["@affected", "5xx|502|503|504"], within: 6 },
    ],
  },
  action: {
    any: [
      "roll ~2 back",
      "@act",
      "we|i|team|engineer|working|work ~4 fix|repair",
      "fix ~3 roll|rolled|deploy|test",
      "take ~2 back|down|out",
      "keep watch|watching|monitor",
      "turn|switch|move|go ~4 off|back",
      "fail over",
      "look into",
      "work on|to|hard",
      "take back|down|out ~4 release|change|version|launch|rotation",
      "undo|reverse ~3 change|release|launch",
      "return|go|switch|restore ~4 previous|earlier|last|old version|release",
      "put back",
      "hold ~3 email|launch|release|ramp",
      "add ~2 capacity",
      "route|send ~4 traffic",
      "flag ~2 off",
      "put ~3 back",
      "turn|switch ~4 on",
      "roll ~4 out",
      "build|fix|version|change|value|repair go ~1 out|live",
      {
        ordered: [
          "build|fix|version|change|value|repair",
          "go|move ~1 out|live|on|to the|all|every|each|other|others|next",
        ],
        within: 18,
      },
      "being! ~1 returned!|refunded!|repaired!|checked!|listed!|rolled!|shipped!|tested!",
      "be ~2 checking!|verifying!|comparing!|testing!|watching!|measuring!|listing!|returning!|refunding!|preparing!|shipping!",
    ],
  },
  nextUpdate: {
    any: [
      "next|another|further|new|more|follow update|news|message|post|information|note|word ~6 #when",
      "update ~2 at|by|in|within|every|around|before|no ~4 #when",
      "we|i will|shall ~2 update|write|post|report|inform|share|return|tell|message ~10 #when",
      "update|inform|tell|message|notify you|everyone|everybody|customer|here|the|this ~6 #when",
      "we|i ~1 report!|write!|post!|update! ~6 #when",
      "keep ~2 posted|updated|informed ~6 #when",
      "let you know ~8 #when",
      "get back to you ~8 #when",
      "back with ~3 update|news|information|more ~4 #when",
      "hear from we ~6 #when",
      "#when ~4 with ~3 update|news",
      "every #in",
      { ordered: ["#when", "we|i will ~2 update|write|post|report|inform|tell"], within: 12 },
      { ordered: ["check|come|be back", "#when", "with|for|and ~3 update|news|status"], within: 14 },
    ],
  },
  workaround: {
    polar: {
      any: [
        "workaround",
        "work around",
        "in the meantime ~6 @do|use|try|please|can",
        "you can still|instead|also|meanwhile",
        "please ~2 try|use|retry|wait|refresh|do",
        "try ~3 again|later|another|different",
        "not ~1 retry|pay twice|again|refresh",
        "use ~4 instead|app|phone|website|paypal|invoice",
        "by phone",
        "cart|basket ~4 save|keep|safe|hold",
      ],
    },
  },
  status: {
    any: [
      "status",
      "investigate",
      "identify",
      "monitor",
      "mitigated",
      "contained",
      "ongoing",
      "degraded",
      "partial outage",
      "operational",
      "stable",
      "recovering",
      "resolved",
      "under control",
      "still failing|down|affected",
      "incident",
      "severity|sev",
      "sev-1|sev-2|sev-3",
      "is! confirmed",
      "back to? normal",
      "back at|on|to ~4 level|normal|usual",
      "recovered",
      "be|been|work|works|run normal|normally",
      "@affected ~3 work again|normally|properly",
      "no ~2 error|failure|problem since|now|anymore|left",
      "run|work|serve ~8 without error|failure|problem",
      "error|failure be|have|stay ~2 gone!|stopped!|zero|ended!",
      "error|failure ~3 fall|drop",
      "fail ~2 payment|order|checkout ~3 fall|drop",
      "hold steady|so far",
      "be ~1 holding!",
      "still|now hold",
      "closed!",
      "be ~1 over",
      "cause|reason ~2 know|find|understand|repair|clear",
      "know|understand|find ~2 cause|reason",
      "no longer ~1 fail|affected",
    ],
  },
  apology: { any: ["sorry", "apologies", "regret", "forgive we", "inconvenience"] },
  ack: {
    any: [
      "acknowledge",
      "ack!",
      "acked!",
      "on it!",
      "on this",
      "have|got it|this|page",
      "take|taking this|it|over",
      "look into|at",
      "aware of|that",
      "we are aware",
      "thanks|thank ~4 for|reporting|flag|heads",
      "understood",
      "received",
      "copy that",
      "i am here",
      "noted!",
      "incident commander",
      "i lead|command|own",
    ],
  },
  recovery: RECOVERY,
  vagueSoon: { ordered: [RECOVERY, "any minute|moment|second"], within: 14 },
  timeAsked: {
    any: [
      "give|need|allow ~2 #in",
      "should|will ~2 take ~4 #in",
      "not ~2 longer than ~2 #in",
      "#in top|tops|max",
      "eta|etr ~6 #when",
    ],
  },
  deed: { any: ["@deed", "roll ~2 back", "#host"] },
  hedgedCause: {
    any: [
      { ordered: ["@hedge", "@cause"], within: 12 },
      { ordered: ["@cause", "@hedge"], within: 6 },
      "could|might|may be ~5 @cause",
      "could|might|may have ~5 @cause",
      "seem|look|appear to? ~2 be|like|as ~6 @cause",
      "seem|look|appear ~3 @cause",
      "must be ~4 @cause",
      { ordered: ["could|might|may|seem|must", "because|due|cause|culprit", "@cause"], within: 14 },
      {
        ordered: [
          "@cause",
          "could|might|may|seem|must|appear|look",
          "cause|culprit|blame|responsible|behind|origin|broken",
        ],
        within: 12,
      },
    ],
  },
  label: {
    any: [
      "hypothesis",
      "hypotheses",
      "theory",
      "assumption",
      "suspect",
      "suspicion",
      "suspected",
      "unconfirmed",
      "working assumption",
      "not yet? confirmed|verified|proven|proved|certain",
      "to be|to confirmed|verified|verify|confirm",
      "confidence",
      "idea ~3 test",
      "unverified",
      "guess! only",
    ],
  },
  jargon: {
    polar: {
      any: [
        "@jargon",
        "roll ~2 back",
        "feature flag",
        "load balancer",
        "api gateway",
        "connection pool",
        "thread pool",
        "worker! pool|process",
        "circuit breaker",
        "retry storm",
        "environment|env variable|var",
        "error budget",
        "stack trace",
        "cache miss",
        "health check",
        "502|503|504 error|response|status|from|on|in|rate",
        "500 error|response|status|rate",
        "http 502|500|503|504",
        "null pointer",
        "config map",
        "sev-1|sev-2|sev-3",
        "root cause analysis",
        "eu-west|us-east|us-west|ap-south",
        "eu west|central|north",
        "us! east|west",
        "memory leak",
        "deploy",
        "workers!",
      ],
    },
  },
  deepJargon: {
    polar: {
      any: [
        "@deep",
        "connection pool",
        "thread pool",
        "circuit breaker",
        "environment|env variable|var",
        "stack trace",
        "cache miss",
        "null pointer",
        "config map",
        "api gateway",
        "load balancer",
        "5xx|502|503|504",
      ],
    },
  },
  blame: {
    any: [
      "fault ~2 of|by|lie",
      "'s fault",
      "your|his|her|their|you|they fault",
      "fault",
      "blame",
      "careless",
      "stupid",
      "incompetent",
      "sloppy",
      "negligent",
      "amateur",
      "idiot",
      "screw|mess up",
      "botch",
      "team|he|she|they|you|someone|somebody|developer|engineer|vendor|provider|who|dev|guy ~1 break|forget|botch|screw|mess",
      "team|he|she|they|you|someone|somebody|developer|engineer ~1 fail to",
      "should have know|test|check|tell|notice|look|ask",
      "who do|push|break this|it|that",
      "not ~1 bother",
      "thank|thanks to the ~2 team|developer|vendor|guy",
    ],
  },
  figure: {
    polar: {
      any: [
        "#percent",
        "#number ~1 @count",
        "#number in|of|out #number|every",
        "#number per",
        "x#number",
        "#number x!",
      ],
    },
  },
  refusal: {
    polar: {
      any: [
        "do|will|can|should|would|could not",
        "not now|yet|today",
        "no!",
        "hold off|it|the|that|this",
        "decline",
        "against",
        "keep ~3 off",
        "please ~2 wait",
        "stop",
        "rather not",
        "wait",
        "postpone",
        "delay the|it|that",
        "not restart|send|scale|launch|touch",
      ],
    },
  },
  reason: {
    polar: {
      any: [
        "because",
        "since",
        "as we|it|the|that|this|long",
        "so that",
        "otherwise",
        "due to",
        "reason",
        "will|would|to ~2 lose|make|break|cost|destroy|hide|kill|overload|risk|add|double|cause|send|hit|slow|erase|delete|wipe",
        "or we|they|it|you",
        "for now ~2 too",
        "evidence ~3 lose|gone",
        "to avoid|keep|protect|prevent|preserve",
        "or else",
      ],
    },
  },
  task: { any: ["please ~1 @task", "can|could|will|would you ~1 @task", "@task", "i need|want you", "you own|take"] },
} satisfies Readonly<Record<string, Rule>>;
