import type { QuestionCard } from "#domain/questions";
import {
  type CardId,
  type CardOrigin,
  type CardSubject,
  cardIdOf,
  type Flag,
  type Memory,
  STUDY_OPTIONS,
  type StudyDeed,
  type StudyEvent,
  type StudyOptions,
} from "#domain/study";

/** Of what was never reviewed, or was forgotten. */
export const NEW_MEMORY: Memory = {
  state: "new",
  due: 0,
  stability: 0,
  difficulty: 0,
  step: 0,
  interval: 0,
  reviews: 0,
  lapses: 0,
  last: null,
};

export type ReviewDeed = Extract<StudyDeed, { readonly type: "review" }>;

export interface Review extends Omit<ReviewDeed, "type" | "card"> {
  readonly id: number;
  readonly at: number;
}

/** A card as the log leaves it. */
export interface StudiedCard {
  readonly id: CardId;
  readonly subject: CardSubject;
  /** Null: it is a question of the bank. */
  readonly origin: CardOrigin | null;
  /** Place among the cards of its kind: of the question in the bank, or the number of the entry that added it. */
  readonly place: number;
  readonly memory: Memory;
  readonly isSuspended: boolean;
  readonly flag: Flag;
  /** The day it was buried on, whether or not that is over. */
  readonly buried: string | null;
  /** Oldest first; also those before it was forgotten. */
  readonly reviews: readonly Review[];
}

/** Everything the log says. */
export interface Study {
  readonly cards: ReadonlyMap<CardId, StudiedCard>;
  readonly options: StudyOptions;
  /** Deeds that changed something and were not taken back, in the order of the log. */
  readonly standing: readonly StudyEvent[];
}

type Draft = { -readonly [K in keyof StudiedCard]: StudiedCard[K] } & { reviews: Review[] };

/**
 * What the log leaves. Cards are the questions of the bank and those that were added; a concept whose question is not in the bank
 * is left out. A deed that was taken back never was; a review that does not follow from the memory there was, because another tab
 * was first or because what it followed was taken back, does not count.
 */
export function foldStudy(events: readonly StudyEvent[], questions: readonly QuestionCard[]): Study {
  const undone = undoneBy(events);
  const cards = new Map<CardId, Draft>();
  const known = new Set<string>();
  questions.forEach((question, place) => {
    known.add(question.id);
    const card = draftOf({ kind: "question", question: question.id }, null, place);
    cards.set(card.id, card);
  });
  let options = STUDY_OPTIONS;
  const standing: StudyEvent[] = [];
  for (const event of events) {
    const { deed, id } = event;
    if (deed.type === "undo" || undone.has(id)) continue;
    if (deed.type === "options") {
      options = deed.options;
    } else if (deed.type === "add") {
      const card = draftOf(deed.subject, deed.origin, id);
      if (cards.has(card.id) || (deed.subject.kind !== "mark" && !known.has(deed.subject.question))) continue;
      cards.set(card.id, card);
    } else {
      const card = cards.get(deed.card);
      if (card === undefined) continue;
      if (deed.type === "remove") {
        if (card.origin === null) continue;
        cards.delete(deed.card);
      } else if (!change(card, deed, event)) {
        continue;
      }
    }
    standing.push(event);
  }
  return { cards, options, standing };
}

function draftOf(subject: CardSubject, origin: CardOrigin | null, place: number): Draft {
  return {
    id: cardIdOf(subject),
    subject,
    origin,
    place,
    memory: NEW_MEMORY,
    isSuspended: false,
    flag: 0,
    buried: null,
    reviews: [],
  };
}

/** Changes a card; false when the deed does not count. */
function change(
  card: Draft,
  deed: Exclude<StudyDeed, { readonly type: "undo" | "options" | "add" | "remove" }>,
  { id, at }: StudyEvent,
): boolean {
  switch (deed.type) {
    case "review": {
      if (!isSameMemory(card.memory, deed.before)) return false;
      const { grade, seconds, before, after, typed } = deed;
      card.memory = after;
      card.reviews.push({ id, at, grade, seconds, before, after, typed });
      return true;
    }
    case "bury":
      card.buried = deed.day;
      return true;
    case "suspend":
    case "resume":
      card.isSuspended = deed.type === "suspend";
      return true;
    case "flag":
      card.flag = deed.flag;
      return true;
    case "forget":
      card.memory = NEW_MEMORY;
      return true;
  }
}

/** Entries that were taken back. Looked at from the end, because taking back may itself be taken back. */
function undoneBy(events: readonly StudyEvent[]): ReadonlySet<number> {
  const undone = new Set<number>();
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i];
    if (event?.deed.type === "undo" && !undone.has(event.id) && event.deed.event < event.id)
      undone.add(event.deed.event);
  }
  return undone;
}

export function isSameMemory(a: Memory, b: Memory): boolean {
  return (
    a === b ||
    (a.state === b.state &&
      a.due === b.due &&
      a.stability === b.stability &&
      a.difficulty === b.difficulty &&
      a.step === b.step &&
      a.interval === b.interval &&
      a.reviews === b.reviews &&
      a.lapses === b.lapses &&
      a.last === b.last)
  );
}

/**
 * What an undo would take back, the newest first: the last thing done since `since` (epoch milliseconds), with everything that was
 * done together with it. Options and added cards are not taken back.
 */
export function lastDone({ standing }: Study, since: number): readonly StudyEvent[] {
  const last = standing.findLast(({ deed }) => deed.type !== "options" && deed.type !== "add");
  if (last === undefined || last.at < since) return [];
  // Reviews are given one by one.
  if (last.deed.type === "review") return [last];
  return standing.filter(({ at, deed }) => at === last.at && deed.type === last.deed.type).reverse();
}
