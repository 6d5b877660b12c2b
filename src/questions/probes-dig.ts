/** Digging into what was claimed: what is asked, and by which words a reply is judged. Data, so that it can be shown. */
import type { Probe } from "#domain/interview";
import type { Rule } from "#domain/rules";

export type DigAbout = Extract<Probe, { kind: "dig" }>["about"];
export const DIG_ABOUT = ["self", "number", "measured"] as const satisfies readonly DigAbout[];

export const DIG_ASKS: Readonly<Record<DigAbout, readonly string[]>> = {
  self: [
    "You speak of “we”. What of it was done by you, in person?",
    "Who is “we” here? Name your own part in it.",
    "Take the others away for a moment: what was yours?",
  ],
  number: [
    "Put a figure on that for me.",
    "How much is that, as a figure with its unit?",
    "Can you give me a figure, roughly is fine?",
  ],
  measured: [
    "Where did you read that off?",
    "What exactly did you look at to know that?",
    "How would you show me that it is so?",
  ],
};

/** What a reply has to say: its own part, a figure, or where the figure was read. */
export const DIG_RULES: Readonly<Record<DigAbout, Rule>> = {
  self: {
    any: [
      "i! ~3 did|do|wrote|write|built|build|made|make|took|take|ran|run|found|find|decided|decide|proposed|chose|changed|added|set|called|asked|told|led|saw|read|checked|tested|reviewed|rolled|turned|moved|started|stopped|looked|measured|designed|implemented|owned|drove|wired|fixed|suggested|pushed|was|had|would",
      "my part|own|job|idea|change|decision|role|task|share|piece|code|call|commit|proposal",
      "myself",
      "mine!",
    ],
  },
  number: {
    any: [
      "#number",
      "#percent",
      "#in",
      "half|third|quarter|double|doubled|twice|tenfold|dozen|dozens|hundred|hundreds|thousand|thousands|million",
    ],
  },
  measured: {
    any: [
      "measure|metric|dashboard|graph|chart|panel|board|histogram|percentile|p50|p95|p99|counter|gauge",
      "log|logs|trace|traces|query|alert|report|profiler|profile|benchmark|monitor|monitoring|prometheus|grafana|datadog|apm",
      "load test|ab test|canary|experiment|sample|survey|audit|reconcile|reconciliation",
      "compare|compared|comparison|baseline",
      "before ~6 after",
      "week|day|month|hour ~3 earlier|before",
    ],
  },
};

/** Sentences that claim that something helped, which can be asked for a figure or its proof. */
export const CLAIM_RULE: Rule = {
  any: [
    "improved!|reduced!|dropped!|fell!|halved!|doubled!|recovered!|shrank!|lowered!|decreased!|increased!|solved!|fixed!|stabilised!|stabilized!|helped!|sped!",
    "went|came|got|became ~2 down|up|back|better|faster|quicker|slower|lower|quiet|quieter|calm|calmer|easier",
    "no more|longer ~3 outage|timeout|error|alert|complaint|incident|page|trouble|problem",
    "worked! ~2 well|fine",
  ],
};

/** What people do, in forms that do not end in "ed". */
export const DEEDS: ReadonlySet<string> = new Set(
  (
    "built cut did drew drove found gave got held kept left led made met moved put ran read said sent set shut split spent switched " +
    "taught thought threw told took went wrote brought bought caught chose came saw"
  ).split(" "),
);
