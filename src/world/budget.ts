/** How many of the attempts that failed are made again: everybody's as far as `retries` goes, or what a budget leaves. */
import type { Call } from "#domain/system";
import type { Trunk, WorldState } from "./state";

/**
 * Share of `want` failed calls that may be tried again. A ratio budget allows so many per first attempt, at least `min` a second. Tokens
 * (gRPC's retry throttling) are spent by failures, earned back by successes, and stop retries while fewer than half are left.
 */
export function retryShare(w: WorldState, t: Trunk, call: Call, okay: number, failed: number, want: number): number {
  const { budget } = call;
  if (budget === undefined) return 1;
  const k = w.trunkCols;
  const { tokens } = budget;
  if (tokens !== undefined) {
    const spent = k.spent[t.id] as number;
    const left = Math.max(0, tokens.max / 2 - spent);
    k.spent[t.id] = Math.max(0, Math.min(tokens.max, spent + failed - tokens.ratio * okay));
    return failed > left ? left / failed : 1;
  }
  const most = Math.max(budget.min / w.pace, budget.ratio * (k.rate[t.id] as number));
  return want > most ? most / want : 1;
}

/** Successes earn tokens back also in steps without a failure. */
export function earnTokens(w: WorldState, t: Trunk, call: Call, okay: number): void {
  const { tokens } = call.budget ?? {};
  if (tokens === undefined) return;
  w.trunkCols.spent[t.id] = Math.max(0, (w.trunkCols.spent[t.id] as number) - tokens.ratio * okay);
}
