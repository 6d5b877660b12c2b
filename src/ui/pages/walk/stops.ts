import type { Mark } from "#domain/score";
import type { FrozenRun } from "#session/contract";
import type { Stop } from "../../kit/Scrubber";

/** A mark of the run on the line. */
export interface MarkStop extends Stop {
  readonly state: Mark["state"];
  readonly id: string;
}

/** The marks that happened, in the order of their seconds. */
export function stopsOf({ scorecard }: Pick<FrozenRun, "scorecard">): readonly MarkStop[] {
  return scorecard.marks
    .flatMap(({ id, second, label, state }) => (second === null ? [] : [{ id, at: second, label, state }]))
    .sort((a, b) => a.at - b.at);
}
