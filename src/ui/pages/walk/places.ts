import type { Stand } from "#debrief/index";

/** Which run an address means: a stored one, or, with `stand`, what the expert or nobody makes of its incident. */
export interface Place {
  readonly run: string;
  readonly stand: Stand | null;
}

/** Where a second of a run is walked into. */
export function walkTo(run: string, second: number, stand: Stand | null = null): string {
  return `#/run/${run}/${stand ?? "walk"}/${Math.max(0, Math.round(second))}`;
}
