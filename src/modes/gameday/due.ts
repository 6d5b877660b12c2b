import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import type { InjectEffect, TeamDeed, TeamRole } from "#domain/team";
import { TEAM_ROLES } from "#domain/team";
import { err, ok, type Result } from "#lib/result";
import { ackedAt, holds, type Sight } from "./conditions";
import { dueAt, type QueueTime } from "./queue";
import type { Room } from "./room";
import { roleName } from "./words";

/** What the queue of an exercise is edited by. */
export function queueTime({ view, room }: Pick<Sight, "view" | "room">): QueueTime {
  return { now: view.now, ackedAt: ackedAt(view), fired: new Set(room.injects.map(({ id }) => id)) };
}

/**
 * The injects of a plan that are due now and have not happened, in the order of the queue. Each is due once; that it
 * happened is in the log. None is due in the lobby, nor once the exercise is over.
 */
export function dueInjects(plan: Pick<ExercisePlan, "queue">, sight: Sight): readonly PlannedInject[] {
  const { view, room } = sight;
  if (room.startedAt === null || room.stopped !== null || view.phase === "ended") return [];
  const time = queueTime(sight);
  return plan.queue.filter((inject) => {
    if (time.fired.has(inject.id)) return false;
    const { when } = inject;
    if (when.kind === "condition") return holds(when.condition, sight);
    const at = dueAt(inject, time.ackedAt);
    return at !== null && at <= view.now;
  });
}

/** The seat an effect means: of `@` and a role whoever holds it. Somebody who is away already is left alone. */
function seatFor(seat: string, room: Room): Result<string, string> {
  if (!seat.startsWith("@")) return ok(seat);
  const role = TEAM_ROLES.find((each): each is TeamRole => each === seat.slice(1));
  if (role === undefined) return err(`There is no role “${seat.slice(1)}”: one of ${TEAM_ROLES.join(", ")}.`);
  const found = room.holders[role].find((id) => !room.unreachable.includes(id));
  return found === undefined ? err(`Nobody who can be reached holds the role ${roleName(role)}.`) : ok(found);
}

/**
 * The deed that carries an inject out, for the facilitator's seat. What cannot be carried out as things are is left out, and
 * said in `leftOut`.
 */
export function injectDeed(
  inject: PlannedInject,
  room: Room,
): { readonly deed: Extract<TeamDeed, { do: "inject" }>; readonly leftOut: readonly string[] } {
  const effects: InjectEffect[] = [];
  const leftOut: string[] = [];
  for (const effect of inject.effects) {
    if (effect.kind !== "unreachable") {
      effects.push(effect);
      continue;
    }
    const seat = seatFor(effect.seat, room);
    if (seat.ok) effects.push({ ...effect, seat: seat.value });
    else leftOut.push(seat.error);
  }
  return { deed: { do: "inject", inject: inject.id, title: inject.title, effects }, leftOut };
}
