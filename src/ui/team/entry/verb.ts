import type { CommandBody } from "#domain/commands";
import type { Seat } from "#domain/team";
import type { View } from "#domain/view";
import type { Right } from "#engine/team/rights";
import type { Room } from "#modes/gameday/room";
import type { ConsolePanel } from "../../console-state";

/** What is known when somebody's words are entered. */
export interface Saying {
  /** Who said it. */
  readonly seat: Seat;
  /** What they see. */
  readonly view: View;
  /** What the team's deeds come to, for the facilitator. */
  readonly room: Room;
  /** Who of those on this device gives tasks; null: nobody here may. */
  readonly giver: Seat | null;
  /** A name for something new: `task-1f0c9a27`. */
  readonly fresh: (kind: string) => string;
}

/** One of several things a verb can be about: which task, which audience. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  /** The key that takes it; by default its place in the list. */
  readonly key?: string;
}

/** Something to be filled in. The first is for the words themselves. */
export interface Blank {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Empty is not accepted. */
  readonly needed?: boolean;
  /** What can be chosen; free text without it. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** How many minutes: 1 to 240, or nothing. */
  readonly isMinutes?: boolean;
  readonly initial?: string;
}

export type Values = Readonly<Record<string, string>>;

/** What comes of it: a command in somebody's name, or their screen. */
export type Outcome =
  | { readonly kind: "command"; readonly body: CommandBody; readonly seat: Seat }
  | { readonly kind: "screen"; readonly panel: ConsolePanel | null; readonly palette: boolean };

/** Something people do, as it is entered for them: one key. */
export interface Verb {
  readonly key: string;
  /** After a name: "decides". */
  readonly label: string;
  /** What the seat must be allowed; null: it is somebody else's, or nobody's. */
  readonly right: Right | null;
  /** Which of several things it is about; null: about nothing in particular. A single one needs no choice. */
  readonly choices: ((saying: Saying) => readonly Choice[]) | null;
  /** Why there is nothing to choose from, after the name: "has no task that waits". */
  readonly none?: string;
  /** Why it cannot be entered here; null: it can. */
  readonly obstacle?: (saying: Saying) => string | null;
  readonly blanks?: (saying: Saying, choice: string) => readonly Blank[];
  readonly outcome: (saying: Saying, choice: string, values: Values) => Outcome;
}

/** Why somebody cannot do this at present, in a sentence; null when they can. */
export function obstacleOf(verb: Verb, saying: Saying): string | null {
  const { seat, view } = saying;
  if (!seat.isHere) return `${seat.name} has dropped out.`;
  const obstacle = verb.obstacle?.(saying) ?? null;
  if (obstacle !== null) return obstacle;
  if (verb.right !== null && view.team?.may.includes(verb.right) === false) return `Not for ${seat.name} to do.`;
  if (verb.choices !== null && verb.choices(saying).length === 0) return `${seat.name} ${verb.none ?? "has none"}.`;
  return null;
}

/** Words that end in a length of time, "check the pool 10m", and the two apart. Minutes null: none was said. */
export function splitMinutes(words: string): { readonly text: string; readonly minutes: number | null } {
  const found = /^(.*\S)\s+(\d{1,3})\s?(?:m|min|mins|minutes)\.?$/iu.exec(words.trim());
  const minutes = Number(found?.[2]);
  return found?.[1] !== undefined && minutes > 0 && minutes <= 240
    ? { text: found[1], minutes }
    : { text: words.trim(), minutes: null };
}
