/** Something that is wrong, or may be, in a file of content, precisely enough to mend it without reading the compiler. Lines and columns count from 1. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: "error" | "warning";
  /** Namespaced: `yaml.syntax`, `schema.unknown-key`, `reference.node`, `expression.type` … */
  readonly code: string;
  /** What is wrong, what was expected, and the nearest valid name where there is one. */
  readonly message: string;
}

/** A text file of a pack; the path is below the pack's root, with forward slashes: `drills/<slug>/drill.yaml`, `systems/<id>.yaml`. */
export interface PackFile {
  readonly path: string;
  readonly text: string;
}

/** Drills with everything they need, as text: what somebody wrote outside the project, or changed of ours. */
export interface Pack {
  /** Lower-case letters, digits and hyphens. A pack with the same id takes the place of the one before. */
  readonly id: string;
  readonly title: string;
  /** Raised by its author. */
  readonly version: number;
  readonly files: readonly PackFile[];
}
