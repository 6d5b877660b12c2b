/** What conditions may ask, by context. The compiler checks names, argument counts and the things named; the engine implements them. */

/** `world`: fault shares, probe cases, alert rules, plan guards. `story`: triggers, conditions, endings, marks, caps, texts (the truth). `look`: facts. `play`: what a player sees. */
export type ExprContext = "cell" | "alert" | "world" | "story" | "look" | "play";

/** What an argument names, so that the compiler can resolve it; `text` and `number` are free. `""` means any where `any` is true. */
export type ArgKind =
  | "flag"
  | "config"
  | "setting"
  | "node"
  | "region"
  | "metric"
  | "fact"
  | "request"
  | "plan"
  | "gauge"
  | "action"
  | "audience"
  | "feature"
  | "measure"
  | "machine-state"
  | "condition"
  | "template"
  | "mechanism"
  | "label"
  | "person"
  | "session"
  | "index"
  | "text"
  | "number";

export interface ExprFunction {
  readonly name: string;
  readonly contexts: readonly ExprContext[];
  readonly args: readonly { readonly kind: ArgKind; readonly any?: boolean; readonly optional?: boolean }[];
  readonly returns: "number" | "string" | "bool";
  readonly doc: string;
}

const f = (
  name: string,
  contexts: readonly ExprContext[],
  args: ExprFunction["args"],
  returns: ExprFunction["returns"],
  doc: string,
): ExprFunction => ({ name, contexts, args, returns, doc });
const any = (kind: ArgKind) => ({ kind, any: true });
const optional = (kind: ArgKind) => ({ kind, any: true, optional: true });

export const EXPR_FUNCTIONS: readonly ExprFunction[] = [
  // cell context: parameters of one pod group, evaluated only when they change
  f("flag", ["cell", "world", "story"], [{ kind: "flag" }], "number", "Share of requests that have the flag on, 0–1."),
  f(
    "credential",
    ["cell", "story"],
    [{ kind: "text" }],
    "number",
    "Seconds until a credential expires, below 0 when it has.",
  ),
  f("lag", ["cell"], [], "number", "Seconds the cell's replica is behind."),
  f(
    "shows",
    ["look"],
    [{ kind: "text" }],
    "bool",
    "Whether explore, database, runtime, terminal, alerts, a dump or an opened trace (`longest:<route>`: there went its time; `many:<route>`: ten or more spans of it) showed it.",
  ),
  f("config", ["cell"], [{ kind: "config" }], "string", "Live value of a config key in the cell's region."),
  f("setting", ["cell", "world", "story"], [{ kind: "setting" }], "number", "Present value of a setting in its unit."),
  f(
    "min",
    ["cell", "alert", "world", "story", "look", "play"],
    [{ kind: "number" }, { kind: "number" }],
    "number",
    "The smaller.",
  ),
  f(
    "max",
    ["cell", "alert", "world", "story", "look", "play"],
    [{ kind: "number" }, { kind: "number" }],
    "number",
    "The larger.",
  ),
  // alert context: scraped values
  f(
    "error_rate",
    ["alert"],
    [{ kind: "node" }, optional("region")],
    "number",
    "Failed share of requests over the last minute, 0–1.",
  ),
  f(
    "metric_last",
    ["alert"],
    [{ kind: "metric" }, { kind: "node" }, optional("region")],
    "number",
    'Any metric at the newest scrape, as `metric_last("backlog", "jobs")`: memory in bytes, shares 0–1, times in seconds.',
  ),
  f(
    "latency_p95",
    ["alert"],
    [{ kind: "node" }, optional("region")],
    "number",
    "95th percentile of response time over the last minute, seconds.",
  ),
  f(
    "requests",
    ["alert"],
    [{ kind: "node" }, optional("region")],
    "number",
    "Requests per second over the last minute.",
  ),
  // world and story: the truth
  f(
    "metric",
    ["story"],
    [{ kind: "metric" }, { kind: "node" }, any("region"), { kind: "number" }],
    "number",
    "Mean of a metric at a node in a region over the last so many seconds, without scrape delay.",
  ),
  f(
    "liveConfig",
    ["story"],
    [{ kind: "node" }, { kind: "config" }, { kind: "region" }],
    "string",
    "Live value of a config key.",
  ),
  f(
    "gitConfig",
    ["story"],
    [{ kind: "node" }, { kind: "config" }, { kind: "region" }],
    "string",
    "Value of a config key in Git.",
  ),
  f("version", ["story"], [{ kind: "node" }, { kind: "region" }], "string", "Version most serving pods run."),
  f("sessionOpen", ["story"], [{ kind: "session" }], "bool", "Whether a database session is open."),
  f("indexPresent", ["story"], [{ kind: "index" }], "bool", "Whether an index of a database is there and complete."),
  f("consumersPaused", ["story"], [{ kind: "node" }], "number", "Share of a queue's deliveries that is paused, 0–1."),
  f("planState", ["story"], [{ kind: "plan" }], "string", "`due`, `done` or `cancelled`."),
  f("failed", ["story"], [], "number", "User requests failed since T+0, all counted classes."),
  f("failedIn", ["story"], [{ kind: "number" }], "number", "User requests failed in the last so many seconds."),
  f("gauge", ["story", "play"], [{ kind: "gauge" }], "number", "Present value of a gauge."),
  // what the player did; `""` matches any. Seconds are −1 when it never happened
  f("acked", ["story", "play"], [], "number", "Second the page was acknowledged, else −1."),
  f("severity", ["story", "play"], [], "number", "Declared severity 1–4, 0 when none."),
  f("seen", ["story", "play"], [{ kind: "fact" }], "bool", "Whether a look has returned the fact."),
  f("seenAt", ["story"], [{ kind: "fact" }], "number", "Second the fact was first seen, else −1."),
  f("seenCount", ["story"], [], "number", "How many facts have been seen."),
  f("pinned", ["story", "play"], [{ kind: "fact" }], "bool", "Whether the fact is pinned."),
  f(
    "requested",
    ["story", "play"],
    [any("action"), any("node"), any("region")],
    "number",
    "How many such actions the player has had accepted.",
  ),
  f(
    "running",
    ["story", "play"],
    [any("action"), any("node"), any("region")],
    "bool",
    "Whether such an action is requested or running.",
  ),
  f(
    "done",
    ["story", "play"],
    [any("action"), any("node"), any("region")],
    "number",
    "How many such actions are done (whoever asked).",
  ),
  f(
    "doneAt",
    ["story"],
    [any("action"), any("node"), any("region")],
    "number",
    "Second the first such action was done, else −1.",
  ),
  f(
    "answered",
    ["story", "play"],
    [{ kind: "request" }],
    "string",
    "Chosen option, `silence` when expired, `` when open or not yet asked.",
  ),
  f("open", ["story", "play"], [{ kind: "request" }], "bool", "Whether the request is waiting for an answer."),
  f(
    "said",
    ["story", "play"],
    [any("audience"), any("feature")],
    "number",
    "How many messages to the audience carried the feature.",
  ),
  f("saidAt", ["story"], [any("audience"), any("feature")], "number", "Second of the first such message, else −1."),
  f(
    "lastSaid",
    ["story", "play"],
    [any("audience")],
    "number",
    "Second of the last message to the audience, −1 when none.",
  ),
  f("tasked", ["story", "play"], [any("person")], "number", "How many tasks were given to the person."),
  f(
    "followups",
    ["story"],
    [any("measure"), any("node")],
    "number",
    "How many follow-up actions name the measure at the node.",
  ),
  f("causeNamed", ["story"], [], "bool", "Whether the favoured hypothesis (or the only open one) names a true cause."),
  f("hypotheses", ["story", "play"], [], "number", "How many hypotheses are not rejected."),
  f(
    "inState",
    ["story"],
    [{ kind: "machine-state" }],
    "bool",
    "Whether the story is in `machine.state` (dots for nesting).",
  ),
  f("resolvedAt", ["story", "play"], [], "number", "Second the incident was declared resolved, −1 when not."),
  f("promised", ["story"], [optional("audience")], "number", "How many recovery times were promised."),
  f("broken", ["story"], [optional("audience")], "number", "How many promised recovery times passed unkept."),
  // look context: what came back
  f(
    "last",
    ["look", "play"],
    [{ kind: "metric" }, { kind: "label" }],
    "number",
    "Last visible value of a metric's series with that label (`all` when not split); −1 when the look did not return it.",
  ),
  f(
    "mean",
    ["look"],
    [{ kind: "metric" }, { kind: "label" }, { kind: "number" }],
    "number",
    "Mean of the visible values over the last so many seconds; −1 when not returned.",
  ),
  f("highest", ["look"], [{ kind: "metric" }], "number", "Largest last value among the metric's series."),
  f(
    "rows",
    ["look"],
    [any("template")],
    "number",
    "Weighted log lines of the template that came back (`` = any). A template counts when a person would notice it: one of the twelve most frequent patterns.",
  ),
  f(
    "onlyRegion",
    ["look"],
    [{ kind: "template" }],
    "string",
    "The region all lines of the template came from, `` when several.",
  ),
  f(
    "spanFault",
    ["look"],
    [any("text")],
    "bool",
    "Whether the opened trace contains a span spoiled by the fault (`` = any).",
  ),
  f(
    "outputHas",
    ["look"],
    [{ kind: "text" }],
    "bool",
    "Whether the text that came back (probe, dump, diff, runbook, terminal, database, runtime) contains the words.",
  ),
] as const;

/** Variables by context. `look` fields are those of the look: `split`, `node`, `region`, `compare`, `window`, `version`, `probe`, `quarantined`, `query`, `page` (`` or 0 when absent). */
export const EXPR_VARIABLES: Readonly<
  Record<ExprContext, readonly { readonly name: string; readonly type: "number" | "string" | "bool" }[]>
> = {
  cell: [
    { name: "region", type: "string" },
    { name: "zone", type: "string" },
    { name: "version", type: "string" },
    { name: "pods", type: "number" },
    { name: "t", type: "number" },
  ],
  alert: [],
  world: [{ name: "t", type: "number" }],
  story: [
    { name: "t", type: "number" },
    { name: "variant", type: "string" },
    /** In marks: fields of the entry that triggered it are `e.<field>`. */
    { name: "e", type: "string" },
  ],
  look: [
    { name: "t", type: "number" },
    { name: "node", type: "string" },
    { name: "split", type: "string" },
    { name: "region", type: "string" },
    { name: "compare", type: "bool" },
    { name: "window", type: "number" },
    { name: "version", type: "string" },
    { name: "probe", type: "string" },
    { name: "quarantined", type: "bool" },
    { name: "query", type: "string" },
    { name: "page", type: "string" },
  ],
  play: [
    { name: "t", type: "number" },
    /** For players that know beforehand what nobody can know; who plays fair does not ask. */
    { name: "variant", type: "string" },
  ],
};
