import type { ActionKind, OperationStatus } from "#domain/actions";
import type { Audience } from "#domain/commands";
import type { JournalEntry } from "#domain/journal";
import { type DrillState, storyBool, storyText } from "#engine/index";
import { duration } from "#lib/format";
import { CATALOGUE } from "#world/index";
import { quoted } from "./deeds";

/** What an action takes, and, where it has not been said yet, what it risks and how it is undone. */
export function actionWhy(kind: ActionKind, operation: OperationStatus | undefined, isNew: boolean): readonly string[] {
  const entry = CATALOGUE.find((each) => each.kind === kind);
  if (entry === undefined) return [];
  const takes = operation === undefined ? entry.seconds : operation.endsAt - operation.requestedAt;
  const time = takes > 0 ? [`It takes about ${duration(takes)}.`] : [];
  if (!isNew) return time;
  const final = entry.group === "evidence" ? [] : ["It cannot be undone."];
  const undo = entry.undo === null ? final : [`To undo it: ${entry.undo}`];
  return [...time, `Risk ${entry.risk}: ${entry.riskNote}`, ...undo];
}

/** What a message can say, for a sentence that begins with "It says". */
const SAYS: ReadonlyMap<string, string> = new Map([
  ["impact", "who is affected"],
  ["action", "what is being done"],
  ["status", "how it stands"],
  ["next-update", "when the next word comes"],
  ["workaround", "what to do meanwhile"],
  ["figure", "how much"],
  ["hypothesis", "what is suspected, as a suspicion"],
  ["delegation", "who does what"],
]);

/** What such readers must not be given, by the rules of the language. */
const NOT_FOR_OUTSIDE = ["promise", "guess", "jargon", "hostname"];

const enumerated = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** Letters of a message that are quoted where nothing can be said about it. */
const WRITTEN = 140;

/**
 * What a message says, by the features it was found to have, else in its own words; once for each kind of readers, what it
 * leaves out.
 */
export function messageWhy(
  { audience, text }: { readonly audience: Audience; readonly text: string },
  entry: JournalEntry | undefined,
  isNew: boolean,
): readonly string[] {
  const features = Array.isArray(entry?.data.features) ? (entry.data.features as readonly string[]) : [];
  const said = [...SAYS].flatMap(([id, words]) => (features.includes(id) ? [words] : []));
  const isOutside = audience === "customers" || audience === "executives";
  const isClean = !NOT_FOR_OUTSIDE.some((id) => features.includes(id));
  return [
    ...(said.length === 0 ? [quoted(text, WRITTEN)] : [`It says ${enumerated(said)}.`]),
    ...(isNew && isOutside && isClean ? ["No guess at the cause, no promised time, none of our own words."] : []),
  ];
}

/** Letters of what was asked, and of each other way to answer, that are quoted. */
const ASKED = 180;
const OTHER = 90;

/** What is answered, to what, and what else could have been. */
export function answerWhy(
  state: DrillState,
  { request: id, option: chosen }: { readonly request: string; readonly option: string },
): readonly string[] {
  const request = state.scene.requests.find((each) => each.id === id);
  const option = request?.options.find((each) => each.id === chosen);
  if (request === undefined || option === undefined) return [];
  const asked = state.messages.find((message) => message.request === id)?.text;
  const others = request.options
    .filter((other) => other.id !== chosen && (other.available === null || storyBool(state, other.available)))
    .map(({ label }) => quoted(storyText(state, label), OTHER));
  return [
    quoted(storyText(state, option.label)),
    ...(asked === undefined ? [] : [`It answers: ${quoted(asked, ASKED)}`]),
    ...(others.length === 0 ? [] : [`The other ways were ${enumerated(others)}`]),
  ];
}
