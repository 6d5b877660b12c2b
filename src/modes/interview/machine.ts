import { createMachine, initialTransition, transition } from "xstate";

/** Where an interview stands. */
export const PHASES = [
  "briefing",
  "asking",
  "answering",
  "probing",
  "listening",
  "playing",
  "feedback",
  "judging",
  "result",
] as const;
export type Phase = (typeof PHASES)[number];

/** What happens to an interview, as far as its order is concerned. */
export type Step =
  | "BEGIN"
  /** A question is put. */
  | "ASK"
  /** The incident round begins. */
  | "PLAY"
  /** Something within a turn: words so far, a recording, a clarifying question, an interruption. */
  | "SPEAK"
  | "ANSWER"
  | "PROBE"
  | "CUT"
  /** In practice: the round was judged by oneself, its rubric may be shown. */
  | "JUDGED"
  | "END"
  /** Everything was judged by oneself. */
  | "SCORED";

const NEXT = { ASK: "answering", PLAY: "playing", END: "judging" } as const;

/**
 * The order of an interview: discrete events only. Time comes in as events (`CUT`), and who decides is outside, so that the log
 * alone says where it stands.
 */
const MACHINE = createMachine({
  id: "interview",
  initial: "briefing",
  states: {
    briefing: { on: { BEGIN: "asking", END: "result" } },
    asking: { on: { ...NEXT, END: "result" } },
    answering: { on: { SPEAK: "answering", ANSWER: "listening", CUT: "listening", END: "judging" } },
    /** An answer was heard; the interviewer asks on, or the next thing. */
    listening: { on: { ...NEXT, PROBE: "probing", CUT: "listening", JUDGED: "feedback" } },
    probing: { on: { SPEAK: "probing", ANSWER: "listening", CUT: "listening", END: "judging" } },
    playing: { on: { SPEAK: "playing", ANSWER: "listening", CUT: "listening", END: "judging" } },
    feedback: { on: NEXT },
    judging: { on: { JUDGED: "judging", SCORED: "result" } },
    result: {},
  },
});

const [BEGINNING] = initialTransition(MACHINE);
/** The machine has neither context nor actions: where it stands says everything, and is worked out once. */
const known = new Map<string, Phase | null>();

export const FIRST_PHASE = BEGINNING.value as Phase;

/** Where a step leads; null when it does not fit. */
export function nextPhase(phase: Phase, step: Step): Phase | null {
  const key = `${phase} ${step}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const here = MACHINE.resolveState({ value: phase, context: {} });
  const next = here.can({ type: step }) ? (transition(MACHINE, here, { type: step })[0].value as Phase) : null;
  known.set(key, next);
  return next;
}
