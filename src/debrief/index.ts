export { actionText } from "./acts";
export { type Frozen, freeze } from "./freeze";
export { lookText } from "./looks";
export { type Timeline, type TimelineEntry, type TranscriptLine, timeline } from "./timeline";
export type { Tone } from "./words";
