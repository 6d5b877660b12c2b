import type { ClockMode } from "#domain/run";

/** How a clock mode is called, and what it means, in one line. */
export const CLOCK_WORDS: Readonly<Record<ClockMode, { readonly label: string; readonly line: string }>> = {
  live: { label: "Live", line: "Time runs as it does at work and stops for nobody." },
  "live-pause": { label: "Live, with pause", line: "Time runs; you may stop it to read. Pauses are noted on the run." },
  untimed: { label: "Untimed", line: "Time moves only by what you do: look, write, decide, act, wait." },
  interview: { label: "Interview", line: "Time runs and stops for nobody; somebody listens." },
  team: { label: "Team", line: "One clock for everybody; it stops for nobody." },
};

/** The modes that one can start alone, the most forgiving live one first. */
export const OWN_CLOCKS = ["live-pause", "live", "untimed"] as const satisfies readonly ClockMode[];
export type OwnClock = (typeof OWN_CLOCKS)[number];
