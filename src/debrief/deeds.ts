import type { Audience, Command } from "#domain/commands";
import type { Scene } from "#domain/drill";
import type { DeedKind } from "#domain/team";
import type { Text } from "#domain/text";
import { count, duration } from "#lib/format";
import { actionText } from "./acts";
import { lookText } from "./looks";

/** Who reads a message, as one would say it. */
export const READERS: Readonly<Record<Audience, string>> = {
  incident: "the incident channel",
  customers: "customers on the status page",
  executives: "leadership",
  support: "the support desk",
};

const spaced = (id: string): string => id.replaceAll("-", " ");

/** Text whose figures are not known. */
export const withoutFigures = (text: Text): string =>
  text.map((part) => (typeof part === "string" ? part : "…")).join("");

/** In quotation marks, without those it has; longer text is cut after a sentence, else after a word. */
export function quoted(text: string, most = Number.POSITIVE_INFINITY): string {
  const bare = /^"[^"]*"$/.test(text) ? text.slice(1, -1) : text;
  if (bare.length <= most) return `“${bare}”`;
  const cut = bare.slice(0, most);
  const head = /^"[^"]*$/.test(cut) ? cut.slice(1) : cut;
  const sentence = Math.max(head.lastIndexOf(". "), head.lastIndexOf("? "), head.lastIndexOf("! "));
  if (sentence > most / 3) return `“${head.slice(0, sentence + 1)} …”`;
  return `“${head.slice(0, Math.max(1, head.lastIndexOf(" ")))} …”`;
}

/** A sentence that ends with a quotation: with a full stop, unless what is quoted ends by itself. */
export const ended = (text: string): string => (/[.!?…]”$/.test(text) ? text : `${text}.`);

const labelIn = (items: readonly { readonly id: string; readonly label: string }[], id: string | null): string =>
  items.find((each) => each.id === id)?.label ?? "";

export const personIn = (scene: Scene, id: string | undefined): string =>
  scene.people.find((person) => person.id === id)?.name ?? "somebody";

/** What a hypothesis says: "missing config in Checkout, Europe (Dublin)". */
function causeText(
  scene: Scene,
  { mechanism, node, region }: Extract<Command, { kind: "hypothesis" }>["args"],
): string {
  const where = [labelIn(scene.system.nodes, node), labelIn(scene.system.regions, region)].filter(
    (part) => part !== "",
  );
  return `${spaced(mechanism)}${where.length === 0 ? "" : ` in ${where.join(", ")}`}`;
}

/** Who is answered. */
export function answeredText(scene: Scene, request: string): string {
  return `Answers ${personIn(scene, scene.requests.find(({ id }) => id === request)?.from)}`;
}

const CASES: Readonly<Record<Extract<Command, { kind: "hypothesis" }>["args"]["state"], string>> = {
  open: "Writes down a hypothesis",
  favoured: "Settles on a cause",
  rejected: "Drops a hypothesis",
};

/** What people of a team do with each other. */
const DEEDS: Readonly<Record<DeedKind, string>> = {
  join: "Takes a seat",
  seat: "Arranges a seat",
  ready: "Says whether they are ready",
  leave: "Drops out",
  return: "Is back",
  handover: "Hands a role over",
  clock: "Sets the exercise's clock",
  stop: "Stops the exercise: a real incident",
  hold: "Takes the exercise's clock",
  inject: "Adds to the incident",
  scores: "Decides about scores",
  assign: "Assigns a task",
  progress: "Says how a task stands",
  "hand-on": "Hands a task on",
  poll: "Asks the team",
  vote: "Gives an opinion",
  "close-poll": "Closes a poll",
  decide: "Decides",
  timer: "Sets a timer",
  entry: "Writes into the timeline",
  draft: "Drafts an update",
  approve: "Judges a draft",
  share: "Shares a finding",
  expect: "Says what to watch for",
  tick: "Notes an expectation",
  "hot-wash": "Writes on the hot-wash board",
  feedback: "Gives feedback",
  gap: "Names a gap",
};

/**
 * What a command does, as a stage direction in the present tense: "Looks at the list of deploys". Names of the scene, ids
 * nowhere.
 */
export function deedText(scene: Scene, command: Command): string {
  switch (command.kind) {
    case "ack":
      return "Acknowledges the page";
    case "look":
      return `Looks at ${lookText(scene, command.args)}`;
    case "act":
      return actionText(scene, command.args);
    case "interrupt":
      return "Stops what is under way";
    case "say":
      return `Writes to ${command.args.to === undefined ? READERS[command.args.audience] : personIn(scene, command.args.to)}`;
    case "answer": {
      const options = scene.requests.find(({ id }) => id === command.args.request)?.options;
      const option = options?.find(({ id }) => id === command.args.option);
      const words = option === undefined ? "" : `: ${quoted(withoutFigures(option.label))}`;
      return `${answeredText(scene, command.args.request)}${words}`;
    }
    case "severity":
      return `Declares SEV-${command.args.level}`;
    case "hypothesis":
      return `${CASES[command.args.state]}: ${causeText(scene, command.args)}`;
    case "pin":
      return command.args.bearing === "supports"
        ? "Pins a finding as evidence"
        : "Pins a finding as evidence against it";
    case "unpin":
      return "Takes a finding off the evidence";
    case "note":
      return "Writes a note";
    case "task":
      return `Gives ${personIn(scene, command.args.person)} a task`;
    case "followup": {
      const { measure, node, owner, days } = command.args;
      const of = labelIn(scene.system.nodes, node);
      return `Notes a follow-up: ${spaced(measure)}${of === "" ? "" : ` for ${of}`} (${personIn(scene, owner)}, ${days === 1 ? "1 day" : `${count(days)} days`})`;
    }
    case "silence": {
      const title = scene.system.alerts.find(({ id }) => id === command.args.rule)?.title ?? "an alert";
      const { minutes } = command.args;
      return minutes === 0 ? `Lets “${title}” page again` : `Silences “${title}” for ${duration(60 * minutes)}`;
    }
    case "team":
      return DEEDS[command.args.do];
    case "resolve":
      return "Declares the incident resolved";
    case "hint":
      return "Takes a hint";
    case "pause":
      return `Stops the clock to read, for ${duration(Math.round(command.args.seconds))}`;
    case "end":
      return "Leaves";
  }
}
