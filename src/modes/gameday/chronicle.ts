import type { Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import { type Exercise, seatIds } from "./exercise";
import { seatName } from "./roster";
import { audienceName, deedText } from "./words";

/** A line of what happened. `scribe`: somebody wrote it; `log`: it was recorded by itself. */
export interface Chronicled {
  readonly at: Second;
  readonly source: "scribe" | "log";
  readonly text: string;
}

/** Deeds that belong to a timeline; the others are in lists of their own, or of no interest afterwards. */
const TOLD = new Set(["handover", "leave", "return", "clock", "stop", "inject", "decide"]);

function entryText(exercise: Exercise, { kind, by, data }: JournalEntry, name: (id: string) => string): string | null {
  const { scene } = exercise;
  const person = (id: unknown) => scene.people.find((each) => each.id === id)?.name ?? String(id);
  switch (kind) {
    case "page":
      return `Paged: ${data.alert === true ? "an alert" : scene.page.title}`;
    case "ack":
      return `${name(by)} took the page`;
    case "severity":
      return `${name(by)} declared severity ${data.level}`;
    case "escalation":
      return `Nobody answered: ${person(data.person)} was called`;
    case "operation": {
      const node = scene.system.nodes.find(({ id }) => id === data.node)?.label;
      const what = `${String(data.action).replaceAll("-", " ")}${node === undefined ? "" : ` on ${node}`}`;
      if (data.phase === "requested") return `${name(by)} began: ${what}`;
      return data.phase === "failed" ? `Failed: ${what}` : null;
    }
    case "hypothesis":
      return data.state === "favoured" ? `${name(by)} favoured: ${String(data.mechanism).replaceAll("-", " ")}` : null;
    case "update-late":
      return `An update for ${audienceName(data.audience as "customers")} was due and had not come`;
    case "resolve":
      return `${name(by)} declared it over`;
    case "end":
      return "The exercise ended";
    default:
      return null;
  }
}

/** The scribe's entries that stand, merged with what was recorded by itself while somebody was there, in order. */
export function chronicleOf(exercise: Exercise): readonly Chronicled[] {
  const { room, team, scene, leftAt } = exercise;
  const journal = exercise.journal.filter(({ at }) => at.second <= leftAt);
  const name = (id: string) => seatName(room.seats, id);
  const seats = seatIds(exercise);
  const written = room.timeline.flatMap(({ at, text, isStruck }): Chronicled[] =>
    isStruck ? [] : [{ at, source: "scribe", text }],
  );
  const happened = journal.flatMap((entry): Chronicled[] => {
    if (entry.kind === "operation" && !seats.has(entry.by)) return [];
    const text = entryText(exercise, entry, name);
    return text === null ? [] : [{ at: entry.at.second, source: "log", text }];
  });
  const told = new Set<string>();
  const first = journal.flatMap((entry): Chronicled[] => {
    const audience = String(entry.data.audience);
    if (entry.kind !== "message" || !seats.has(entry.by) || told.has(audience)) return [];
    told.add(audience);
    const text = `First word of the team to ${audienceName(audience as "customers")}`;
    return [{ at: entry.at.second, source: "log", text }];
  });
  const done = team.deeds
    .filter(({ deed }) => TOLD.has(deed.do))
    .map((deed): Chronicled => ({ at: deed.at.second, source: "log", text: deedText(deed, room.seats, scene.people) }));
  return [...happened, ...first, ...done, ...written].sort((a, b) => a.at - b.at);
}
