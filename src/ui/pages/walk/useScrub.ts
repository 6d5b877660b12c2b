import { useEffect, useRef, useState } from "react";
import type { Playback } from "#session/index";

/**
 * Milliseconds between two seconds shown while somebody drags. The head of the line follows the pointer in every frame; the
 * whole console follows in steps, whose parts (state, screen, charts) then find room in frames of their own.
 */
const STEP_MS = 150;

/** Where the head of the line stands, and how it is moved. */
export function useScrub(playback: Playback, now: number): readonly [number, (to: number, roughly: boolean) => void] {
  const [dragged, setDragged] = useState<number | null>(null);
  const wanted = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const step = () => {
    timer.current = undefined;
    if (wanted.current === null) return;
    playback.seek(wanted.current, true);
    wanted.current = null;
    timer.current = setTimeout(step, STEP_MS);
  };
  const move = (to: number, roughly: boolean) => {
    if (roughly) {
      setDragged(to);
      wanted.current = to;
      timer.current ??= setTimeout(step, 0);
      return;
    }
    clearTimeout(timer.current);
    timer.current = undefined;
    wanted.current = null;
    setDragged(null);
    playback.seek(to);
  };
  return [dragged ?? now, move];
}
