import fc from "fast-check";
import type { QuestionCard } from "#domain/questions";
import {
  type CardId,
  FLAGS,
  GRADES,
  STUDY_OPTIONS,
  type StudyDeed,
  type StudyEvent,
  type StudyOptions,
} from "#domain/study";
import { DAY, dateOfDay, HOUR, type Zone } from "#modes/study/days";
import { foldStudy } from "#modes/study/fold";
import { schedulerOf } from "#modes/study/schedule";

/** An hour ahead of UTC in winter, two in summer, as in Berlin in 2026. */
export const BERLIN: Zone = (at) => (at >= Date.UTC(2026, 2, 29, 1) && at < Date.UTC(2026, 9, 25, 1) ? 2 * HOUR : HOUR);

/** A Saturday, noon in Berlin. */
export const NOON = Date.UTC(2026, 10, 21, 11);

export const question = (id: string, change: Partial<QuestionCard> = {}): QuestionCard => ({
  id,
  asks: `What about ${id}?`,
  kind: "method",
  level: "mid",
  roles: ["sre"],
  skills: ["security"],
  minutes: 3,
  summary: `Of ${id}.`,
  ...change,
});

export const BANK: readonly QuestionCard[] = ["a", "b", "c", "d", "e", "f"].map((id) => question(id));

export const concept = (question: string, id: string): StudyDeed => ({
  type: "add",
  subject: { kind: "concept", question, concept: id },
  origin: { kind: "interview", id: "i1" },
});

export const mark = (drill: string, id: string): StudyDeed => ({
  type: "add",
  subject: {
    kind: "mark",
    drill,
    mark: id,
    title: "A drill",
    label: `Mark ${id}`,
    reason: "Because.",
    source: "A book",
  },
  origin: { kind: "run", id: "r1" },
});

/** A log that is written as the page would write it: each grade follows from the memory there is. */
export class Log {
  readonly events: StudyEvent[] = [];
  constructor(
    readonly questions = BANK,
    readonly zone: Zone = BERLIN,
  ) {}

  get study() {
    return foldStudy(this.events, this.questions);
  }
  do(deed: StudyDeed, at: number): StudyEvent {
    const event = { id: this.events.length + 1, at, deed };
    this.events.push(event);
    return event;
  }
  options(change: Partial<StudyOptions>, at = NOON): void {
    this.do({ type: "options", options: { ...STUDY_OPTIONS, ...change } }, at);
  }
  review(id: CardId, grade: 1 | 2 | 3 | 4, at: number): StudyEvent {
    const { cards, options } = this.study;
    const card = cards.get(id);
    if (card === undefined) throw new Error(`no card ${id}`);
    const before = card.memory;
    const after = schedulerOf(options, this.zone).preview(id, before, at)[grade];
    return this.do({ type: "review", card: id, grade, seconds: 3, before, after, typed: null }, at);
  }
}

/** What may be done next, as numbers: which card, what, with which detail, after how long. */
export const steps = fc.array(
  fc.record({
    card: fc.nat(9),
    what: fc.constantFrom(
      "review",
      "review",
      "review",
      "bury",
      "suspend",
      "resume",
      "flag",
      "forget",
      "remove",
      "add",
      "undo",
    ),
    pick: fc.nat(1000),
    wait: fc.integer({ min: 1, max: 3 * DAY }),
  }),
  { maxLength: 40 },
);

const CARDS = [...BANK.map(({ id }) => `question:${id}`), "concept:a/x", "concept:b/y", "mark:d1/m1", "mark:d1/m2"];
const ADDS = [concept("a", "x"), concept("b", "y"), mark("d1", "m1"), mark("d1", "m2")];

type Step = typeof steps extends fc.Arbitrary<readonly (infer S)[]> ? S : never;

/** The log that the steps make. */
export function logOf(list: readonly Step[]): Log {
  const log = new Log();
  let at = NOON;
  for (const { card: index, what, pick, wait } of list) {
    at += wait;
    const card = CARDS[index] ?? "question:a";
    if (what === "add") log.do(ADDS[pick % ADDS.length] ?? concept("a", "x"), at);
    else if (what === "undo") log.do({ type: "undo", event: 1 + (pick % Math.max(1, log.events.length)) }, at);
    else if (what === "review") {
      if (log.study.cards.has(card)) log.review(card, GRADES[pick % 4] ?? 3, at);
    } else if (what === "flag") log.do({ type: "flag", card, flag: FLAGS[pick % 5] ?? 0 }, at);
    else if (what === "bury") log.do({ type: "bury", card, day: dateOfDay(Math.floor(at / DAY)) }, at);
    else log.do({ type: what, card }, at);
  }
  return log;
}
