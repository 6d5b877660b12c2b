import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { idle, newHeader, playOf, playThrough } from "#engine/index";
import { walk } from "#score/index";
import { courseOf } from "./course";
import { type Stage, stagesOf } from "./stages";

/** The stages of two runs of the same incident, by the same limit of harm. Costs a replay of each and an idle play. */
export function stagePair(program: Program, a: Run, b: Run): readonly [readonly Stage[], readonly Stage[]] {
  const { seed, variant } = a.header;
  const play = program.plays.find(({ id }) => id === "idle");
  const nobody = playThrough(program, newHeader(program, { seed, variant }), play === undefined ? idle : playOf(play));
  const course = (run: Run) => courseOf(walk(program, run, () => undefined));
  const { player, expert } = stagesOf(course(a), course(b), courseOf(nobody.state));
  return [player, expert ?? []];
}
