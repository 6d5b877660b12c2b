import type { Audience } from "./commands";
import type { Expectation } from "./gameday";
import type { FactId, NodeId, Second } from "./ids";
import type { InjectEffect, Renames, TeamRole } from "./team";

/** An incident that is only told, in the widely used Wheel-of-Misfortune form. `story` is a compiled Ink story, as JSON text. */
export interface TabletopIncident {
  readonly id: string;
  readonly title: string;
  readonly scenario: string;
  readonly story: string | null;
}

/** What an exercise is about. A pack is named by the id under which it is stored, and travels only once the room is opened. */
export type PlanSubject =
  | { readonly kind: "drill"; readonly slug: string }
  | { readonly kind: "pack"; readonly slug: string; readonly pack: string }
  | { readonly kind: "tabletop"; readonly incident: TabletopIncident };

/** Something an inject can wait for. Minutes are simulated. */
export type InjectCondition =
  /** Somebody took the page, and so long ago. */
  | { readonly is: "acknowledged"; readonly minutes: number }
  /** A severity was declared: this one or a graver one. */
  | { readonly is: "severity"; readonly level: 1 | 2 | 3 | 4 }
  /** Failed requests per second, as the metrics show them. */
  | { readonly is: "impact"; readonly side: "above" | "below"; readonly perSecond: number }
  /** Since the acknowledgement nothing was said to an audience for so long. */
  | { readonly is: "silence"; readonly audience: Audience; readonly minutes: number }
  | { readonly is: "fact"; readonly fact: FactId }
  /** An action was carried out, on a node if one is named. */
  | { readonly is: "action"; readonly action: string; readonly node: NodeId | null }
  /** A hypothesis is favoured; `right`: one that names the cause. */
  | { readonly is: "hypothesis"; readonly state: "favoured" | "right" }
  | { readonly is: "phase"; readonly phase: "live" | "resolved" | "ended" }
  /** There are tasks, and every one that is not over was acknowledged. */
  | { readonly is: "tasks-acknowledged" }
  /** Since the acknowledgement nothing new was found, believed, decided or done for so long. */
  | { readonly is: "stuck"; readonly minutes: number };

/** When an inject happens: when somebody presses, some seconds after T+0 or after the page was acknowledged, or once something holds. */
export type InjectTime =
  | { readonly kind: "hand" }
  | { readonly kind: "time"; readonly since: "start" | "ack"; readonly seconds: Second }
  | { readonly kind: "condition"; readonly condition: InjectCondition };

/** An inject that waits. The seat of an effect may be `@` and a role: whoever holds that role by then. */
export interface PlannedInject {
  readonly id: string;
  readonly title: string;
  readonly when: InjectTime;
  readonly effects: readonly InjectEffect[];
  /** What the facilitator says aloud or does then; empty: nothing. */
  readonly read: string;
  readonly expectations: readonly Expectation[];
  /** What to talk about afterwards. */
  readonly discuss: readonly string[];
  /** The card of the deck it was dealt from; null: it was written by hand. */
  readonly card: string | null;
}

/**
 * What the facilitator prepares and writes for oneself. It is stored on one machine and never enters the shared log, but for what is expected
 * of the team once it is time.
 */
export interface ExercisePlan {
  readonly title: string;
  readonly subject: PlanSubject;
  /** Null: drawn by the seed. */
  readonly variant: string | null;
  readonly seed: number;
  /** How long the exercise is to take. */
  readonly minutes: number;
  readonly roles: readonly TeamRole[];
  readonly renames: Renames;
  /** In the order in which they are listed; those that happened stay. */
  readonly queue: readonly PlannedInject[];
  /** Expectations of the drill as a whole. */
  readonly expectations: readonly Expectation[];
  readonly notes: readonly { readonly id: string; readonly second: Second | null; readonly text: string }[];
  /** Points of the guide that were gone through, by the words the guide has for them. */
  readonly ticked: readonly string[];
  /** Whether the team is to see its scores afterwards. */
  readonly scores: boolean;
}
