import { QUESTION_SKILLS } from "#domain/questions";
import { type Comparison, type Confusion, measure, type PartAccuracy } from "#questions/accuracy";
import { assess } from "#questions/assess";
import { type QuestionMatcher, questionMatcher } from "#questions/matcher";
import { loadBank } from "../bank";
import { JSON_FLAG } from "../flags";
import { type Io, printJson, table, type Verb } from "../io";

const share = (value: number | null): string => (value === null ? "–" : value.toFixed(3));
const row = (name: string, a: PartAccuracy): readonly (string | number)[] => [
  name,
  a.answers,
  a.truePositive,
  a.falsePositive,
  a.falseNegative,
  share(a.precision),
  share(a.recall),
  share(a.f1),
];
const HEADING = ["part", "answers", "right", "wrong", "not found", "precision", "recall", "F1"];

export const accuracy: Verb = {
  name: "accuracy",
  summary: "how well the rules agree with labelled answers; names what went wrong in the part that may be looked at",
  positional: { label: "[questions…]", least: 0, most: 104 },
  flags: { json: JSON_FLAG },
  run(args, io) {
    const { questions, labels, lexicon } = loadBank(io.root, args.positional);
    const measured = measure(questions, lexicon.groups, labels);
    const { tuned, heldOut, fresh, fitted, phrases, flags, bySkill, byKind, confusions } = measured;
    const isAll = args.positional.length === 0;
    if (args.has("json")) {
      const open = { tuned, phrases: { tuned: phrases.tuned }, flags: { tuned: flags.tuned } };
      printJson(io, isAll ? { tuned, heldOut, fresh, fitted, phrases, flags, bySkill, byKind } : open);
      return 0;
    }
    const parts = [
      row("tuned", tuned),
      row("held out", heldOut),
      row("fresh, held out", fresh),
      row("fresh, fitted to", fitted),
      row("phrases, tuned", phrases.tuned),
      row("phrases, held out", phrases.heldOut),
      row("red flags, tuned", flags.tuned),
      row("red flags, held out", flags.heldOut),
    ].filter(([name]) => isAll || !/held out|fresh/.test(String(name)));
    const skills = bySkill.map((each) => row(`  ${QUESTION_SKILLS[each.skill].label}`, each.accuracy));
    for (const line of table([HEADING, ...parts, ...(isAll ? skills : [])])) io.out(line);
    // Figures of single cards would tell what is in the held-out answers, one by one.
    if (!isAll) io.out("what is held out counts only in the whole: accuracy without a question");
    const matchers = new Map(questions.map((one) => [one.id, questionMatcher(one, lexicon.groups)]));
    if (isAll)
      for (const { question, concept, ...wrong } of confusions.slice(0, 20))
        io.out(
          `${question} ${concept}: heard, but not said ${wrong.falsePositive.length}; said, but not heard ${wrong.falseNegative.length}`,
        );
    else for (const [, wrong] of byAnswer(confusions)) explain(io, wrong, matchers);
    return 0;
  },
};

/** What went wrong, by the answer in which it did. */
function byAnswer(confusions: readonly Confusion[]): ReadonlyMap<string, readonly Comparison[]> {
  const groups = new Map<string, Comparison[]>();
  for (const one of confusions.flatMap(({ falsePositive, falseNegative }) => [...falsePositive, ...falseNegative])) {
    const key = `${one.answer.question}/${one.answer.id}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

/** An answer with what was heard wrongly in it, and in which words. Only ones that may be looked at come here. */
function explain(io: Io, wrong: readonly Comparison[], matchers: ReadonlyMap<string, QuestionMatcher>): void {
  const [first] = wrong;
  const matcher = first && matchers.get(first.answer.question);
  if (!first || !matcher) return;
  const { text, question, id, kind } = first.answer;
  io.out(`\n${question} ${id} (${kind})\n${text}`);
  const { concepts, flags } = assess(matcher, text);
  for (const { concept, verdict } of wrong) {
    const read = [...concepts, ...flags.map((flag) => ({ ...flag, id: `flag ${flag.id}` }))];
    const spans = read.find((one) => one.id === concept)?.spans ?? [];
    const words = spans.map(({ start, end }) => `"${text.slice(start, end)}"`).join(" … ");
    io.out(`  ${verdict === "hit" ? "heard, but not said" : `said, but ${verdict}`}: ${concept} ${words}`);
  }
}
