import type { CommandBody, Refusal } from "#domain/commands";
import type { View } from "#domain/view";
import { duration } from "#lib/format";
import type { Intent } from "./intent";
import { revealOf } from "./reveal";

/** What the interviewer says when a command was refused: why, and what would be possible. */
export function refusalText({ text, expected, nearest }: Refusal): string {
  const more = [
    expected === undefined ? "" : ` Possible: ${expected}.`,
    nearest === undefined ? "" : ` Do you mean ${nearest}?`,
  ];
  return `That cannot be done: ${text}${more.join("")}`;
}

/** What an action would take and do, before it is done: what is asked about is read from the same estimate as in the console. */
export function prospectOf(view: View, command: Extract<CommandBody, { kind: "act" }>) {
  const entry = view.palette.find((choice) => choice.entry.kind === command.args.action)?.entry;
  return { entry: entry ?? null, ...view.estimate(command.args) };
}

/**
 * What the interviewer says once a command was accepted: what came back, or that it is done. `view` is the one after it.
 * @param seconds what an action was estimated to take
 */
export function outcomeOf(view: View, { title, about }: Intent, command: CommandBody, seconds = 0): string {
  switch (command.kind) {
    case "look":
      return revealOf(view, command.args, about);
    case "act":
      return `It is under way, and takes about ${duration(seconds)}.`;
    case "interrupt":
      return "It is being stopped.";
    case "task": {
      const name = view.people.find(({ id }) => id === command.args.person)?.name ?? "They";
      return `${name} has been asked. What comes of it is said in the channel.`;
    }
    case "say":
      return "It is sent.";
    case "answer":
      return "They have your answer.";
    case "resolve":
      return "The incident is declared resolved. The clock goes on.";
    case "ack":
      return "The page is yours.";
    default:
      return `Noted: ${title.charAt(0).toLowerCase()}${title.slice(1)}.`;
  }
}
