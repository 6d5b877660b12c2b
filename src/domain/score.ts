import type { Dimension } from "./drill";
import type { FactId, Second } from "./ids";

/** The label of a run that goes on from what the expert did: not all of it is the player's. */
export const GROWN = "goes on from the expert's steps";

/** The label of a run that its drill was tried with while that was being written. */
export const TRIED = "a try of the workshop";

/** One earned, missed or costly thing, explained. */
export interface Mark {
  readonly id: string;
  readonly dimension: Dimension;
  readonly label: string;
  /** Points got, and points there were to get (0 for costs). */
  readonly points: number;
  readonly of: number;
  /** Second it happened; null when it never did. */
  readonly second: Second | null;
  readonly state: "earned" | "partly" | "missed" | "cost";
  /** Facts seen by then. */
  readonly seen: readonly FactId[];
  readonly reason: string;
  readonly source: string;
}

export interface Scorecard {
  /** 0–100. */
  readonly total: number;
  readonly dimensions: readonly {
    readonly dimension: Dimension;
    readonly score: number;
    readonly weight: number;
    readonly sentence: string;
  }[];
  readonly marks: readonly Mark[];
  readonly cap: { readonly total: number; readonly reason: string } | null;
  readonly impact: ImpactComparison;
  readonly ending: { readonly id: string; readonly title: string; readonly text: string } | null;
  /** Labels a run carries: hints used, pauses to read, forked. */
  readonly labels: readonly string[];
}

/** Weighted harm per second over the fixed horizon for the player, the expert and an idle run on the same seed. */
export interface ImpactComparison {
  readonly horizon: Second;
  readonly step: number;
  readonly player: readonly number[];
  readonly expert: readonly number[];
  readonly idle: readonly number[];
  readonly totals: { readonly player: number; readonly expert: number; readonly idle: number };
}
