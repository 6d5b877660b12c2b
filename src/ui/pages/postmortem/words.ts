import { FACTOR_WORDS, type FactorVerdict, type Field, type TextRule, type Verdict } from "#debrief/postmortem/index";
import type { FactorKind, TriggerKind } from "#domain/documents";
import type { Tone } from "../../kit/Sign";

/** How the parts of a postmortem are called. */
export const TEXT_WORDS = {
  summary: { label: "Summary", hint: "Two or three sentences for somebody who was not there." },
  impact: { label: "Impact", hint: "Who suffered, how, how many, for how long. Figures with units." },
  detection: { label: "Detection", hint: "Who noticed first, how, and how long after it began." },
  wentWell: { label: "What went well", hint: "What should be kept." },
  wentPoorly: { label: "What went poorly", hint: "What the system and the process made hard, not who did it." },
  lucky: { label: "Where we were lucky", hint: "What would have made it worse and only happened not to." },
} as const;
export type TextPart = keyof typeof TEXT_WORDS;

/** What a factor of each kind is, after its name. */
export const KIND_LINES: Readonly<Record<FactorKind, string>> = {
  symptom: "what people outside saw",
  trigger: "the change it began with",
  cause: "what had to be there for the trigger to do harm",
  contributing: "what made it worse or longer",
  safeguard: "what would have caught it, or kept it small",
};

/** What a factor does to those it is joined with. */
export const LEADS_WORDS: Readonly<Record<FactorKind, string>> = {
  symptom: "Led to",
  trigger: "Led to",
  cause: "Led to",
  contributing: "Led to",
  safeguard: "Would have held back",
};

export const TRIGGER_WORDS: Readonly<Record<TriggerKind, string>> = {
  deploy: "A release",
  flag: "A feature flag",
  config: "A change of configuration",
  migration: "A change of the database",
  traffic: "A change of traffic",
  schedule: "A job by the clock",
  "third-party": "Something at a third party",
  platform: "Something on the platform",
  data: "Data of another kind",
  expiry: "Something that ran out",
  manual: "Something done by hand",
};

/** The parts of a comparison. */
export const PART_WORDS: Readonly<Record<FactorVerdict["part"], string>> = { ...FACTOR_WORDS, chain: "The chain" };

export const VERDICT_WORDS: Readonly<Record<Verdict, { readonly label: string; readonly tone: Tone }>> = {
  found: { label: "Found", tone: "good" },
  partly: { label: "Partly", tone: "warn" },
  other: { label: "Something else", tone: "bad" },
  missing: { label: "Not there yet", tone: "neutral" },
};

export const RULE_KINDS: Readonly<Record<TextRule["kind"], string>> = { blame: "Blame", vague: "Vague" };

const ROWS: Readonly<Record<string, string>> = { timeline: "Timeline, line", factors: "Factor", actions: "Action" };

/** A field in words: `Impact`, `Action 2`. */
export function fieldWords(field: Field): string {
  const [part = "", index] = field.split(".");
  if (index !== undefined) return `${ROWS[part] ?? part} ${Number(index) + 1}`;
  return part === "title" ? "Title" : TEXT_WORDS[part as TextPart].label;
}
