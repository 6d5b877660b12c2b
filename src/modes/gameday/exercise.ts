import type { Program, Scene } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import type { Run, RunHeader } from "#domain/run";
import { FIRST_SEAT, type TeamRole, type TeamView } from "#domain/team";
import type { MessageView, View } from "#domain/view";
import { type DrillState, replay, view } from "#engine/index";
import { done } from "./deeds";
import { foldRoom, type Room } from "./room";
import { isTabletop } from "./tabletop";

/** An exercise as its log tells it, for everything that is made of it afterwards. */
export interface Exercise {
  readonly header: RunHeader;
  readonly code: string;
  readonly title: string;
  readonly scene: Scene;
  readonly journal: readonly JournalEntry[];
  /** What was said until it ended. The world runs on for the score, and people of the drill go on talking in it. */
  readonly messages: readonly MessageView[];
  readonly team: TeamView;
  readonly room: Room;
  /** Whether it was only told, with nothing behind it that could fail. */
  readonly isTold: boolean;
  /** When its clock first ran, in epoch milliseconds; null where the log does not say. */
  readonly heldAt: number | null;
  /** When somebody took the page; null when nobody did. */
  readonly ackedAt: Second | null;
  /** When it was declared over, else when it was ended, else where the log stops. */
  readonly endedAt: Second;
  /** When it was ended, else where the log stops. The world runs on from there to its ending, and nobody is there any more. */
  readonly leftAt: Second;
  /** How it came out; null before that, and where something real has stopped it. */
  readonly ending: View["ending"];
}

/** The view of whoever facilitates at the end: what is written about an exercise must not depend on whose screen it is. */
function facilitatorsTeam(state: DrillState): TeamView {
  const first = view(state, FIRST_SEAT).team;
  if (first === null) throw new RangeError("This run was played alone: it has no team.");
  if (first.roles.includes("facilitator")) return first;
  const seat = first.seats.find(({ roles }) => roles.includes("facilitator"));
  return (seat === undefined ? null : view(state, seat.id).team) ?? first;
}

/** The exercise a state has come to. Throws a RangeError when its run was played alone. */
export function exerciseAt(state: DrillState): Exercise {
  const { header, program, scene, journal, messages, now, story } = state;
  const team = facilitatorsTeam(state);
  const first = (kind: JournalEntry["kind"]) => journal.find((entry) => entry.kind === kind)?.at.second ?? null;
  const room = foldRoom(team, now);
  const leftAt = first("end") ?? now;
  return {
    header,
    code: program.card.code,
    title: program.card.title,
    scene,
    journal,
    messages: story.leftAt < 0 ? messages : messages.filter(({ second }) => second <= story.leftAt),
    team,
    room,
    isTold: isTabletop(program),
    heldAt: done(team.deeds, "clock").find(({ state: is }) => is === "running")?.wall ?? null,
    ackedAt: first("ack"),
    endedAt: first("resolve") ?? leftAt,
    leftAt,
    ending: room.stopped === null ? view(state, FIRST_SEAT).ending : null,
  };
}

/** The exercise of a team's run. Costs a replay. */
export const exerciseOf = (program: Program, run: Run): Exercise => exerciseAt(replay(program, run));

/** Whether a seat held a role at a second. */
export const heldRole = ({ room }: Pick<Exercise, "room">, seat: string, role: TeamRole, at: Second): boolean =>
  room.tenures.some(
    (tenure) =>
      tenure.role === role && tenure.seat === seat && tenure.from <= at && (tenure.to === null || at < tenure.to),
  );

/** Ids of the seats: whoever else is named in the journal is a person of the drill, the story or the platform. */
export const seatIds = ({ room }: Pick<Exercise, "room">): ReadonlySet<string> =>
  new Set(room.seats.map(({ id }) => id));

/** Whether somebody at a seat was to act at a second: a resolver, or anybody while there was none. */
export const mayAct = (exercise: Pick<Exercise, "room">, seat: string, at: Second): boolean =>
  heldRole(exercise, seat, "resolver", at) ||
  !exercise.room.tenures.some(({ role, from, to }) => role === "resolver" && from <= at && (to === null || at < to));
