import { QUESTION_SKILLS } from "#domain/questions";
import { type Accuracy, accuracyOf, type Comparison, compare, confusions, isHeldOut } from "#questions/accuracy";
import { assess } from "#questions/assess";
import { questionMatcher } from "#questions/matcher";
import { loadBank } from "../bank";
import { JSON_FLAG } from "../flags";
import { printJson, table, type Verb } from "../io";

const percent = (share: number | null): string => (share === null ? "–" : share.toFixed(3));
const row = (name: string, a: Accuracy): readonly (string | number)[] => [
  name,
  a.truePositive,
  a.falsePositive,
  a.falseNegative,
  percent(a.precision),
  percent(a.recall),
  percent(a.f1),
];

export const accuracy: Verb = {
  name: "accuracy",
  summary: "how well the rules agree with labelled answers; names what went wrong in the part that may be looked at",
  positional: { label: "[questions…]", least: 0, most: 104 },
  flags: { json: JSON_FLAG },
  run(args, io) {
    const bank = loadBank(io.root, args.positional);
    const cards = new Map(bank.questions.map((question) => [question.id, question]));
    const matchers = new Map(
      bank.questions.map((question) => [question.id, questionMatcher(question, bank.lexicon.groups)]),
    );
    const all = bank.answers.flatMap((answer) => {
      const matcher = matchers.get(answer.question);
      return matcher ? compare(matcher, answer) : [];
    });
    const heldOut = all.filter(({ answer }) => isHeldOut(answer));
    const tuned = all.filter(({ answer }) => !isHeldOut(answer));
    const skillsOf = (c: Comparison): readonly string[] => cards.get(c.answer.question)?.skills ?? [];
    const skills = Object.entries(QUESTION_SKILLS).flatMap(([id, { label }]) => {
      const own = heldOut.filter((c) => skillsOf(c).includes(id));
      return own.length === 0 ? [] : [{ id, label, accuracy: accuracyOf(own) }];
    });
    const answers = {
      tuned: bank.answers.filter((a) => !isHeldOut(a)).length,
      heldOut: bank.answers.filter(isHeldOut).length,
    };
    if (args.has("json")) {
      printJson(io, { answers, tuned: accuracyOf(tuned), heldOut: accuracyOf(heldOut), skills });
      return 0;
    }
    const heading = ["part", "right", "wrong", "not found", "precision", "recall", "F1"];
    const parts = [
      row(`tuned (${answers.tuned})`, accuracyOf(tuned)),
      row(`held out (${answers.heldOut})`, accuracyOf(heldOut)),
    ];
    const bySkill = args.positional.length > 0 ? [] : skills.map((s) => row(`  ${s.label}`, s.accuracy));
    for (const line of table([heading, ...parts, ...bySkill])) io.out(line);
    for (const one of confusions(tuned).slice(0, args.positional.length > 0 ? 1000 : 20)) {
      io.out(`\n${one.question} ${one.concept}`);
      for (const { answer, concept, verdict } of [...one.falsePositive, ...one.falseNegative]) {
        const matcher = matchers.get(answer.question);
        const spans = matcher
          ? assess(matcher, answer.text).concepts.find(({ id }) => id === concept)?.spans
          : undefined;
        const words = (spans ?? []).map(({ start, end }) => `"${answer.text.slice(start, end)}"`).join(" … ");
        io.out(
          `  ${verdict === "hit" ? "heard, but not said" : `said, but ${verdict}`}: ${answer.id} (${answer.kind}) ${words}`,
        );
      }
    }
    return 0;
  },
};
