export { namesIn, systemsIn } from "./cast";
export { checkText } from "./check-text";
export type {
  About,
  CausalTruth,
  ChoiceWords,
  Drafted,
  FactorVerdict,
  Field,
  TextFinding,
  TextRule,
  Verdict,
} from "./contract";
export { draftPostmortem } from "./draft";
export { checkFactors } from "./factors";
export { FACTOR_WORDS, simulatedLine, toMarkdown } from "./markdown";
export { TEXT_RULES } from "./rules";
