import { useCallback } from "react";
import { useLive, useView } from "./live";
import { nameOf } from "./words";

/** Names of whoever says or does something: people of the cast, the platform, the player as "You", and in a team the others by their names. */
export function useWho(): (id: string) => string {
  const people = useView((view) => view.people);
  const run = useLive((state) => state.run);
  const team = useView((view) => view.team);
  return useCallback(
    (id) => {
      if (team !== null && id === team.seat) return "You";
      const seat = team?.seats.find((each) => each.id === id);
      if (seat !== undefined) return seat.name;
      if (run?.roles.some((each) => each.author === id)) return "You";
      return id === "platform" ? "The platform" : nameOf(people, id);
    },
    [people, run, team],
  );
}

/** Second of the day at which the run's second 0 lies, for `Timestamp`. */
export function useStartsAt(): number {
  return useView((view) => view.clock - view.now);
}
