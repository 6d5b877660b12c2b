import { GROWN } from "#domain/score";
import { IMPORTED, type RunSummary } from "#session/contract";

/** A finished run with its score. */
export interface OwnRun extends RunSummary {
  readonly total: number;
}

/** Whether a finished run was played here by the player alone: nothing of it shown by the expert, not from a file, not by a team, no try of the workshop. */
export function isOwn(run: RunSummary): run is OwnRun {
  return (
    run.status === "finished" &&
    run.total !== null &&
    run.clock !== "team" &&
    run.shown === null &&
    !run.tried &&
    ![IMPORTED, GROWN].some((label) => run.labels.includes(label))
  );
}
