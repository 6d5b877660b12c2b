import type { Diagnostic } from "#domain/pack";
import { LIMITS } from "./limits";

/** Something about a file as a whole. */
export function aboutFile(
  file: string,
  code: string,
  message: string,
  severity: Diagnostic["severity"] = "error",
): Diagnostic {
  return { file, line: 1, column: 1, severity, code, message };
}

export const isError = ({ severity }: Diagnostic): boolean => severity === "error";

/** By file and place, each once, errors first to be kept when there are too many. */
export function arranged(all: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Map(all.map((each) => [JSON.stringify(each), each]));
  const kept = [...known.values()].sort((a, b) => Number(isError(b)) - Number(isError(a))).slice(0, LIMITS.diagnostics);
  return kept.sort((a, b) => (a.file !== b.file ? (a.file < b.file ? -1 : 1) : a.line - b.line || a.column - b.column));
}
