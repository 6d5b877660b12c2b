import type { Band, InterviewSetup, Probe } from "#domain/interview";
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

export const BAND_WORDS: Readonly<Record<Band, string>> = {
  "strong-hire": "Strong hire",
  hire: "Hire",
  "no-hire": "No hire",
  "strong-no-hire": "Strong no hire",
};

/** What was agreed, in a line. */
export function setupWords({ level, role, minutes, strict, partner }: InterviewSetup): string {
  return `${LEVEL_WORDS[level]} ${ROLE_WORDS[role]} · ${minutes} min · ${partner ? "two people" : strict ? "strict" : "practice"}`;
}
