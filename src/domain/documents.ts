import type { Measure, Mechanism } from "./commands";
import type { ExercisePlan } from "./exercise";
import type { Second } from "./ids";

/** What a factor of an incident is in the chain that led to it. */
export const FACTOR_KINDS = ["symptom", "trigger", "cause", "contributing", "safeguard"] as const;
export type FactorKind = (typeof FACTOR_KINDS)[number];

/** What a trigger can have been: the change, from inside or outside, after which the incident began. */
export const TRIGGER_KINDS = [
  "deploy",
  "flag",
  "config",
  "migration",
  "traffic",
  "schedule",
  "third-party",
  "platform",
  "data",
  "expiry",
  "manual",
] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];

/** A factor as it is chosen from what the system has, so that it can be compared with the truth; `text` is the writer's own. */
export interface Factor {
  readonly id: string;
  readonly kind: FactorKind;
  readonly text: string;
  /** Kind of traffic that suffered, of a symptom. */
  readonly class?: string;
  readonly trigger?: TriggerKind;
  readonly mechanism?: Mechanism;
  readonly measure?: Measure;
  readonly node?: string;
}

export interface PostmortemAction {
  readonly text: string;
  readonly measure: Measure | null;
  readonly node: string;
  readonly owner: string;
  /** `2026-12-01`; empty while none is set. */
  readonly due: string;
  /** How it is seen that it works; empty while nobody has said. */
  readonly check: string;
}

/** A blameless postmortem. Texts are Markdown. */
export interface Postmortem {
  readonly title: string;
  readonly summary: string;
  readonly impact: string;
  readonly detection: string;
  readonly timeline: readonly { readonly second: Second; readonly text: string }[];
  readonly factors: readonly Factor[];
  /** `from` led to `to`. */
  readonly links: readonly { readonly from: string; readonly to: string }[];
  readonly wentWell: string;
  readonly wentPoorly: string;
  readonly lucky: string;
  readonly actions: readonly PostmortemAction[];
}

export const STORY_PARTS = ["situation", "task", "action", "result", "learning"] as const;
export type StoryPart = (typeof STORY_PARTS)[number];
/** Seconds a version takes to tell. */
export const STORY_LENGTHS = [60, 120, 240] as const;
export type StoryLength = (typeof STORY_LENGTHS)[number];

/** A story for an interview, in the first person. */
export interface Story {
  readonly title: string;
  /** The drill it was lived in, which every export names; null for a real incident. */
  readonly drill: { readonly code: string; readonly title: string } | null;
  readonly parts: Readonly<Record<StoryPart, string>>;
  /** The versions as told, by their seconds. */
  readonly versions: Readonly<Record<StoryLength, string>>;
  /** Ids of the questions it answers. */
  readonly answers: readonly string[];
}

/** A remark on a run, or on a second of it. */
export interface Note {
  readonly second: Second | null;
  readonly author: string;
  readonly text: string;
}

/** What came of a page; `missed`: it was never shown. */
export const PAGE_ANSWERS = ["acknowledged", "handed-over", "unanswered", "missed"] as const;
export type PageAnswer = (typeof PAGE_ANSWERS)[number];
/** What can hold a page back: the app was closed or the machine slept, or a run was being played. */
export const PAGE_HOLDS = ["closed", "run"] as const;
export type PageHold = (typeof PAGE_HOLDS)[number];

/** A page of a shift. Times in epoch milliseconds. */
export interface ShiftPage {
  readonly due: number;
  /** What it is about; null until it goes off, so that nothing gives it away. */
  readonly drill: string | null;
  readonly seed: number | null;
  /** When it really went off. */
  readonly firedAt: number | null;
  /** Why that was later than due, if it was. */
  readonly heldBy: PageHold | null;
  /** Milliseconds it rang. Time in which nothing could ring is not in it. */
  readonly rang: number;
  /** When the secondary was called because nobody answered. */
  readonly escalatedAt: number | null;
  readonly answer: PageAnswer | null;
  readonly answeredAt: number | null;
  readonly run: string | null;
}

/** A time on call. Times in epoch milliseconds, quiet hours in minutes of the local day. */
export interface Shift {
  readonly from: number;
  readonly until: number;
  /** Decides when pages come and what they are about. */
  readonly seed: number;
  readonly quiet: { readonly from: number; readonly until: number } | null;
  readonly pages: readonly ShiftPage[];
  readonly endedAt: number | null;
  /** The note for who comes next; null while none is written. */
  readonly handover: string | null;
}

/** Everything that is written and kept beside the runs. */
export interface DocumentBodies {
  readonly postmortem: Postmortem;
  readonly story: Story;
  readonly note: Note;
  readonly shift: Shift;
  readonly gameday: ExercisePlan;
}
export type DocumentKind = keyof DocumentBodies;
