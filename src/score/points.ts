import type { Mark } from "#domain/score";

/** Shares this near to all or nothing are all or nothing: rounding must not show as "partly". */
const NEARLY = 0.005;

/** How a share of the points is called. */
export function stateOf(share: number): Mark["state"] {
  return share >= 1 - NEARLY ? "earned" : share <= NEARLY ? "missed" : "partly";
}

/** One decimal. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
