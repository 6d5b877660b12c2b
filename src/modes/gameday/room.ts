import type { Audience } from "#domain/commands";
import type { FactId, Second } from "#domain/ids";
import type { Deed, HotWashColumn, InjectEffect, Seat, TeamRole, TeamView, Tempo } from "#domain/team";
import { foldAfterwards } from "./afterwards";
import { foldCommand } from "./command";
import { rosterOf } from "./roster";
import { foldTasks } from "./tasks";
import { foldWriting } from "./writing";

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

/** An inject that happened. */
export interface Fired {
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

/** Everything that a seat knows of what its team did with each other. Seconds are simulated; lists are oldest first. */
export interface Room {
  readonly seats: readonly Seat[];
  /** Who holds each role at present and takes part. */
  readonly holders: Readonly<Record<TeamRole, readonly string[]>>;
  readonly tenures: readonly Tenure[];
  readonly handovers: readonly Handover[];
  /** Seats that take part, have dropped out, and came when the clock was running already. */
  readonly here: readonly string[];
  readonly gone: readonly string[];
  readonly late: readonly string[];
  readonly unreachable: readonly string[];
  /** When the clock first ran; null in the lobby. */
  readonly startedAt: Second | null;
  readonly clock: readonly {
    readonly at: Second;
    readonly state: "running" | "paused" | "stopped";
    readonly tempo: Tempo;
    readonly reason: string;
    readonly by: string;
  }[];
  /** Why the exercise was stopped for a real incident; null when it was not. */
  readonly stopped: { readonly at: Second; readonly reason: string; readonly by: string } | null;
  readonly tasks: readonly Task[];
  readonly polls: readonly Poll[];
  readonly decisions: readonly Decision[];
  /** Those that were not taken away. */
  readonly timers: readonly Timer[];
  /** In the order of the seconds they are about. */
  readonly timeline: readonly Entry[];
  readonly drafts: readonly Draft[];
  /** What somebody told the others. */
  readonly shared: readonly { readonly fact: FactId; readonly by: string; readonly at: Second }[];
  readonly injects: readonly Fired[];
  /** The last of each observer about each expectation; also of expectations that belong to no inject. */
  readonly ticks: readonly Tick[];
  readonly hotWash: readonly Card[];
  readonly feedback: Feedback;
  readonly gaps: readonly Gap[];
  readonly scoresShown: boolean;
}

interface Kept {
  readonly team: TeamView;
  /** With nothing overdue yet. */
  readonly timeless: Room;
  readonly room: Room;
  /** The seconds in which `room` is what it is. */
  readonly from: Second;
  readonly until: Second;
}

/** The last fold of each list of deeds: the same list is asked about every second. */
const kept = new WeakMap<readonly Deed[], Kept>();

const missing = ({ unreachable }: TeamView): string => unreachable.map(({ seat }) => seat).join(" ");

const sameTeam = (a: TeamView, b: TeamView): boolean =>
  a === b || (a.seats === b.seats && a.seat === b.seat && missing(a) === missing(b));

/**
 * What the deeds of a team come to at a second. Any beginning of a log folds; what names something unknown changes
 * nothing. While neither deeds nor seats change and nothing falls due, it gives the same object again.
 */
export function foldRoom(team: TeamView, now: Second): Room {
  const known = kept.get(team.deeds);
  if (known !== undefined && sameTeam(known.team, team)) {
    if (now >= known.from && now < known.until) return known.room;
    return keep(team, known.timeless, now);
  }
  return keep(team, foldDeeds(team), now);
}

function keep(team: TeamView, timeless: Room, now: Second): Room {
  const room = atSecond(timeless, now);
  const falls = [...timeless.tasks.map(({ due }) => due), ...timeless.timers.map(({ endsAt }) => endsAt)];
  const times = falls.filter((at) => at !== null);
  const from = Math.max(Number.NEGATIVE_INFINITY, ...times.filter((at) => at <= now));
  const until = Math.min(Number.POSITIVE_INFINITY, ...times.filter((at) => at > now));
  kept.set(team.deeds, { team, timeless, room, from, until });
  return room;
}

/** Marks what is overdue at a second. What is as it was stays the same object. */
function atSecond(timeless: Room, now: Second): Room {
  const tasks = timeless.tasks.map((task) => {
    const isOverdue = task.endedAt === null && task.due !== null && task.due <= now;
    return isOverdue === task.isOverdue ? task : { ...task, isOverdue };
  });
  const timers = timeless.timers.map((timer) => (timer.endsAt <= now ? { ...timer, isOver: true } : timer));
  return { ...timeless, tasks, timers };
}

function foldDeeds(team: TeamView): Room {
  const roster = rosterOf(team);
  return {
    ...roster,
    ...foldTasks(team.deeds, roster),
    ...foldCommand(team.deeds, roster),
    ...foldWriting(team.deeds),
    ...foldAfterwards(team.deeds, team.seat),
  };
}
