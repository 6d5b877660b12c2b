import type { CommandBody } from "#domain/commands";
import type { Seat, TeamDeed } from "#domain/team";
import type { ConsolePanel } from "../../console-state";
import { type Blank, type Outcome, type Saying, splitMinutes, type Values } from "./verb";

/** A command in somebody's name. */
export const give = (body: CommandBody, seat: Seat): Outcome => ({ kind: "command", body, seat });
/** A deed in somebody's name. */
export const deed = (args: TeamDeed, { seat }: Pick<Saying, "seat">): Outcome => give({ kind: "team", args }, seat);
/** Their screen, at a panel. */
export const screen = (panel: ConsolePanel | null, palette = false): Outcome => ({ kind: "screen", panel, palette });

/** The words themselves. */
export const words = (label: string, needed = true): Blank => ({ name: "words", label, needed });
/** What was written as the words. */
export const said = (values: Values): string => (values.words ?? "").trim();
/** How long somebody has. */
export const minutesBlank: Blank = {
  name: "minutes",
  label: "Minutes",
  hint: "Or end the words with “10m”. Empty: none.",
  isMinutes: true,
  initial: "10",
};

/** The words and the minutes, wherever they were written. */
export function timed(values: Values): { readonly text: string; readonly minutes: number | null } {
  const { text, minutes } = splitMinutes(said(values));
  const written = (values.minutes ?? "").trim();
  return { text, minutes: minutes ?? (written === "" ? null : Number(written)) };
}

/** The tasks of who speaks that are not over, as choices. */
export const tasksOf = ({ room, seat }: Saying, isWanted: (state: string) => boolean) =>
  room.tasks
    .filter(({ owner, endedAt, state }) => owner === seat.id && endedAt === null && isWanted(state))
    .map(({ id, text }) => ({ id, label: text }));

/** Polls that are not closed. */
export const openPolls = ({ room }: Saying) => room.polls.filter(({ closedAt }) => closedAt === null);
/** Two ids in one choice. Ids of deeds have no blank in them. */
export const pair = (a: string, b: string | number): string => `${a} ${b}`;
/** The two ids of a choice. */
export const apart = (choice: string): readonly [string, string] => {
  const at = choice.lastIndexOf(" ");
  return [choice.slice(0, at), choice.slice(at + 1)];
};
