import type { Program } from "#domain/drill";
import type { Diagnostic } from "#scenario/index";

/** A drill after compilation; no program when it has errors. */
export interface CompiledDrill {
  readonly slug: string;
  readonly program: Program | null;
  readonly diagnostics: readonly Diagnostic[];
}

export interface CompiledContent {
  readonly drills: readonly CompiledDrill[];
  /** Everything found, each thing once, by file and position. */
  readonly diagnostics: readonly Diagnostic[];
}
