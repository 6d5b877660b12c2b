import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { newHeader, playOf, playThrough } from "#engine/index";
import { scoreRun } from "#score/index";
import { type DrillRef, loadProgram } from "../drills";
import { type ExplorePart, explorationOf } from "../explore/part";
import { findPlayer } from "../players";
import { playAndScore, type RunReport, reportOf } from "../report";

/** Something a worker does. Plain data, so that it can be sent. */
export type Task =
  | { readonly kind: "play"; readonly play: string; readonly variant: string; readonly seed: number }
  /** A random player on a world of its own seed. */
  | { readonly kind: "random"; readonly variant: string; readonly seed: number; readonly player: number }
  /** The expert's commands from one variant, given on another whatever the view says. */
  | { readonly kind: "fixed"; readonly from: string; readonly variant: string; readonly seed: number }
  | { readonly kind: "explore"; readonly runs: number; readonly seed: number; readonly plays: boolean };

export interface Job {
  readonly root: string;
  readonly cwd: string;
  readonly drill: DrillRef;
  readonly task: Task;
  /** Jobs that have worlds in common. */
  readonly batch: string;
}

export type TaskResult =
  | { readonly kind: "run"; readonly report: RunReport }
  | { readonly kind: "total"; readonly total: number }
  | { readonly kind: "explored"; readonly part: ExplorePart };

/** The experts' runs that have been played here, by program, variant and seed: other variants are given their commands. */
const experts = new WeakMap<Program, Map<string, Run>>();

function expertRun(program: Program, variant: string, seed: number): Run | null {
  const expert = program.plays.find((play) => play.id === "expert");
  if (expert === undefined) return null;
  const found = experts.get(program)?.get(`${variant}/${seed}`);
  if (found !== undefined) return found;
  return keepExpert(program, playThrough(program, newHeader(program, { seed, variant }), playOf(expert)).run);
}

function keepExpert(program: Program, run: Run): Run {
  const runs = experts.get(program) ?? new Map<string, Run>();
  experts.set(program, runs.set(`${run.header.variant}/${run.header.seed}`, run));
  return run;
}

function fixedTotal(program: Program, from: string, variant: string, seed: number): number {
  const run = expertRun(program, from, seed);
  return run === null ? 0 : scoreRun(program, { ...run, header: newHeader(program, { seed, variant }) }).total;
}

/** Does one task. Throws what the drill or its plays throw. */
export function perform({ root, cwd, drill, task }: Job): TaskResult {
  const program = loadProgram(root, drill);
  switch (task.kind) {
    case "play": {
      const { id, player, band } = findPlayer({ root, cwd }, drill, program, task.play, task.seed);
      const header = newHeader(program, { seed: task.seed, variant: task.variant });
      // A play file may have the name of the drill's own play and do something else.
      const own = task.play === id && program.plays.some((play) => play.id === id) ? id : null;
      const { run, state, card } = playAndScore(program, header, player, own);
      if (own === "expert") keepExpert(program, run);
      return { kind: "run", report: reportOf(program, state, card, { id, band }) };
    }
    case "random": {
      const { player } = findPlayer({ root, cwd }, drill, program, "random", task.player);
      const header = newHeader(program, { seed: task.seed, variant: task.variant });
      return { kind: "total", total: playAndScore(program, header, player, null).card.total };
    }
    case "fixed":
      return { kind: "total", total: fixedTotal(program, task.from, task.variant, task.seed) };
    case "explore":
      return { kind: "explored", part: explorationOf(program, task.runs, task.seed, task.plays) };
  }
}
