import type { Audience } from "./commands";
import type { Expectation } from "./gameday";
import type { FactId, NodeId, PersonId, Position, Second } from "./ids";
import type { PanelId } from "./telemetry";

/**
 * Roles of a team, as incident command knows them. A person may hold several. The facilitator runs the exercise and is no
 * part of the incident; an observer watches how the team works.
 */
export const TEAM_ROLES = [
  "facilitator",
  "commander",
  "deputy",
  "resolver",
  "communications",
  "scribe",
  "observer",
] as const;
export type TeamRole = (typeof TEAM_ROLES)[number];

/** A participant. Commands of a team run carry the id of the seat they are given from as their role. */
export interface Seat {
  readonly id: string;
  readonly name: string;
  /** Author of its commands; null: somebody in the same room, whose commands the facilitator's device enters. */
  readonly device: string | null;
  readonly roles: readonly TeamRole[];
  /** Services a resolver works on; none named: all of them. */
  readonly services: readonly NodeId[];
  readonly isReady: boolean;
  /** Whether they take part at present; somebody who dropped out keeps the seat. */
  readonly isHere: boolean;
}

/** The seat a team run begins with: that of who opened it, whose device is the first of the header's `roles`. */
export const FIRST_SEAT = "facilitator";

/** In place of an inject: expectations of the exercise as a whole are ticked under this name. */
export const WHOLE_EXERCISE = "exercise";

/** How a second front shows: slower, failing, or gone. */
export const FRONT_SYMPTOMS = ["slow", "errors", "down"] as const;
export type FrontSymptom = (typeof FRONT_SYMPTOMS)[number];

/** What an inject does to the incident. Minutes are simulated. */
export type InjectEffect =
  /** Somebody of the drill says something, where those see it who hear that audience. */
  | {
      readonly kind: "remark";
      readonly from: PersonId;
      readonly audience: Audience;
      readonly text: string;
      readonly interrupts: boolean;
    }
  /** One of the drill's own plans is carried out now. */
  | { readonly kind: "plan"; readonly plan: string }
  /** Something else breaks: `amount` is the factor of the service time when slow (1.5 to 50), the share of failing calls when errors (0.01 to 1), ignored when down. */
  | {
      readonly kind: "front";
      readonly node: NodeId;
      readonly symptom: FrontSymptom;
      readonly amount: number;
      readonly minutes: number;
    }
  /** A tool does not load, for everybody. */
  | { readonly kind: "panel-down"; readonly panel: PanelId; readonly minutes: number }
  /** A participant cannot be reached: they are told so, and see and do nothing meanwhile. */
  | { readonly kind: "unreachable"; readonly seat: string; readonly minutes: number };

/** Columns of the hot-wash board. */
export const HOT_WASH_COLUMNS = ["kept", "changed", "wondered"] as const;
export type HotWashColumn = (typeof HOT_WASH_COLUMNS)[number];

/** How simulated time of a team runs: seconds per real second. */
export const TEMPOS = [1, 2, 5] as const;
export type Tempo = (typeof TEMPOS)[number];

/**
 * What people of a team do with each other and with the exercise, beside the incident itself. Ids are chosen by whoever does
 * it and must be new; texts are at most 4,000 characters.
 */
export type TeamDeed =
  // Who takes part
  /** Takes a seat with the device this comes from. Before the clock first runs it gets the roles it asks for, as far as they are free; later those of an observer. */
  | {
      readonly do: "join";
      readonly seat: string;
      readonly name: string;
      readonly roles: readonly TeamRole[];
      readonly services: readonly NodeId[];
    }
  /** The facilitator makes or changes a seat. */
  | {
      readonly do: "seat";
      readonly seat: string;
      readonly name: string;
      readonly device: string | null;
      readonly roles: readonly TeamRole[];
      readonly services: readonly NodeId[];
    }
  | { readonly do: "ready"; readonly ready: boolean }
  /** Drops out (or, said by facilitator, commander or deputy, has dropped out); their tasks wait to be handed on. */
  | { readonly do: "leave"; readonly seat: string }
  | { readonly do: "return"; readonly seat: string }
  /** A role goes from one seat to another. `checked` are the points of the checklist that were gone through. */
  | {
      readonly do: "handover";
      readonly role: TeamRole;
      readonly from: string;
      readonly to: string;
      readonly checked: readonly string[];
      readonly text: string;
    }
  // The exercise
  /** What the clock does from here on, for the record. `wall` is when that was outside, in epoch milliseconds; it decides nothing. */
  | {
      readonly do: "clock";
      readonly state: "running" | "paused";
      readonly tempo: Tempo;
      readonly reason: string;
      readonly wall?: number;
    }
  /** A real incident: the exercise is over for everybody. Anybody may say so, whoever drives the clock. */
  | { readonly do: "stop"; readonly reason: string }
  /** A facilitator's device drives the clock from here on. */
  | { readonly do: "hold" }
  | {
      readonly do: "inject";
      readonly inject: string;
      readonly title: string;
      readonly effects: readonly InjectEffect[];
    }
  /** Whether scores are shown to the team. */
  | { readonly do: "scores"; readonly shown: boolean }
  // Command
  | {
      readonly do: "assign";
      readonly task: string;
      readonly to: string;
      readonly text: string;
      readonly minutes: number | null;
    }
  | {
      readonly do: "progress";
      readonly task: string;
      readonly state: "acknowledged" | "done" | "dropped";
      readonly text: string;
    }
  | { readonly do: "hand-on"; readonly task: string; readonly to: string }
  | { readonly do: "poll"; readonly poll: string; readonly question: string; readonly options: readonly string[] }
  | { readonly do: "vote"; readonly poll: string; readonly option: number; readonly text: string }
  | { readonly do: "close-poll"; readonly poll: string }
  | {
      readonly do: "decide";
      readonly decision: string;
      readonly text: string;
      readonly why: string;
      /** Who carries it out; empty: nobody named. */
      readonly by: string;
    }
  /** Reminds whoever set it, and the commander, when it is over; 0 minutes takes it away. */
  | { readonly do: "timer"; readonly timer: string; readonly label: string; readonly minutes: number }
  // Writing
  /** The scribe's timeline; the same id again corrects it, an empty text strikes it out. `at` is the second it is about. */
  | { readonly do: "entry"; readonly entry: string; readonly at: Second; readonly text: string }
  | { readonly do: "draft"; readonly draft: string; readonly audience: Audience; readonly text: string }
  /** Approved, the draft's text goes out to its audience at once, in its writer's name. */
  | { readonly do: "approve"; readonly draft: string; readonly approved: boolean; readonly text: string }
  /** What one has seen is known to everybody from here on. */
  | { readonly do: "share"; readonly fact: FactId }
  // Watching and afterwards
  /**
   * What the team should be seen to do about an inject that happened, or in the exercise as a whole, in words for everybody who watches, and
   * what to talk about afterwards. Said again, the last counts.
   */
  | {
      readonly do: "expect";
      /** An inject, or WHOLE_EXERCISE. */
      readonly inject: string;
      /** At most 20, of different ids; texts of at most 1,000 characters. */
      readonly expectations: readonly Expectation[];
      /** At most 20 lines of at most 1,000 characters. */
      readonly discuss: readonly string[];
    }
  | {
      readonly do: "tick";
      readonly inject: string;
      readonly expectation: string;
      readonly met: boolean;
      readonly text: string;
    }
  | { readonly do: "hot-wash"; readonly card: string; readonly column: HotWashColumn; readonly text: string }
  | {
      readonly do: "feedback";
      /** 1 to 5 by question id. */
      readonly ratings: Readonly<Record<string, number>>;
      readonly text: string;
    }
  /** `due` as `2026-12-01`, empty while none is set; the same id again changes it, an empty text takes it away. */
  | { readonly do: "gap"; readonly gap: string; readonly text: string; readonly owner: string; readonly due: string };
export type DeedKind = TeamDeed["do"];

/** A deed that was accepted. `seat` is who did it. */
export interface Deed {
  readonly at: Position;
  readonly seat: string;
  readonly deed: TeamDeed;
}

/** What a seat knows of its team. Null in the view of a run that is played alone. */
export interface TeamView {
  /** Whose view this is. */
  readonly seat: string;
  readonly roles: readonly TeamRole[];
  readonly seats: readonly Seat[];
  /** What was done, oldest first, as far as this seat may know. */
  readonly deeds: readonly Deed[];
  readonly clock: {
    /** `lobby` until it first runs. */
    readonly state: "lobby" | "running" | "paused" | "stopped";
    readonly tempo: Tempo;
    /** The device that drives it. */
    readonly holder: string;
  };
  /** Panels this seat may open. */
  readonly panels: readonly PanelId[];
  /** Nodes it may act on. */
  readonly services: readonly NodeId[];
  /** Nodes whose own panels (`logs`, `database`, …) it reads; null: all of them. */
  readonly sees: readonly NodeId[] | null;
  /** Audiences it hears, those it may speak to, and those whose requests it answers. */
  readonly hears: readonly Audience[];
  readonly speaks: readonly Audience[];
  readonly answers: readonly Audience[];
  /** What it may do, as command kinds; deeds as `team.<do>`. */
  readonly may: readonly string[];
  /** Tools that do not load at present. */
  readonly down: readonly { readonly panel: PanelId; readonly until: Second }[];
  /** Who cannot be reached at present; of itself, everybody knows. */
  readonly unreachable: readonly { readonly seat: string; readonly until: Second }[];
}

/** One's own names for services and people of a drill, by id. */
export interface Renames {
  readonly services: Readonly<Record<NodeId, string>>;
  readonly people: Readonly<Record<PersonId, string>>;
}
