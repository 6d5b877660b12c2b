import { readContent } from "#adapters/content/disk";
import type { LabelledPhrase } from "#domain/questions";
import { hashString } from "#lib/hash";
import { isHeldOutPhrase } from "#questions/accuracy";
import { questionMatcher } from "#questions/matcher";
import { type Stray, straysOf } from "#questions/strays";
import { compileQuestions } from "#scenario/index";
import { UsageError } from "../args";
import type { Io, Verb } from "../io";

/** Of the sentences for other cards one in so many is read. */
const EVERY = 4;
/** Samples shown of them for a concept. */
const SAMPLES = 6;

export const strays: Verb = {
  name: "strays",
  summary: "where rules hear a line of the rubric in sentences that were written to say something else",
  positional: { label: "<questions…>", least: 1, most: 104 },
  flags: {},
  run(args, io) {
    const { questions, labels, lexicon } = compileQuestions(readContent(io.root));
    const open = labels.phrases.filter((phrase) => phrase.said && !isHeldOutPhrase(phrase));
    const sampled = open.filter(({ text }) => Number.parseInt(hashString(text).slice(0, 6), 16) % EVERY === 0);
    for (const id of args.positional) {
      const found = questions.find(({ question }) => question.id === id);
      if (found === undefined) throw new UsageError(`there is no card for "${id}" that compiles`);
      const matcher = questionMatcher(found.question, lexicon.groups);
      const own = open.filter(({ question }) => question === id);
      const other = sampled.filter(({ question }) => question !== id);
      const near = straysOf(matcher, own);
      const far = straysOf(matcher, other);
      io.out(`\n${id}: of ${own.length} sentences of the card and ${other.length} of other cards`);
      for (const { id: concept } of found.question.concepts) {
        const mine = own.filter((phrase) => phrase.concept !== concept).length;
        tell(io, concept, near, far, mine, other);
      }
    }
    return 0;
  },
};

function tell(
  io: Io,
  concept: string,
  near: readonly Stray[],
  far: readonly Stray[],
  mine: number,
  other: readonly LabelledPhrase[],
): void {
  const close = near.filter((one) => one.concept === concept);
  const distant = far.filter((one) => one.concept === concept);
  const share = (100 * distant.length) / Math.max(1, other.length);
  io.out(`${concept}: in ${close.length} of ${mine} for other lines, in ${share.toFixed(1)} % for other cards`);
  for (const one of close) io.out(`  (${one.phrase.concept}) ${wordsOf(one)} in: ${one.phrase.text}`);
  for (const one of distant.slice(0, SAMPLES)) io.out(`  ${one.phrase.question}: ${wordsOf(one)}`);
}

const wordsOf = ({ phrase, spans }: Stray): string =>
  spans.map(({ start, end }) => `"${phrase.text.slice(start, end)}"`).join(" … ");
