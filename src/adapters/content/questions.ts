import { lintQuestion } from "#questions/lint";
import { type ContentFile, compileQuestions, type Diagnostic } from "#scenario/index";
import type { CompiledBank } from "./model";

/** Compiles the bank and holds every card against itself (see `lintQuestion`). */
export function compileBank(
  files: readonly ContentFile[],
  names: { readonly sources?: readonly string[]; readonly drills?: readonly string[] },
): CompiledBank {
  const { questions, labels, lexicon, diagnostics } = compileQuestions(files, names);
  const findings = questions.flatMap(({ question, place }) =>
    lintQuestion(question, lexicon.groups).map(
      ({ path, code, message }): Diagnostic => ({ ...place(path), severity: "error", code, message }),
    ),
  );
  return {
    questions: questions.map(({ question }) => question),
    labels,
    lexicon,
    diagnostics: [...diagnostics, ...findings],
  };
}
