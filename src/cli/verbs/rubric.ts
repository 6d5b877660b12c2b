import { loadQuestion } from "../bank";
import { JSON_FLAG } from "../flags";
import { printJson, type Verb } from "../io";

/** For those who label answers: what a concept means, and nothing of how it is found. */
export const rubric: Verb = {
  name: "rubric",
  summary: "a question and what a good answer says, without the rules that find it: for labelling answers",
  positional: { label: "<question>", least: 1, most: 1 },
  flags: { json: JSON_FLAG },
  run(args, io) {
    const { question } = loadQuestion(io.root, args.positional[0] ?? "");
    const concepts = question.concepts.map(({ rule: _, probe: __, ...rest }) => rest);
    const flags = question.flags.map(({ rule: _, ...rest }) => rest);
    const { id, asks, kind, level, minutes, seeks } = question;
    if (args.has("json")) {
      printJson(io, { id, asks, kind, level, minutes, seeks, concepts, flags });
      return 0;
    }
    io.out(`${id} (${kind}, ${level}, ${minutes} minutes)\n${asks}\n\nAfter: ${seeks}\n`);
    for (const one of concepts) {
      io.out(`${one.id}: ${one.says}\n  because ${one.why}\n  weak: ${one.weak}\n  strong: ${one.strong}`);
    }
    for (const one of flags) io.out(`flag ${one.id}: ${one.says}\n  because ${one.why}`);
    return 0;
  },
};
