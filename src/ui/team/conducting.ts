import type { Seat } from "#domain/team";
import type { View } from "#domain/view";
import type { Right } from "#engine/team/rights";
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

/** Who of this device's seats may do something, in whose name it is entered: the commander, else the deputy, else who else. */
export function useWhoMay(right: Right): Seat | null {
  const { session } = useOpenRoom();
  const seats = useTeam((team) => team.seats);
  // The name, not the seat: a view is asked anew with every second, and seldom says something else.
  const id = useLive(() => {
    const able = session
      .getTeam()
      .seats.filter((seat) => seat.isHere && (session.viewOf(seat.id)?.team?.may.includes(right) ?? false));
    const first = (role: Seat["roles"][number]) => able.find(({ roles }) => roles.includes(role));
    return (first("commander") ?? first("deputy") ?? able[0])?.id ?? null;
  });
  return seats.find((seat) => seat.id === id) ?? null;
}
