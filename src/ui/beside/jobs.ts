import { commentaryOf, freeze, type Stand, showFrom, stagePair } from "#debrief/index";
import { draftPostmortem } from "#debrief/postmortem/index";
import { draftStory } from "#debrief/story/index";
import type { Program } from "#domain/drill";
import type { Position } from "#domain/ids";
import type { Run } from "#domain/run";
import type { Scorecard } from "#domain/score";
import { adviceOf } from "#modes/drill/hints";
import type { RunFile } from "#session/files";
import { judge } from "#session/judging";

/** A run, where a play takes over, which one, and the id of what comes of it. */
interface Showing {
  readonly program: Program;
  readonly run: Run;
  readonly position: Position;
  readonly stand: Stand;
  readonly id: string;
}

/** What can be computed beside the page: pure functions of plain data that take too long for a frame. */
const WORK = {
  advise: ({ program, run }: { readonly program: Program; readonly run: Run }) => adviceOf(program, run),
  comment: ({ program, run, card }: { readonly program: Program; readonly run: Run; readonly card: Scorecard }) =>
    commentaryOf(program, run, card),
  judge: ({ file, program }: { readonly file: RunFile; readonly program: Program }) =>
    judge(file, program, async (...played) => freeze(...played)),
  postmortem: ({ program, run, card }: { readonly program: Program; readonly run: Run; readonly card: Scorecard }) =>
    draftPostmortem(program, run, card),
  stages: ({ program, a, b }: { readonly program: Program; readonly a: Run; readonly b: Run }) =>
    stagePair(program, a, b),
  story: ({ program, run, card }: { readonly program: Program; readonly run: Run; readonly card: Scorecard }) =>
    draftStory(program, run, card),
  show: ({ program, run, position, stand, id }: Showing) => {
    const shown = showFrom(program, run, position, stand, id);
    return { run: shown, frozen: freeze(program, shown) };
  },
};

export type JobName = keyof typeof WORK;
export type Given<J extends JobName> = Parameters<(typeof WORK)[J]>[0];
export type Result<J extends JobName> = Awaited<ReturnType<(typeof WORK)[J]>>;

const JOBS: { readonly [J in JobName]: (given: Given<J>) => Result<J> | Promise<Result<J>> } = WORK;

/** Does a job here. Rejects with what it throws. */
export const perform = async <J extends JobName>({ job, given }: Asked<J>): Promise<Result<J>> => JOBS[job](given);

/** A job on its way to the worker, and what comes back. */
export interface Asked<J extends JobName = JobName> {
  readonly job: J;
  readonly given: Given<J>;
}
export type Answered<J extends JobName = JobName> = { readonly result: Result<J> } | { readonly failure: string };
