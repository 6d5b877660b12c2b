import {
  commentaryOf,
  Examination,
  freeze,
  passageOf,
  rehearse,
  type Stand,
  showFrom,
  stagePair,
  timeline,
} from "#debrief/index";
import { draftPostmortem } from "#debrief/postmortem/index";
import { draftStory } from "#debrief/story/index";
import type { Program } from "#domain/drill";
import type { Position, Second } from "#domain/ids";
import type { IncidentSaying } from "#domain/interview";
import type { Labels, Question } from "#domain/questions";
import type { Groups } from "#domain/rules";
import type { Run, RunHeader } from "#domain/run";
import type { Scorecard } from "#domain/score";
import type { InjectEffect } from "#domain/team";
import { adviceOf } from "#modes/drill/hints";
import { dryRun } from "#modes/gameday/dry-run";
import { exerciseOf } from "#modes/gameday/exercise";
import { teamStages } from "#modes/gameday/stages";
import { scoreIncident } from "#modes/interview/incident/score";
import { measure } from "#questions/accuracy";
import { scoreRun } from "#score/index";
import type { RunFile } from "#session/files";
import { judge } from "#session/judging";

/** A run with what it is played on. */
interface Played {
  readonly program: Program;
  readonly run: Run;
}

/** The same with the card it was given at its end. */
interface Scored extends Played {
  readonly card: Scorecard;
}

/** A run, where a play takes over, which one, and the id of what comes of it. */
interface Showing extends Played {
  readonly position: Position;
  readonly stand: Stand;
  readonly id: string;
}

/** An incident round: its run, what was said in it, and how many seconds it was to last. */
interface Conversed extends Played {
  readonly said: readonly IncidentSaying[];
  readonly seconds: number;
}

/** A play of a drill, to be played on a variant. */
interface Rehearsing {
  readonly program: Program;
  readonly play: string;
  readonly seed: number;
  readonly variant: string;
}

/** An inject to be tried on a copy: from which second on, and for how many minutes. */
interface Trying {
  readonly program: Program;
  readonly header: RunHeader;
  readonly at: Second;
  readonly effects: readonly InjectEffect[];
  readonly minutes: number;
}

/** Questions and the labels by which their rules are measured. */
interface Measuring {
  readonly questions: readonly Question[];
  readonly groups: Groups;
  readonly labels: Labels;
}

/**
 * What can be computed beside the page: functions of plain data that take too long for a frame. `examine` says which run
 * the questions after it are about: `study`, `sight` and `coverage`.
 */
function workOf() {
  let examination: Examination | null = null;
  const examined = (): Examination => {
    if (examination === null) throw new Error("Nothing is being examined.");
    return examination;
  };
  return {
    advise: ({ program, run }: Played) => adviceOf(program, run),
    comment: ({ program, run, card }: Scored) => commentaryOf(program, run, card),
    exercise: ({ program, run }: Played) => {
      const exercise = exerciseOf(program, run);
      return { exercise, stages: teamStages(program, run, exercise) };
    },
    incident: ({ program, run, said, seconds }: Conversed) => scoreIncident(program, run, said, seconds),
    judge: ({ file, program }: { readonly file: RunFile; readonly program: Program }) =>
      judge(file, program, async (...played) => freeze(...played)),
    measure: (bank: Measuring) => measure(bank.questions, bank.groups, bank.labels),
    passage: ({ program, run }: Played) => passageOf(program, run),
    postmortem: ({ program, run, card }: Scored) => draftPostmortem(program, run, card),
    rehearse: ({ program, play, ...how }: Rehearsing) => rehearse(program, play, how),
    retell: ({ program, run, card }: Played & { readonly card?: Scorecard }) => timeline(program, run, card),
    score: ({ program, run }: Played) => scoreRun(program, run),
    stages: ({ program, a, b }: { readonly program: Program; readonly a: Run; readonly b: Run }) =>
      stagePair(program, a, b),
    story: ({ program, run, card }: Scored) => draftStory(program, run, card),
    show: ({ program, run, position, stand, id }: Showing) => {
      const shown = showFrom(program, run, position, stand, id);
      return { run: shown, frozen: freeze(program, shown) };
    },
    tryInject: ({ program, header, at, effects, minutes }: Trying) => dryRun(program, header, at, effects, minutes),
    examine: ({ program, run }: Played): void => {
      examination = new Examination(program, run);
    },
    study: () => examined().study(),
    sight: (second: Second) => examined().sight(second),
    coverage: () => examined().coverage(),
  };
}

type Work = ReturnType<typeof workOf>;
export type JobName = keyof Work;
export type Given<J extends JobName> = Parameters<Work[J]>;
export type Result<J extends JobName> = Awaited<ReturnType<Work[J]>>;

type Jobs = { readonly [J in JobName]: (...given: Given<J>) => Result<J> | Promise<Result<J>> };

/** Does jobs here, one after the other. Rejects with what a job throws. */
export function workbench() {
  const jobs: Jobs = workOf();
  return async <J extends JobName>({ job, given }: Pick<Asked<J>, "job" | "given">): Promise<Result<J>> =>
    jobs[job](...given);
}

/** A job on its way to the worker, and what comes back. */
export interface Asked<J extends JobName = JobName> {
  readonly id: number;
  readonly job: J;
  readonly given: Given<J>;
}
export type Answered<J extends JobName = JobName> = { readonly id: number } & (
  | { readonly result: Result<J> }
  | { readonly failure: string }
);
