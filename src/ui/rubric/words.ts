import type { AnswerDimension, Level, QuestionKind, Role } from "#domain/questions";
import type { Labelled } from "#questions/accuracy";
import type { ConceptStatus, Doubt } from "#questions/assess";
import type { Tone } from "../kit/Sign";

/** What is written on screen for what is written in cards. */
export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  junior: "Junior",
  mid: "Mid-level",
  senior: "Senior",
  lead: "Lead",
};
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  backend: "Backend",
  "full-stack": "Full-stack",
  sre: "SRE",
  lead: "Lead",
};
export const KIND_WORDS: Readonly<Record<QuestionKind, string>> = {
  story: "Story",
  method: "Method",
  concept: "Concept",
  coding: "Coding",
};
export const DIMENSION_WORDS: Readonly<Record<AnswerDimension, string>> = {
  restore: "Restore",
  diagnose: "Diagnose",
  decide: "Decide",
  communicate: "Communicate",
  prevent: "Prevent",
  lead: "Lead",
  explain: "Explain",
  build: "Build",
};
export const ANSWER_WORDS: Readonly<Record<Labelled["kind"], string>> = {
  strong: "Strong",
  average: "Average",
  weak: "Weak",
  "fluent-wrong": "Fluent but wrong",
  negating: "Negating",
  keywords: "Keyword list",
  phrase: "Sentence",
};
export const STATUS_WORDS: Readonly<Record<ConceptStatus, string>> = {
  hit: "said",
  unclear: "unclear",
  missed: "not said",
};
/** Why a line is unclear. */
export const DOUBT_WORDS: Readonly<Record<Doubt, string>> = {
  both: "denied as well",
  half: "only half of it",
  list: "only words in a list",
  flags: "heard beside red flags",
  aside: "heard beside what is put aside or denied",
  faint: "heard in one way only, and little else of the rubric",
};
export const STATUS_TONE: Readonly<Record<ConceptStatus, Tone>> = { hit: "good", unclear: "warn", missed: "neutral" };
export const WEIGHT_WORDS: Readonly<Record<number, string>> = { 1: "good to have", 2: "expected", 3: "the point" };
