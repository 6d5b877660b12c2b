import type { Seat } from "#domain/team";
import type { View } from "#domain/view";
import { useLive } from "../live";
import { useOpenRoom, useTeam } from "./context";

/** The seat from which this device runs the exercise, whoever it acts for at present; null where it does not. */
export function useFacilitatorSeat(): Seat | null {
  return useTeam(
    (team) => team.seats.find(({ device, roles }) => device !== null && roles.includes("facilitator")) ?? null,
  );
}

/** What a seat of this device sees now; null for any other. Keeps its identity while nothing happens. */
export function useViewOf(seat: string | null): View | null {
  const { session } = useOpenRoom();
  return useLive(() => (seat === null ? null : session.viewOf(seat)));
}

/** A slice of the facilitator's view; only used where this device runs the exercise. `select` as for `useView`. */
export function useConductView<T>(select: (view: View) => T): T {
  const { session } = useOpenRoom();
  const seat = useFacilitatorSeat();
  return useLive((state) => {
    const view = seat === null ? null : session.viewOf(seat.id);
    const seen = view ?? state.view;
    if (seen === null) throw new Error("useConductView: the run has no view yet");
    return select(seen);
  });
}
