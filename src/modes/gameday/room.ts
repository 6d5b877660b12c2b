import type { FactId, Second } from "#domain/ids";
import type { Deed, Seat, TeamRole, TeamView, Tempo } from "#domain/team";
import { foldAfterwards } from "./afterwards";
import { foldCommand } from "./command";
import type {
  Card,
  Decision,
  Draft,
  Entry,
  Expected,
  Feedback,
  Fired,
  Gap,
  Handover,
  Poll,
  Task,
  Tenure,
  Tick,
  Timer,
} from "./items";
import { rosterOf } from "./roster";
import { foldTasks } from "./tasks";
import { foldWriting } from "./writing";

export type {
  Card,
  Decision,
  Draft,
  Entry,
  Expected,
  Feedback,
  Fired,
  Gap,
  Handover,
  Owner,
  Poll,
  Task,
  TaskState,
  Tenure,
  Tick,
  Timer,
  Vote,
} from "./items";

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
    readonly state: "running" | "paused";
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
  /** What is expected in the exercise as a whole. */
  readonly whole: Expected;
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
