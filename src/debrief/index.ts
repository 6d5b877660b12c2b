export { actionText } from "./acts";
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
export { type Branch, familyOf, listed, type Placed, type Relative } from "./family";
export { type Frozen, freeze } from "./freeze";
export { lookText } from "./looks";
export { type Timeline, type TimelineEntry, type TranscriptLine, timeline } from "./timeline";
export { after, BEGINNING, type Stand, showFrom, verdictOf } from "./whatif";
export type { Tone } from "./words";
