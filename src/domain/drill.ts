import type { Audience, Measure, Mechanism } from "./commands";
import type { TriggerKind } from "./documents";
import type { FactId, NodeId, PersonId, RegionId, RequestId, Second } from "./ids";
import type { JournalKind } from "./journal";
import type { System } from "./system";
import type { PanelId } from "./telemetry";
import type { Expr, Text } from "./text";

export type Form = "live" | "plan" | "talk" | "explore";

/** What the home page may show before play: nothing that names the cause. */
export interface DrillCard {
  readonly slug: string;
  /** Incident code in addresses: `INC-2041`. */
  readonly code: string;
  readonly title: string;
  readonly summary: string;
  readonly form: Form;
  readonly minutes: number;
  readonly level: "foundation" | "intermediate" | "advanced";
  /** Symptoms and setting, never causes. */
  readonly tags: readonly string[];
  readonly company: string;
  readonly skills: readonly string[];
  readonly variants: number;
}

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly role: string;
  readonly team: string;
  /** Tasks this person can be given, and what comes back. */
  readonly colour: number;
}

/** When something happens: at a second, or the first second an expression is true (edge), or after another thing. */
export interface Trigger {
  readonly at: Second | null;
  readonly when: Expr | null;
  /** Seconds between trigger and effect. */
  readonly after: number;
  /** Asked when it would happen; true = it does not. */
  readonly unless: Expr | null;
}

/** What the story can do. Discrete, immediate, and never a metric. */
export type StoryEffect =
  | {
      readonly kind: "remark";
      readonly from: PersonId;
      readonly audience: Audience;
      readonly text: Text;
      readonly after: number;
    }
  | { readonly kind: "gauge"; readonly gauge: string; readonly add: Expr }
  | { readonly kind: "cancel-plan"; readonly plan: string }
  | { readonly kind: "run-plan"; readonly plan: string }
  | { readonly kind: "fact"; readonly fact: FactId }
  | { readonly kind: "open"; readonly request: RequestId };

/** A one-way message from a person. */
export interface Remark {
  readonly id: string;
  readonly from: PersonId;
  readonly audience: Audience;
  readonly trigger: Trigger;
  readonly text: Text;
  readonly effects: readonly StoryEffect[];
  readonly interrupts: boolean;
}

/** A person wants something, by a deadline. Options are all tempting; silence is an answer. Compiled to a machine of its own. */
export interface StoryRequest {
  readonly id: RequestId;
  readonly from: PersonId;
  readonly audience: Audience;
  readonly trigger: Trigger;
  readonly text: Text;
  /** Seconds to answer. */
  readonly deadline: number;
  readonly options: readonly RequestOption[];
  /** What happens when nobody answers: an option of its own, with no label. */
  readonly silence: { readonly reply: Text | null; readonly effects: readonly StoryEffect[] };
}
export interface RequestOption {
  readonly id: string;
  readonly label: Text;
  readonly available: Expr | null;
  readonly reply: Text | null;
  readonly effects: readonly StoryEffect[];
}

/** A fact of the case: what it says, and what a look must have returned for it to count as seen. */
export interface Fact {
  readonly id: FactId;
  /** One sentence the player sees in the notebook once found. */
  readonly text: Text;
  /** What it bears on, for the debrief. */
  readonly why: string;
  /** True and harmless, but beside the point; never evidence. For the debrief. */
  readonly decoy?: boolean;
  readonly shown: readonly { readonly panel: PanelId; readonly when: Expr }[];
}

export interface StoryMachine {
  readonly id: string;
  /** XState machine config: states with `on: { EVENT: target }`; actions name effect lists in `effects`. */
  readonly config: unknown;
  readonly effects: Readonly<Record<string, readonly StoryEffect[]>>;
  /** What it means for people that a state was reached, by its path (`impact.first`). For the debrief; a state without it goes unmentioned. */
  readonly turns?: Readonly<Record<string, string>>;
}

/** A named condition, edge-triggered: raises the story event `condition.<id>` when it becomes true. */
export interface Condition {
  readonly id: string;
  readonly when: Expr;
  /** Seconds it must hold. */
  readonly hold: number;
}

export interface Gauge {
  readonly id: string;
  readonly label: string;
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  /** Change per simulated minute. */
  readonly drift: Expr | null;
  readonly visible: boolean;
}

export interface Ending {
  readonly id: string;
  readonly title: string;
  readonly when: Expr;
  readonly text: Text;
}

export const DIMENSIONS = ["restore", "diagnose", "decide", "communicate", "prevent", "lead"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** One thing that earns (or costs) points. Triggered by the first journal entry that matches, or the first second `when` is true. */
export interface MarkSpec {
  readonly id: string;
  readonly dimension: Dimension;
  readonly points: number;
  readonly label: string;
  readonly on: {
    readonly event: JournalKind;
    readonly match: Readonly<Record<string, string | number | readonly (string | number)[]>>;
  } | null;
  readonly when: Expr | null;
  /** Evaluated at the trigger: false = this entry does not count, keep looking. */
  readonly condition: Expr | null;
  /** Share of the points earned, 0–1, evaluated at the trigger; absent = all. */
  readonly worth: Expr | null;
  /** Facts that must have been seen by then for full worth; risk-proportionate demands. */
  readonly evidence: { readonly facts: readonly FactId[]; readonly atLeast: number } | null;
  readonly reason: Text;
  /** Shown when it was never earned: what it was, and why it would have been better. Empty for costs. */
  readonly missed: Text;
  readonly source: string;
}

export interface ScoreSpec {
  readonly weights: Readonly<Partial<Record<Dimension, number>>>;
  /** Fixed horizon in seconds over which user impact is counted. */
  readonly horizon: Second;
  /** Harm weights: failed < delayed < lost < doubled. */
  readonly harm: { readonly failed: number; readonly delayed: number; readonly lost: number; readonly doubled: number };
  /** Idle impact must exceed the expert's by this factor, else the drill is refused. */
  readonly minimumSpread: number;
  readonly marks: readonly MarkSpec[];
  readonly diagnosis: {
    readonly truth: readonly {
      readonly mechanism: Mechanism;
      readonly nodes: readonly NodeId[];
      readonly regions: readonly RegionId[];
    }[];
    /**
     * What it began with, for the postmortem: the change or event, from inside or outside, that made the cause matter. Any one
     * counts, and the first is named first. `nodes` is where it took place; none = that does not matter.
     */
    readonly triggers: readonly {
      readonly kind: TriggerKind;
      readonly nodes: readonly NodeId[];
      readonly text: string;
    }[];
    /** Any one of these sets of pinned facts is sufficient evidence. */
    readonly sufficient: readonly (readonly FactId[])[];
    readonly points: { readonly cause: number; readonly evidence: number };
    readonly reason: Text;
    readonly missed: Text;
    readonly source: string;
  };
  readonly cadence: readonly {
    readonly audience: Audience;
    readonly first: number;
    readonly every: number;
    readonly points: number;
    readonly source: string;
  }[];
  readonly followups: readonly {
    readonly measure: Measure;
    readonly points: number;
    readonly reason: Text;
    readonly source: string;
    /** Facts of which any one, seen, leads to this measure even while the cause is not known. */
    readonly grounds?: readonly FactId[];
  }[];
  /** Irreversible harm: total is capped when the expression holds at the end. */
  readonly caps: readonly { readonly when: Expr; readonly total: number; readonly reason: Text }[];
}

/** A player of content: reactive steps over the view, at human speed. */
export interface Play {
  readonly id: string;
  readonly label: string;
  /** Share of the total score it must reach on every variant. */
  readonly band: readonly [number, number];
  readonly steps: readonly PlayStep[];
}
export interface PlayStep {
  /** Over the view; the step waits until it is true or `timeout` seconds have passed. */
  readonly when: Expr | null;
  readonly timeout: number;
  /** Skipped when false at the time it would run. */
  readonly only: Expr | null;
  /** Human seconds this step takes before its commands are given. */
  readonly takes: number;
  readonly do: readonly PlayCommand[];
  /** Named steps may be done at most once in any order once their `when` holds (`standing` orders), e.g. answer a request. */
  readonly standing: boolean;
  /** A standing order may fire at most this often, at least `every` seconds apart. */
  readonly times: number;
  readonly every: number;
}
/** A command. Strings of the play with `{{ expr }}` in them are compiled: such a value is a `Text` (an array). */
export interface PlayCommand {
  readonly kind: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** One way the incident can be: the base scene with a patch applied and compiled. */
export interface VariantInfo {
  readonly id: string;
  readonly label: string;
  readonly weight: number;
}

/** A scene is a drill with one variant applied: all that the engine needs to run. */
export interface Scene {
  readonly variant: VariantInfo;
  readonly system: System;
  readonly people: readonly Person[];
  readonly roles: readonly { readonly id: string; readonly label: string }[];
  readonly briefing: string;
  readonly page: {
    readonly id: string;
    readonly trigger: Trigger;
    readonly title: string;
    readonly body: Text;
    readonly runbook: string | null;
  };
  /** People a page goes to, one after the other, while nobody acknowledges it: seconds after it went off. None when left out. */
  readonly escalation?: readonly { readonly person: PersonId; readonly after: number }[];
  readonly remarks: readonly Remark[];
  readonly requests: readonly StoryRequest[];
  readonly facts: readonly Fact[];
  readonly machines: readonly StoryMachine[];
  readonly conditions: readonly Condition[];
  readonly gauges: readonly Gauge[];
  readonly endings: readonly Ending[];
  readonly score: ScoreSpec;
  readonly runbook: readonly { readonly id: string; readonly title: string; readonly markdown: string }[];
  readonly lookSeconds: Readonly<Partial<Record<PanelId, number>>>;
  /** Words that must not reach customers: hosts, services, versions. */
  readonly internalTerms: readonly string[];
  readonly tasks: readonly {
    readonly person: PersonId;
    readonly matches: readonly string[];
    readonly seconds: number;
    readonly reply: Text;
    readonly effects: readonly StoryEffect[];
  }[];
  /** Reactions when a promised recovery time passes unkept. */
  readonly brokenPromise: readonly {
    readonly audience: Audience;
    readonly from: PersonId;
    readonly text: Text;
    readonly effects: readonly StoryEffect[];
  }[];
  readonly debrief: string;
  /** Longest run, seconds from T+0. */
  readonly limit: Second;
}

/** A compiled drill. Variants are stored as merge patches on the base scene; `resolve` in the engine applies one. */
export interface Program {
  readonly format: 1;
  readonly card: DrillCard;
  readonly sources: readonly string[];
  readonly base: Scene;
  readonly variants: readonly { readonly info: VariantInfo; readonly patch: unknown }[];
  readonly plays: readonly Play[];
  readonly hashes: { readonly dynamics: string; readonly text: string };
}
