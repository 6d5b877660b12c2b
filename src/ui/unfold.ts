import { type RefObject, useEffect, useRef } from "react";

/** A <details> that is open on paper, whatever it is on screen. */
export function useUnfolded(): RefObject<HTMLDetailsElement | null> {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    let was = false;
    const unfold = () => {
      was = details.current?.open ?? false;
      if (details.current !== null) details.current.open = true;
    };
    const back = () => {
      if (details.current !== null) details.current.open = was;
    };
    addEventListener("beforeprint", unfold);
    addEventListener("afterprint", back);
    return () => {
      removeEventListener("beforeprint", unfold);
      removeEventListener("afterprint", back);
    };
  }, []);
  return details;
}
