import type { Seat } from "#domain/team";
import type { View } from "#domain/view";
import type { Sight } from "#modes/gameday/conditions";
import { foldRoom } from "#modes/gameday/room";
import type { TeamSession } from "#session/team/contract";
import { useFacilitatorSeat, useViewOf } from "../../team/conducting";
import { conductStore, useConduct } from "./store";

function sightIn(view: View | null, truth: Sight["truth"]): Sight | null {
  return view?.team == null ? null : { view, room: foldRoom(view.team, view.now), truth };
}

/** What conditions and pace are asked about, from the facilitator's seat, at this moment; null where this device does not run the exercise. */
export function sightOf(session: TeamSession, seat: Pick<Seat, "id"> | null): Sight | null {
  const truth = conductStore.getState().scene?.score.diagnosis.truth ?? [];
  return sightIn(seat === null ? null : session.viewOf(seat.id), truth);
}

/** The same on the screen: as it is now. */
export function useSight(): Sight | null {
  const seat = useFacilitatorSeat();
  const view = useViewOf(seat?.id ?? null);
  const truth = useConduct((state) => state.scene?.score.diagnosis.truth ?? null);
  return sightIn(view, truth ?? []);
}
