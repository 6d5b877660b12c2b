import { QUESTION_SKILLS } from "#domain/questions";
import { type Confusion, measure, type PartAccuracy } from "#questions/accuracy";
import { assess } from "#questions/assess";
import { questionMatcher } from "#questions/matcher";
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
    const { questions, answers, lexicon } = loadBank(io.root, args.positional);
    const measured = measure(questions, lexicon.groups, answers);
    const { tuned, heldOut, bySkill, byKind, confusions } = measured;
    if (args.has("json")) {
      printJson(io, { tuned, heldOut, bySkill, byKind });
      return 0;
    }
    const parts = [row("tuned", tuned), row("held out", heldOut)];
    const skills = bySkill.map((each) => row(`  ${QUESTION_SKILLS[each.skill].label}`, each.accuracy));
    const isAll = args.positional.length === 0;
    for (const line of table([HEADING, ...parts, ...(isAll ? skills : [])])) io.out(line);
    const matchers = new Map(questions.map((one) => [one.id, questionMatcher(one, lexicon.groups)]));
    for (const confusion of isAll ? confusions.slice(0, 20) : confusions) {
      const matcher = matchers.get(confusion.question);
      if (matcher) explain(io, confusion, (text) => assess(matcher, text));
    }
    return 0;
  },
};

function explain(io: Io, confusion: Confusion, read: (text: string) => ReturnType<typeof assess>): void {
  io.out(`\n${confusion.question} ${confusion.concept}`);
  for (const { answer, concept, verdict } of [...confusion.falsePositive, ...confusion.falseNegative]) {
    const spans = read(answer.text).concepts.find(({ id }) => id === concept)?.spans ?? [];
    const words = spans.map(({ start, end }) => `"${answer.text.slice(start, end)}"`).join(" … ");
    const fault = verdict === "hit" ? "heard, but not said" : `said, but ${verdict}`;
    io.out(`  ${fault}: ${answer.id} (${answer.kind}) ${words}`);
  }
}
