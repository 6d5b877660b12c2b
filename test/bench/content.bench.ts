import { compileContent, compileOne } from "#adapters/content/disk";
import { judgeMessage } from "#language/features";
import { drill, files, medianOf, slugs } from "./drill";
import type { BenchResult } from "./run";

/** Milliseconds. */
const ONE_DRILL = 50;

const MESSAGES = [
  "Some customers in Europe cannot complete their order at the moment. We are taking the last change back. Next update at 12:30.",
  "SEV-2. Checkout fails in eu-west since 12:08, about a quarter of requests. Rolling back v418, four minutes. Hypothesis, not confirmed: configuration of that region. Next update in 10 minutes.",
  "It should be fixed in twenty minutes, I promise. The database is definitely the problem, and Tom broke it.",
  "Not down: other regions are fine, and nothing is lost. We do not know the cause yet and will say so when we do.",
];

export default async (): Promise<BenchResult> => {
  const compile = medianOf(3, () => void compileContent(files));
  const each = slugs.map((slug) => medianOf(3, () => void compileOne(files, slug))).sort((a, b) => a - b);
  const typical = each[each.length >> 1] as number;
  const { card, base, variants } = drill();
  const judge = medianOf(21, () => {
    for (const text of MESSAGES) judgeMessage(text, "customers", { terms: base.internalTerms });
  });
  const bytes = files.reduce((sum, file) => sum + file.text.length, 0);
  return {
    name: "content",
    met: typical <= ONE_DRILL,
    lines: [
      `check and compile one drill: ${Math.round(typical)} ms, the quickest ${Math.round(each[0] as number)}, the slowest ${Math.round(each.at(-1) as number)} (goal ${ONE_DRILL} ms for the median of ${each.length})`,
      `compile everything: ${Math.round(compile)} ms for ${files.length} files, ${Math.round(bytes / 1000)} kB (${card.code} in ${variants.length} variants)`,
      `judge a message: ${(judge / MESSAGES.length).toFixed(2)} ms`,
    ],
  };
};
