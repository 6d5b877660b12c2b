import type { TextRule } from "../contract";
import { ACTIONS, ACTIONS_PHRASES } from "./actions";
import { FIGURES, FIGURES_PHRASES } from "./figures";
import { HINDSIGHT, HINDSIGHT_PHRASES } from "./hindsight";
import { NAMING, NAMING_PHRASES } from "./naming";
import { PEOPLE, PEOPLE_PHRASES } from "./people";

export { GROUPS } from "./words";

/** The rules a postmortem is read by: what is shown is what decides. The examples are tried by the tests. */
export const TEXT_RULES = [
  ...PEOPLE,
  ...HINDSIGHT,
  ...FIGURES,
  ...NAMING,
  ...ACTIONS,
] as const satisfies readonly TextRule[];

export type TextRuleId = (typeof TEXT_RULES)[number]["id"];

/** What is found by words. Negated, it is found as well: "did not follow the process" is what is looked for. */
export const TEXT_PHRASES = {
  ...PEOPLE_PHRASES,
  ...HINDSIGHT_PHRASES,
  ...FIGURES_PHRASES,
  ...NAMING_PHRASES,
  ...ACTIONS_PHRASES,
};

export type PhraseId = keyof typeof TEXT_PHRASES;

/** Rules that read only actions and what went poorly: elsewhere their words are innocent. */
export const ONLY_ACTIONS: ReadonlySet<PhraseId> = new Set(["improve", "care"]);
