import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf } from "#lib/message";
import { assess, coverageOf } from "#questions/assess";
import { questionMatcher } from "#questions/matcher";
import { loadQuestion } from "../bank";
import { JSON_FLAG } from "../flags";
import { Failure, printJson, type Verb } from "../io";

function textOf(cwd: string, path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : resolve(cwd, path), "utf8");
  } catch (error) {
    throw new Failure(messageOf(error));
  }
}

export const read: Verb = {
  name: "read",
  summary: "reads an answer (a file, or - for standard input) against the rubric of a question",
  positional: { label: "<question> <file>", least: 2, most: 2 },
  flags: { json: JSON_FLAG },
  run(args, io) {
    const [id = "", path = ""] = args.positional;
    const { question, bank } = loadQuestion(io.root, id);
    const text = textOf(io.cwd, path);
    const assessment = assess(questionMatcher(question, bank.lexicon.groups), text);
    const coverage = coverageOf(question.concepts, assessment);
    if (args.has("json")) {
      printJson(io, { question: id, coverage, ...assessment });
      return 0;
    }
    const quote = (spans: readonly { readonly start: number; readonly end: number }[]): string =>
      spans.map(({ start, end }) => `"${text.slice(start, end)}"`).join(" … ");
    for (const one of assessment.concepts) io.out(`${one.status.padEnd(8)} ${one.id.padEnd(22)} ${quote(one.spans)}`);
    for (const { order, kept } of assessment.orders)
      io.out(
        `${kept === null ? "not said" : kept ? "kept" : "broken"}: ${order.before.join(", ")} before ${order.after.join(", ")}`,
      );
    for (const flag of assessment.flags) io.out(`flag     ${flag.id.padEnd(22)} ${quote(flag.spans)}`);
    io.out(
      `coverage ${Math.round(coverage)} of 100, ${assessment.words} words${assessment.soup ? ", a bare list of keywords" : ""}`,
    );
    return 0;
  },
};
