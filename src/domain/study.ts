/** Studying with spaced repetition: what is learned, and the log of what was done. Everything else is a fold of the log. */

/** What one card asks. A mark keeps its words, because a drill may change. */
export type CardSubject =
  | { readonly kind: "question"; readonly question: string }
  | { readonly kind: "concept"; readonly question: string; readonly concept: string }
  | {
      readonly kind: "mark";
      readonly drill: string;
      readonly mark: string;
      readonly title: string;
      readonly label: string;
      readonly reason: string;
      readonly source: string;
    };

/** `question:war-159`, `concept:war-159/backoff`, `mark:one-region-502/first-update`. */
export type CardId = string;

export function cardIdOf(subject: CardSubject): CardId {
  if (subject.kind === "question") return `question:${subject.question}`;
  if (subject.kind === "concept") return `concept:${subject.question}/${subject.concept}`;
  return `mark:${subject.drill}/${subject.mark}`;
}

/** Forgotten, hard, good, easy. */
export const GRADES = [1, 2, 3, 4] as const;
export type Grade = (typeof GRADES)[number];

export const CARD_STATES = ["new", "learning", "review", "relearning"] as const;
export type CardState = (typeof CARD_STATES)[number];

/** Memory of one card. Times in epoch milliseconds. */
export interface Memory {
  readonly state: CardState;
  readonly due: number;
  /** Days until recall falls to 90 %. */
  readonly stability: number;
  /** 1 easy to 10 hard. */
  readonly difficulty: number;
  /** Position in the learning steps. */
  readonly step: number;
  /** Length of the interval that was set last, in days. */
  readonly interval: number;
  readonly reviews: number;
  readonly lapses: number;
  readonly last: number | null;
}

/** 0 none; 1 red, 2 orange, 3 green, 4 blue. */
export const FLAGS = [0, 1, 2, 3, 4] as const;
export type Flag = (typeof FLAGS)[number];

export interface StudyOptions {
  /** New cards a day. */
  readonly newPerDay: number;
  /** Hour of the local day at which the next one begins, 0 to 12. */
  readonly rollover: number;
  /** Day of the interview, `2026-12-01`; no interval reaches beyond it. */
  readonly interview: string | null;
  /** Share of cards to be still known when they come up, 0.7 to 0.97. */
  readonly retention: number;
}

export const STUDY_OPTIONS: StudyOptions = { newPerDay: 10, rollover: 4, interview: null, retention: 0.9 };

/** Where a card came from that was not in the bank. */
export type CardOrigin =
  | { readonly kind: "interview"; readonly id: string }
  | { readonly kind: "run"; readonly id: string }
  | { readonly kind: "hand" };

export type StudyDeed =
  | { readonly type: "add"; readonly subject: CardSubject; readonly origin: CardOrigin }
  | {
      readonly type: "review";
      readonly card: CardId;
      readonly grade: Grade;
      /** Until the answer was shown. */
      readonly seconds: number;
      readonly before: Memory;
      readonly after: Memory;
      /** The answer that was written, and how much of the rubric it covered, 0 to 100. */
      readonly typed: { readonly text: string; readonly coverage: number } | null;
    }
  /** Takes a deed back; what it changed is as it was before. */
  | { readonly type: "undo"; readonly event: number }
  /** Not before the next day begins. `day` is the local day on which it was done. */
  | { readonly type: "bury"; readonly card: CardId; readonly day: string }
  | { readonly type: "suspend"; readonly card: CardId }
  | { readonly type: "resume"; readonly card: CardId }
  | { readonly type: "flag"; readonly card: CardId; readonly flag: Flag }
  /** Back to new. */
  | { readonly type: "forget"; readonly card: CardId }
  /** Only cards that were added. */
  | { readonly type: "remove"; readonly card: CardId }
  | { readonly type: "options"; readonly options: StudyOptions };

/** One entry of the log. `id` grows with every entry of this browser; `at` in epoch milliseconds. */
export interface StudyEvent {
  readonly id: number;
  readonly at: number;
  readonly deed: StudyDeed;
}
