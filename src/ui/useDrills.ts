import { useSyncExternalStore } from "react";
import type { DrillCard } from "#domain/drill";
import { useServices } from "./services";

/** All drills there are, those of packs included, as they come and go. */
export function useDrills(): readonly DrillCard[] {
  const { library } = useServices();
  return useSyncExternalStore(
    (changed) => library.onChange(changed),
    () => library.cards(),
  );
}
