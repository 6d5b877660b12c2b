import { compileContent, compileOne, textOf } from "#adapters/content/disk";
import { judgeMessage } from "#language/features";
import type { ContentFile } from "#scenario/index";
import { drill, files, medianOf, slugs } from "./drill";
import { inNewWorker, onlyInWorker } from "./fresh";
import type { BenchResult } from "./run";

/** Milliseconds. */
const ONE_DRILL = 50;

const MESSAGES = [
  "Some customers in Europe cannot complete their order at the moment. We are taking the last change back. Next update at 12:30.",
  "SEV-2. Checkout fails in eu-west since 12:08, about a quarter of requests. Rolling back v418, four minutes. Hypothesis, not confirmed: configuration of that region. Next update in 10 minutes.",
  "It should be fixed in twenty minutes, I promise. The database is definitely the problem, and Tom broke it.",
  "Not down: other regions are fine, and nothing is lost. We do not know the cause yet and will say so when we do.",
];

let writings = 0;

/** The content after somebody has written into a drill: never the same text twice. */
function written(slug: string): readonly ContentFile[] {
  const main = `content/drills/${slug}/drill.yaml`;
  writings++;
  return files.map((file) => (file.path === main ? { ...file, text: `${file.text}\n# ${writings}\n` } : file));
}

onlyInWorker<{ readonly files: readonly ContentFile[]; readonly slug: string }>((given) => {
  compileOne(given.files, given.slug);
});

export default async (): Promise<BenchResult> => {
  const compile = medianOf(3, () => void compileContent(files));
  const each = slugs
    .map((slug) => ({ slug, time: medianOf(5, () => void compileOne(written(slug), slug)) }))
    .sort((a, b) => a.time - b.time);
  const { slug, time: typical } = each[each.length >> 1] as (typeof each)[number];
  const first: number[] = [];
  for (let i = 0; i < 5; i++)
    first.push((await inNewWorker(import.meta.url, { files: textOf(files, slug), slug })).took);
  const { card, base, variants } = drill();
  const judge = medianOf(21, () => {
    for (const text of MESSAGES) judgeMessage(text, "customers", { terms: base.internalTerms });
  });
  const bytes = files.reduce((sum, file) => sum + file.text.length, 0);
  return {
    name: "content",
    met: typical <= ONE_DRILL,
    lines: [
      `check and compile one drill that was changed: ${Math.round(typical)} ms, the quickest ${Math.round(each[0]?.time ?? 0)}, the slowest ${Math.round(each.at(-1)?.time ?? 0)} (goal ${ONE_DRILL} ms for the median of ${each.length})`,
      `the same in a new worker that has compiled nothing before: ${Math.round(first.sort((a, b) => a - b)[2] as number)} ms (${slug})`,
      `compile everything: ${Math.round(compile)} ms for ${files.length} files, ${Math.round(bytes / 1000)} kB (${card.code} in ${variants.length} variants)`,
      `judge a message: ${(judge / MESSAGES.length).toFixed(2)} ms`,
    ],
  };
};
