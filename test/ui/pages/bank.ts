import { bankOf, readContent } from "#adapters/content/disk";
import type { CompiledBank } from "#adapters/content/model";
import type { QuestionBank } from "#session/contract";

let compiled: CompiledBank | undefined;

/** The question that tests use. */
export const QUESTION = "war-159";

/** One card as it ships, with its labelled answers, and the words that rules share. */
export function shippedBank(): CompiledBank {
  compiled ??= bankOf(
    readContent(process.cwd()).filter(
      ({ path }) => /lexicon|sources|drill\.yaml$/.test(path) || path.includes(QUESTION),
    ),
  );
  return compiled;
}

/** Bank over questions; by default the one card. */
export function questionBank({ questions, labels, lexicon } = shippedBank()): QuestionBank {
  return {
    cards: async () => questions,
    question: async (id) => {
      const found = questions.find((question) => question.id === id);
      if (found === undefined) throw new RangeError(`there is no question "${id}"`);
      return found;
    },
    groups: async () => lexicon.groups,
    labels: async () => labels,
  };
}
