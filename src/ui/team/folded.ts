import { useCallback } from "react";
import { foldRoom, type Room } from "#modes/gameday/room";
import { seatName } from "#modes/gameday/roster";
import { useView } from "../live";
import { useServices } from "../services";

/** A slice of what the team's deeds come to now. `select` must return primitives, or values that keep their identity. */
export function useFolded<T>(select: (room: Room) => T): T {
  return useView((view) => {
    if (view.team === null) throw new Error("useFolded: this run is played alone");
    return select(foldRoom(view.team, view.now));
  });
}

/** Names of seats, one's own as "You", or as it is said inside a sentence. */
export function useSeatName(you = "You"): (id: string) => string {
  const seats = useView((view) => view.team?.seats);
  const own = useView((view) => view.team?.seat);
  return useCallback((id) => (id === own ? you : seatName(seats ?? [], id)), [seats, own, you]);
}

/** A name for something new in the team's log: `task-1f0c9a27`. */
export function useFreshId(): (kind: string) => string {
  const { clock } = useServices();
  return useCallback((kind) => `${kind}-${clock.id().slice(0, 8)}`, [clock]);
}
