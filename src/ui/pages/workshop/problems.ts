import type { Diagnostic } from "#domain/pack";

interface Cursor {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Negative: the diagnostic stands before the cursor. Files in the order of their paths. */
function compare({ file, line, column }: Diagnostic, cursor: Cursor): number {
  if (file !== cursor.path) return file < cursor.path ? -1 : 1;
  return line - cursor.line || column - cursor.column;
}

/** The next problem after the cursor, or the one before it, through all files and round; null when there is none. */
export function nextProblem(diagnostics: readonly Diagnostic[], cursor: Cursor, by: 1 | -1): Diagnostic | null {
  if (by === 1) return diagnostics.find((each) => compare(each, cursor) > 0) ?? diagnostics[0] ?? null;
  return diagnostics.findLast((each) => compare(each, cursor) < 0) ?? diagnostics.at(-1) ?? null;
}
