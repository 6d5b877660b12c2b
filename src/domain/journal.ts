import type { Position } from "./ids";

/** Kinds of derived events. The journal is what happened, in order; scoring and the debrief read it, never the state's insides. */
export const JOURNAL_KINDS = [
  "page",
  "ack",
  "look",
  "fact",
  "operation",
  "plan",
  "platform",
  "alert",
  "silence",
  "escalation",
  "message",
  "remark",
  "request",
  "answer",
  "severity",
  "hypothesis",
  "pin",
  "note",
  "task",
  "followup",
  "promise",
  "update-late",
  "condition",
  "state",
  "refused",
  "hint",
  "pause",
  "resolve",
  "ending",
  "end",
] as const;
export type JournalKind = (typeof JOURNAL_KINDS)[number];

/** One thing that happened. `data` holds flat values (ids, numbers) that mark patterns match on; see src/engine/README.md for the fields of each kind. */
export interface JournalEntry {
  readonly at: Position;
  readonly kind: JournalKind;
  /** Who caused it: author of a command, person, `platform`, `story`. */
  readonly by: string;
  readonly data: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}
