import type { Program } from "#domain/drill";
import { type DrillState, type Exploration, exploreRuns, type Reach } from "#engine/index";
import { type Baseline, baselineOf, ScoreFold, scorecard } from "#score/index";

/** What a share of the runs reached, and how they scored. */
export interface ExplorePart {
  readonly exploration: Exploration;
  readonly totals: readonly number[];
}

/**
 * Explores with random players and scores every run. Harm is measured against expert and idle of one seed per variant:
 * playing both anew for every run would cost three times the runs themselves.
 */
export function explorationOf(program: Program, runs: number, seed: number, plays: boolean): ExplorePart {
  const baselines = new Map<string, Baseline>();
  const baseline = (variant: string): Baseline => {
    const found = baselines.get(variant) ?? baselineOf(program, { variant, seed });
    baselines.set(variant, found);
    return found;
  };
  const totals: number[] = [];
  let fold: ScoreFold | null = null;
  let current: DrillState | null = null;
  const watch = (state: DrillState): void => {
    if (state !== current || fold === null) {
      current = state;
      fold = new ScoreFold(state.scene);
    }
    fold.observe(state);
  };
  const onRun = (state: DrillState, label: string): void => {
    if (fold === null || !label.startsWith("random ")) return;
    totals.push(scorecard(state, fold, baseline(state.header.variant)).total);
  };
  const exploration = exploreRuns(program, runs, seed, { plays, watch, onRun });
  return { exploration, totals };
}

function mergeReach(parts: readonly Reach[]): Reach {
  const reached = new Set(parts.flatMap((part) => part.reached));
  const all = [...new Set(parts.flatMap((part) => [...part.reached, ...part.unreached]))];
  return { reached: all.filter((n) => reached.has(n)), unreached: all.filter((n) => !reached.has(n)) };
}

/** Several shares as one: what any of them reached is reached. */
export function mergeParts(parts: readonly ExplorePart[]): ExplorePart {
  const explorations = parts.map((part) => part.exploration);
  const counts: Record<string, number> = {};
  for (const { endings } of explorations) {
    for (const [ending, n] of Object.entries(endings.counts)) counts[ending] = (counts[ending] ?? 0) + n;
  }
  return {
    exploration: {
      runs: explorations.reduce((sum, e) => sum + e.runs, 0),
      states: mergeReach(explorations.map((e) => e.states)),
      decisions: mergeReach(explorations.map((e) => e.decisions)),
      endings: { ...mergeReach(explorations.map((e) => e.endings)), counts },
      facts: mergeReach(explorations.map((e) => e.facts)),
      deadEnds: explorations.flatMap((e) => e.deadEnds),
    },
    totals: parts.flatMap((part) => part.totals),
  };
}
