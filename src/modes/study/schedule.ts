import { type Card, createEmptyCard, type FSRS, fsrs, GenSeedStrategyWithCardId, State, StrategyMode } from "ts-fsrs";
import { CARD_STATES, type CardId, type Grade, type Memory, type StudyOptions } from "#domain/study";
import { calendarOf, DAY, dayOfDate, HOUR, type Zone } from "./days";

/** Longest interval without an interview in sight, in days. */
const LONGEST = 3650;
const RETENTION = { least: 0.7, most: 0.97 } as const;

/** What each grade would make of a memory. */
export type Preview = Readonly<Record<Grade, Memory>>;

/** When cards come back: FSRS-6 with its default parameters. */
export interface Scheduler {
  /** What each grade given now would make of the card's memory: the same all day long. */
  preview(card: CardId, memory: Memory, now: number): Preview;
  /** The chance that a card is still known, 0 to 1; null for a new one. */
  recall(memory: Memory, at: number): number | null;
}

/** FSRS keeps the card's id: how an interval is spread is drawn for card and number of reviews. */
type NamedCard = Card & { readonly name: CardId };

/**
 * FSRS counts days by UTC date, so it is shown times in which a UTC day is a day of study. What is due on a later day is due when
 * that day begins; what is due in minutes, to the minute.
 */
export function schedulerOf(options: StudyOptions, zone: Zone): Scheduler {
  const calendar = calendarOf(zone, options.rollover);
  const shown = (at: number): number => at + zone(at) - options.rollover * HOUR;
  const interview = options.interview === null ? null : dayOfDate(options.interview);
  const parameters = {
    request_retention: Math.min(RETENTION.most, Math.max(RETENTION.least, options.retention)),
    enable_fuzz: true,
  };
  const byLongest = new Map<number, FSRS>();

  const longestOn = (day: number): number => {
    // An interview that is over, or today, keeps nothing from being learned for later.
    return interview === null || interview <= day ? LONGEST : Math.min(LONGEST, interview - day);
  };
  const fsrsFor = (longest: number): FSRS => {
    const made = byLongest.get(longest) ?? fsrs({ ...parameters, maximum_interval: longest });
    if (!byLongest.has(longest)) {
      // biome-ignore lint/correctness/useHookAtTopLevel: not one of React's
      made.useStrategy(StrategyMode.SEED, GenSeedStrategyWithCardId("name"));
      byLongest.set(longest, made);
    }
    return made;
  };

  return {
    preview(card, memory, time) {
      // A clock that was put back makes nothing younger than its last review.
      const now = Math.max(time, memory.last ?? time);
      const today = calendar.dayOf(now);
      const longest = longestOn(today);
      const begin = shown(now);
      const grades = fsrsFor(longest).repeat(cardOf(card, memory, shown), new Date(begin));
      const after = (next: Card): Memory => {
        const interval = Math.min(next.scheduled_days, longest);
        return {
          state: CARD_STATES[next.state] ?? "review",
          due: interval > 0 ? calendar.beginOf(today + interval) : now + (next.due.getTime() - begin),
          stability: next.stability,
          difficulty: next.difficulty,
          step: next.learning_steps,
          interval,
          reviews: next.reps,
          lapses: next.lapses,
          last: now,
        };
      };
      return { 1: after(grades[1].card), 2: after(grades[2].card), 3: after(grades[3].card), 4: after(grades[4].card) };
    },
    recall(memory, at) {
      if (memory.last === null || memory.stability <= 0) return null;
      return fsrsFor(LONGEST).forgetting_curve(Math.max(0, at - memory.last) / DAY, memory.stability);
    },
  };
}

function cardOf(name: CardId, memory: Memory, shown: (at: number) => number): NamedCard {
  const state = State[stateNames[memory.state]];
  return {
    ...createEmptyCard(new Date(shown(memory.due))),
    name,
    state,
    stability: memory.stability,
    difficulty: memory.difficulty,
    learning_steps: memory.step,
    scheduled_days: memory.interval,
    reps: memory.reviews,
    lapses: memory.lapses,
    ...(memory.last !== null && { last_review: new Date(shown(memory.last)) }),
  };
}

const stateNames = { new: "New", learning: "Learning", review: "Review", relearning: "Relearning" } as const;
