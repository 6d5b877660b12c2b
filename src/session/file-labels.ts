import { type FrozenRun, IMPORTED } from "./contract";

/** Beside `IMPORTED`: labels that belong to the browser that opened a file, not to the run. */
export const CHANGED = "changed after it was saved";
export const UNCONFIRMED = "score not confirmed";
export const LOCAL_LABELS: readonly string[] = [IMPORTED, CHANGED, UNCONFIRMED];

/** The same end of a run under other labels. */
export const withLabels = (frozen: FrozenRun, labels: readonly string[]): FrozenRun => ({
  ...frozen,
  scorecard: { ...frozen.scorecard, labels },
});

/** The labels that belong to the run, wherever it is. */
export const ownLabels = ({ scorecard }: FrozenRun): readonly string[] =>
  scorecard.labels.filter((label) => !LOCAL_LABELS.includes(label));
