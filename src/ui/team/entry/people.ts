import type { Seat } from "#domain/team";
import { foldRoom } from "#modes/gameday/room";
import { useFacilitatorSeat } from "../conducting";
import { useOpenRoom, useTeam } from "../context";
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

/** Who of some seats gives tasks: the commander, else the deputy, else who else may. */
function giverOf(seats: readonly Seat[], may: (seat: Seat) => boolean): Seat | null {
  const able = seats.filter((seat) => seat.isHere && may(seat));
  return (
    able.find(({ roles }) => roles.includes("commander")) ??
    able.find(({ roles }) => roles.includes("deputy")) ??
    able[0] ??
    null
  );
}

/** Gives what is known when somebody's words are entered; null for who does not play on this screen. */
export function useSaying(): (who: string) => Saying | null {
  const { session } = useOpenRoom();
  const fresh = useFreshId();
  const own = useFacilitatorSeat();
  return (who) => {
    const { seats } = session.getTeam();
    const seat = seats.find(({ id }) => id === who);
    const view = session.viewOf(who);
    const mine = own === null ? null : session.viewOf(own.id);
    if (seat === undefined || view?.team == null || mine?.team == null) return null;
    const giver = giverOf(seats, ({ id }) => session.viewOf(id)?.team?.may.includes("team.assign") ?? false);
    return { seat, view, room: foldRoom(mine.team, mine.now), giver, fresh };
  };
}
