import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { adviceOf } from "#modes/drill/hints";

/** What can be computed beside the page: pure functions of plain data that take too long for a frame. */
export const JOBS = {
  advise: ({ program, run }: { readonly program: Program; readonly run: Run }) => adviceOf(program, run),
};

export type JobName = keyof typeof JOBS;
export type Given<J extends JobName> = Parameters<(typeof JOBS)[J]>[0];
export type Result<J extends JobName> = ReturnType<(typeof JOBS)[J]>;

/** A job on its way to the worker, and what comes back. */
export interface Asked<J extends JobName = JobName> {
  readonly job: J;
  readonly given: Given<J>;
}
export type Answered<J extends JobName = JobName> = { readonly result: Result<J> } | { readonly failure: string };
