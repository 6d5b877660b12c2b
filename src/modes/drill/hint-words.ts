import { actionText, lookText } from "#debrief/index";
import type { ActionKind, ActRequest } from "#domain/actions";
import type { Audience, Command } from "#domain/commands";
import type { Scene } from "#domain/drill";
import type { FactId, Second } from "#domain/ids";
import type { Look } from "#domain/telemetry";
import type { View } from "#domain/view";
import { type DrillState, storyText } from "#engine/index";
import { type Done, isOpen } from "./hint-deeds";

/** Actions that only look. */
const CAPTURES: ReadonlySet<ActionKind> = new Set(["thread-dump", "heap-dump", "profile", "explain-analyze"]);

const AUDIENCES: Readonly<Record<Audience, string>> = {
  incident: "the incident channel",
  customers: "customers",
  executives: "the executives",
  support: "the support desk",
};

/** Facts that are told again when they are to be taken together. */
const TOGETHER = 3;

/** A fact that the expert came upon. */
interface Found {
  readonly id: FactId;
  readonly text: string;
  readonly second: Second;
  readonly panel: string;
}

/** Where it was found: the look that showed it, or who could tell. */
export function whereText(
  { scene, journal }: DrillState,
  found: Found,
  given: readonly Command[],
  journalFrom: number,
): string {
  if (found.panel === "told") {
    const task = journal.slice(journalFrom).findLast(({ kind, at }) => kind === "task" && at.second <= found.second);
    const person = scene.people.find(({ id }) => id === task?.data.person);
    return person === undefined
      ? "Listen to the people in the channel: one of them knows more."
      : `${person.name} (${person.role}) can find something out for you. Give them a task.`;
  }
  const look = given.findLast(
    (command): command is Extract<Command, { kind: "look" }> =>
      command.kind === "look" && command.args.panel === found.panel && command.second <= found.second,
  );
  const place = look === undefined ? `the panel “${found.panel}”` : lookText(scene, look.args as Look);
  return `Look at ${place}.`;
}

/** What was found, and why it matters. */
export function meaning(scene: Scene, found: Found): string {
  const why = scene.facts.find(({ id }) => id === found.id)?.why ?? "";
  return why === "" ? found.text : `${found.text} ${why}`;
}

/** In place of where to look, when nothing is left to be found. */
export function nothingNew(facts: View["facts"], evidence: ReadonlySet<FactId>): string {
  return facts.some(({ id }) => evidence.has(id))
    ? "You have seen what is needed for the next step. Read once more what you have found out, in the notebook."
    : "Nothing more can be found out at the moment. Watch whether it gets better or worse.";
}

/** The facts that prove the cause, as far as they were seen: those of the set that is nearest to being whole. */
export function together({ score }: Scene, facts: View["facts"]): string {
  const sets = score.diagnosis.sufficient.map((set) => ({
    of: set.length,
    seen: facts.filter(({ id }) => set.includes(id)),
  }));
  const [nearest] = sets.sort((a, b) => b.seen.length / b.of - a.seen.length / a.of);
  const seen = nearest?.seen.slice(0, TOGETHER) ?? [];
  return seen.length === 0
    ? "What you know so far does not tell the cause yet."
    : `Taken together: ${seen.map(({ text }) => text).join(" ")}`;
}

/** When the expert, too, does nothing that is not done. */
export const WAIT = "Wait. Let what has been done work, and look whether it does.";

/** An action that the expert comes to later than this, in seconds, is not to be done at once. */
const SOON = 240;

/**
 * The first thing the expert does that is still to be done; words to others come after deeds. Null when there is none.
 * @param since second from which on what is told can be done
 */
export function whatText(state: DrillState, given: readonly Command[], done: Done, since: Second): string | null {
  const open = given.filter((command) => isOpen(command, state.scene, done));
  for (const command of open) {
    const text = deedText(state, command);
    if (text === null) continue;
    const minutes = Math.round((command.second - since) / 60);
    return command.kind === "act" && command.second - since > SOON
      ? `Wait, and look whether it stays as it is. In about ${minutes} min: ${text}`
      : text;
  }
  const said = open.find((command) => command.kind === "say");
  return said?.kind === "say"
    ? `Tell ${AUDIENCES[said.args.audience]}: who is affected, what is being done, when the next word comes.`
    : null;
}

/** A command as something to do; null for one that only looks or speaks. */
function deedText(state: DrillState, command: Command): string | null {
  const { scene } = state;
  const personOf = (id: string | undefined) => scene.people.find((each) => each.id === id);
  switch (command.kind) {
    case "act":
      return CAPTURES.has(command.args.action) ? null : `${actionText(scene, command.args as ActRequest)}.`;
    case "answer": {
      const request = scene.requests.find(({ id }) => id === command.args.request);
      const option = request?.options.find(({ id }) => id === command.args.option);
      if (option === undefined) return null;
      return `Answer ${personOf(request?.from)?.name ?? "the request"}: “${storyText(state, option.label)}”`;
    }
    case "task": {
      const person = personOf(command.args.person);
      return person === undefined ? null : `Ask ${person.name} (${person.role}): “${command.args.text}”`;
    }
    case "hypothesis":
      return "Write down as a hypothesis what you take for the cause, and pin to it what shows it.";
    case "pin":
      return "Pin to your hypothesis what shows that it is so.";
    case "followup":
      return "Write down what would have caught it, each with an owner and a date.";
    case "resolve":
      return "It is over: make sure that it stays so, then declare it resolved.";
    default:
      return null;
  }
}
