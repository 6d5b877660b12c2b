import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Run } from "#domain/run";
import type { Scorecard } from "#domain/score";
import { timeline } from "./timeline";

/** What a finished run keeps for ever, so that another version of the engine can still show it. */
export interface Frozen {
  readonly scorecard: Scorecard;
  readonly transcript: readonly {
    readonly second: Second;
    readonly from: string;
    readonly audience: string;
    readonly text: string;
  }[];
  readonly series: {
    readonly step: Second;
    readonly names: readonly string[];
    readonly values: readonly (readonly number[])[];
  };
}

/** Freezes a finished run: its marks, transcript and coarse series. Costs one replay, and two plays the first time. */
export function freeze(program: Program, run: Run): Frozen {
  const { card, transcript, series } = timeline(program, run);
  return { scorecard: card, transcript, series };
}
