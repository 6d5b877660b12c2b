import { acknowledgement } from "./dimension/acknowledgement";
import { cadence } from "./dimension/cadence";
import { command } from "./dimension/command";
import { delegation } from "./dimension/delegation";
import { handover } from "./dimension/handover";
import type { Judged, TeamDimension, TeamDimensionId } from "./dimension/judged";
import { span } from "./dimension/span";
import type { Exercise } from "./exercise";

const JUDGES: readonly (readonly [TeamDimensionId, string, (exercise: Exercise) => Judged])[] = [
  ["delegation", "Delegation", delegation],
  ["acknowledgement", "Acknowledgement", acknowledgement],
  ["cadence", "Cadence of updates", cadence],
  ["span", "Span of control", span],
  ["command", "Command kept out of the debugging", command],
  ["handover", "Hand-over", handover],
];

/**
 * How the team worked together, as its log tells: never about one person, and nothing where there is too little to say. Whether
 * a team sees it is the facilitator's choice.
 */
export const teamDimensions = (exercise: Exercise): readonly TeamDimension[] =>
  JUDGES.map(([id, title, judge]) => ({ id, title, ...judge(exercise) }));
