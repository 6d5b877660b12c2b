import type { Band, InterviewSetup, Probe } from "#domain/interview";
import type { Basis } from "#modes/interview/scorecard";
import { LEVEL_WORDS, ROLE_WORDS } from "../../rubric/words";

export const FOCUS_WORDS: Readonly<Record<InterviewSetup["focus"], string>> = {
  balanced: "Balanced",
  weakest: "My weakest",
  chosen: "Chosen",
};

export const PROBE_WORDS: Readonly<Record<Probe["kind"], string>> = {
  dig: "digs into a claim",
  twist: "changes a constraint",
  gap: "asks for what was missing",
  contradiction: "holds two sayings together",
};

export const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  words: "read by the rules",
  self: "marked by oneself",
  partner: "ticked by the interviewer",
};

export const BAND_WORDS: Readonly<Record<Band, string>> = {
  "strong-hire": "Strong hire",
  hire: "Hire",
  "no-hire": "No hire",
  "strong-no-hire": "Strong no hire",
};

/** What was agreed, in a line. */
export function setupWords({ level, role, minutes, strict, partner, medium }: InterviewSetup): string {
  return `${LEVEL_WORDS[level]} ${ROLE_WORDS[role]} · ${minutes} min · ${partner ? "two people" : strict ? "strict" : "practice"}${medium === "recorded" ? " · recorded" : ""}`;
}
