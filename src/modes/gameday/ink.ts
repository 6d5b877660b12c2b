import { Story } from "inkjs";
import { TABLETOP_LIMITS } from "./plan-shape";
import { textOf } from "./text-of";

/** A story as far as it was told. */
export interface Tale {
  /** What was told, oldest first; `chosen` is what had been chosen before it, null at the beginning. */
  readonly parts: readonly { readonly chosen: string | null; readonly lines: readonly string[] }[];
  /** What can be chosen now; none when it is over. */
  readonly choices: readonly string[];
  readonly isOver: boolean;
  /** Why it does not go on, in a sentence; null while it does, or where it ended as it should. */
  readonly problem: string | null;
}

/** Versions of compiled stories that can be told. */
const OLDEST = 18;
/** Steps of one turn: a story that goes in circles never says anything. Long turns take some thousands. */
const MOST_STEPS = 50_000;
const MOST_LINES = 500;
const MOST_LINE = 4000;
const MOST_CHOICES = 50;
const MOST_TURNS = 1000;
/** The same choices tell the same story, on every device. */
const SEED = 41;

/** A story that gives up instead of going in circles. The library calls `Step` already while it is constructed. */
class BoundedStory extends Story {
  private declare steps: number | undefined;

  override Step(): void {
    this.steps = (this.steps ?? 0) + 1;
    if (this.steps > MOST_STEPS) throw new RangeError("It goes in circles without saying anything.");
    super.Step();
  }

  /** A new turn begins. */
  rest(): void {
    this.steps = 0;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Opens a story; throws an Error whose message is a sentence. */
function open(json: string): BoundedStory {
  if (json.length > TABLETOP_LIMITS.story) {
    throw new RangeError("The story is too large: expected at most 2 MB.");
  }
  let raw: unknown;
  try {
    raw = JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch {
    throw new RangeError("The story is no JSON: expected Ink that was compiled, not as it is written.");
  }
  if (!isRecord(raw) || typeof raw.inkVersion !== "number" || !Array.isArray(raw.root)) {
    throw new RangeError("This is no compiled Ink story: expected an object with “inkVersion” and “root”.");
  }
  const newest = Story.inkVersionCurrent;
  if (raw.inkVersion < OLDEST || raw.inkVersion > newest) {
    throw new RangeError(
      `The story was compiled for version ${raw.inkVersion} of Ink: expected ${OLDEST} to ${newest}. Compile it again.`,
    );
  }
  // Within these versions nothing differs, and the library would only warn.
  const story = new BoundedStory({ ...raw, inkVersion: newest });
  story.state.storySeed = SEED;
  story.allowExternalFunctionFallbacks = true;
  return story;
}

const sentence = (error: unknown): string => {
  const said = error instanceof Error ? error.message : String(error);
  return `The story cannot be told: ${said
    .replace(/^RUNTIME (?:ERROR|WARNING): /, "")
    .replace(/\s+/g, " ")
    .slice(0, 300)}`;
};

/** A line as text: stories are written for pages of their own, with their HTML. */
const lineOf = (raw: string): string => textOf(raw.slice(0, MOST_LINE), false);

/** Tells into `lines` until something is to be chosen. Ink says again what was chosen, unless its author put it in brackets. */
function turn(story: BoundedStory, chosen: string | null, lines: string[]): void {
  story.rest();
  let isFirst = true;
  while (story.canContinue && lines.length < MOST_LINES) {
    const line = lineOf(story.Continue() ?? "");
    if (line === "") continue;
    if (!isFirst || line !== chosen) lines.push(line);
    isFirst = false;
  }
  if (story.canContinue) throw new RangeError(`It has more than ${MOST_LINES} lines without a choice.`);
}

const choicesOf = (story: BoundedStory): readonly string[] =>
  story.currentChoices.slice(0, MOST_CHOICES).map(({ text }) => lineOf(text));

/** What the library says where a story stops without saying that it is over; to whoever listens, it is. */
const JUST_STOPS = /ran out of content/i;

/**
 * A story as it goes when these choices are made, one after the other, by their place in `choices`. The same choices tell the
 * same on every device. Never throws: what goes wrong is in `problem`, with all that was told before it.
 */
export function tell(json: string, path: readonly number[]): Tale {
  const parts: { chosen: string | null; lines: readonly string[] }[] = [];
  let choices: readonly string[] = [];
  try {
    const story = open(json);
    const errors: string[] = [];
    // With a handler the library collects what it finds instead of throwing at the first; warnings are its author's business.
    story.onError = (message, type) => {
      if (type === 2 && !JUST_STOPS.test(message)) errors.push(message);
    };
    let chosen: string | null = null;
    for (let nth = 0; ; nth++) {
      const lines: string[] = [];
      parts.push({ chosen, lines });
      turn(story, chosen, lines);
      choices = choicesOf(story);
      if (errors.length > 0) return { parts, choices: [], isOver: true, problem: sentence(errors[0]) };
      const place = path[nth];
      if (place === undefined) break;
      if (nth >= MOST_TURNS) throw new RangeError(`More than ${MOST_TURNS} choices were made.`);
      const text = choices[place];
      if (text === undefined) {
        throw new RangeError(`Choice ${place + 1} does not exist: expected one of ${choices.length}.`);
      }
      chosen = text;
      story.ChooseChoiceIndex(place);
    }
  } catch (error) {
    return { parts, choices: [], isOver: true, problem: sentence(error) };
  }
  return { parts, choices, isOver: choices.length === 0, problem: null };
}

/** Why a text is no story that can be told, in a sentence; null when it can be. */
export function storyProblem(json: string): string | null {
  try {
    open(json);
    return tell(json, []).problem;
  } catch (error) {
    return error instanceof RangeError ? error.message : sentence(error);
  }
}
