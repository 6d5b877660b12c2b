import type { Command } from "./commands";
import type { RoleId, Second } from "./ids";

/** How simulated time runs. Bests are never compared across modes. */
export type ClockMode = "live" | "live-pause" | "untimed" | "interview" | "team";

/** Everything that, with the commands, determines a run. */
export interface RunHeader {
  readonly format: 1;
  readonly id: string;
  readonly drill: string;
  readonly code: string;
  readonly dynamicsHash: string;
  readonly textHash: string;
  readonly engine: number;
  readonly seed: number;
  readonly variant: string;
  readonly clock: ClockMode;
  readonly roles: readonly { readonly author: string; readonly role: RoleId }[];
  /** Position this run was forked from, if it was. */
  readonly forkOf: { readonly run: string; readonly second: Second; readonly ordinal: number } | null;
  /** The play of the drill that went on from there, where it was not the player. */
  readonly shown?: { readonly play: string };
  /** A play of the drill whose steps are among its commands, from a second on: the player goes on from what was shown. */
  readonly grown?: { readonly play: string; readonly since: Second };
  /** Its drill was tried with it while that was being written: it says nothing of the player. */
  readonly tried?: true;
  /** How long a team's exercise may last, in seconds, where that is longer than its drill; at most `LONGEST_EXERCISE`. */
  readonly limit?: Second;
}

/** Longer than half a working day nobody exercises, and no run is simulated. Seconds. */
export const LONGEST_EXERCISE = 6 * 3600;

/** A run is its log: everything else is derived from it. */
export interface Run {
  readonly header: RunHeader;
  readonly commands: readonly Command[];
  /** Last second that was simulated and may have been shown; resume continues here. */
  readonly horizon: Second;
}
