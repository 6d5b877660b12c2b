import type { Audience } from "#domain/commands";
import type { Expectation } from "#domain/gameday";
import type { Second } from "#domain/ids";
import type { HotWashColumn, InjectEffect, TeamRole } from "#domain/team";

/** Who had a task, from when on. The last owner is the present one. */
export interface Owner {
  readonly seat: string;
  readonly since: Second;
  /** Who gave it or handed it on to them. */
  readonly by: string;
  /** When they said that they have it; null while they have not. */
  readonly acknowledgedAt: Second | null;
}

export const TASK_STATES = ["open", "acknowledged", "done", "dropped"] as const;
export type TaskState = (typeof TASK_STATES)[number];

export interface Task {
  readonly id: string;
  /** Seat of the present owner. */
  readonly owner: string;
  readonly givenBy: string;
  readonly text: string;
  /** Its time box; null: none. */
  readonly minutes: number | null;
  readonly givenAt: Second;
  /** When its time box is over; handing on does not move it. */
  readonly due: Second | null;
  /** When its present owner said that they have it. */
  readonly acknowledgedAt: Second | null;
  /** When it was done or dropped; null while it is neither. */
  readonly endedAt: Second | null;
  readonly state: TaskState;
  /** Neither done nor dropped, and its time box is over. */
  readonly isOverdue: boolean;
  /** Neither done nor dropped, and its owner does not take part at present. */
  readonly isOrphaned: boolean;
  /** Oldest first; the first is who it was given to. */
  readonly owners: readonly Owner[];
  /** What was said with each step, oldest first. */
  readonly steps: readonly {
    readonly at: Second;
    readonly by: string;
    readonly state: TaskState;
    readonly text: string;
  }[];
}

export interface Vote {
  readonly seat: string;
  readonly option: number;
  readonly text: string;
  readonly at: Second;
}

export interface Poll {
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  readonly askedBy: string;
  readonly askedAt: Second;
  /** The last vote of each seat, in the order in which they first voted. */
  readonly votes: readonly Vote[];
  /** Votes by option. */
  readonly counts: readonly number[];
  /** Seats here that may vote and have not; empty once it is closed. */
  readonly missing: readonly string[];
  readonly closedAt: Second | null;
  /** Votes for an option that is a strong objection. */
  readonly objections: readonly Vote[];
}

export interface Decision {
  readonly id: string;
  readonly text: string;
  readonly why: string;
  /** Who carries it out: a seat, or a person of the drill; empty: nobody named. */
  readonly by: string;
  readonly decidedBy: string;
  readonly at: Second;
}

export interface Timer {
  readonly id: string;
  readonly label: string;
  readonly setBy: string;
  readonly setAt: Second;
  readonly endsAt: Second;
  readonly isOver: boolean;
}

/** A line of the scribe's timeline. */
export interface Entry {
  readonly id: string;
  /** The second it is about. */
  readonly at: Second;
  /** The latest text; of one that is struck out the last there was. */
  readonly text: string;
  readonly by: string;
  readonly isStruck: boolean;
  /** What it said before, oldest first; empty while it was never corrected. */
  readonly before: readonly { readonly at: Second; readonly text: string; readonly by: string }[];
}

export interface Draft {
  readonly id: string;
  readonly audience: Audience;
  readonly text: string;
  readonly by: string;
  readonly at: Second;
  readonly state: "open" | "approved" | "refused";
  /** Who approved or refused it, when, and what they said. */
  readonly verdict: { readonly by: string; readonly at: Second; readonly text: string } | null;
}

/** An expectation as one observer saw it met or not. */
export interface Tick {
  readonly inject: string;
  readonly expectation: string;
  readonly met: boolean;
  readonly text: string;
  readonly by: string;
  readonly at: Second;
}

/** What the team should be seen to do, and what to talk about afterwards, as far as whose view this is may know. */
export interface Expected {
  readonly expectations: readonly Expectation[];
  readonly discuss: readonly string[];
}

/** An inject that happened. */
export interface Fired extends Expected {
  readonly id: string;
  readonly title: string;
  readonly effects: readonly InjectEffect[];
  readonly by: string;
  readonly at: Second;
  readonly ticks: readonly Tick[];
}

export interface Card {
  readonly id: string;
  readonly column: HotWashColumn;
  readonly text: string;
  readonly by: string;
}

export interface Feedback {
  /** How many have answered. */
  readonly answers: number;
  /** By question, in the order in which they were first answered. `mean` 1 to 5. */
  readonly questions: readonly { readonly id: string; readonly mean: number; readonly answers: number }[];
  /** What they wrote, without names. */
  readonly texts: readonly string[];
  /** What whose view this is has answered. */
  readonly own: { readonly ratings: Readonly<Record<string, number>>; readonly text: string } | null;
}

export interface Gap {
  readonly id: string;
  readonly text: string;
  readonly owner: string;
  /** `2026-12-01`; empty while none is set. */
  readonly due: string;
  readonly by: string;
}

export interface Handover {
  readonly role: TeamRole;
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly at: Second;
  /** Points of the checklist that were gone through. */
  readonly checked: readonly string[];
  /** Points of it that were not. */
  readonly skipped: readonly string[];
  readonly text: string;
}

/** A time in which a seat held a role; `to` null: it still does. */
export interface Tenure {
  readonly role: TeamRole;
  readonly seat: string;
  readonly from: Second;
  readonly to: Second | null;
}
