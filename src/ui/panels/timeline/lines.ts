import type { View } from "#domain/view";
import { type Milestone, milestones } from "#modes/gameday/milestones";
import type { Entry, Room } from "#modes/gameday/room";

/** A line of the timeline: what somebody wrote, or what was recorded by itself. */
export type Line =
  | { readonly kind: "written"; readonly key: string; readonly at: number; readonly entry: Entry }
  | ({ readonly kind: "milestone"; readonly key: string } & Milestone);

export type Kind = "all" | Line["kind"];

/** Both in one order; what was written stands after what happened in the same second. */
export function linesOf(view: View, room: Pick<Room, "seats" | "timeline">): readonly Line[] {
  const happened = milestones(view, room).map(
    (milestone, index): Line => ({ kind: "milestone", key: `m${index} ${milestone.at}`, ...milestone }),
  );
  const written = room.timeline.map((entry): Line => ({ kind: "written", key: entry.id, at: entry.at, entry }));
  return [...happened, ...written].sort((a, b) => a.at - b.at);
}

const textOf = (line: Line): string => (line.kind === "written" ? line.entry.text : line.text);

/** Those of a kind in which every word of a query stands. */
export function shownLines(lines: readonly Line[], kind: Kind, query: string): readonly Line[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    if (kind !== "all" && line.kind !== kind) return false;
    const text = textOf(line).toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The second that a time of day means, around a second that it is nearest to; null when it is no time. `14:32` or `14:32:05`. */
export function secondOf(text: string, startsAt: number, near: number): number | null {
  const match = /^\s*([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d))?\s*$/.exec(text);
  if (match === null) return null;
  const [, hours, minutes, seconds] = match;
  const ofDay = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0);
  const day = 86_400;
  const second = ofDay - startsAt;
  return second + Math.round((near - second) / day) * day;
}
