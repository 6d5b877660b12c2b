import { type KeyboardEvent, type ReactNode, useRef } from "react";
import css from "./Scrubber.module.css";

/** A point on the line that can be gone to. */
export interface Stop {
  readonly at: number;
  readonly label: string;
}

/** What keys move by: a step, with Shift, and a page. */
const STEP = 1;
const BIG_STEP = 15;
const PAGE_STEP = 60;

/**
 * A line over the whole length on which one point is the present. Dragging moves `roughly`; letting go, and keys, exactly: arrows
 * by a second, with Shift by 15, Page Up and Down by a minute, `[` and `]` to the stop before and after.
 */
export function Scrubber({
  label,
  length,
  value,
  describe,
  stops,
  onMove,
  children,
}: {
  label: string;
  /** The line goes from 0 to here. */
  length: number;
  value: number;
  /** What a point is called, for those who do not see the line. */
  describe: (value: number) => string;
  stops: readonly Stop[];
  onMove: (value: number, roughly: boolean) => void;
  /** What is drawn on the line: a picture as wide as it. */
  children: ReactNode;
}) {
  const track = useRef<HTMLInputElement>(null);
  const dragging = useRef(false);
  const move = (to: number, roughly: boolean) => onMove(Math.max(0, Math.min(length, to)), roughly);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const small = event.shiftKey ? BIG_STEP : STEP;
    const target = {
      ArrowRight: value + small,
      ArrowUp: value + small,
      ArrowLeft: value - small,
      ArrowDown: value - small,
      PageUp: value + PAGE_STEP,
      PageDown: value - PAGE_STEP,
      Home: 0,
      End: length,
      "]": nextStop(stops, value)?.at,
      "[": previousStop(stops, value)?.at,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(target, false);
  };
  const settle = () => {
    if (!dragging.current) return;
    dragging.current = false;
    move(Number(track.current?.value ?? value), false);
  };
  return (
    <div className={css.scrubber}>
      <div aria-hidden="true" className={css.picture}>
        {children}
        <span className={css.head} style={{ left: `${(100 * value) / Math.max(1, length)}%` }} />
      </div>
      <input
        ref={track}
        type="range"
        aria-label={label}
        aria-valuetext={describe(value)}
        min={0}
        max={length}
        step={1}
        value={value}
        onPointerDown={() => {
          dragging.current = true;
        }}
        onPointerUp={settle}
        onPointerCancel={settle}
        onChange={(event) => move(Number(event.target.value), dragging.current)}
        onKeyDown={onKeyDown}
        className={css.input}
      />
    </div>
  );
}

/** The first stop after a point. */
export function nextStop<T extends Stop>(stops: readonly T[], value: number): T | undefined {
  return stops.reduce<T | undefined>(
    (best, stop) => (stop.at > value && (best === undefined || stop.at < best.at) ? stop : best),
    undefined,
  );
}

/** The last stop before a point. */
export function previousStop<T extends Stop>(stops: readonly T[], value: number): T | undefined {
  return stops.reduce<T | undefined>(
    (best, stop) => (stop.at < value && (best === undefined || stop.at > best.at) ? stop : best),
    undefined,
  );
}
