import type { Command, Refusal } from "#domain/commands";
import type { TeamDeed } from "#domain/team";
import { refuse, requireName, unknown } from "../commands/names";
import { READERS, speak } from "../commands/talk";
import type { DrillState } from "../state";
import { used } from "./command";
import { isKnownTo, isShared, learn } from "./facts";
import { standingOf } from "./standing";
import type { TeamStory } from "./story";

type Of<D extends TeamDeed["do"]> = Extract<TeamDeed, { do: D }>;

const MOST_ENTRIES = 1000;
const MOST_DRAFTS = 100;
const MOST_CARDS = 300;

/** A line of the scribe's timeline, its correction, or with an empty text its deletion. */
export function entry(state: DrillState, team: TeamStory, deed: Of<"entry">): Refusal | null {
  const { entries } = team.index;
  if (deed.at > state.now) {
    return refuse("entry.ahead", "The timeline tells what has happened.", `at most ${state.now}`);
  }
  if (entries.includes(deed.entry)) return null;
  if (deed.text.trim() === "") return unknown("entry", deed.entry, entries);
  if (entries.length >= MOST_ENTRIES) return refuse("entry.too-many", `The timeline has ${MOST_ENTRIES} entries.`);
  team.index = { ...team.index, entries: [...entries, deed.entry] };
  return null;
}

/** A text for an audience that somebody else approves. */
export function draft(state: DrillState, team: TeamStory, deed: Of<"draft">, command: Command): Refusal | null {
  const { drafts } = team.index;
  if (drafts.some(({ id }) => id === deed.draft)) return used("draft", deed.draft);
  if (drafts.length >= MOST_DRAFTS) return refuse("draft.too-many", `There are ${MOST_DRAFTS} drafts already.`);
  if (deed.text.trim() === "") return refuse("say.empty", "There is nothing to say yet.");
  const one = { id: deed.draft, by: command.role, isOpen: true, log: state.log.length };
  team.index = { ...team.index, drafts: [...drafts, one] };
  return null;
}

/** Lets a draft go out in its writer's name, or gives it back. Nobody approves their own words while somebody else could. */
export function approve(state: DrillState, team: TeamStory, deed: Of<"approve">, command: Command): Refusal | null {
  const { drafts } = team.index;
  const found = drafts.find(({ id }) => id === deed.draft);
  const open = drafts.filter(({ isOpen }) => isOpen).map(({ id }) => id);
  if (found === undefined) return unknown("draft", deed.draft, open);
  if (!found.isOpen) return refuse("draft.closed", "This draft was approved or given back already.", open.join(", "));
  const others = team.seats.filter(
    (seat) => seat.id !== found.by && seat.isHere && standingOf(state, team, seat.id).may.includes("team.approve"),
  );
  if (found.by === command.role && others.length > 0) {
    return refuse("draft.own", "Somebody else reads it first.", others.map(({ name }) => name).join(", "));
  }
  const written = state.log[found.log];
  if (written?.kind !== "team" || written.args.do !== "draft") return unknown("draft", deed.draft, open);
  team.index = { ...team.index, drafts: drafts.map((each) => (each === found ? { ...each, isOpen: false } : each)) };
  const { audience, text } = written.args;
  if (deed.approved) speak(state, audience, READERS[audience], text.trim(), found.by);
  return null;
}

/** Shows everybody what one knows. */
export function share(state: DrillState, team: TeamStory, deed: Of<"share">, command: Command): Refusal | null {
  const standing = standingOf(state, team, command.role);
  const own = team.known.filter(({ fact }) => isKnownTo(team, standing, fact)).map(({ fact }) => fact);
  const refusal = requireName("fact", deed.fact, own);
  if (refusal !== null) return refusal;
  if (isShared(team, deed.fact)) return refuse("fact.shared", "Everybody knows this already.");
  learn(team, deed.fact, "all");
  return null;
}

/** A card of the hot-wash board. */
export function card(team: TeamStory, deed: Of<"hot-wash">): Refusal | null {
  const { cards } = team.index;
  if (cards.includes(deed.card)) return used("card", deed.card);
  if (cards.length >= MOST_CARDS) return refuse("card.too-many", `The board has ${MOST_CARDS} cards.`);
  if (deed.text.trim() === "") return refuse("card.empty", "There is nothing on the card.");
  team.index = { ...team.index, cards: [...cards, deed.card] };
  return null;
}

/** A gap that was found, who closes it and by when; the same id again changes it, an empty text takes it away. */
export function gap(team: TeamStory, deed: Of<"gap">): Refusal | null {
  const { gaps } = team.index;
  if (deed.due !== "" && !/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(deed.due)) {
    return refuse("gap.due", "The day is not written as a date.", "2026-12-01");
  }
  if (gaps.includes(deed.gap)) return null;
  if (deed.text.trim() === "") return unknown("gap", deed.gap, gaps);
  if (gaps.length >= MOST_CARDS) return refuse("gap.too-many", `There are ${MOST_CARDS} gaps already.`);
  team.index = { ...team.index, gaps: [...gaps, deed.gap] };
  return null;
}
