import type { Measure, Mechanism } from "#domain/commands";
import type { Factor, FactorKind, Postmortem, PostmortemAction, TriggerKind } from "#domain/documents";
import type { Second } from "#domain/ids";

/** Where a text of a postmortem stands: a field, or an item of a list by its number. */
export type Field =
  | "title"
  | "summary"
  | "impact"
  | "detection"
  | "wentWell"
  | "wentPoorly"
  | "lucky"
  | `timeline.${number}`
  | `factors.${number}`
  | `actions.${number}`;

/** A rule about how a postmortem is written. The examples are tests, too. */
export interface TextRule {
  readonly id: string;
  readonly kind: "blame" | "vague";
  readonly title: string;
  readonly why: string;
  /** Texts that break it, and how the same is said well. */
  readonly examples: readonly { readonly bad: string; readonly good: string }[];
}

/** Words that break a rule: characters `from` to `to` of the field's text; both 0 where something is missing. */
export interface TextFinding {
  readonly rule: TextRule;
  readonly field: Field;
  readonly from: number;
  readonly to: number;
  /** What is wrong here, in one sentence. */
  readonly text: string;
}

/** What really happened, in the terms of the graph. */
export interface CausalTruth {
  /** Ids of the classes of traffic that suffered, most harmed first. */
  readonly classes: readonly string[];
  /** How classes and nodes are called, by id. */
  readonly names: {
    readonly classes: Readonly<Record<string, string>>;
    readonly nodes: Readonly<Record<string, string>>;
  };
  /** What it began with; any one counts. */
  readonly triggers: readonly {
    readonly kind: TriggerKind;
    readonly nodes: readonly string[];
    readonly text: string;
  }[];
  readonly causes: readonly { readonly mechanism: Mechanism; readonly nodes: readonly string[] }[];
  /** What would have caught it, best first. */
  readonly safeguards: readonly { readonly measure: Measure; readonly text: string }[];
}

export type Verdict = "found" | "partly" | "missing" | "other";

/** How a part of the graph stands beside what happened. `factor` is the one it is about. */
export interface FactorVerdict {
  readonly part: Exclude<FactorKind, "contributing"> | "chain";
  readonly verdict: Verdict;
  readonly factor: string | null;
  /** Why, without giving away what was not found. */
  readonly text: string;
  /** What it was; to be shown on demand only. */
  readonly truth: string;
}

/** What a draft is made from beside the postmortem itself, for links and menus. */
export interface Drafted {
  readonly postmortem: Postmortem;
  readonly truth: CausalTruth;
  /** First second with harm, and the last one. */
  readonly harmed: { readonly from: Second; readonly until: Second } | null;
}

/** What an export says about the run beside the document itself. */
export interface About {
  readonly code: string;
  readonly title: string;
  readonly company: string;
  /** Day of the incident, `2026-03-12`. */
  readonly date: string;
  /** Second of the day at T+0. */
  readonly startsAt: number;
}

/** What was chosen from lists for a factor or an action, in words; empty where nothing was. */
export interface ChoiceWords {
  readonly factor: (factor: Factor) => string;
  readonly action: (action: PostmortemAction) => string;
}
