import { useCallback, useEffect, useRef } from "react";
import { offerUndo } from "../../undo";

/** Offers to take something back for as long as the page is there: what was planned is nobody else's to read in the room that comes next. */
export function useUndo(): (title: string, undo: () => void) => void {
  const offers = useRef<(() => void)[]>([]);
  useEffect(() => {
    const all = offers.current;
    return () => {
      for (const close of all) close();
    };
  }, []);
  return useCallback((title, undo) => void offers.current.push(offerUndo(title, undo)), []);
}

/** The value of the last drawing, for what is done later. */
export function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value);
  latest.current = value;
  return latest;
}
