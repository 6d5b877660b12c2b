/**
 * Rules about what people write, as data: which words, in which order and how near. `language` reads and matches them.
 */
export type Rule =
  | string
  /** At least one holds. */
  | { readonly any: readonly Rule[] }
  /** Each holds, anywhere in the text; with `within`, in one sentence and that many words. */
  | { readonly all: readonly Rule[]; readonly within?: number }
  /** Each holds, in this order, in one sentence; `within` limits the words from first to last. */
  | { readonly ordered: readonly Rule[]; readonly within?: number }
  /** The first holds and the second does not occur in the same sentence. */
  | { readonly rule: Rule; readonly without: Rule }
  /** Holds when the rule has no asserted match in the whole text. */
  | { readonly not: Rule }
  /** The rule with negation ignored: "do not retry" still is advice about retrying. */
  | { readonly polar: Rule };

/** Groups of words that phrases may refer to. A member may have several words ("connection pool"). */
export type Groups = Readonly<Record<string, readonly string[]>>;

/** Words and ideas that rules of many questions share. */
export interface Lexicon {
  readonly groups: Groups;
  /** Rules by name, all references to other ideas resolved. */
  readonly ideas: Readonly<Record<string, Rule>>;
}
