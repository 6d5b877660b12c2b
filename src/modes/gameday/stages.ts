import { Examination, type Stage, type StageId } from "#debrief/index";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { done } from "./deeds";
import type { Exercise } from "./exercise";

/** The stages of a team's run, and those of the drill's expert beside them; null when it ships none. */
export interface TeamStages {
  readonly team: readonly Stage[];
  readonly expert: readonly Stage[] | null;
}

/** Where an incident is only told nothing fails: there is nothing to detect, to mitigate or to check. */
const OF_TOLD: ReadonlySet<StageId> = new Set<StageId>(["acknowledge", "assign", "resolve"]);

/**
 * The stages of a team's run as the debrief measures them, with one thing that only teams have: somebody is at it as soon as
 * the first task was given. Costs a replay and two plays.
 */
export function teamStages(program: Program, run: Run, exercise: Exercise): TeamStages {
  const { player, expert } = new Examination(program, run).study().stages;
  const given = done(exercise.team.deeds, "assign").find(
    ({ second }) => exercise.ackedAt !== null && second >= exercise.ackedAt,
  )?.second;
  const team = player.map((stage): Stage => {
    const isEarlier = given !== undefined && stage.from !== null && (stage.to === null || given < stage.to);
    if (stage.id !== "assign" || !isEarlier || stage.from === null) return stage;
    return { ...stage, to: given, seconds: Math.max(0, given - stage.from), note: "The first task was given." };
  });
  if (exercise.isTold) return { team: team.filter(({ id }) => OF_TOLD.has(id)), expert: null };
  return { team, expert };
}
