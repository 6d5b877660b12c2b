import { questionMatcher } from "#questions/matcher";
import { TRUSTED, trust as trustIn, WEIGHTS, type Weights } from "#questions/trust";
import { heardIn, weightsFrom } from "#questions/trust-fit";
import { loadBank } from "../bank";
import { table, type Verb } from "../io";

export const trust: Verb = {
  name: "trust",
  summary: "fits how far a line that was heard is trusted, to the labelled texts that may be looked at",
  positional: { label: "", least: 0, most: 0 },
  flags: {},
  run(_args, io) {
    const { questions, labels, lexicon } = loadBank(io.root, []);
    const matchers = new Map(questions.map((question) => [question.id, questionMatcher(question, lexicon.groups)]));
    const heard = heardIn(matchers, labels);
    const fitted = weightsFrom(heard);
    const pieces = Object.keys(WEIGHTS) as (keyof Weights)[];
    const rows = pieces.map((piece) => [piece, WEIGHTS[piece].toFixed(2), fitted[piece].toFixed(2)]);
    for (const line of table([["weight of", "now", "fitted"], ...rows])) io.out(line);
    const fresh = heard.filter(({ weight }) => weight === 1);
    const all = fresh.filter(({ said }) => said).length;
    io.out(
      `\n${heard.length} lines heard, ${fresh.length} of them in fresh answers; at ${TRUSTED} a line is trusted. Of the fresh ones:`,
    );
    for (const least of [0, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7]) {
      const trusted = fresh.filter(({ evidence }) => trustIn(evidence, fitted) >= least);
      const right = trusted.filter(({ said }) => said).length;
      io.out(
        `at ${least}: ${(right / trusted.length).toFixed(3)} of those trusted were said, ${(right / all).toFixed(3)} of those said are trusted`,
      );
    }
    return 0;
  },
};
