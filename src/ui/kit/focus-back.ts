import { type RefObject, useEffect, useRef } from "react";

/** For what opens a part of the page: gets the focus back once that part is gone and the focus with it. */
export function useFocusBack<E extends HTMLElement>(isOpen: boolean): RefObject<E | null> {
  const opener = useRef<E>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    const isNowhere = document.activeElement === null || document.activeElement === document.body;
    if (wasOpen.current && !isOpen && isNowhere) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return opener;
}

/** For the heading (`tabIndex={-1}`) of what takes another page's place by itself: gets the focus that went with the other one. */
export function useFocusOnArrival<E extends HTMLElement>(): RefObject<E | null> {
  const heading = useRef<E>(null);
  useEffect(() => {
    const isNowhere = document.activeElement === null || document.activeElement === document.body;
    if (isNowhere) heading.current?.focus();
  }, []);
  return heading;
}
