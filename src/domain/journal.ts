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
  "team",
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

/** Fields of a look; which of them there are depends on the panel. */
const LOOK_FIELDS =
  "panel node split region window compare query until only route id version probe quarantined operation step view key line page".split(
    " ",
  );
const OPERATION_FIELDS = "id action phase node region version flag key value amount to class pod".split(" ");

/** Fields that an entry of a kind may carry beside `by`; optional ones included. What they mean: src/engine/README.md. */
export const JOURNAL_FIELDS: Readonly<Record<JournalKind, readonly string[]>> = {
  page: ["page", "alert"],
  ack: ["page", "after", "alert"],
  look: LOOK_FIELDS,
  fact: ["fact", "panel"],
  operation: OPERATION_FIELDS,
  plan: ["plan", "phase"],
  platform: ["what", "id", "phase"],
  alert: ["alert", "state"],
  silence: ["rule", "minutes", "until", "firing"],
  escalation: ["page", "person", "after"],
  message: ["audience", "features", "words", "promise", "nextUpdate"],
  remark: ["remark", "from", "audience", "interrupts"],
  request: ["request", "state", "from", "due"],
  answer: ["request", "option"],
  severity: ["level"],
  hypothesis: ["hypothesis", "mechanism", "node", "region", "state", "correct"],
  pin: ["fact", "pinned", "hypothesis", "bearing"],
  note: ["text"],
  task: ["person", "task", "state", "understood", "minutes"],
  followup: ["measure", "node", "owner", "days"],
  promise: ["state", "audience", "at"],
  "update-late": ["audience", "due", "stated"],
  condition: ["condition"],
  state: ["machine", "state", "event"],
  refused: ["command", "code"],
  hint: ["step"],
  pause: ["seconds"],
  team: ["do", "log"],
  resolve: ["words"],
  ending: ["ending"],
  end: [],
};

/** What the fields that know only a few words may say, by kind and field. */
export const JOURNAL_WORDS: Readonly<Partial<Record<JournalKind, Readonly<Record<string, readonly string[]>>>>> = {
  operation: { phase: ["requested", "running", "done", "failed", "cancelled"] },
  plan: { phase: ["done", "cancelled", "refused"] },
  platform: { what: ["gitops", "overrun"] },
  alert: { state: ["firing", "resolved"] },
  request: { state: ["open"] },
  hypothesis: { state: ["open", "favoured", "rejected"] },
  pin: { bearing: ["supports", "against"] },
  task: { state: ["given", "done"] },
  promise: { state: ["made", "kept", "broken"] },
};
