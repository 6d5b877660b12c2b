import type { WallClock } from "#session/contract";

/**
 * The browser's clock and randomness. `now` is the wall clock on purpose: it goes on while the machine sleeps, which is how
 * a gap is noticed. Identifiers are drawn without `crypto.randomUUID`, which plain HTTP pages do not have.
 */
export const wallClock: WallClock = {
  now: () => Date.now(),
  every: (ms, callback) => {
    const timer = setInterval(callback, ms);
    return () => clearInterval(timer);
  },
  id: () => [...crypto.getRandomValues(new Uint32Array(4))].map((word) => word.toString(36).padStart(7, "0")).join(""),
  seed: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
};
