import type { Program } from "#domain/drill";
import { newHeader, playOf } from "#engine/index";
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

function fixedTotal(program: Program, from: string, variant: string, seed: number): number {
  const expert = program.plays.find((play) => play.id === "expert");
  if (expert === undefined) return 0;
  const { run } = playAndScore(program, newHeader(program, { seed, variant: from }), playOf(expert));
  return scoreRun(program, { ...run, header: newHeader(program, { seed, variant }) }).total;
}

/** Does one task. Throws what the drill or its plays throw. */
export function perform({ root, cwd, drill, task }: Job): TaskResult {
  const program = loadProgram(root, drill);
  switch (task.kind) {
    case "play": {
      const { id, player, band } = findPlayer({ root, cwd }, drill, program, task.play, task.seed);
      const header = newHeader(program, { seed: task.seed, variant: task.variant });
      const { state, card } = playAndScore(program, header, player);
      return { kind: "run", report: reportOf(program, state, card, { id, band }) };
    }
    case "random": {
      const { player } = findPlayer({ root, cwd }, drill, program, "random", task.player);
      const header = newHeader(program, { seed: task.seed, variant: task.variant });
      return { kind: "total", total: playAndScore(program, header, player).card.total };
    }
    case "fixed":
      return { kind: "total", total: fixedTotal(program, task.from, task.variant, task.seed) };
    case "explore":
      return { kind: "explored", part: explorationOf(program, task.runs, task.seed, task.plays) };
  }
}
