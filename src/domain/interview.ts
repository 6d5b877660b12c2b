/** A mock interview is its log: a header (what was agreed) and events. Scorecard and screen are folds of it. */
import type { Level, QuestionSkillId, Role } from "./questions";

/** The manner of the interviewer; it changes words, interruptions and how hard is dug, never the questions. */
export const PERSONA_IDS = ["warm", "terse", "sceptic", "digger"] as const;
export type PersonaId = (typeof PERSONA_IDS)[number];

export const INTERVIEW_MINUTES = [15, 30, 45, 60] as const;
export type InterviewMinutes = (typeof INTERVIEW_MINUTES)[number];

export interface InterviewSetup {
  readonly role: Role;
  readonly level: Level;
  readonly minutes: InterviewMinutes;
  /** Which kinds of rounds; at least one. An incident round needs 30 of the minutes. */
  readonly rounds: { readonly questions: boolean; readonly coding: boolean; readonly incident: boolean };
  /** `weakest` is resolved into `skills` when the interview is created, so that the same seed gives the same interview to others. */
  readonly focus: "balanced" | "weakest" | "chosen";
  readonly skills: readonly QuestionSkillId[];
  readonly persona: PersonaId;
  /** No feedback until the end; otherwise after each question. */
  readonly strict: boolean;
  /** The interviewer asks for thoughts when it has been silent. */
  readonly thinkAloud: boolean;
  readonly medium: "typed" | "recorded";
  /** Two people at one machine: one asks and ticks, the other answers aloud. */
  readonly partner: boolean;
  /** 32 bits. Same setup, seed and bank: same rounds, probes and interruptions offered. */
  readonly seed: number;
}

export type Round =
  | { readonly kind: "question" | "coding"; readonly question: string; readonly seconds: number }
  | {
      readonly kind: "incident";
      readonly drill: string;
      readonly variant: string;
      readonly seed: number;
      readonly seconds: number;
    };

/** What was agreed before it began. Times in epoch milliseconds. */
export interface InterviewHeader {
  readonly format: 1;
  readonly id: string;
  readonly setup: InterviewSetup;
  readonly rounds: readonly Round[];
  /** Fingerprint of the questions' cards, to tell when they have changed since. */
  readonly bank: string;
  readonly createdAt: number;
  /** Names of the people, empty where there is none. */
  readonly candidate: string;
  readonly interviewer: string;
  /** The id in the file it was read from: a copy to look at, nobody sat it here. */
  readonly copyOf?: string;
}

/** A question after the answer: what it digs for, and its words. `concept`, `twist` say which part of the card listens to the reply. */
export type Probe =
  | {
      readonly kind: "dig";
      readonly about: "self" | "number" | "measured";
      readonly text: string;
      readonly quote: string;
    }
  | { readonly kind: "twist"; readonly twist: number; readonly text: string }
  | { readonly kind: "gap" | "contradiction"; readonly concept: string; readonly text: string; readonly quote: string };

export const BANDS = ["strong-hire", "hire", "no-hire", "strong-no-hire"] as const;
/** Given by a human partner only. */
export type Band = (typeof BANDS)[number];

/** What happened. `turn` 0 is the answer to the question, 1 and up those to probes. `take` names a recording. */
export type InterviewDeed =
  | { readonly type: "begin" }
  | { readonly type: "ask"; readonly round: number }
  /** The candidate asked back; `index` into the card's clarifications, null when the interviewer had nothing to say to it. */
  | { readonly type: "clarify"; readonly round: number; readonly text: string; readonly index: number | null }
  /** What has been written so far; the last one counts when the page goes away. */
  | { readonly type: "draft"; readonly round: number; readonly turn: number; readonly text: string }
  | { readonly type: "take"; readonly round: number; readonly turn: number; readonly take: string }
  | {
      readonly type: "answer";
      readonly round: number;
      readonly turn: number;
      readonly text: string;
      readonly take: string | null;
    }
  | { readonly type: "probe"; readonly round: number; readonly turn: number; readonly probe: Probe }
  | { readonly type: "interrupt"; readonly round: number; readonly text: string }
  /** The interviewer moves on because time is up. */
  | { readonly type: "cut"; readonly round: number }
  /** How one thinks it went, 0 to 100; `round` null: the interview as a whole. */
  | { readonly type: "self"; readonly round: number | null; readonly score: number }
  | {
      readonly type: "override";
      readonly round: number;
      readonly concept: string;
      readonly status: "hit" | "unclear" | "missed";
      readonly why: string;
    }
  /** The partner hears a concept, or a recording is marked by oneself. */
  | {
      readonly type: "tick";
      readonly round: number;
      readonly concept: string;
      readonly status: "hit" | "unclear" | "missed";
      readonly by: "partner" | "self";
    }
  | { readonly type: "band"; readonly band: Band; readonly why: string }
  | { readonly type: "note"; readonly text: string }
  /** The incident round is played in this run. */
  | { readonly type: "run"; readonly round: number; readonly run: string }
  | { readonly type: "incident"; readonly round: number; readonly said: IncidentSaying }
  /** The page went away, and came back; the time between does not count. */
  | { readonly type: "leave" }
  | { readonly type: "return" }
  /** A sign of life while nothing else happens: a tab that is killed takes no more time with it than since the last one. */
  | { readonly type: "here" }
  | { readonly type: "end"; readonly why: "done" | "time" | "stopped" };

/** A turn of the conversation of an incident round, at a second of its run. */
export type IncidentSaying =
  /** The candidate's words; `intent` is what they confirmed to mean, null while nothing is confirmed. */
  | { readonly kind: "request"; readonly second: number; readonly text: string; readonly intent: string | null }
  | { readonly kind: "reveal"; readonly second: number; readonly intent: string; readonly text: string }
  | { readonly kind: "hint"; readonly second: number; readonly step: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "says"; readonly second: number; readonly text: string };

/** `elapsed`: seconds the interview has been open, to a tenth; `at` epoch milliseconds. */
export interface InterviewEvent {
  readonly elapsed: number;
  readonly at: number;
  readonly deed: InterviewDeed;
}

/** One piece of a recording, as the browser handed it out. */
export interface Chunk {
  readonly index: number;
  readonly bytes: ArrayBuffer;
}

/** Stands where a recording has its interview, for tests of the microphone: they belong to none. */
export const MICROPHONE_CHECK = "microphone-check";

/** A recording. `seconds` measured while it ran: containers often do not know. */
export interface Take {
  readonly id: string;
  readonly interview: string;
  readonly type: string;
  readonly startedAt: number;
  readonly seconds: number;
  /** Silences of a second and more: where they begin, and how long they are. */
  readonly pauses: readonly { readonly at: number; readonly seconds: number }[];
  /** Share of the time in which somebody spoke, 0 to 1. */
  readonly talk: number;
}
