import type { Program } from "#domain/drill";
import { decodeRun, hashState, resolveScene } from "#engine/index";
import { hashJson } from "#lib/hash";
import { baselineOf } from "./baseline";
import { scorecard } from "./card";
import { hashScore, ScoreFold } from "./fold";
import { walk } from "./walk";

/**
 * Carries a run out to its horizon and gives `second state-hash score-hash` at every second, one per line: what two engines
 * are compared by. Arguments are JSON; throws a RangeError when the second is not a run.
 */
export function hashWholeRun(programJson: string, runJson: string): string {
  const program = JSON.parse(programJson) as Program;
  const run = decodeRun(JSON.parse(runJson));
  if (!run.ok) throw new RangeError(`${run.error.path} ${run.error.message}`);
  const fold = new ScoreFold(resolveScene(program, run.value.header.variant));
  const lines: string[] = [];
  walk(program, run.value, (state) => {
    fold.observe(state);
    lines[state.now] = `${state.now} ${hashState(state)} ${hashScore(fold)}`;
  });
  return lines.join("\n");
}

/** Fingerprint of a run's whole scorecard, baselines included. Arguments as above. */
export function hashCard(programJson: string, runJson: string): string {
  const program = JSON.parse(programJson) as Program;
  const run = decodeRun(JSON.parse(runJson));
  if (!run.ok) throw new RangeError(`${run.error.path} ${run.error.message}`);
  const fold = new ScoreFold(resolveScene(program, run.value.header.variant));
  const state = walk(program, run.value, (at) => fold.observe(at));
  return hashJson(scorecard(state, fold, baselineOf(program, run.value.header)));
}
