/** Kinds of incidents that a drill can be started from, each with what happens in it. A drill of each passes its checks as it stands. */
export const DRILL_FORMS = {
  release: "a fresh release fails for some; taken back",
  capacity: "more people than there is room for; room is made",
  dependency: "somebody else's service does not answer; let go of",
  data: "one session holds a lock that everybody waits for; ended",
} as const;
export type DrillForm = keyof typeof DRILL_FORMS;
