import { useCallback, useSyncExternalStore } from "react";

/** Room for the column beside the panel. */
export const WIDE = "(min-width: 1000px)";
/** A phone held upright. */
export const NARROW = "(max-width: 640px)";

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
