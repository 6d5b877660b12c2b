import type { DrillCard, Form } from "#domain/drill";

/** What the list is narrowed to; an empty string means any. */
export interface Filters {
  readonly text: string;
  readonly form: string;
  readonly level: string;
  readonly minutes: string;
  readonly tag: string;
  readonly company: string;
}

export const NO_FILTERS: Filters = { text: "", form: "", level: "", minutes: "", tag: "", company: "" };

export const FORM_WORDS: Readonly<Record<Form, string>> = {
  live: "Live incident",
  plan: "Planning",
  talk: "Conversation",
  explore: "Exploration",
};

export const LEVELS: readonly DrillCard["level"][] = ["foundation", "intermediate", "advanced"];

/** Upper ends, in minutes. */
export const LENGTHS = [20, 40, 60, 90] as const;

function said(card: DrillCard): string {
  return [card.code, card.title, card.summary, card.company, ...card.tags, ...card.skills].join(" ").toLowerCase();
}

/** Cards that fit every filter; every word of the text must occur somewhere in what the card says. */
export function matching(cards: readonly DrillCard[], filters: Filters): readonly DrillCard[] {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  return cards.filter(
    (card) =>
      (filters.form === "" || card.form === filters.form) &&
      (filters.level === "" || card.level === filters.level) &&
      (filters.minutes === "" || card.minutes <= Number(filters.minutes)) &&
      (filters.tag === "" || card.tags.includes(filters.tag)) &&
      (filters.company === "" || card.company === filters.company) &&
      words.every((word) => said(card).includes(word)),
  );
}

/** The values that occur, in order, each once. */
export function occurring(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

/** The incident that came in last: codes count up. */
function newest(cards: readonly DrillCard[]): DrillCard | undefined {
  const number = (card: DrillCard) => Number(/\d+/.exec(card.code)?.[0] ?? 0);
  return cards.reduce<DrillCard | undefined>(
    (best, card) => (best === undefined || number(card) > number(best) ? card : best),
    undefined,
  );
}

/** What somebody is offered who has never been here: the shortest of the foundation level, else what came in last. */
export function firstOffer(cards: readonly DrillCard[]): DrillCard | undefined {
  const [shortest] = cards.filter((card) => card.level === "foundation").sort((a, b) => a.minutes - b.minutes);
  return shortest ?? newest(cards);
}
