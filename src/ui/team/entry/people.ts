import type { Seat } from "#domain/team";
import { foldRoom } from "#modes/gameday/room";
import { useFacilitatorSeat, useViewOf, useWhoMay } from "../conducting";
import { useTeam } from "../context";
import { useFreshId } from "../folded";
import type { Saying } from "./verb";

/** Somebody whose words can be entered on this device, and the key that names them. */
export interface Speaker {
  readonly seat: Seat;
  /** `0` is the facilitator; from the tenth on nobody has a key. */
  readonly key: string | null;
}

/** Everybody who plays on this screen, in the order in which they sat down, then the facilitator. Who drops out keeps the key. */
export function useSpeakers(): readonly Speaker[] {
  const seats = useTeam((team) => team.seats);
  const own = useFacilitatorSeat();
  const others = seats.filter(({ id }) => id !== own?.id);
  return [
    ...others.map((seat, nth): Speaker => ({ seat, key: nth < 9 ? String(nth + 1) : null })),
    ...(own === null ? [] : [{ seat: own, key: "0" }]),
  ];
}

/** What is known when somebody's words are entered, as it is now; null for who does not play on this screen. */
export function useSaying(who: string | null): Saying | null {
  const fresh = useFreshId();
  const own = useFacilitatorSeat();
  const seat = useTeam((team) => team.seats.find(({ id }) => id === who) ?? null);
  const view = useViewOf(who);
  const mine = useViewOf(own?.id ?? null);
  const giver = useWhoMay("team.assign");
  if (seat === null || view?.team == null || mine?.team == null) return null;
  return { seat, view, room: foldRoom(mine.team, mine.now), giver, fresh };
}
