import { bankOf } from "#adapters/content/disk";
import { type Accuracy, measure } from "#questions/accuracy";
import { assess } from "#questions/assess";
import { modelText } from "#questions/lint";
import { questionMatcher } from "#questions/matcher";
import { files, medianOf } from "./drill";
import type { BenchResult } from "./run";

const WORDS = 300;
const MOST_MS = 5;
const PRECISION = 0.9;
const RECALL = 0.8;

const share = (value: number | null): string => (value === null ? "–" : value.toFixed(3));
const figures = ({ precision, recall, f1 }: Accuracy): string =>
  `precision ${share(precision)}, recall ${share(recall)}, F1 ${share(f1)}`;

/** What the rules are worth, and what they cost: a long answer to every question. */
export default async (): Promise<BenchResult> => {
  const { questions, labels, lexicon } = bankOf(files);
  const times = questions.map((question) => {
    const matcher = questionMatcher(question, lexicon.groups);
    const model = modelText(question).split(/\s+/);
    const text = Array.from({ length: WORDS }, (_, i) => model[i % model.length]).join(" ");
    return { id: question.id, ms: medianOf(9, () => void assess(matcher, text)) };
  });
  const compile = medianOf(3, () => {
    for (const question of questions) questionMatcher(question, lexicon.groups);
  });
  times.sort((a, b) => a.ms - b.ms);
  const [middle, slowest] = [times[times.length >> 1], times[times.length - 1]];
  const { tuned, heldOut, fresh, fitted, phrases, bySkill, confusions } = measure(questions, lexicon.groups, labels);
  const isGood = (heldOut.precision ?? 0) >= PRECISION && (heldOut.recall ?? 0) >= RECALL;
  return {
    name: "questions",
    lines: [
      `an answer of ${WORDS} words: median ${middle?.ms.toFixed(2)} ms, slowest ${slowest?.ms.toFixed(2)} ms (${slowest?.id}); at most ${MOST_MS}`,
      `rules of a question compiled: ${(compile / questions.length).toFixed(2)} ms, ${questions.length} questions`,
      `held out, ${heldOut.answers} answers: ${figures(heldOut)}; at least ${PRECISION} and ${RECALL}`,
      `of them fresh, ${fresh.answers} answers: ${figures(fresh)}`,
      `fresh, trust was fitted to, ${fitted.answers} answers: ${figures(fitted)}`,
      `looked at, ${tuned.answers} answers: ${figures(tuned)}`,
      `sentences held out, ${phrases.heldOut.answers}: ${figures(phrases.heldOut)}`,
      `sentences looked at, ${phrases.tuned.answers}: ${figures(phrases.tuned)}`,
      ...bySkill.map(
        ({ skill, accuracy }) => `  ${skill}, held out, ${accuracy.answers} answers: ${figures(accuracy)}`,
      ),
      ...confusions
        .slice(0, 5)
        .map(
          (c) =>
            `  wrong most: ${c.question} ${c.concept}, heard ${c.falsePositive.length}, not heard ${c.falseNegative.length}`,
        ),
    ],
    met: (slowest?.ms ?? 0) <= MOST_MS && isGood,
  };
};
