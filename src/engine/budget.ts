import { type DrillState, post, record } from "./state";

/**
 * How much a story may do, so that one that goes in circles neither holds a second up nor fills the memory. The drills that ship stay far
 * below: some ten events and effects a second, some hundred messages and two thousand entries a run.
 */
export const STORY_BUDGET = {
  /** Events and effects that follow from each other within one step. */
  events: 1000,
  effects: 2000,
  /** Of a run: messages, entries of the journal, things planned. */
  messages: 5000,
  entries: 50_000,
  planned: 10_000,
} as const;

/** What the story was stopped with, for those who play it. */
const SAID = "The story of this drill goes in circles and was stopped: nobody says or asks anything any more.";

/** Whether the story was stopped, because it did more than a run can hold. It stays so; the world goes on. */
export const isStopped = (state: DrillState): boolean => state.story.stopped === true;

/** Stops the story where the run has grown too large; whether it is stopped. */
export function checkGrowth(state: DrillState): boolean {
  const { journal, messages, story } = state;
  const grown =
    messages.length >= STORY_BUDGET.messages ||
    journal.length >= STORY_BUDGET.entries ||
    story.due.length >= STORY_BUDGET.planned;
  if (grown) stopStory(state);
  return isStopped(state);
}

/** From here on the story's machines, conditions and effects rest. Said once, in the journal and in the incident's channel. */
export function stopStory(state: DrillState): void {
  if (isStopped(state)) return;
  state.story.stopped = true;
  record(state, "platform", "story", { what: "overrun" });
  post(state, { audience: "incident", from: "platform", kind: "system", text: SAID, request: null });
}
