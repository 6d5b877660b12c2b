import type { Seat } from "#domain/team";
import type { Sight } from "#modes/gameday/conditions";
import { foldRoom } from "#modes/gameday/room";
import type { TeamSession } from "#session/team/contract";
import { conductStore } from "./store";

/** What conditions and pace are asked about, from the facilitator's seat; null where this device does not run the exercise. */
export function sightOf(session: TeamSession, seat: Pick<Seat, "id"> | null): Sight | null {
  const view = seat === null ? null : session.viewOf(seat.id);
  if (view?.team == null) return null;
  const truth = conductStore.getState().scene?.score.diagnosis.truth ?? [];
  return { view, room: foldRoom(view.team, view.now), truth };
}
