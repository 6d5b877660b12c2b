import * as v from "valibot";
import { ANSWER_DIMENSIONS, ANSWER_KINDS, LEVELS, QUESTION_KINDS, QUESTION_SKILL_IDS, ROLES } from "#domain/questions";
import { id, listOf, mapOf, maybe, nonEmpty, oneOf, shape } from "./scalars";

const within = v.pipe(
  v.number("a number of words"),
  v.integer("a number of words"),
  v.minValue(1, "a number of words"),
);
const count = (least: number, most: number, what: string): v.GenericSchema<number, number> => {
  const says = `a number of ${what} from ${least} to ${most}`;
  return v.pipe(v.number(says), v.minValue(least, says), v.maxValue(most, says));
};
const weight = v.picklist([1, 2, 3], "1 (good to have), 2 (expected) or 3 (the point of the question)");

/** A rule as it is written: a phrase, a list (any of them), or a map with one of the words below. */
export type RuleFile = string | readonly RuleFile[] | RuleMapFile;
export interface RuleMapFile {
  readonly any?: readonly RuleFile[] | undefined;
  readonly all?: readonly RuleFile[] | undefined;
  readonly ordered?: readonly RuleFile[] | undefined;
  readonly within?: number | undefined;
  readonly rule?: RuleFile | undefined;
  readonly without?: RuleFile | undefined;
  readonly not?: RuleFile | undefined;
  readonly polar?: RuleFile | undefined;
}
const rule: v.GenericSchema<RuleFile, RuleFile> = v.lazy(() => anyRule);
const rules = listOf(rule);
const ruleMap = shape({
  any: maybe(rules),
  all: maybe(rules),
  ordered: maybe(rules),
  within: maybe(within),
  rule: maybe(rule),
  without: maybe(rule),
  not: maybe(rule),
  polar: maybe(rule),
});
export const anyRule: v.GenericSchema<RuleFile, RuleFile> = v.union(
  [nonEmpty, rules, ruleMap] as const,
  "a phrase, a list of rules, or a map with any, all, ordered, rule and without, not or polar",
) as v.GenericSchema<RuleFile, RuleFile>;

const concept = shape({
  says: nonEmpty,
  dimension: oneOf(ANSWER_DIMENSIONS),
  weight: maybe(weight),
  why: nonEmpty,
  probe: nonEmpty,
  weak: nonEmpty,
  strong: nonEmpty,
  rules: rule,
});

/** The head of `content/questions/<source>.md`. */
export const questionFile = shape({
  id,
  asks: nonEmpty,
  kind: oneOf(QUESTION_KINDS),
  level: oneOf(LEVELS),
  roles: listOf(oneOf(ROLES)),
  skills: listOf(oneOf(QUESTION_SKILL_IDS)),
  minutes: count(1, 15, "minutes"),
  seeks: nonEmpty,
  summary: nonEmpty,
  clarify: maybe(listOf(shape({ asks: nonEmpty, answer: nonEmpty, rules: rule }))),
  concepts: mapOf(concept),
  order: maybe(listOf(shape({ before: listOf(id), after: listOf(id), why: nonEmpty }))),
  flags: maybe(mapOf(shape({ says: nonEmpty, why: nonEmpty, rules: rule }))),
  twists: maybe(listOf(shape({ asks: nonEmpty, strong: nonEmpty, rules: rule }))),
  drills: maybe(listOf(id)),
});
export type QuestionFile = v.InferOutput<typeof questionFile>;

/** `content/questions/lexicon/*.yaml`. */
export const lexiconFile = shape({
  groups: maybe(mapOf(listOf(nonEmpty))),
  ideas: maybe(mapOf(rule)),
});
export type LexiconFile = v.InferOutput<typeof lexiconFile>;

const phrases = maybe(listOf(nonEmpty));

const labelled = mapOf(
  shape({
    kind: oneOf(ANSWER_KINDS),
    text: nonEmpty,
    hit: maybe(listOf(id)),
    unclear: maybe(listOf(id)),
    flags: maybe(listOf(id)),
  }),
);

/** `content/answers/<source>.yaml`. */
export const answersFile = shape({
  question: id,
  answers: labelled,
  fresh: maybe(labelled),
  phrasings: maybe(mapOf(shape({ said: phrases, unsaid: phrases }))),
});
export type AnswersFile = v.InferOutput<typeof answersFile>;
