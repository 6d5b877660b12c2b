/** What an interviewer asks, and by what an answer is read. */
import type { Rule } from "./rules";
import { SKILL_IDS, SKILLS, type Skill, type SkillId } from "./skills";

export const LEVELS = ["junior", "mid", "senior", "lead"] as const;
export type Level = (typeof LEVELS)[number];

export const ROLES = ["backend", "full-stack", "sre", "lead"] as const;
export type Role = (typeof ROLES)[number];

/** `story`: a time it happened. `method`: how one goes about it. `concept`: what it is and when. `coding`: read and reason about code. */
export const QUESTION_KINDS = ["story", "method", "concept", "coding"] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** What an answer can show. The first six are those of a drill; `explain` is knowing how it works and what it costs, `build` making it. */
export const ANSWER_DIMENSIONS = [
  "restore",
  "diagnose",
  "decide",
  "communicate",
  "prevent",
  "lead",
  "explain",
  "build",
] as const;
export type AnswerDimension = (typeof ANSWER_DIMENSIONS)[number];

/** Skills that incidents do not show, but questions ask for. */
export const KNOWLEDGE_IDS = ["observability", "architecture", "consistency", "security", "coding"] as const;
export const QUESTION_SKILL_IDS = [...SKILL_IDS, ...KNOWLEDGE_IDS] as const;
export type QuestionSkillId = (typeof QUESTION_SKILL_IDS)[number];

export const QUESTION_SKILLS: Readonly<Record<QuestionSkillId, Pick<Skill, "label" | "about">>> = {
  ...(SKILLS satisfies Readonly<Record<SkillId, Skill>>),
  observability: {
    label: "Building observability",
    about: "Choose what to log, measure and alert on before it is needed.",
  },
  architecture: {
    label: "Architecture",
    about: "Cut a system into parts that can be built, scaled and broken apart from each other.",
  },
  consistency: {
    label: "Consistency of data",
    about: "Know which copies may differ, for how long, and how they come together again.",
  },
  security: { label: "Security", about: "Keep secrets, input and access from becoming the incident." },
  coding: { label: "Code", about: "Write the small thing correctly: its errors, its limits, its tests." },
};

/** One thing a good answer says. */
export interface Concept {
  readonly id: string;
  /** What is said, as a line of the rubric. */
  readonly says: string;
  readonly dimension: AnswerDimension;
  /** 1 good to have, 2 expected, 3 the point of the question. */
  readonly weight: number;
  readonly why: string;
  /** Asked when it was missed or unclear; does not give it away. */
  readonly probe: string;
  /** How a weak and a strong answer sound. */
  readonly weak: string;
  readonly strong: string;
  readonly rule: Rule;
}

/** Something that speaks against an answer. */
export interface RedFlag {
  readonly id: string;
  readonly says: string;
  readonly why: string;
  readonly rule: Rule;
}

/** Sequence matters: what is said first of `before` must stand before what is said first of `after`. Ids of concepts. */
export interface Order {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly why: string;
}

/** A question back to the interviewer, and what they answer. */
export interface Clarification {
  readonly asks: string;
  readonly answer: string;
  readonly rule: Rule;
}

/** One changed constraint. */
export interface Twist {
  readonly asks: string;
  readonly strong: string;
  readonly rule: Rule;
}

/** A part of the model answer: what it does, and its words in Markdown. */
export interface ModelPart {
  readonly heading: string;
  readonly text: string;
}

export interface Code {
  readonly language: string;
  readonly text: string;
}

export interface QuestionCard {
  /** The source it answers. */
  readonly id: string;
  readonly asks: string;
  readonly kind: QuestionKind;
  readonly level: Level;
  readonly roles: readonly Role[];
  readonly skills: readonly QuestionSkillId[];
  /** Time for the answer, without probes. */
  readonly minutes: number;
  readonly summary: string;
}

export interface Question extends QuestionCard {
  /** What the interviewer is after. */
  readonly seeks: string;
  readonly clarifications: readonly Clarification[];
  readonly concepts: readonly Concept[];
  readonly orders: readonly Order[];
  readonly flags: readonly RedFlag[];
  readonly twists: readonly Twist[];
  readonly model: readonly ModelPart[];
  /** Code of the answer and what proves it; both run. */
  readonly code: Code | null;
  readonly proof: Code | null;
  /** Slugs of further drills that rehearse it, beside those that name it as their source. */
  readonly drills: readonly string[];
}

/** How an answer was made, by whoever labelled it. */
export const ANSWER_KINDS = ["strong", "average", "weak", "fluent-wrong", "negating", "keywords"] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** One or two sentences from the middle of an answer, labelled for one concept: they say it, or come near and do not. */
export interface LabelledPhrase {
  readonly question: string;
  readonly concept: string;
  readonly text: string;
  readonly said: boolean;
}

/** An answer labelled by somebody who had not read the rules: what it says is in `hit`, what it half says or says both ways in `unclear`. */
export interface LabelledAnswer {
  readonly question: string;
  readonly id: string;
  readonly kind: AnswerKind;
  readonly text: string;
  readonly hit: readonly string[];
  readonly unclear: readonly string[];
  readonly flags: readonly string[];
  /** Written when the rules were there: no rule is made from it, only how far the rules are trusted. */
  readonly fresh: boolean;
}

/** What the rules are measured by. */
export interface Labels {
  readonly answers: readonly LabelledAnswer[];
  readonly phrases: readonly LabelledPhrase[];
}
