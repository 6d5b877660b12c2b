export { actionText } from "./acts";
export type { Budget, Spending } from "./budget";
export { type Comment, commentaryOf } from "./commentary";
export {
  areComparable,
  type Comparison,
  compareRuns,
  type Decision,
  type EntryPair,
  type MarkPair,
  type Pair,
  type Told,
} from "./compare";
export type { Coverage, DatedPlace, Unopened, UnseenFact } from "./coverage";
export { Examination, type Study } from "./examine";
export { type Branch, familyOf, listed, type Placed, type Relative } from "./family";
export { type Frozen, freeze } from "./freeze";
export type { KnownFact, Place, Sight } from "./knowable";
export { lookText } from "./looks";
export { enteredAt, type Passage, type Passed, passageOf, rehearse, takenOver } from "./passage";
export { stagePair } from "./stage-pair";
export { STAGES, type Stage, type StageId, type StageTimes } from "./stages";
export { type Timeline, type TimelineEntry, type TranscriptLine, timeline } from "./timeline";
export type { Stranger, Unmet, UntakenOption } from "./unmet";
export { afterSecond, BEGINNING, carriedOut, type Stand, showFrom, verdictOf } from "./whatif";
export type { Tone } from "./words";
