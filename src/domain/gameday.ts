import type { Audience } from "./commands";
import type { FrontSymptom, InjectEffect, TeamRole } from "./team";
import type { PanelId } from "./telemetry";

/** What a card of the deck is for. */
export const CARD_USES = ["too-fast", "stuck", "communication", "command"] as const;
export type CardUse = (typeof CARD_USES)[number];

/** A person of any drill, by what they do: who runs the company, who speaks for customers, who sells, and an engineer. */
export const PERSON_KINDS = ["executive", "support", "business", "colleague"] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

/**
 * A node of any drill, by what it is: the one that most requests pass, something beside the way that is affected, or the
 * first of its kind.
 */
export const NODE_PLACES = ["busiest", "beside", "database", "cache", "queue", "thirdparty"] as const;
export type NodePlace = (typeof NODE_PLACES)[number];

/** What somebody should be seen to do about an inject. */
export interface Expectation {
  readonly id: string;
  readonly title: string;
  /** What good looks like, in a sentence or two. */
  readonly good: string;
  readonly points: 1 | 2 | 3;
  /** Who is watched. */
  readonly by: TeamRole;
}

/** What a card does, before it is known to which drill: as `InjectEffect`, with kinds in place of names. */
export type CardEffect =
  | {
      readonly kind: "remark";
      readonly from: PersonKind;
      readonly audience: Audience;
      readonly text: string;
      readonly interrupts: boolean;
    }
  | {
      readonly kind: "front";
      readonly node: NodePlace;
      readonly symptom: FrontSymptom;
      readonly amount: number;
      readonly minutes: number;
    }
  | { readonly kind: "panel-down"; readonly panel: PanelId; readonly minutes: number }
  | { readonly kind: "unreachable"; readonly seat: TeamRole; readonly minutes: number };

/**
 * A complication that fits any drill. Its texts name people, nodes and seats as `{executive}`, `{busiest}` or `{commander}`:
 * words of PERSON_KINDS, NODE_PLACES and TEAM_ROLES.
 */
export interface DeckCard {
  readonly id: string;
  readonly title: string;
  readonly uses: readonly CardUse[];
  /** When it is good to play it, in a sentence or two. */
  readonly when: string;
  /** None: the facilitator does or says it, as `read` tells. */
  readonly effects: readonly CardEffect[];
  /** What the facilitator says aloud or does when it is played; empty: nothing. */
  readonly read: string;
  readonly expectations: readonly Expectation[];
  /** What to talk about afterwards. */
  readonly discuss: readonly string[];
}

/** A complication of this very drill: a card that was dealt, or one that was written for it. */
export interface Inject {
  readonly title: string;
  readonly effects: readonly InjectEffect[];
  readonly read: string;
  readonly expectations: readonly Expectation[];
  readonly discuss: readonly string[];
}

/** Where a game day usually gets to, one after the other. */
export const BEATS = ["acknowledged", "scoped", "suspected", "mitigated", "verified"] as const;
export type BeatId = (typeof BEATS)[number];

/** What usually happens, and by when. Minutes are simulated, from the page. */
export interface Beat {
  readonly beat: BeatId;
  readonly minute: number;
  /** What happens, in a sentence. */
  readonly text: string;
  /** How to tell that it has happened. */
  readonly when: string;
}

/** An inject that suits a drill, at the minute from the page at which it suits: a card of the deck, or one of its own. */
export type GuideInject = { readonly id: string; readonly minute: number; readonly why: string } & (
  | { readonly card: string; readonly inject: null }
  | { readonly card: null; readonly inject: Inject }
);

/**
 * One page for whoever runs a drill as a game day. It gives everything away: only the facilitator's page loads it. Texts
 * name people and nodes of the drill by their ids, as `{checkout}`.
 */
export interface Guide {
  readonly slug: string;
  /** What broke and why, to be read in ten seconds. */
  readonly truth: string;
  /** What is different in a variant, by its id; those that differ in nothing that matters here are left out. */
  readonly variants: Readonly<Record<string, string>>;
  readonly beats: readonly Beat[];
  /** Questions to ask the team. */
  readonly questions: readonly string[];
  /** For a team that is too fast. */
  readonly slow: {
    /** A card of the deck. */
    readonly card: string;
    readonly question: string;
    readonly front: Extract<InjectEffect, { kind: "front" }>;
    /** What the front does, and what to watch in it. */
    readonly text: string;
  };
  /** For a team that is stuck, one step after the other. */
  readonly rescue: {
    readonly question: string;
    readonly nudge: Extract<InjectEffect, { kind: "remark" }>;
    readonly hint: string;
  };
  /** What observers watch for. */
  readonly watch: readonly string[];
  readonly injects: readonly GuideInject[];
  /** Of the drill as a whole, beside those of injects. */
  readonly expectations: readonly Expectation[];
}
