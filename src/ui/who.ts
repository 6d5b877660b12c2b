import { useCallback } from "react";
import { useLive, useView } from "./live";
import { nameOf } from "./words";

/** Names of whoever says or does something: people of the cast, the platform, and the player as "You". */
export function useWho(): (id: string) => string {
  const people = useView((view) => view.people);
  const run = useLive((state) => state.run);
  return useCallback(
    (id) => {
      if (run?.roles.some((each) => each.author === id)) return "You";
      return id === "platform" ? "The platform" : nameOf(people, id);
    },
    [people, run],
  );
}

/** Second of the day at which the run's second 0 lies, for `Timestamp`. */
export function useStartsAt(): number {
  return useView((view) => view.clock - view.now);
}
