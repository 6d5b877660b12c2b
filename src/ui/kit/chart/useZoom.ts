import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";

/** How much one step enlarges, and how small and large a drawing gets, as shares of its own size. */
const STEP = 1.25;
const LEAST = 0.4;
const MOST = 2.5;
/** Px that a pointer moves before it drags: a press with a tremble is still a press. */
const SLOP = 4;

export interface Zoom {
  /** Share of the drawing's own size; null: as it fits by itself. */
  readonly scale: number | null;
  readonly by: (steps: number) => void;
  readonly reset: () => void;
  /** For the frame that scrolls: keys + − 0, and dragging with a pointer. */
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: () => void;
  };
}

/**
 * Enlarging a drawing of `width` px in a frame that scrolls: by keys, by the wheel with Ctrl or ⌘ (a pinch on a touchpad is the same), and
 * moved by dragging with a mouse; fingers scroll the frame by themselves. What is in the middle stays there.
 */
export function useZoom(frame: RefObject<HTMLElement | null>, width: number, isOn: boolean): Zoom {
  const [scale, setScale] = useState<number | null>(null);
  const drag = useRef<{ readonly x: number; readonly y: number; readonly left: number; readonly top: number }>(null);

  const by = (steps: number) => {
    const shown = frame.current?.querySelector("svg")?.getBoundingClientRect().width ?? 0;
    const now = scale ?? (shown > 0 && width > 0 ? shown / width : 1);
    setScale(Math.min(MOST, Math.max(LEAST, now * STEP ** steps)));
  };
  const latest = useRef(by);
  latest.current = by;

  useEffect(() => {
    const element = frame.current;
    if (!isOn || element === null) return;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      // The browser would enlarge the whole page.
      event.preventDefault();
      latest.current(Math.sign(-event.deltaY) / 2);
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [frame, isOn]);

  const before = useRef<number | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (element !== null && scale !== null && before.current !== null) {
      const grown = scale / before.current;
      element.scrollLeft = (element.scrollLeft + element.clientWidth / 2) * grown - element.clientWidth / 2;
      element.scrollTop = (element.scrollTop + element.clientHeight / 2) * grown - element.clientHeight / 2;
    }
    before.current = scale;
  }, [frame, scale]);

  return {
    scale,
    by,
    reset: () => setScale(null),
    handlers: {
      onKeyDown: (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === "+" || event.key === "=") by(1);
        else if (event.key === "-") by(-1);
        else if (event.key === "0") setScale(null);
        else return;
        event.preventDefault();
      },
      onPointerDown: ({ pointerType, button, clientX: x, clientY: y, currentTarget }) => {
        if (pointerType !== "mouse" || button !== 0) return;
        drag.current = { x, y, left: currentTarget.scrollLeft, top: currentTarget.scrollTop };
      },
      onPointerMove: ({ clientX, clientY, buttons, currentTarget }) => {
        const from = drag.current;
        if (from === null || buttons === 0 || Math.hypot(clientX - from.x, clientY - from.y) < SLOP) return;
        currentTarget.scrollLeft = from.left - (clientX - from.x);
        currentTarget.scrollTop = from.top - (clientY - from.y);
      },
      onPointerUp: () => {
        drag.current = null;
      },
    },
  };
}
