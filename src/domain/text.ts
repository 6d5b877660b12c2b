import type { CelNode } from "#lib/cel";

/** A compiled condition or number: the restricted CEL tree and its source for diagnostics and the workshop. */
export interface Expr {
  readonly source: string;
  readonly node: CelNode;
}

/** Text with figures from the model: strings alternate with expressions, each with an optional format
 *  (`count`, `percent`, `duration`, `clock`, `fixed1`). */
export type Text = readonly (string | { readonly expr: Expr; readonly format?: string })[];
