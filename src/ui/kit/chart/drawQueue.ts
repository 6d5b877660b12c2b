/** Drawing per frame ends after this time, ms; what is left waits for the next frame. */
const BUDGET_MS = 6;
/** And after this many charts: part of the cost of a canvas falls due when the frame is composed. */
const MOST = 3;

const queue = new Set<() => void>();
let frame = 0;

function run(): void {
  frame = 0;
  const end = performance.now() + BUDGET_MS;
  let drawn = 0;
  for (const draw of queue) {
    queue.delete(draw);
    draw();
    drawn += 1;
    if (drawn >= MOST || performance.now() >= end) break;
  }
  if (queue.size > 0) frame = requestAnimationFrame(run);
}

/**
 * Draw at one of the next frames, each function at most once, in the order of asking. A board of twelve charts that all
 * get new data in the same moment is thus spread over several frames instead of making one long one.
 */
export function drawSoon(draw: () => void): void {
  queue.add(draw);
  if (frame === 0) frame = requestAnimationFrame(run);
}

/** Forget a drawing that was asked for. */
export function drawNever(draw: () => void): void {
  queue.delete(draw);
}
