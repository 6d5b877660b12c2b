import type { Tell } from "#session/index";

/** Parts of the screen that are told in one frame. */
const PER_FRAME = 6;

/**
 * Tells the parts of the screen a few in each frame, so that none of them is long: while somebody drags, the head of the line is
 * what has to keep up. A new call forgets what the one before has not told.
 */
export function inSlices(): Tell {
  let waiting: (() => void)[] = [];
  let isUnderWay = false;
  const next = () => {
    isUnderWay = waiting.length > 0;
    if (isUnderWay) requestAnimationFrame(step);
  };
  const step = () => {
    for (const tell of waiting.splice(0, PER_FRAME)) tell();
    next();
  };
  return (tellings) => {
    waiting = [...tellings];
    if (!isUnderWay) next();
  };
}
