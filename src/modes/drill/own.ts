import { IMPORTED, type RunSummary } from "#session/contract";

/** A finished run with its score. */
export interface OwnRun extends RunSummary {
  readonly total: number;
}

/** Whether a finished run was played here by the player: not shown by the expert, not from a file. */
export function isOwn(run: RunSummary): run is OwnRun {
  return run.status === "finished" && run.total !== null && run.shown === null && !run.labels.includes(IMPORTED);
}
