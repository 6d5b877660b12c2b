import type { Stand } from "#debrief/index";

/** Where a second of a run is walked into. `stand`: not the run itself, but what the expert or nobody makes of its incident. */
export function walkTo(id: string, second: number, stand: Stand | null = null): string {
  return `#/run/${id}/${stand ?? "walk"}/${Math.max(0, Math.round(second))}`;
}
