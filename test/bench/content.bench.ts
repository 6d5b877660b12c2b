import { compileContent } from "#adapters/content/disk";
import { judgeMessage } from "#language/features";
import { drill, files, medianOf } from "./drill";
import type { BenchResult } from "./run";

const MESSAGES = [
  "Some customers in Europe cannot complete their order at the moment. We are taking the last change back. Next update at 12:30.",
  "SEV-2. Checkout fails in eu-west since 12:08, about a quarter of requests. Rolling back v418, four minutes. Hypothesis, not confirmed: configuration of that region. Next update in 10 minutes.",
  "It should be fixed in twenty minutes, I promise. The database is definitely the problem, and Tom broke it.",
  "Not down: other regions are fine, and nothing is lost. We do not know the cause yet and will say so when we do.",
];

export default async (): Promise<BenchResult> => {
  const compile = medianOf(3, () => void compileContent(files));
  const { card, base, variants } = drill();
  const judge = medianOf(21, () => {
    for (const text of MESSAGES) judgeMessage(text, "customers", { terms: base.internalTerms });
  });
  const bytes = files.reduce((sum, file) => sum + file.text.length, 0);
  return {
    name: "content",
    lines: [
      `compile everything: ${Math.round(compile)} ms for ${files.length} files, ${Math.round(bytes / 1000)} kB (${card.code} in ${variants.length} variants)`,
      `judge a message: ${(judge / MESSAGES.length).toFixed(2)} ms`,
    ],
  };
};
